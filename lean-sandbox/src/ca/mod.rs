//! The sandbox's own certificate authority: made at the first start, and kept if there is a folder for it.
//!
//! Two hierarchies, as in the real world: the vendor's (a root, an issuer for servers and clients), which the chain file
//! of the portal holds, and a stand-in for the public authorities that sign the hosts for OAuth.

mod bundle;
mod certificate;
mod issued;
mod order;
mod register;

use std::sync::Arc;

use rustls::pki_types::CertificateDer;

pub(crate) use bundle::write_secret;
pub use bundle::{FilePaths, Files};
use certificate::Ca;
pub(crate) use issued::Issued;
pub use order::{KeyKind, Order, Usage};
pub(crate) use register::{Record, Register};

use crate::Error;
use crate::clock::Clock;
use crate::ids;
use crate::json::{Json, map};

/// Issues certificates that the sandbox trusts, and some that it must not.
///
/// ```
/// # fn main() -> Result<(), lean_sandbox::Error> {
/// let sandbox = lean_sandbox::Sandbox::builder().start_blocking()?;
/// let expired = sandbox.authority().client().expired().sign()?;
/// let foreign = sandbox.authority().client().of_another_authority().sign()?;
/// # let _ = (expired, foreign);
/// # Ok(())
/// # }
/// ```
///
/// A handle: clones are the same authority.
#[derive(Clone)]
pub struct Authority(Arc<AuthorityInner>);

struct AuthorityInner {
    vendor: Hierarchy,
    public: Ca,
    register: Register,
    clock: Clock,
    application: String,
}

/// A root and what it has signed to sign with.
struct Hierarchy {
    root: Ca,
    issuer: Ca,
}

/// The key and the certificates that a listener shows.
pub(crate) struct ServerIdentity {
    pub(crate) key_pem: String,
    pub(crate) chain: Vec<CertificateDer<'static>>,
}

impl Authority {
    pub(crate) fn new(clock: Clock, application: String) -> Result<Self, Error> {
        let vendor = Hierarchy::new("Lean Sandbox", &clock)?;
        let public = Ca::root(&format!("Public Web Root {}", random_name()), &clock)?;
        Ok(Self::of(vendor, public, clock, application))
    }

    /// The authority of an earlier start, as [`to_json`](Self::to_json) wrote it; nothing if it is not complete.
    pub(crate) fn from_json(saved: &Json, clock: Clock, application: String) -> Option<Self> {
        let vendor = Hierarchy {
            root: Ca::from_json(saved.get("root")?)?,
            issuer: Ca::from_json(saved.get("issuer")?)?,
        };
        let public = Ca::from_json(saved.get("public_root")?)?;
        Some(Self::of(vendor, public, clock, application))
    }

    pub(crate) fn to_json(&self) -> Json {
        map! {
            "root": self.0.vendor.root.to_json(),
            "issuer": self.0.vendor.issuer.to_json(),
            "public_root": self.0.public.to_json(),
        }
    }

    fn of(vendor: Hierarchy, public: Ca, clock: Clock, application: String) -> Self {
        Self(Arc::new(AuthorityInner {
            vendor,
            public,
            register: Register::default(),
            clock,
            application,
        }))
    }

    /// Orders a certificate for a client. The default is the sandbox's own application.
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

    /// The vendor's chain as the portal's file has it: the issuer of servers and clients, the root, and both again, as
    /// the real file holds duplicates too. The issuer is first, since `keytool -import` takes nothing but the first.
    pub fn chain_pem(&self) -> String {
        self.0.vendor.chain_pem()
    }

    /// Returns the root of the OAuth listener and of [`server`](Self::server), as PEM. The root
    /// replaces the public authorities that sign for real OAuth hosts, so that a test can check
    /// that a client does not mix the two.
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

    /// Returns the identity of the mutual-TLS listener: its certificate and the issuer's.
    pub(crate) fn vendor_server(&self) -> Result<ServerIdentity, Error> {
        let leaf = self.0.vendor.issuer.leaf(LOOPBACK, &self.0.clock)?;
        Ok(ServerIdentity {
            key_pem: leaf.key_pem,
            chain: vec![leaf.certificate.der().clone(), self.0.vendor.issuer.der()],
        })
    }

    /// Returns the identity of the OAuth listener.
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
        let issuer = root.issuer(&format!("{name} Issuer"), clock)?;
        Ok(Self { root, issuer })
    }

    fn chain_pem(&self) -> String {
        let (issuer, root) = (self.issuer.pem(), self.root.pem());
        [&issuer, &root, &issuer, &root]
            .map(String::as_str)
            .concat()
    }
}

/// Returns a random name for an authority. If a foreign authority had the same name, the signature
/// would be the reason for the refusal, which is not what clients meet in practice.
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
