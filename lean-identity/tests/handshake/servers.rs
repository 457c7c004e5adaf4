//! S: what can be wrong with a server and its certificate.

use lean_identity::tls::{FaultKind, FaultSide, MinimumVersion, PostQuantum, TlsSettings};
use rcgen::{BasicConstraints, ExtendedKeyUsagePurpose, IsCa, date_time_ymd};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::{
    connect, connect_with, fails,
    lab::{self, authority_pem, fixture, lab},
    server::{Server, Setup, key_of, named, provider, same_names},
    target, works,
};

/// A server of this certificate with the lab's intermediate.
pub(crate) fn serving(leaf: &lab::Leaf) -> Server {
    Server::tls(Setup::mutual().config(leaf, &[&lab().intermediate]))
}

/// the server saw neither our certificate nor a byte of plain text.
#[track_caller]
pub(crate) fn saw_nothing_of_us(server: &Server) {
    let seen = server.seen();
    assert!(seen.certificates.is_empty() && seen.bytes == 0, "{seen:?}");
}

#[test]
fn s_01_untrusted_authority() {
    let other = lab::Lab::new("Other");
    let server = Server::tls(Setup::mutual().config(&other.server(|_| {}), &[&other.intermediate]));
    let fault = fails(connect(&server), FaultKind::ServerUntrusted);
    assert_eq!(fault.side(), FaultSide::ServerCertificate);
    let text = fault.to_string();
    assert!(
        text.contains("CN=Lab Issuing CA, O=Other") && text.contains("CN=Lab Root, O=Lab"),
        "{text}"
    );
    assert!(!fault.is_retryable());
    saw_nothing_of_us(&server);
}

#[test]
fn s_02_self_signed_leaf_and_authority_as_leaf() {
    let key = lab::new_key();
    let certificate = lab::server_params()
        .self_signed(&key)
        .expect("a certificate");
    let server = Server::tls(Setup::mutual().config(&lab::Leaf { key, certificate }, &[]));
    fails(connect(&server), FaultKind::ServerUntrusted);
    saw_nothing_of_us(&server);

    let authority = lab().server(|params| params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained));
    let server = serving(&authority);
    fails(connect(&server), FaultKind::ServerCertIsCa);
    saw_nothing_of_us(&server);
}

#[test]
fn s_03_missing_intermediate() {
    let server = Server::tls(Setup::mutual().config(&lab().server(|_| {}), &[]));
    let root_only =
        TlsSettings::trusting(authority_pem(&lab().root).as_bytes()).expect("an authority");
    let fault = fails(
        connect_with(&server, &root_only),
        FaultKind::ServerChainIncomplete,
    );
    assert!(
        fault.to_string().contains("CN=Lab Issuing CA, O=Lab"),
        "{fault}"
    );
    saw_nothing_of_us(&server);
    // The chain file holds it: that is enough.
    works(connect(&server));
}

#[test]
fn s_04_authority_with_a_new_key() {
    let twin = same_names();
    let server = Server::tls(Setup::mutual().config(&twin.server(|_| {}), &[&twin.intermediate]));
    let fault = fails(connect(&server), FaultKind::ServerCaRekeyed);
    assert!(fault.to_string().contains("CN=Lab Root, O=Lab"), "{fault}");
    saw_nothing_of_us(&server);
}

#[test]
fn s_05_host_names() {
    for (names, host, is_good) in [
        (&["localhost"][..], "localhost", true),
        (&["localhost"], "LOCALHOST", true),
        (&["localhost"], "localhost.", true),
        (&["api.lab.example"], "localhost", false),
        (&[], "localhost", false),
        (&["*.lab.example"], "api.lab.example", true),
        (&["*.lab.example"], "a.b.lab.example", false),
        (&["*.lab.example"], "lab.example", false),
        (&["127.0.0.1"], "127.0.0.1", true),
        (&["localhost"], "127.0.0.1", false),
        (&["127.0.0.1"], "localhost", false),
        (&["xn--bcher-kva.example"], "xn--bcher-kva.example", true),
    ] {
        let server = serving(&named(names));
        let result = target(&server, host).probe(&TlsSettings::mutual(), Some(&crate::identity()));
        if is_good {
            works(result);
            continue;
        }
        let fault = fails(result, FaultKind::ServerName);
        assert!(
            fault.to_string().contains(&format!("host is {host}")),
            "{fault}"
        );
        saw_nothing_of_us(&server);
    }
}

#[test]
fn s_06_expired_or_not_yet_valid() {
    let valid = |from: i32, to: i32| {
        lab().server(|params| {
            params.not_before = date_time_ymd(from, 1, 1);
            params.not_after = date_time_ymd(to, 1, 1);
        })
    };
    let server = serving(&valid(2000, 2001));
    let fault = fails(connect(&server), FaultKind::ServerExpired);
    assert!(
        fault
            .to_string()
            .contains("expired 2001-01-01T00:00:00Z (this machine's clock says 20"),
        "{fault}"
    );
    saw_nothing_of_us(&server);
    let server = serving(&valid(2400, 2401));
    let fault = fails(connect(&server), FaultKind::ServerNotYetValid);
    assert!(
        fault.to_string().contains("2400-01-01T00:00:00Z"),
        "{fault}"
    );
    saw_nothing_of_us(&server);
}

