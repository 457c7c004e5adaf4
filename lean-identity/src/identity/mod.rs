//! The identity of the application: private key, certificate and the chain of authorities.
//!
//! Files, bytes, variables, archives or a custom source come in; checked, immutable [`Loaded`]
//! generations go out. Faults that a server would refuse later are refused here, with a stable
//! [`Code`] and a remedy. Repairs are listed in the [`LoadReport`].
//!
//! ```text
//! source --read--> Material --collect--> keys, certificates --select, check, order--> Loaded
//! ```

mod asn1;
mod assemble;
mod builder;
mod certificate;
mod chain;
mod checks;
mod clock;
mod code;
mod collect;
mod contents;
mod encrypted;
mod error;
mod event;
mod files;
mod key;
mod key_kind;
mod loaded;
mod material;
mod names;
mod peers;
mod pem;
mod printable;
mod report;
mod role;
mod select;
mod sent_chain;
mod shared;
mod signature;
mod sniff;
mod source;
mod status;
mod store;
mod trust;
mod watch;

use std::{
    fmt,
    path::{Path, PathBuf},
    sync::{Arc, Weak},
    time::Duration,
};

pub use self::{
    builder::IdentityBuilder,
    code::{Code, codes},
    contents::Contents,
    error::IdentityError,
    event::IdentityEvent,
    loaded::Loaded,
    material::Material,
    report::{CertificateSummary, LoadReport, Note, Severity},
    role::Role,
    shared::{ConnectionOwner, Reload},
    source::{
        AnyFiles, Directory, Environment, IdentitySource, PemBytes, PemFiles, ZipBytes, ZipFiles,
    },
    status::Status,
};
pub(crate) use self::{
    checks::iso,
    names::format_distinguished_name,
    peers::{
        is_rekeyed, may_issue, read_authorities, read_regular_file, read_revocation_lists,
        signing_key_hashes, summarize,
    },
    printable::Printable,
};

/// The identity with which the application presents itself to servers.
///
/// Cheap to clone; clones are the same identity and change together. It holds what was loaded last and
/// passed every check; [`reload`](Self::reload) and a watched source replace that as a whole or not at all.
#[derive(Clone)]
pub struct Identity(Arc<shared::Shared>);

impl Identity {
    /// Reads the three files of Lean's portal: private key, certificate, chain of authorities.
    ///
    /// # Errors
    /// Returns an [`IdentityError`] that names the file, the fault and the remedy.
    ///
    /// # Example
    /// ```no_run
    /// # use lean_identity::identity::Identity;
    /// let identity = Identity::from_pem_files(
    ///     "my_app_private_key.pem", "my_app_cert.crt", "lean_public_cert_chain.pem")?;
    /// println!("{}", identity.report());
    /// # Ok::<(), lean_identity::identity::IdentityError>(())
    /// ```
    pub fn from_pem_files(
        key: impl AsRef<Path>,
        certificate: impl AsRef<Path>,
        chain: impl AsRef<Path>,
    ) -> Result<Self, IdentityError> {
        Self::builder(PemFiles::new(
            key.as_ref(),
            certificate.as_ref(),
            chain.as_ref(),
        ))
        .load()
    }

    /// The same three parts as bytes in memory. The buffers given are wiped when the identity is dropped.
    ///
    /// # Errors
    /// As [`from_pem_files`](Self::from_pem_files), without file names.
    pub fn from_pem(
        key: impl Into<Vec<u8>>,
        certificate: impl Into<Vec<u8>>,
        chain: impl Into<Vec<u8>>,
    ) -> Result<Self, IdentityError> {
        Self::builder(PemBytes::new(key, certificate, chain)).load()
    }

    /// Reads a directory that holds the files of one identity: see [`Directory`].
    ///
    /// # Errors
    /// As [`from_pem_files`](Self::from_pem_files).
    pub fn from_dir(path: impl Into<PathBuf>) -> Result<Self, IdentityError> {
        Self::builder(Directory::new(path)).load()
    }

    /// Reads `LEAN_PRIVATE_KEY`, `LEAN_CERTIFICATE` and `LEAN_CERTIFICATE_CHAIN`, each the text of a PEM file
    /// or the path of one: see [`Environment`].
    ///
    /// # Errors
    /// As [`from_pem_files`](Self::from_pem_files); [`Code::EnvMissing`] names a variable that is not set.
    pub fn from_env() -> Result<Self, IdentityError> {
        Self::builder(Environment::new()).load()
    }

    /// Reads the zip archives as the portal downloads them, in any order.
    ///
    /// # Errors
    /// As [`from_pem_files`](Self::from_pem_files), naming archive and entry.
    pub fn from_zip_files<P: Into<PathBuf>>(
        paths: impl IntoIterator<Item = P>,
    ) -> Result<Self, IdentityError> {
        Self::builder(ZipFiles::new(paths)).load()
    }

    /// The same archives as bytes in memory.
    ///
    /// # Errors
    /// As [`from_pem_files`](Self::from_pem_files), naming archive and entry.
    pub fn from_zip_bytes<B: Into<Vec<u8>>>(
        archives: impl IntoIterator<Item = B>,
    ) -> Result<Self, IdentityError> {
        Self::builder(ZipBytes::new(archives)).load()
    }

    /// Reads a directory now and again every minute, taking over what has changed: see [`IdentityBuilder::watch`].
    ///
    /// # Errors
    /// As [`from_dir`](Self::from_dir), for the first reading. Later failures leave the last good generation
    /// in use and show in [`status`](Self::status).
    pub fn watch_dir(path: impl Into<PathBuf>) -> Result<Self, IdentityError> {
        const INTERVAL: Duration = Duration::from_secs(60);
        Self::builder(Directory::new(path)).watch(INTERVAL).load()
    }

    /// Starts from any source, with choices.
    pub fn builder(source: impl IdentitySource) -> IdentityBuilder {
        IdentityBuilder::new(source)
    }

    /// The generation in use now. New connections must take this one.
    #[must_use]
    pub fn current(&self) -> Arc<Loaded> {
        self.0.current()
    }

    /// The generation in use, if its certificate is still valid: a readiness check, and what every request
    /// asks before it is sent.
    ///
    /// # Errors
    /// Returns [`Code::CertExpired`] if the certificate has expired and was not replaced.
    pub fn ready(&self) -> Result<Arc<Loaded>, IdentityError> {
        self.0.ready()
    }

    /// Returns the report of the generation in use.
    #[must_use]
    pub fn report(&self) -> LoadReport {
        self.current().report().clone()
    }

    /// Returns the state of the identity: days left, last reload, last error.
    #[must_use]
    pub fn status(&self) -> Status {
        self.0.status()
    }

    /// Reads the source again and, if anything in it has changed and all of it passes the checks, takes it
    /// over for all clones at once. Clients close connections of the old generation once nothing is under way on them.
    ///
    /// # Errors
    /// As at loading. The last good generation then stays in use.
    pub fn reload(&self) -> Result<Reload, IdentityError> {
        self.0.reload()
    }

    /// Notifies an owner of connections of every new generation, for as long as the owner lives.
    pub fn register_owner(&self, owner: Weak<dyn ConnectionOwner>) {
        self.0.register_owner(owner);
    }

    /// Calls the observer with every later event, on the thread on which the event happens. The observer should
    /// be quick: a reload waits for it.
    pub fn subscribe(&self, observer: impl Fn(&IdentityEvent) + Send + Sync + 'static) {
        self.0.subscribe(Arc::new(observer));
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Identity").field(&self.current()).finish()
    }
}
