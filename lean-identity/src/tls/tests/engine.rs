//! S-21: the same verdict however the HTTP engine words it.

use std::{
    collections::BTreeMap,
    io::Write as _,
    net::{Shutdown, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    pki_types::{CertificateDer, UnixTime},
    server::danger::{ClientCertVerified, ClientCertVerifier},
};

use super::{
    identity,
    lab::lab,
    server::{Server, Setup, clients_of},
};
use crate::{
    identity::Loaded,
    tls::{FaultKind, Recorder, TlsFault, TlsSettings, classify, classify_response, client_config},
};

/// Sends requests through the HTTP engine under one configuration.
pub(super) struct Engine {
    runtime: tokio::runtime::Runtime,
    client: reqwest::Client,
    recorder: Recorder,
}

impl Engine {
    pub(super) fn new() -> Self {
        Self::of(&TlsSettings::mutual(), Some(&identity()))
    }

    pub(super) fn without_identity() -> Self {
        let settings = TlsSettings::trusting(lab().chain_pem().as_bytes()).expect("authorities");
        Self::of(&settings, None)
    }

    fn of(settings: &TlsSettings, identity: Option<&Loaded>) -> Self {
        let recorder = Recorder::default();
        let config = client_config(settings, identity, &recorder).expect("good settings");
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(config)
            .no_proxy()
            .pool_max_idle_per_host(0);
        Self {
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime"),
            client: client.build().expect("a client"),
            recorder,
        }
    }

    /// Posts this many bytes; returns the status, or the fault behind the error or the page.
    pub(super) fn post(&self, port: u16, bytes: usize) -> Result<u16, Option<TlsFault>> {
        let url = format!("https://localhost:{port}/");
        let sent = self.client.post(url).body(vec![b'x'; bytes]).send();
        let answer = self.runtime.block_on(async {
            let response = sent.await?;
            let status = response.status().as_u16();
            let kind = response
                .headers()
                .get("content-type")
                .and_then(|kind| kind.to_str().ok());
            let kind = kind.map(str::to_owned);
            Ok((status, kind, response.bytes().await?))
        });
        match answer {
            Ok((status, kind, body)) => {
                if let Some(fault) =
                    classify_response(status, kind.as_deref(), &body, &self.recorder)
                {
                    return Err(Some(fault));
                }
                self.recorder.record_acceptance();
                Ok(status)
            }
            Err(error) => {
                let error: reqwest::Error = error;
                Err(classify(&error, &self.recorder))
            }
        }
    }
}

/// Posts 2 MB again and again to a server that refuses; every time it must be the same kind.
#[track_caller]
fn always_rejected(server: &Server) {
    const TRIES: usize = 100;
    let mut kinds = BTreeMap::new();
    for _ in 0..TRIES {
        let engine = Engine::new();
        let kind = match engine.post(server.port(), 2 << 20) {
            Ok(status) => format!("HTTP {status}"),
            Err(None) => "not classified".to_owned(),
            Err(Some(fault)) => fault.kind().to_string(),
        };
        *kinds.entry(kind).or_insert(0) += 1;
    }
    assert_eq!(
        kinds,
        BTreeMap::from([("CLIENT_CERT_REJECTED".to_owned(), TRIES)])
    );
}

/// Knows other applications only.
fn strangers() -> Setup {
    let other = super::lab::root("Other", "Other Root");
    Setup {
        clients: Some(clients_of(&[other.der().clone()])),
        ..Setup::default()
    }
}

#[test]
fn a_07_alert_while_a_large_body_is_sent() {
    always_rejected(&Server::tls(strangers().lab()));
}

#[test]
fn a_07_a_08_hanging_up_while_a_large_body_is_sent() {
    let mut config = Setup::mutual().lab();
    config.send_tls13_tickets = 0;
    // With unread bytes this resets the connection.
    always_rejected(&Server::tls_then(config, |_, stream| {
        stream.shutdown(Shutdown::Both)
    }));
}

/// Changes its mind about clients.
#[derive(Debug)]
struct Fickle {
    usual: Arc<dyn ClientCertVerifier>,
    is_revoked: Arc<AtomicBool>,
}

impl ClientCertVerifier for Fickle {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        self.usual.root_hint_subjects()
    }

    fn verify_client_cert(
        &self,
        leaf: &CertificateDer<'_>,
        issuers: &[CertificateDer<'_>],
        now: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        match self.is_revoked.load(Ordering::SeqCst) {
            true => Err(CertificateError::Revoked.into()),
            false => self.usual.verify_client_cert(leaf, issuers, now),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.usual.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.usual.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.usual.supported_verify_schemes()
    }
}

#[test]
fn a_09_revoked_between_two_connections() {
    let is_revoked = Arc::new(AtomicBool::new(false));
    let fickle = Fickle {
        usual: clients_of(&[lab().root.der().clone()]),
        is_revoked: Arc::clone(&is_revoked),
    };
    let config = Setup {
        clients: Some(Arc::new(fickle)),
        ..Setup::default()
    }
    .lab();
    let server = Server::tls_then(config, |tls, stream| {
        tls.writer()
            .write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")?;
        tls.complete_io(stream).map(drop)
    });
    let engine = Engine::new();
    assert_eq!(engine.post(server.port(), 10).ok(), Some(204));
    is_revoked.store(true, Ordering::SeqCst);
    let fault = engine
        .post(server.port(), 10)
        .expect_err("refused")
        .expect("a fault of TLS");
    assert_eq!(fault.kind(), FaultKind::ClientCertRejected, "{fault}");
    assert_eq!(
        fault.evidence().alert.as_deref(),
        Some("CertificateRevoked")
    );
    assert!(!fault.is_retryable());
}

#[test]
fn s_01_s_12_s_21_through_the_engine() {
    let kind = |port: u16| {
        let fault = Engine::new()
            .post(port, 10)
            .expect_err("refused")
            .expect("a fault of TLS");
        fault.kind()
    };
    let other = super::lab::Lab::new("Other");
    let server = Server::tls(Setup::mutual().config(&other.server(|_| {}), &[&other.intermediate]));
    assert_eq!(kind(server.port()), FaultKind::ServerUntrusted);
    let server = super::server::answering(b"HTTP/1.1 400 Bad Request\r\n\r\n");
    assert_eq!(kind(server.port()), FaultKind::NotTls);
    let server = super::server::answering(b"");
    assert_eq!(kind(server.port()), FaultKind::HandshakeClosed);
    let closed = TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port");
    assert_eq!(kind(closed.port()), FaultKind::ConnectFailed);
}

#[test]
fn faults_of_other_layers_are_left_alone() {
    // The server took the certificate, answered once, and now closes in the middle of an answer.
    let server = Server::tls_then(Setup::mutual().lab(), |tls, stream| {
        tls.writer().write_all(b"HTTP/1.1 200 OK\r\ncontent-")?;
        tls.complete_io(stream)?;
        stream.shutdown(Shutdown::Both)
    });
    let engine = Engine::new();
    engine.recorder.record_acceptance();
    assert!(matches!(engine.post(server.port(), 10), Err(None)));
}
