//! A: what a server makes of our certificate.

use std::{net::Shutdown, sync::Arc};

use lean_identity::{
    identity::Identity,
    tls::{Acceptance, FaultKind, FaultSide, MinimumVersion, Probe, Sent, TlsFault, TlsSettings},
};
use rcgen::{SerialNumber, date_time_ymd};
use rustls::server::WebPkiClientVerifier;

use crate::{
    connect, fails,
    lab::{self, Leaf, authority_pem, lab},
    server::{Server, Setup, provider, store},
    target, works,
};

/// Settings for connections without an identity.
fn trusting_lab() -> TlsSettings {
    TlsSettings::trusting(lab().chain_pem().as_bytes())
        .expect("authorities")
        .minimum_version(MinimumVersion::Tls12)
}

fn without_identity(server: &Server) -> Result<Probe, TlsFault> {
    target(server, "localhost").probe(&trusting_lab(), None)
}

/// Connects with this certificate, regardless of its own chain file.
fn presenting(server: &Server, leaf: &Leaf, issuers: &str) -> Result<Probe, TlsFault> {
    let chain = lab().chain_pem() + issuers;
    let identity = Identity::from_pem(leaf.key_pem(), leaf.pem(), chain).expect("loads");
    let settings = TlsSettings::mutual().minimum_version(MinimumVersion::Tls12);
    target(server, "localhost").probe(&settings, Some(&identity.current()))
}

/// Both versions of a server: they refuse at different moments.
fn both(setup: fn() -> Setup) -> [Server; 2] {
    [
        Server::tls(setup().lab()),
        Server::tls(setup().tls12().lab()),
    ]
}

#[track_caller]
pub(crate) fn rejected(result: Result<Probe, TlsFault>, alert: &str) -> TlsFault {
    let fault = fails(result, FaultKind::ClientCertRejected);
    assert_eq!(fault.side(), FaultSide::ClientCertificate);
    assert_eq!(fault.evidence().alert.as_deref(), Some(alert), "{fault}");
    assert!(
        matches!(fault.evidence().sent, Sent::Certificate { .. }),
        "{fault}"
    );
    assert!(fault.is_certain());
    fault
}

#[test]
fn a_01_server_that_does_not_ask() {
    let server = Server::tls(Setup::default().lab());
    let probe = works(connect(&server));
    assert_eq!(
        (probe.acceptance, probe.evidence.asked),
        (Acceptance::NotAsked, Some(false))
    );
    assert!(server.seen().certificates.is_empty());
}

#[test]
fn a_02_server_that_asks_without_insisting() {
    let clients = || {
        let builder = WebPkiClientVerifier::builder_with_provider(
            store(&[lab().root.der().clone()]),
            Arc::new(provider()),
        );
        builder
            .allow_unauthenticated()
            .build()
            .expect("authorities")
    };
    let server = Server::tls(
        Setup {
            clients: Some(clients()),
            ..Setup::default()
        }
        .lab(),
    );
    let probe = works(connect(&server));
    assert_eq!(
        (probe.acceptance, probe.evidence.asked),
        (Acceptance::Accepted, Some(true))
    );
    let seen = server.seen();
    assert_eq!(seen.certificates[0], lab().app.certificate.der().to_vec());
    assert_eq!(seen.certificates.len(), 2, "leaf and intermediate, no root");
    works(without_identity(&server));
}

#[test]
fn a_03_certificate_required_and_none_configured() {
    for (server, alert) in both(Setup::mutual)
        .iter()
        .zip(["CertificateRequired", "HandshakeFailure"])
    {
        let fault = fails(without_identity(server), FaultKind::ClientCertRequired);
        assert_eq!(fault.evidence().asked, Some(true));
        assert_eq!(fault.evidence().sent, Sent::Nothing);
        assert_eq!(fault.evidence().authorities, ["CN=Lab Root, O=Lab"]);
        assert!(fault.evidence().alert.is_some(), "{fault} ({alert})");
        assert!(fault.remedy().contains(".identity("), "{fault}");
    }
}

