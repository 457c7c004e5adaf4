//! A client that uses only rustls and hyper, so that no code of `lean` is between a test and the
//! sandbox.
#![allow(dead_code, reason = "each test file uses its part")]

use std::error::Error as StdError;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use lean_sandbox::{Files, Sandbox};
use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion, version};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

pub(crate) type Result<T = (), E = Box<dyn StdError + Send + Sync>> = std::result::Result<T, E>;

pub(crate) struct Client {
    url: String,
    tls: Arc<ClientConfig>,
    headers: Vec<(String, String)>,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Client {
    /// As an application would be set up: its certificate with the issuer's, its app token.
    pub(crate) fn of(sandbox: &Sandbox) -> Self {
        Self::with(sandbox, sandbox.files()).header("lean-app-token", sandbox.app_token())
    }

    /// With other files, and no token yet.
    pub(crate) fn with(sandbox: &Sandbox, files: &Files) -> Self {
        let pem = format!("{}{}", files.certificate_pem, issuer(&files.chain_pem));
        Self::new(
            sandbox.url(),
            &sandbox.files().chain_pem,
            Some((&pem, &files.private_key_pem)),
            &[&version::TLS13],
        )
    }

    pub(crate) fn new(
        url: &str,
        roots: &str,
        identity: Option<(&str, &str)>,
        versions: &[&'static SupportedProtocolVersion],
    ) -> Self {
        let mut store = RootCertStore::empty();
        for root in certificates(roots) {
            store.add(root).expect("a root");
        }
        let builder = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()));
        let builder = builder
            .with_protocol_versions(versions)
            .expect("versions")
            .with_root_certificates(store);
        let mut tls = match identity {
            None => builder.with_no_client_auth(),
            Some((pem, key)) => {
                let key = PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("a key");
                builder
                    .with_client_auth_cert(certificates(pem), key)
                    .expect("a key that fits")
            }
        };
        tls.alpn_protocols = vec![b"http/1.1".to_vec()];
        Self {
            url: url.to_owned(),
            tls: Arc::new(tls),
            headers: Vec::new(),
        }
    }

    /// With a bearer token of this scope.
    pub(crate) async fn with_token(sandbox: &Sandbox, scope: &str) -> Result<Self> {
        let client = Self::oauth(sandbox);
        let form = format!(
            "grant_type=client_credentials&client_id={}&client_secret={}&scope={scope}",
            sandbox.client_id(),
            sandbox.client_secret()
        );
        let answer = client.form("/oauth2/token", &form).await?;
        let token = answer.json();
        Ok(client.header(
            "authorization",
            &format!(
                "Bearer {}",
                token["access_token"].as_str().expect("a token")
            ),
        ))
    }

    pub(crate) fn oauth(sandbox: &Sandbox) -> Self {
        Self::new(
            sandbox.oauth_url(),
            &sandbox.public_root_pem(),
            None,
            &[&version::TLS13],
        )
    }

    /// Offers this protocol instead of HTTP/1.1.
    pub(crate) fn alpn(mut self, name: &str) -> Self {
        let mut tls = (*self.tls).clone();
        tls.alpn_protocols = vec![name.as_bytes().to_vec()];
        self.tls = Arc::new(tls);
        self
    }

    pub(crate) async fn connect(&self) -> Result<TlsStream<TcpStream>> {
        let uri: Uri = self.url.parse()?;
        let (host, port) = (uri.host().expect("a host"), uri.port_u16().expect("a port"));
        let socket = TcpStream::connect((host, port)).await?;
        let name = ServerName::try_from(host.to_owned())?;
        let connector = TlsConnector::from(self.tls.clone());
        Ok(connector.connect(name, socket).await?)
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.retain(|(own, _)| own != name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Answer> {
        self.send(Method::GET, path, None, Bytes::new()).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        self.call(Method::POST, path, Some(body)).await
    }

    pub(crate) async fn form(&self, path: &str, form: &str) -> Result<Answer> {
        self.send(
            Method::POST,
            path,
            Some("application/x-www-form-urlencoded"),
            form.to_owned().into(),
        )
        .await
    }

    pub(crate) async fn call(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Answer> {
        let bytes = body
            .map(|body| Bytes::from(body.to_string()))
            .unwrap_or_default();
        self.send(method, path, body.map(|_| "application/json"), bytes)
            .await
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        media_type: Option<&str>,
        body: Bytes,
    ) -> Result<Answer> {
        let socket = self.connect().await?;
        let uri: Uri = self.url.parse()?;
        let host = uri.host().expect("a host");
        let (mut sender, connection) =
            hyper::client::conn::http1::handshake(TokioIo::new(socket)).await?;
        let driver = tokio::spawn(connection);

        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", host);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(media_type) = media_type {
            request = request.header("content-type", media_type);
        }
        let answer = sender.send_request(request.body(Full::new(body))?).await?;
        let (head, body) = answer.into_parts();
        let body = body.collect().await?.to_bytes();
        driver.abort();
        Ok(Answer {
            status: head.status,
            headers: head.headers,
            text: String::from_utf8_lossy(&body).into_owned(),
        })
    }
}

impl Answer {
    /// The body of a 2xx answer.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        serde_json::from_str(&self.text).expect("JSON")
    }

    /// The status and the code of a refusal.
    #[track_caller]
    pub(crate) fn refusal(&self) -> (u16, String) {
        let body: Value = serde_json::from_str(&self.text).expect("JSON");
        (
            self.status.as_u16(),
            body["status"].as_str().unwrap_or_default().to_owned(),
        )
    }
}

/// The customer of the description's examples; every sandbox knows its customer, entities and
/// accounts.
pub(crate) const EXAMPLE_CUSTOMER: &str = "7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11";

/// Returns the first certificate of the chain, which issued those of the clients.
pub(crate) fn issuer(chain: &str) -> String {
    let end = "-----END CERTIFICATE-----\n";
    chain
        .replace("\r\n", "\n")
        .split_inclusive(end)
        .next()
        .unwrap_or_default()
        .to_owned()
}

fn certificates(pem: &str) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<std::result::Result<_, _>>()
        .expect("certificates")
}

/// A sandbox whose banks take this long, and a client of it.
pub(crate) async fn delayed(bank_delay: std::time::Duration) -> Result<(Sandbox, Client)> {
    let sandbox = Sandbox::builder().bank_delay(bank_delay).start().await?;
    let client = Client::of(&sandbox);
    Ok((sandbox, client))
}

/// A customer with a bank: the ids of the customer, the entity and the accounts.
pub(crate) async fn connected(
    sandbox: &Sandbox,
    client: &Client,
    bank: &str,
) -> Result<(String, String, Vec<String>)> {
    let customer = client
        .post(
            "/customers/v1/",
            &serde_json::json!({ "app_user_id": "user-1" }),
        )
        .await?
        .json();
    let customer = customer["customer_id"].as_str().expect("an id").to_owned();
    let bank = sandbox.connect_bank(&customer, bank)?;
    Ok((customer, bank.entity_id, bank.account_ids))
}

/// A folder that is gone after the test.
pub(crate) struct Folder(std::path::PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Result<Self> {
        let name = format!("lean-sandbox-{}-{name}", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &std::path::Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Best effort: the system empties this place, too.
        drop(std::fs::remove_dir_all(&self.0));
    }
}
