//! The certificates that each listener shows and requires.

use std::sync::Arc;

use rustls::crypto::aws_lc_rs;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig, SupportedProtocolVersion, version};
use tokio_rustls::TlsAcceptor;

use crate::Error;
use crate::ca::ServerIdentity;
use crate::clock::Clock;

/// A version of TLS that the sandbox can speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TlsVersion {
    /// TLS 1.2
    V1_2,
    /// TLS 1.3
    V1_3,
}

/// Sets up a listener's side of TLS. With `clients`, a certificate that this authority signed, directly or not, is
/// demanded of the client, and checked by the sandbox's clock.
pub(super) fn acceptor(
    identity: ServerIdentity,
    clients: Option<CertificateDer<'static>>,
    versions: &[TlsVersion],
    clock: &Clock,
) -> Result<TlsAcceptor, Error> {
    let provider = Arc::new(aws_lc_rs::default_provider());
    let versions: Vec<&'static SupportedProtocolVersion> =
        versions.iter().map(|version| version.rustls()).collect();
    let key = PrivateKeyDer::from_pem_slice(identity.key_pem.as_bytes())
        .map_err(|error| Error::state(error.to_string()))?;
    let builder = ServerConfig::builder_with_details(provider.clone(), Arc::new(clock.clone()))
        .with_protocol_versions(&versions)?;
    let builder = match clients {
        None => builder.with_no_client_auth(),
        Some(root) => {
            let mut roots = RootCertStore::empty();
            roots.add(root)?;
            let verifier =
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider).build();
            builder.with_client_cert_verifier(
                verifier.map_err(|error| Error::state(error.to_string()))?,
            )
        }
    };
    let mut config = builder.with_single_cert(identity.chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

impl TlsVersion {
    fn rustls(self) -> &'static SupportedProtocolVersion {
        match self {
            Self::V1_2 => &version::TLS12,
            Self::V1_3 => &version::TLS13,
        }
    }
}
