//! Where an identity comes from, so that it can be read again.

use super::{IdentityError, Material};

/// Where the key, the certificate and the chain come from: a secret store, a sidecar, a database.
///
/// It is read once when the identity is made and again at every [`reload`](super::Identity::reload). Key and
/// certificate must come from the same moment; that they belong together is checked, and a pair that does
/// not is read once more and then refused, while the last good identity stays in use.
///
/// # Example
/// ```
/// use lean_runtime::identity::{IdentityError, IdentitySource, Material};
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
    /// Reads key, certificate and chain. It may block: it is never called on an async runtime's own thread
    /// by the watcher.
    ///
    /// # Errors
    /// Wrap whatever fails with [`IdentityError::from_source`].
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
