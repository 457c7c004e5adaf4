//! The ways to make the same call: GET a customer, read it as a type.

use bytes::Bytes;
use call::by_hand::Customer;
use call::{Bank as _, bank};
use http::header;
use http_body_util::{BodyExt as _, Empty};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::{Client as Hyper, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use lean::{At, Client, Identity};
use rustls::ClientConfig;

use crate::authority::Files;
use crate::serve::{certificates, key, provider, roots};

const TOKEN: &str = "5c9f3d1a8b7e4f60";
const CUSTOMER: &str = "7c1f6a52-3a7e-4d0b-9f0c-2f6b8f1f0a11";

/// A way to make a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Ours,
    /// With serde_json, by hand.
    Reqwest,
    /// hyper-util's client alone, with serde_json: the limit of what a client over it can reach.
    Hyper,
}

impl Way {
    pub const ALL: [Way; 3] = [Way::Ours, Way::Reqwest, Way::Hyper];

    /// The way of this name.
    pub fn parse(name: &str) -> Way {
        let mut all = Way::ALL.into_iter();
        all.find(|way| format!("{way:?}") == name).expect("a way")
    }
}

/// The version of HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    One,
    Two,
}

impl Version {
    /// The version of this name.
    pub fn parse(name: &str) -> Version {
        let mut all = [Version::One, Version::Two].into_iter();
        all.find(|version| format!("{version:?}") == name)
            .expect("a version")
    }
}

/// A client for each way.
pub struct Ways {
    ours: Client,
    reqwest: reqwest::Client,
    hyper: Hyper<HttpsConnector<HttpConnector>, Empty<Bytes>>,
    base: String,
    customer: bank::CustomerId,
}

impl Ways {
    pub fn new(files: &Files, port: u16, version: Version) -> Ways {
        let base = format!("https://localhost:{port}");
        Ways {
            ours: ours(files, &base, version),
            reqwest: reqwest(files, version),
            hyper: hyper(files, version),
            base,
            customer: CUSTOMER.parse().expect("an id"),
        }
    }

    pub async fn call(&self, way: Way) {
        match way {
            Way::Ours => {
                let reply = self.ours.get_customer_by_id(self.customer).await;
                reply.expect("a customer");
            }
            Way::Reqwest => self.by_reqwest().await,
            Way::Hyper => self.by_hyper().await,
        }
    }

    async fn by_reqwest(&self) {
        let url = format!("{}/customers/v1/{CUSTOMER}/", self.base);
        let reply = self
            .reqwest
            .get(url)
            .bearer_auth(TOKEN)
            .header(header::ACCEPT, "application/json")
            .send()
            .await
            .expect("a reply");
        let reply = reply.error_for_status().expect("a success");
        reply.json::<Customer>().await.expect("a customer");
    }

    async fn by_hyper(&self) {
        let request = http::Request::get(format!("{}/customers/v1/{CUSTOMER}/", self.base))
            .header(header::AUTHORIZATION, format!("Bearer {TOKEN}"))
            .header(header::ACCEPT, "application/json")
            .body(Empty::new())
            .expect("a request");
        let reply = self.hyper.request(request).await.expect("a reply");
        assert!(reply.status().is_success());
        let body = reply
            .into_body()
            .collect()
            .await
            .expect("a body")
            .to_bytes();
        serde_json::from_slice::<Customer>(&body).expect("a customer");
    }
}

fn ours(files: &Files, base: &str, version: Version) -> Client {
    let client = &files.client;
    let identity = Identity::from_pem(
        client.key.clone(),
        client.certificate.clone(),
        files.root.clone(),
    );
    let builder = Client::builder(At::new(base))
        .identity(identity.expect("an identity"))
        .bearer(TOKEN);
    let builder = match version {
        Version::One => builder.http1_only(),
        Version::Two => builder,
    };
    builder.build().expect("a client")
}

fn reqwest(files: &Files, version: Version) -> reqwest::Client {
    let mut tls = tls(files);
    tls.alpn_protocols = match version {
        Version::One => vec![b"http/1.1".to_vec()],
        Version::Two => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
    };
    let builder = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .no_proxy();
    let builder = match version {
        Version::One => builder.http1_only(),
        Version::Two => builder,
    };
    builder.build().expect("a client")
}

fn hyper(files: &Files, version: Version) -> Hyper<HttpsConnector<HttpConnector>, Empty<Bytes>> {
    let builder = hyper_rustls::HttpsConnectorBuilder::new()
        .with_tls_config(tls(files))
        .https_only();
    let mut tcp = HttpConnector::new();
    tcp.set_nodelay(true);
    tcp.enforce_http(false);
    let connector = match version {
        Version::One => builder.enable_http1().wrap_connector(tcp),
        Version::Two => builder.enable_http2().wrap_connector(tcp),
    };
    Hyper::builder(TokioExecutor::new())
        .http2_only(version == Version::Two)
        .build(connector)
}

fn tls(files: &Files) -> ClientConfig {
    let client = &files.client;
    ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots(files))
        .with_client_auth_cert(certificates(&client.certificate), key(&client.key))
        .expect("a certificate")
}
