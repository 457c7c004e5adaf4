//! the server sees the new identity on the first connection after it was replaced.

use std::sync::{Arc, Mutex, PoisonError};

use rustls::{
    ClientConfig, ClientConnection, RootCertStore, SignatureScheme, client::ResolvesClientCert,
    pki_types::ServerName, sign::CertifiedKey,
};

use super::{
    identity_of,
    lab::{Leaf, lab},
    server::{Server, Setup, provider},
};
use crate::tls::{Recorder, TlsSettings, client_config};

fn two_apps() -> [Leaf; 2] {
    ["old", "new"].map(|name| lab().client(name, |_| {}))
}

/// Makes one connection: handshakes, waits for the server's tickets, closes.
fn connect(config: &Arc<ClientConfig>, server: &Server) {
    let name = ServerName::try_from("localhost").expect("a name");
    let mut tls = ClientConnection::new(Arc::clone(config), name).expect("a good configuration");
    let mut tcp = std::net::TcpStream::connect(server.address).expect("a connection");
    while tls.is_handshaking() || tls.wants_write() {
        tls.complete_io(&mut tcp).expect("a handshake");
    }
    while tls.tls13_tickets_received() == 0 {
        tls.complete_io(&mut tcp).expect("a ticket");
    }
    tls.send_close_notify();
    let _ = tls.complete_io(&mut tcp);
}

/// The design that suggests itself: one configuration whose resolver looks up the identity each time.
#[derive(Debug)]
struct Swapping(Mutex<Arc<CertifiedKey>>);

impl ResolvesClientCert for Swapping {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(
            &self.0.lock().unwrap_or_else(PoisonError::into_inner),
        ))
    }

    fn has_certs(&self) -> bool {
        true
    }
}

#[test]
fn r_01_swapping_resolver_would_go_on_showing_the_old_identity() {
    let [old, new] = two_apps();
    let server = Server::tls(Setup::mutual().lab());
    let mut roots = RootCertStore::empty();
    roots.add(lab().root.der().clone()).expect("a root");
    let resolver = Arc::new(Swapping(Mutex::new(Arc::clone(&identity_of(&old).key))));
    let naive = ClientConfig::builder_with_provider(Arc::new(provider()))
        .with_protocol_versions(&[&rustls::version::TLS13])
        .expect("a version")
        .with_root_certificates(roots)
        .with_client_cert_resolver(Arc::clone(&resolver) as Arc<dyn ResolvesClientCert>);
    let naive = Arc::new(naive);

    connect(&naive, &server);
    assert_eq!(
        server.seen().certificates[0],
        old.certificate.der().to_vec()
    );
    *resolver.0.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&identity_of(&new).key);
    connect(&naive, &server);
    let seen = server.seen();
    // This is why every generation has a configuration of its own, and none resumes sessions.
    assert!(seen.is_resumed);
    assert_eq!(seen.certificates[0], old.certificate.der().to_vec());
}

#[test]
fn r_01_new_generation_shows_the_new_identity_at_once() {
    let [old, new] = two_apps();
    let server = Server::tls(Setup::mutual().lab());
    for app in [&old, &old, &new, &new, &old] {
        let settings = TlsSettings::mutual();
        let config = client_config(&settings, Some(&identity_of(app)), &Recorder::default())
            .expect("good settings");
        let config = Arc::new(config);
        for _ in 0..2 {
            connect(&config, &server);
            let seen = server.seen();
            assert!(!seen.is_resumed, "no session is ever resumed");
            assert_eq!(seen.certificates[0], app.certificate.der().to_vec());
        }
    }
}

#[test]
fn x_08_early_data_is_never_sent() {
    let config = client_config(
        &TlsSettings::mutual(),
        Some(&super::identity()),
        &Recorder::default(),
    );
    assert!(!config.expect("good settings").enable_early_data);
}
