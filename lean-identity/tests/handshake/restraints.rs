//! S-09, S-20, T-09, pins: the requirements on a server in addition to a trusted authority.

use std::sync::Arc;

use lean_identity::{
    identity::Identity,
    tls::{FaultKind, TlsSettings},
};
use rcgen::{CertificateParams, CertifiedIssuer, SerialNumber};
use rustls::{
    SignatureAlgorithm, SignatureScheme,
    sign::{CertifiedKey, Signer, SigningKey, SingleCertAndKey},
};

use crate::{
    connect, connect_with, fails,
    lab::{self, authority_pem, lab, revocation_list},
    server::{Server, Setup, key_of, provider, same_names},
    servers::{saw_nothing_of_us, serving},
    works,
};

#[test]
fn s_09_revocation_lists() {
    const SERIAL: u64 = 4_711;
    let leaf = lab().server(|params| params.serial_number = Some(SerialNumber::from(SERIAL)));
    let check = |list: Vec<u8>| {
        let server = serving(&leaf);
        let settings = TlsSettings::mutual()
            .revocation_lists(&list)
            .expect("a list");
        let result = connect_with(&server, &settings);
        if result.is_err() {
            saw_nothing_of_us(&server);
        }
        result
    };
    works(check(revocation_list(
        &lab().intermediate,
        Some(SERIAL + 1),
        3000,
    )));
    // In PEM too.
    let pem = lab::pem(
        "X509 CRL",
        &revocation_list(&lab().intermediate, None, 3000),
    );
    works(check(pem.into()));
    fails(
        check(revocation_list(&lab().intermediate, Some(SERIAL), 3000)),
        FaultKind::ServerRevoked,
    );
    let fault = fails(
        check(revocation_list(&lab().intermediate, None, 2001)),
        FaultKind::CrlExpired,
    );
    assert!(fault.to_string().contains("2001-01-01"), "{fault}");
    // The list of only the authority above, and of an unknown one.
    for other in [&lab().root, &lab::root("Other", "Other Root")] {
        let fault = fails(
            check(revocation_list(other, None, 3000)),
            FaultKind::CrlMissing,
        );
        assert!(
            fault.to_string().contains("CN=Lab Issuing CA, O=Lab"),
            "{fault}"
        );
    }
    // Signed by another key of the issuer's name.
    fails(
        check(revocation_list(&same_names().intermediate, None, 3000)),
        FaultKind::CrlUnusable,
    );
}

#[test]
fn s_20_server_that_does_not_have_its_key() {
    let leaf = lab().server(|_| {});
    let signing = provider()
        .key_provider
        .load_private_key(key_of(&leaf))
        .expect("a key");
    let chain = vec![
        leaf.certificate.der().clone(),
        lab().intermediate.der().clone(),
    ];
    let forged = CertifiedKey::new(chain, Arc::new(Forger(signing)));
    let config = Setup::mutual()
        .builder()
        .with_cert_resolver(Arc::new(SingleCertAndKey::from(forged)));
    let server = Server::tls(config);
    fails(connect(&server), FaultKind::ServerSignature);
    saw_nothing_of_us(&server);
}

/// Signs other things than it was asked to.
#[derive(Debug)]
struct Forger(Arc<dyn SigningKey>);

impl SigningKey for Forger {
    fn choose_scheme(&self, offered: &[SignatureScheme]) -> Option<Box<dyn Signer>> {
        self.0
            .choose_scheme(offered)
            .map(|signer| Box::new(ForgingSigner(signer)) as Box<dyn Signer>)
    }

    fn algorithm(&self) -> SignatureAlgorithm {
        self.0.algorithm()
    }
}

#[derive(Debug)]
struct ForgingSigner(Box<dyn Signer>);

impl Signer for ForgingSigner {
    fn sign(&self, _message: &[u8]) -> Result<Vec<u8>, rustls::Error> {
        self.0.sign(b"something else")
    }

    fn scheme(&self) -> SignatureScheme {
        self.0.scheme()
    }
}

#[test]
fn pins_bind_the_server_to_a_key_of_its_chain() {
    let leaf = lab().server(|_| {});
    let spki = |pem: &str| {
        let identity = Identity::from_pem(
            lab().app.key_pem(),
            lab().app.pem(),
            lab().chain_pem() + pem,
        );
        let trusted = identity
            .expect("loads")
            .report()
            .trusted_certificates()
            .to_vec();
        trusted.last().expect("a certificate").spki_sha256.clone()
    };
    let with = |pin: &str| {
        let server = serving(&leaf);
        connect_with(
            &server,
            &TlsSettings::mutual().pin(pin.parse().expect("a pin")),
        )
    };
    works(with(&spki(&leaf.pem())));
    works(with(&spki("")));
    let stranger = lab::root("Other", "Other Root");
    fails(
        with(&spki(&authority_pem(&stranger))),
        FaultKind::ServerPinMismatch,
    );
    // A pinned certificate that is merely sent along proves nothing.
    let server = Server::tls(Setup::mutual().config(&leaf, &[&lab().intermediate, &stranger]));
    let settings =
        TlsSettings::mutual().pin(spki(&authority_pem(&stranger)).parse().expect("a pin"));
    fails(
        connect_with(&server, &settings),
        FaultKind::ServerPinMismatch,
    );
}

#[test]
fn t_09_name_constraints() {
    let mut params = lab::authority_params("Lab", "Constrained CA");
    params.name_constraints = Some(rcgen::NameConstraints {
        permitted_subtrees: vec![rcgen::GeneralSubtree::DnsName("lab.example".into())],
        excluded_subtrees: Vec::new(),
    });
    let constrained =
        CertifiedIssuer::signed_by(params, lab::new_key(), &lab().root).expect("an intermediate");
    let leaf = lab::issue(
        &constrained,
        "localhost",
        |params: &mut CertificateParams| *params = lab::server_params(),
    );
    let server = Server::tls(Setup::mutual().config(&leaf, &[&constrained]));
    fails(connect(&server), FaultKind::ServerNameConstraint);
    saw_nothing_of_us(&server);
}
