//! The TLS configurations of test servers.

use std::sync::Arc;

use rustls::{
    RootCertStore, ServerConfig,
    crypto::CryptoProvider,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
    server::{ClientCertVerifierBuilder, WebPkiClientVerifier, danger::ClientCertVerifier},
};

use crate::authority::{Authority, Leaf, lab};

/// The TLS setup of a server.
#[derive(Clone)]
pub struct Setup {
    clients: Option<Arc<dyn ClientCertVerifier>>,
    versions: &'static [&'static rustls::SupportedProtocolVersion],
    provider: Arc<CryptoProvider>,
}

static BOTH: [&rustls::SupportedProtocolVersion; 2] =
    [&rustls::version::TLS13, &rustls::version::TLS12];

impl Setup {
    /// Requires a client certificate of the lab's authority.
    pub fn mutual() -> Self {
        Self::mutual_of(&[&lab().root])
    }

    /// Requires a client certificate of one of these authorities.
    pub fn mutual_of(authorities: &[&Authority]) -> Self {
        Self::with_client_verifier(clients_of(authorities))
    }

    /// The same, without naming the authorities in the handshake.
    pub fn mutual_of_unnamed(authorities: &[&Authority]) -> Self {
        Self::with_client_verifier(clients_of(authorities).clear_root_hint_subjects())
    }

    /// Requires a client certificate of this authority that is not on this revocation list.
    pub fn revoking(authority: &Authority, list: Vec<u8>) -> Self {
        let clients = clients_of(&[authority]).with_crls([list.into()]);
        Self::with_client_verifier(clients.only_check_end_entity_revocation())
    }

    fn with_client_verifier(clients: ClientCertVerifierBuilder) -> Self {
        Self {
            clients: Some(clients.build().expect("authorities")),
            ..Self::public()
        }
    }

    /// Requests no client certificate.
    pub fn public() -> Self {
        Self {
            clients: None,
            versions: &BOTH[..1],
            provider: provider(),
        }
    }

    /// Supports only a key exchange that no client offers.
    pub fn without_ciphers_in_common(mut self) -> Self {
        let mut provider = CryptoProvider::clone(&self.provider);
        let rare = rustls::NamedGroup::MLKEM768;
        provider.kx_groups = rustls::crypto::aws_lc_rs::ALL_KX_GROUPS.to_vec();
        provider.kx_groups.retain(|group| group.name() == rare);
        self.provider = Arc::new(provider);
        self
    }

    pub fn tls12(mut self) -> Self {
        self.versions = &BOTH[1..];
        self
    }

    /// With the lab's own server certificate.
    pub fn lab(self) -> ServerConfig {
        self.with(&lab().server(|_| {}), &lab().intermediate)
    }

    pub fn with(self, leaf: &Leaf, issuer: &Authority) -> ServerConfig {
        self.with_chain(leaf, &[issuer])
    }

    /// Sends these issuers with its certificate.
    pub fn with_chain(self, leaf: &Leaf, issuers: &[&Authority]) -> ServerConfig {
        let builder = ServerConfig::builder_with_provider(self.provider)
            .with_protocol_versions(self.versions)
            .expect("versions that go with the provider");
        let builder = match self.clients {
            Some(clients) => builder.with_client_cert_verifier(clients),
            None => builder.with_no_client_auth(),
        };
        let issuers = issuers.iter().map(|issuer| issuer.der());
        let chain = std::iter::once(leaf.certificate.der()).chain(issuers);
        let chain = chain.cloned().collect();
        let key = PrivatePkcs8KeyDer::from(leaf.key.serialized_der().to_vec());
        builder
            .with_single_cert(chain, PrivateKeyDer::Pkcs8(key))
            .expect("a key for the certificate")
    }

    pub fn http1(self) -> ServerConfig {
        let mut config = self.lab();
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        config
    }

    pub fn http2(self) -> ServerConfig {
        let mut config = self.lab();
        config.alpn_protocols = vec![b"h2".to_vec()];
        config
    }
}

fn clients_of(authorities: &[&Authority]) -> ClientCertVerifierBuilder {
    let mut roots = RootCertStore::empty();
    for authority in authorities {
        roots.add(authority.der().clone()).expect("an authority");
    }
    WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider())
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}