#[test]
fn a_04_expired_by_the_servers_clock() {
    let leaf = lab().client("app-old", |params| {
        params.not_before = date_time_ymd(2000, 1, 1);
        params.not_after = date_time_ymd(2001, 1, 1);
    });
    let source =
        lean_identity::identity::PemBytes::new(leaf.key_pem(), leaf.pem(), lab().chain_pem());
    let then = "2000-06-01T00:00:00Z".parse().expect("a time");
    // Our own check is made to look away.
    let identity = Identity::builder(source)
        .clock(move || then)
        .load()
        .expect("loads");
    for server in both(Setup::mutual) {
        let settings = TlsSettings::mutual().minimum_version(MinimumVersion::Tls12);
        let result = target(&server, "localhost").probe(&settings, Some(&identity.current()));
        let fault = rejected(result, "CertificateExpired");
        assert!(
            fault
                .to_string()
                .contains("it has expired by the server's clock"),
            "{fault}"
        );
    }
}

#[test]
fn a_04_unknown_authority() {
    let other = lab::Lab::new("Other");
    let chain = other.chain_pem();
    for server in both(Setup::mutual) {
        let fault = rejected(presenting(&server, &other.app, &chain), "UnknownCA");
        let text = fault.to_string();
        assert!(text.contains("it accepts [CN=Lab Root, O=Lab]"), "{text}");
        assert!(
            text.contains("ours has serial ")
                && !text.contains("app-one")
                && text.contains("issued by [CN=Lab Issuing CA, O=Other]"),
            "{text}"
        );
    }
}

#[test]
fn a_04_revoked() {
    const SERIAL: u64 = 815;
    let leaf = lab().client("app-gone", |params| {
        params.serial_number = Some(SerialNumber::from(SERIAL))
    });
    let setup = || {
        let list = lab::revocation_list(&lab().intermediate, Some(SERIAL), 3000);
        let builder = WebPkiClientVerifier::builder_with_provider(
            store(&[lab().root.der().clone()]),
            Arc::new(provider()),
        );
        let clients = builder
            .with_crls([list.into()])
            .only_check_end_entity_revocation()
            .build()
            .expect("authorities");
        Setup {
            clients: Some(clients),
            ..Setup::default()
        }
    };
    for server in both(setup) {
        let fault = rejected(presenting(&server, &leaf, ""), "CertificateRevoked");
        assert!(fault.remedy().contains("revocation"), "{fault}");
    }
}

#[test]
fn a_04_missing_intermediate() {
    // Only the root is known here, so only the leaf is sent.
    let identity = Identity::from_pem(
        lab().app.key_pem(),
        lab().app.pem(),
        authority_pem(&lab().root),
    )
    .expect("loads");
    let server = Server::tls(Setup::mutual().lab());
    let result =
        target(&server, "localhost").probe(&TlsSettings::mutual(), Some(&identity.current()));
    let fault = rejected(result, "UnknownCA");
    assert!(fault.remedy().contains("It was sent alone"), "{fault}");
}

#[test]
fn a_08_hanging_up_without_an_alert() {
    let mut config = Setup::mutual().lab();
    config.send_tls13_tickets = 0;
    let server = Server::tls_then(config, |_, stream| stream.shutdown(Shutdown::Both));
    let fault = fails(connect(&server), FaultKind::ClientCertRejected);
    assert!(
        !fault.is_certain() && fault.to_string().contains("probably"),
        "{fault}"
    );
    assert_eq!(fault.evidence().alert, None);
}

#[test]
fn a_11_certificate_of_another_environment() {
    let sandbox = lab::Lab::new("Sandbox");
    let server = Server::tls(Setup::mutual().lab());
    let fault = rejected(
        presenting(&server, &sandbox.app, &sandbox.chain_pem()),
        "UnknownCA",
    );
    assert!(
        fault
            .remedy()
            .contains("sandbox certificate against production"),
        "{fault}"
    );
}

#[test]
fn a_12_host_without_mutual_tls() {
    let server = Server::tls(Setup::default().lab());
    let probe =
        works(target(&server, "localhost").probe(&trusting_lab(), Some(&crate::identity())));
    assert_eq!(probe.acceptance, Acceptance::NotAsked);
}

#[test]
fn server_that_says_nothing_is_not_taken_for_one_that_agrees() {
    let mut config = Setup::mutual().lab();
    config.send_tls13_tickets = 0;
    let probe = works(connect(&Server::tls(config)));
    assert_eq!(probe.acceptance, Acceptance::NoObjection);
}
