//! The sources of an identity, which can be read again.

mod archives;
mod directory;
mod environment;

use std::{fmt, path::PathBuf};

pub use self::{
    archives::{ZipBytes, ZipFiles},
    directory::Directory,
    environment::Environment,
};
use super::{IdentityError, Material, Role, files};

/// A source of the key, the certificate and the chain: a secret store, a sidecar, a database.
///
/// It is read once when the identity is made and again at every [`reload`](super::Identity::reload). Key and
/// certificate must come from the same moment; that they belong together is checked, and a pair that does
/// not is read once more and then refused, while the last good identity stays in use.
///
/// # Example
/// ```
/// use lean_identity::identity::{IdentityError, IdentitySource, Material};
///
/// struct Vault;
/// impl IdentitySource for Vault {
///     fn read(&self) -> Result<Material, IdentityError> {
///         let secret = fetch().map_err(IdentityError::from_source)?;
///         Ok(Material::new(secret.0, secret.1, secret.2))
///     }
/// }
/// # fn fetch() -> Result<(Vec<u8>, Vec<u8>, Vec<u8>), std::io::Error> { Ok(Default::default()) }
/// ```
pub trait IdentitySource: Send + Sync + 'static {
    /// Reads key, certificate and chain. It may block: the watcher calls it on a thread of its own.
    ///
    /// # Errors
    /// Wrap your own errors with [`IdentityError::from_source`].
    fn read(&self) -> Result<Material, IdentityError>;
}

impl<F> IdentitySource for F
where
    F: Fn() -> Result<Material, IdentityError> + Send + Sync + 'static,
{
    fn read(&self) -> Result<Material, IdentityError> {
        self()
    }
}

/// Three files: private key, certificate, chain.
///
/// A file may contain more than its part, and all three paths may name the same file. Keys and
/// certificates are recognised by their content.
#[derive(Clone, Debug)]
pub struct PemFiles {
    key: PathBuf,
    certificate: PathBuf,
    chain: PathBuf,
}

impl PemFiles {
    /// The paths of the three files.
    pub fn new(
        key: impl Into<PathBuf>,
        certificate: impl Into<PathBuf>,
        chain: impl Into<PathBuf>,
    ) -> Self {
        Self {
            key: key.into(),
            certificate: certificate.into(),
            chain: chain.into(),
        }
    }
}

impl IdentitySource for PemFiles {
    fn read(&self) -> Result<Material, IdentityError> {
        let mut material = Material::default();
        for (role, path) in [
            (Role::Key, &self.key),
            (Role::Certificate, &self.certificate),
            (Role::Chain, &self.chain),
        ] {
            material.push(files::read(role, path)?);
        }
        Ok(material)
    }
}

/// Files that contain any of the parts, in PEM, DER or a PKCS#12 store. Each part is recognised by
/// its content.
#[derive(Clone, Debug)]
pub struct AnyFiles(Vec<PathBuf>);

impl AnyFiles {
    /// The paths of the files.
    pub fn new<P: Into<PathBuf>>(paths: impl IntoIterator<Item = P>) -> Self {
        Self(paths.into_iter().map(Into::into).collect())
    }
}

impl IdentitySource for AnyFiles {
    fn read(&self) -> Result<Material, IdentityError> {
        let mut material = Material::default();
        for path in &self.0 {
            material.push(files::read(Role::Bundle, path)?);
        }
        Ok(material)
    }
}

/// Three buffers: private key, certificate, chain. A reload finds the same bytes again.
pub struct PemBytes(Material);

impl PemBytes {
    /// The content of the three files.
    pub fn new(
        key: impl Into<Vec<u8>>,
        certificate: impl Into<Vec<u8>>,
        chain: impl Into<Vec<u8>>,
    ) -> Self {
        Self(Material::new(key, certificate, chain))
    }
}

impl IdentitySource for PemBytes {
    fn read(&self) -> Result<Material, IdentityError> {
        Ok(self.0.clone())
    }
}

impl fmt::Debug for PemBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PemBytes([redacted])")
    }
}
