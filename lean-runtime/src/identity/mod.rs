//! The identity of the application: private key, certificate and the chain of authorities.
//!
//! Files, bytes, variables, archives or a source of the application's own come in; one checked, immutable
//! [`Loaded`] generation after another goes out. Whatever a server would refuse later is refused here, with
//! a stable [`Code`] and a remedy.

mod clock;
mod code;
mod error;
mod loaded;
mod material;
mod printable;
mod report;
mod role;
mod source;
mod status;

use std::{
    fmt,
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

pub use self::{
    code::Code,
    error::IdentityError,
    loaded::Loaded,
    material::Material,
    report::{CertificateSummary, Note, Report, Severity},
    role::Role,
    source::IdentitySource,
    status::Status,
};

/// The identity with which the application presents itself to servers. Cheap to clone; clones are the same
/// identity and change together.
#[derive(Clone)]
pub struct Identity(Arc<Shared>);

struct Shared {
    current: RwLock<Arc<Loaded>>,
}

impl Identity {
    /// Reads the three files of Lean's portal: private key, certificate, chain of authorities.
    ///
    /// # Errors
    /// [`IdentityError`] names the file, what is wrong with it and what to do.
    pub fn from_pem_files(
        _key: impl AsRef<Path>,
        _certificate: impl AsRef<Path>,
        _chain: impl AsRef<Path>,
    ) -> Result<Self, IdentityError> {
        Err(IdentityError::new(
            Code::FileUnreadable,
            "loading is not there yet",
            "Wait for the next commit",
        ))
    }

    /// The generation in use now. New connections must take this one.
    #[must_use]
    pub fn current(&self) -> Arc<Loaded> {
        Arc::clone(
            &self
                .0
                .current
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Identity").field(&self.current()).finish()
    }
}
