//! A: servers that say things of their own about whom they take.

use std::sync::Arc;

use lean_identity::tls::{FaultKind, MinimumVersion, Sent, TlsSettings};
use rustls::{
    CertificateError, DigitallySignedStruct, DistinguishedName, Error, SignatureScheme,
    client::danger::HandshakeSignatureValid,
    pki_types::{CertificateDer, UnixTime},
    server::danger::{ClientCertVerified, ClientCertVerifier},
};

use crate::{
    clients::rejected,
    connect, connect_with, fails,
    lab::{self, lab},
    server::{Server, Setup, clients_of},
    works,
};

/// Takes or refuses everybody, and says things of its own about whom it takes.
#[derive(Debug)]
struct Whim {
    authorities: Vec<DistinguishedName>,
    schemes: Vec<SignatureScheme>,
    verdict: Result<(), CertificateError>,
}

impl Whim {
    fn server(self) -> Server {
        Server::tls(
            Setup {
                clients: Some(Arc::new(self)),
                ..Setup::default()
            }
            .lab(),
        )
    }

    fn taking() -> Self {
        let usual = clients_of(&[lab().root.der().clone()]);
        Self {
            authorities: Vec::new(),
            schemes: usual.supported_verify_schemes(),
            verdict: Ok(()),
        }
    }
}

impl ClientCertVerifier for Whim {
    fn root_hint_subjects(&self) -> &[DistinguishedName] {
        &self.authorities
    }

    fn verify_client_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: UnixTime,
    ) -> Result<ClientCertVerified, Error> {
        self.verdict
            .clone()
            .map(|()| ClientCertVerified::assertion())
            .map_err(Error::InvalidCertificate)
    }

    fn verify_tls12_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn verify_tls13_signature(
        &self,
        _: &[u8],
        _: &CertificateDer<'_>,
        _: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        Ok(HandshakeSignatureValid::assertion())
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.schemes.clone()
    }
}

#[test]
fn a_04_every_other_verdict() {
    for (verdict, alert) in [
        (CertificateError::InvalidPurpose, "UnsupportedCertificate"),
        (CertificateError::BadSignature, "DecryptError"),
        (
            CertificateError::ApplicationVerificationFailure,
            "AccessDenied",
        ),
        (CertificateError::BadEncoding, "BadCertificate"),
    ] {
        let server = Whim {
            verdict: Err(verdict),
            ..Whim::taking()
        }
        .server();
        rejected(connect(&server), alert);
    }
}

#[test]
fn a_05_names_of_other_authorities_do_not_keep_us_silent() {
    let other = lab::root("Other", "Other Root");
    let names: Vec<_> = clients_of(&[other.der().clone()])
        .root_hint_subjects()
        .to_vec();
    let server = Whim {
        authorities: names.clone(),
        ..Whim::taking()
    }
    .server();
    works(connect(&server));
    assert!(!server.seen().certificates.is_empty(), "sent all the same");

    let refusing = Whim {
        authorities: names,
        verdict: Err(CertificateError::UnknownIssuer),
        ..Whim::taking()
    };
    let fault = rejected(connect(&refusing.server()), "UnknownCA");
    assert!(
        fault
            .to_string()
            .contains("it accepts [CN=Other Root, O=Other]"),
        "{fault}"
    );
}

#[test]
fn a_06_no_signature_in_common() {
    let schemes = vec![SignatureScheme::ED25519];
    for version in [Setup::default, || Setup::default().tls12()] {
        let clients = Arc::new(Whim {
            schemes: schemes.clone(),
            ..Whim::taking()
        });
        let server = Server::tls(
            Setup {
                clients: Some(clients),
                ..version()
            }
            .lab(),
        );
        let settings = TlsSettings::mutual().minimum_version(MinimumVersion::Tls12);
        let fault = fails(
            connect_with(&server, &settings),
            FaultKind::ClientKeyUnusable,
        );
        assert!(fault.to_string().contains("ED25519"), "{fault}");
        assert_eq!(fault.evidence().sent, Sent::KeyUnusable);
        let seen = server.seen();
        assert!(seen.certificates.is_empty() && seen.bytes == 0, "{seen:?}");
    }
}