#[test]
fn s_07_certificate_for_clients() {
    let server = serving(&lab().server(|params| {
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    }));
    fails(connect(&server), FaultKind::ServerPurpose);
    saw_nothing_of_us(&server);
}

#[test]
fn s_08_weak_algorithms_are_named() {
    let settings = TlsSettings::trusting(&fixture("weak_root.crt")).expect("an authority");
    for (chain, algorithm) in [
        (&["server_sha1.crt"][..], "sha1WithRSAEncryption"),
        (&["server_md5.crt"], "md5WithRSAEncryption"),
        (&["server_rsa1024.crt", "weak_issuer.crt"], "RSA 1024"),
    ] {
        let chain = chain
            .iter()
            .map(|name| CertificateDer::from(lab::der(&lab::text(name))))
            .collect();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(lab::der(&lab::text(
            "rsa2048.pkcs8.pem",
        ))));
        let config = Setup::mutual()
            .builder()
            .with_single_cert(chain, key)
            .expect("a key for the certificate");
        let server = Server::tls(config);
        let fault = fails(
            connect_with(&server, &settings),
            FaultKind::ServerWeakAlgorithm,
        );
        assert!(fault.to_string().contains(algorithm), "{fault}");
        saw_nothing_of_us(&server);
    }
}

#[test]
fn s_10_tls_12_only_by_choice() {
    let server = Server::tls(Setup::mutual().tls12().lab());
    fails(connect(&server), FaultKind::TlsVersion);
    saw_nothing_of_us(&server);
    let settings = TlsSettings::mutual().minimum_version(MinimumVersion::Tls12);
    let probe = works(connect_with(&server, &settings));
    assert_eq!(probe.protocol, "TLS 1.2");
    assert_eq!(server.seen().certificates.len(), 2);
}

#[test]
fn s_16_application_protocols() {
    let offer = |offered: &[&str], spoken: &[&str]| {
        let mut config = Setup::mutual().lab();
        config.alpn_protocols = spoken.iter().map(|name| name.as_bytes().to_vec()).collect();
        let settings = TlsSettings::mutual().alpn(offered.iter().map(|name| name.as_bytes()));
        connect_with(&Server::tls(config), &settings)
    };
    let both = ["h2", "http/1.1"];
    assert_eq!(works(offer(&[], &both)).alpn, None);
    assert_eq!(works(offer(&both, &[])).alpn, None);
    assert_eq!(
        works(offer(&both, &["http/1.1"])).alpn.as_deref(),
        Some("http/1.1")
    );
    assert_eq!(works(offer(&both, &["h2"])).alpn.as_deref(), Some("h2"));
    fails(offer(&both, &["spdy/1"]), FaultKind::TlsAlpn);
}

#[test]
fn s_17_second_hello_and_other_curves() {
    let mut provider = provider();
    provider
        .kx_groups
        .retain(|group| group.name() == rustls::NamedGroup::secp384r1);
    let server = Server::tls(
        Setup {
            provider,
            ..Setup::mutual()
        }
        .lab(),
    );
    assert_eq!(works(connect(&server)).key_exchange, "secp384r1");
}

#[test]
fn post_quantum_key_exchange_has_a_switch() {
    let server = Server::tls(Setup::mutual().lab());
    if cfg!(feature = "aws-lc-rs") {
        assert_eq!(works(connect(&server)).key_exchange, "X25519MLKEM768");
    }
    let settings = TlsSettings::mutual().post_quantum(PostQuantum::Off);
    assert_eq!(
        works(connect_with(&server, &settings)).key_exchange,
        "X25519"
    );
}

#[test]
fn s_18_flood_of_key_updates_is_survived() {
    let server = Server::tls_then(Setup::mutual().lab(), |tls, stream| {
        for _ in 0..1_000 {
            tls.refresh_traffic_keys().map_err(std::io::Error::other)?;
            while tls.wants_write() {
                tls.write_tls(stream)?;
            }
        }
        Ok(())
    });
    works(connect(&server));
}

#[test]
fn s_19_two_hundred_certificates() {
    let leaf = lab().server(|_| {});
    let mut chain = vec![leaf.certificate.der().clone()];
    chain.extend(std::iter::repeat_n(lab().intermediate.der().clone(), 200));
    let config = Setup::mutual()
        .builder()
        .with_single_cert(chain, key_of(&leaf))
        .expect("a key");
    let server = Server::tls(config);
    fails(connect(&server), FaultKind::TlsProtocol);
    saw_nothing_of_us(&server);
}
