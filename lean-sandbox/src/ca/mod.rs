//! The sandbox's own certificate authority: made at start, forgotten at the end.
//!
//! Two hierarchies, as in the real world: the vendor's (a root, an issuer for servers, an issuer for clients), which
//! the chain file of the portal tells of, and a stand-in for the public authorities that sign the hosts for OAuth.

mod bundle;
mod certificate;
mod order;
mod register;

use std::sync::Arc;

use rustls::pki_types::CertificateDer;

pub use bundle::{FilePaths, Files};
use certificate::{Ca, Purpose};
pub use order::{KeyKind, Order, Usage};
pub(crate) use register::Register;

use crate::Error;
use crate::clock::Clock;
use crate::ids;

/// Issues certificates that the sandbox trusts, and some that it must not.
///
/// ```
/// # fn main() -> Result<(), lean_sandbox::Error> {
/// let sandbox = lean_sandbox::Sandbox::builder().start_blocking()?;
/// let expired = sandbox.authority().client().expired().sign()?;
/// let stranger = sandbox.authority().client().of_another_authority().sign()?;
/// # let _ = (expired, stranger);
/// # Ok(())
/// # }
/// ```
///
/// A handle: clones are the same authority.
#[derive(Clone)]
pub struct Authority(Arc<Inner>);

struct Inner {
    vendor: Hierarchy,
    public: Ca,
    register: Register,
    clock: Clock,
    application: String,
}

/// A root and what it has signed to sign with.
struct Hierarchy {
    root: Ca,
    servers: Ca,
    clients: Ca,
}

/// The key and the certificates that a listener shows.
pub(crate) struct ServerIdentity {
    pub(crate) key_pem: String,
    pub(crate) chain: Vec<CertificateDer<'static>>,
}

impl Authority {
    pub(crate) fn new(clock: Clock, application: String) -> Result<Self, Error> {
        Ok(Self(Arc::new(Inner {
            vendor: Hierarchy::new("Lean Sandbox", &clock)?,
            public: Ca::root(&format!("Public Web Root {}", random_name()), &clock)?,
            register: Register::default(),
            clock,
            application,
        })))
    }

    /// Orders a certificate for a client, of the sandbox's own application unless told otherwise.
    pub fn client(&self) -> Order<'_> {
        Order::new(self)
    }

    /// Issues a certificate for a server at these names and addresses, of the same public authority as the sandbox's
    /// OAuth listener: for a receiver of webhooks over HTTPS, which the sandbox trusts.
    ///
    /// # Errors
    /// A name that is neither an IP address nor an ASCII host name.
    pub fn server(&self, names: &[&str]) -> Result<Files, Error> {
        let leaf = self.0.public.leaf(names, &self.0.clock)?;
        Ok(Files {
            private_key_pem: leaf.key_pem,
            certificate_pem: leaf.certificate.pem(),
            chain_pem: self.0.public.pem(),
        })
    }

    /// Withdraws a certificate, as the portal does: from the next request on, the sandbox answers it with
    /// 403 `INVALID_CERTIFICATE`, on open connections too. Tells whether the certificate was one of this authority.
    pub fn revoke(&self, certificate_pem: &str) -> bool {
        self.0.register.revoke(certificate_pem)
    }

    /// The vendor's root, as PEM: what signs the mutual-TLS listener.
    pub fn root_pem(&self) -> String {
        self.0.vendor.root.pem()
    }

    /// The vendor's chain as the portal's file has it: the issuer of client certificates, the root, the issuer of
    /// server certificates, and then some of them again. The real file holds duplicates too.
    pub fn chain_pem(&self) -> String {
        self.0.vendor.chain_pem()
    }

    /// The root of the OAuth listener and of [`server`](Self::server), as PEM. Stands in for the public authorities
    /// that real OAuth hosts are signed by, so that a client can be tested not to mix the two.
    pub fn public_root_pem(&self) -> String {
        self.0.public.pem()
    }

    pub(crate) fn register(&self) -> &Register {
        &self.0.register
    }

    pub(crate) fn application(&self) -> &str {
        &self.0.application
    }

    pub(crate) fn vendor_root(&self) -> CertificateDer<'static> {
        self.0.vendor.root.der()
    }

    pub(crate) fn public_root(&self) -> CertificateDer<'static> {
        self.0.public.der()
    }

    /// What the mutual-TLS listener shows: its certificate and the issuer's.
    pub(crate) fn vendor_server(&self) -> Result<ServerIdentity, Error> {
        let leaf = self.0.vendor.servers.leaf(LOOPBACK, &self.0.clock)?;
        Ok(ServerIdentity {
            key_pem: leaf.key_pem,
            chain: vec![leaf.certificate.der().clone(), self.0.vendor.servers.der()],
        })
    }

    /// What the OAuth listener shows.
    pub(crate) fn public_server(&self) -> Result<ServerIdentity, Error> {
        let leaf = self.0.public.leaf(LOOPBACK, &self.0.clock)?;
        Ok(ServerIdentity {
            key_pem: leaf.key_pem,
            chain: vec![leaf.certificate.der().clone()],
        })
    }
}

const LOOPBACK: &[&str] = &["localhost", "127.0.0.1", "::1"];

impl Hierarchy {
    fn new(name: &str, clock: &Clock) -> Result<Self, Error> {
        let name = format!("{name} {}", random_name());
        let root = Ca::root(&format!("{name} Root"), clock)?;
        let servers = root.issuer(&format!("{name} Servers"), Purpose::Servers, clock)?;
        let clients = root.issuer(&format!("{name} Clients"), Purpose::Clients, clock)?;
        Ok(Self {
            root,
            servers,
            clients,
        })
    }

    fn chain_pem(&self) -> String {
        let (clients, root) = (self.clients.pem(), self.root.pem());
        [&clients, &root, &self.servers.pem(), &clients, &root]
            .map(String::as_str)
            .concat()
    }
}

/// Authorities have names of their own: a stranger of the same name would be refused for its signature, which is not
/// what clients meet in real life.
fn random_name() -> String {
    ids::hex(&ids::random_bytes::<4>())
}

impl std::fmt::Debug for Authority {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Authority({} certificates issued)",
            self.0.register.len()
        )
    }
}
