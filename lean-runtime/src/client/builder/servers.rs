//! The addresses that a client sends to, and the servers that it trusts.

use std::sync::Arc;

use super::ClientBuilder;
use crate::{
    tls::TlsSettings,
    transport::{Clear, HttpVersions, Transport},
};

/// The address of the server, and the trust in servers.
impl<Id, C> ClientBuilder<Id, C> {
    /// Sends everything here instead of to the described servers: a local sandbox, a private gateway. `https` only.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        self.with(|s| s.base_url = Some(url.into()))
    }

    /// Asks for access tokens here instead of at the described endpoint. `https` only.
    pub fn token_url(self, url: impl Into<String>) -> Self {
        self.with(|s| s.token_url = Some(url.into()))
    }

    /// Takes `http://` URLs of this machine (`127.0.0.1`, `::1`, `localhost`), too: for mock servers in tests. Nothing
    /// else ever goes without TLS, and no client with an identity does.
    pub fn allow_http_on_loopback(self) -> Self {
        self.with(|s| s.clear = Clear::Loopback)
    }

    /// Shows certificate and credentials to this origin too (`https://other.example:8443`): for operations that live on
    /// a server of their own, or a token endpoint that binds tokens to the certificate.
    pub fn allow_origin(self, origin: impl Into<String>) -> Self {
        self.with(|s| s.allowed_origins.push(origin.into()))
    }

    /// Trusts these authorities (PEM) in place of the public ones: for a local sandbox or a private gateway. Hosts of
    /// mutual TLS are still trusted by the identity's chain file alone. Several calls add up.
    pub fn trust_root_pem(self, pem: impl AsRef<[u8]>) -> Self {
        self.with(|s| {
            s.trust_roots_pem.extend_from_slice(pem.as_ref());
            s.trust_roots_pem.push(b'\n');
        })
    }

    /// Trust, TLS versions, key exchange, pins and revocation lists of the chosen server, in place of what its
    /// description calls for: `TlsSettings::mutual()` or `TlsSettings::public()`.
    pub fn tls(self, tls: TlsSettings) -> Self {
        self.with(|s| s.tls = Some(tls))
    }

    /// The same of the token endpoint, which is trusted by public authorities if not said otherwise.
    pub fn token_tls(self, tls: TlsSettings) -> Self {
        self.with(|s| s.token_tls = Some(tls))
    }

    /// Goes through this proxy, by tunnels (`CONNECT`). The environment's proxies are never used.
    pub fn proxy(self, url: impl Into<String>) -> Self {
        self.with(|s| s.proxy = Some(url.into()))
    }

    /// Offers HTTP/1.1 only.
    pub fn http1_only(self) -> Self {
        self.with(|s| s.http_versions = HttpVersions::One)
    }

    /// Sends attempts through this instead of the network: for tests. The identity's files are then not needed.
    pub fn transport(self, transport: impl Transport) -> Self {
        self.with(|s| s.transport = Some(Arc::new(transport)))
    }
}
