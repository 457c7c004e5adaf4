//! The server: a list of 100 transactions to requests for transactions, a customer to every other request.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response, header};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio_rustls::TlsAcceptor;

use crate::authority::Files;
use crate::{cases, texts};

/// Serves until it is killed; prints its port.
pub fn run(files: &Files) {
    cases::runtime().block_on(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        println!("{}", listener.local_addr().expect("an address").port());
        let list = Bytes::from(texts::transactions(100));
        let acceptor = TlsAcceptor::from(Arc::new(config(files)));
        while let Ok((tcp, _)) = listener.accept().await {
            let (acceptor, list) = (acceptor.clone(), list.clone());
            tokio::spawn(async move {
                let _ = tcp.set_nodelay(true);
                let Ok(tls) = acceptor.accept(tcp).await else {
                    return;
                };
                let service = service_fn(|request: Request<Incoming>| {
                    let is_of_list = request.uri().path().ends_with("/transactions");
                    let body = match is_of_list {
                        true => list.clone(),
                        false => Bytes::from_static(texts::CUSTOMER.as_bytes()),
                    };
                    async { Ok::<_, Infallible>(reply(body)) }
                });
                let builder = Builder::new(TokioExecutor::new());
                let _ = builder.serve_connection(TokioIo::new(tls), service).await;
            });
        }
    });
}

fn reply(body: Bytes) -> Response<Full<Bytes>> {
    Response::builder()
        .header(header::CONTENT_TYPE, "application/json")
        .header(
            "lean-correlation-id",
            "5d2a8f10-77c1-4a3e-9b5d-1f0e6c7a8b99",
        )
        .body(Full::new(body))
        .expect("a response")
}

fn config(files: &Files) -> ServerConfig {
    let verifier = WebPkiClientVerifier::builder_with_provider(roots(files).into(), provider());
    let builder = ServerConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .expect("versions");
    let mut config = builder
        .with_client_cert_verifier(verifier.build().expect("a verifier"))
        .with_single_cert(
            certificates(&files.server.certificate),
            key(&files.server.key),
        )
        .expect("a certificate");
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    config
}

/// The crypto provider.
pub fn provider() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// The root of these files.
pub fn roots(files: &Files) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    for root in certificates(&files.root) {
        roots.add(root).expect("a root");
    }
    roots
}

/// The certificates of a PEM text.
pub fn certificates(pem: &str) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_slice_iter(pem.as_bytes())
        .collect::<Result<_, _>>()
        .expect("PEM")
}

/// The key of a PEM text.
pub fn key(pem: &str) -> PrivateKeyDer<'static> {
    PrivateKeyDer::from_pem_slice(pem.as_bytes()).expect("a key")
}
