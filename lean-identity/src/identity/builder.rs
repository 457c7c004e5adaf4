//! Choices about how an identity is loaded and looked after.

use std::{fmt, sync::Arc, time::Duration};

use jiff::Timestamp;
use zeroize::Zeroizing;

use super::{
    Identity, IdentityError, IdentityEvent, IdentitySource,
    assemble::{Options, Permissions},
    checks::Purpose,
    clock::Clock,
    shared::{Observer, Shared},
    trust::AnchorChoice,
    watch,
};

/// Builds an [`Identity`] with choices: a passphrase, strictness, watching.
///
/// # Example
/// ```no_run
/// use std::time::Duration;
/// use lean_identity::identity::{Identity, PemFiles};
///
/// let files = PemFiles::new("my_app_private_key.pem", "my_app_cert.crt", "lean_public_cert_chain.pem");
/// let identity = Identity::builder(files)
///     .passphrase(std::env::var("KEY_PASSPHRASE")?)
///     .watch(Duration::from_secs(60))
///     .load()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use = "nothing is read before `load`"]
pub struct IdentityBuilder {
    source: Box<dyn IdentitySource>,
    options: Options,
    clock: Clock,
    watch: Option<Duration>,
    observers: Vec<Observer>,
}

impl IdentityBuilder {
    pub(super) fn new(source: impl IdentitySource) -> Self {
        Self {
            source: Box::new(source),
            options: Options::default(),
            clock: Clock::SYSTEM,
            watch: None,
            observers: Vec::new(),
        }
    }

    /// The passphrase of an encrypted private key or of a PKCS#12 store. Wiped when the identity is dropped.
    pub fn passphrase(mut self, passphrase: impl Into<String>) -> Self {
        self.options.passphrase = Some(Zeroizing::new(passphrase.into().into_bytes()));
        self
    }

    /// Refuses a key file that other users of the machine can read. By default it is only noted.
    pub fn refuse_open_key_file(mut self) -> Self {
        self.options.permissions = Permissions::Refuse;
        self
    }

    /// Takes a certificate that is not meant for clients (its extended key usage lacks `clientAuth`).
    pub fn allow_any_purpose(mut self) -> Self {
        self.options.purpose = Purpose::Any;
        self
    }

    /// Trusts only the intermediates of the chain file, not its roots: servers that another intermediate
    /// of the same root certified are refused.
    pub fn pin_intermediates(mut self) -> Self {
        self.options.anchors = AnchorChoice::Intermediates;
        self
    }

    /// Reads the source again after each interval (jittered by a tenth) and takes over what has changed, in
    /// the background, until the last clone of the identity is dropped. All watched identities of a process share
    /// their threads.
    pub fn watch(mut self, interval: Duration) -> Self {
        self.watch = Some(interval);
        self
    }

    /// Calls this with everything that happens to the identity: see [`Identity::subscribe`].
    pub fn on_event(mut self, observer: impl Fn(&IdentityEvent) + Send + Sync + 'static) -> Self {
        self.observers.push(Arc::new(observer));
        self
    }

    /// Takes the time from a function: for tests.
    pub fn clock(mut self, now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        self.clock = Clock::from_fn(now);
        self
    }

    /// Reads and checks everything.
    ///
    /// # Errors
    /// [`IdentityError`] with the [`Code`](super::Code) of the first thing that a server, or this library,
    /// would refuse.
    pub fn load(self) -> Result<Identity, IdentityError> {
        let shared = Shared::load(self.source, self.options, self.clock, self.observers)?;
        if let Some(interval) = self.watch {
            watch::start(&shared, interval);
        }
        Ok(Identity(shared))
    }

    /// Reads and checks everything, and packs the private key with its certificate chain into a PKCS#12
    /// store under the alias `app`: for the JDK and others that want one. The bytes hold the key; write them
    /// to a file that only its owner can read.
    ///
    /// # Errors
    /// As [`load`](Self::load).
    #[cfg(feature = "pkcs12")]
    pub fn to_pkcs12(self, store_passphrase: &str) -> Result<Vec<u8>, IdentityError> {
        let material = self.source.read()?;
        let loaded = super::assemble::assemble(&material, &self.options, self.clock.now(), 1)?;
        let passphrase = self
            .options
            .passphrase
            .as_ref()
            .map(|passphrase| passphrase.as_slice());
        super::store::write(&material, &loaded, passphrase, store_passphrase)
    }
}

impl fmt::Debug for IdentityBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentityBuilder")
            .field("clock", &self.clock)
            .field("watch", &self.watch)
            .finish_non_exhaustive()
    }
}
