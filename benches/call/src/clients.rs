//! The clients that make calls over mutual TLS: ours, and others with the same certificates.

use bytes::Bytes;
use http_body_util::Empty;
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::{Client as Hyper, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use lean::{At, Client, Identity};
use rustls::ClientConfig;

use crate::authority::Files;
use crate::serve::{certificates, key, provider, roots};

/// The bearer token of all calls.
pub const TOKEN: &str = "5c9f3d1a8b7e4f60";

/// hyper-util's client alone.
pub type HyperClient = Hyper<HttpsConnector<HttpConnector>, Empty<Bytes>>;

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

/// Our client.
pub fn ours(files: &Files, base: &str, version: Version) -> Client {
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

/// reqwest, with the same certificates.
pub fn reqwest(files: &Files, version: Version) -> reqwest::Client {
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

/// hyper-util's client, with the same certificates.
pub fn hyper(files: &Files, version: Version) -> HyperClient {
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
