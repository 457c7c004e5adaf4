//! The settings of a sandbox.

use std::fmt;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use tokio::sync::oneshot;

use crate::ca::KeyKind;
use crate::clock::Clock;
use crate::sandbox::Sandbox;
use crate::server::{self, TlsVersion};
use crate::state_folder::StateFolder;
use crate::webhooks::Target;
use crate::{Error, Region, ids};

/// A sandbox to be started; made by [`Sandbox::builder`].
#[derive(Clone)]
#[must_use = "nothing is started before `start`"]
pub struct SandboxBuilder {
    settings: Settings,
    key: KeyKind,
    application: Option<String>,
    client_secret: Option<String>,
    webhook_secret: Option<String>,
    folder: Option<PathBuf>,
    fault: Option<String>,
}

#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) region: Region,
    pub(crate) port: u16,
    pub(crate) oauth_port: u16,
    pub(crate) require_client_certificate: bool,
    pub(crate) tls_versions: Vec<TlsVersion>,
    pub(crate) clock: Clock,
    pub(crate) seed: u64,
    pub(crate) bank_delay: Duration,
    pub(crate) webhook_urls: Vec<Target>,
    pub(crate) webhook_roots: Vec<CertificateDer<'static>>,
    pub(crate) webhook_secret: String,
    pub(crate) application: String,
    pub(crate) client_secret: String,
    pub(crate) bearer_token: Option<String>,
    pub(crate) kept: Option<StateFolder>,
}

impl SandboxBuilder {
    pub(crate) fn new() -> Self {
        let settings = Settings {
            region: Region::Uae,
            port: 0,
            oauth_port: 0,
            require_client_certificate: true,
            tls_versions: vec![TlsVersion::V1_3],
            clock: Clock::default(),
            seed: 1,
            bank_delay: Duration::from_millis(300),
            webhook_urls: Vec::new(),
            webhook_roots: Vec::new(),
            webhook_secret: String::new(),
            application: String::new(),
            client_secret: String::new(),
            bearer_token: None,
            kept: None,
        };
        Self {
            settings,
            key: KeyKind::default(),
            application: None,
            client_secret: None,
            webhook_secret: None,
            folder: None,
            fault: None,
        }
    }

    /// Sets the country whose API is served. The default is the Emirates.
    pub fn region(mut self, region: Region) -> Self {
        self.settings.region = region;
        self
    }

    /// Sets the port of [`Sandbox::url`]. The default is any free port.
    pub fn port(mut self, port: u16) -> Self {
        self.settings.port = port;
        self
    }

    /// Sets the port of [`Sandbox::oauth_url`]. The default is any free port. Without mutual TLS
    /// there is only one port.
    pub fn oauth_port(mut self, port: u16) -> Self {
        self.settings.oauth_port = port;
        self
    }

    /// Sets whether there is a listener that requires a client certificate. The default is true.
    /// Without it, [`Sandbox::url`] is the listener that requires a bearer token.
    pub fn require_client_certificate(mut self, required: bool) -> Self {
        self.settings.require_client_certificate = required;
        self
    }

    /// Sets the supported versions of TLS. The default is 1.3 only.
    pub fn tls_versions(mut self, versions: &[TlsVersion]) -> Self {
        self.settings.tls_versions = versions.to_vec();
        self
    }

    /// Sets the clock for tokens, bank data and the checks of client certificates. The default is
    /// the system's clock. The clock need not tick. The sandbox's own certificates are valid by
    /// both clocks.
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.settings.clock = Clock::new(now);
        self
    }

    /// Sets the seed of ids and bank data. The same seed gives the same ids in the same order, and
    /// the same transactions on the same day. All sandboxes have the same default seed. Secrets are
    /// never derived from it.
    pub fn seed(mut self, seed: u64) -> Self {
        self.settings.seed = seed;
        self
    }

    /// Sets the time that banks take to accept a payment, refresh data or finish an asynchronous
    /// result. The default is 300 ms. With no delay it happens at once, but after the answer.
    pub fn bank_delay(mut self, delay: Duration) -> Self {
        self.settings.bank_delay = delay;
        self
    }

    /// Registers a receiver of webhooks: an `http://` or `https://` URL. Can be repeated. Over HTTPS, receivers are
    /// trusted with certificates of [`Authority::server`](crate::Authority::server), and of
    /// [`webhook_roots_pem`](Self::webhook_roots_pem).
    pub fn webhook_url(mut self, url: &str) -> Self {
        match url.parse() {
            Ok(target) => self.settings.webhook_urls.push(target),
            Err(fault) => self.fault = Some(fault),
        }
        self
    }

    /// Trusts HTTPS receivers of webhooks whose certificates these authorities have signed, in PEM. Can be repeated.
    pub fn webhook_roots_pem(mut self, pem: &str) -> Self {
        let roots: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem.as_bytes()).collect();
        match roots {
            Ok(roots) if !roots.is_empty() => self.settings.webhook_roots.extend(roots),
            Ok(_) | Err(_) => {
                self.fault = Some("there is no certificate in the PEM of webhook roots".to_owned());
            }
        }
        self
    }

    /// Sets the kind of key that the application gets. The default is P-256, so that tests start at
    /// once. The command line uses RSA, like the vendor's portal.
    pub fn client_key(mut self, kind: KeyKind) -> Self {
        self.key = kind;
        self
    }

    /// Sets the id of the application, which is its app token and its client id: a UUID. The
    /// default is random.
    pub fn application(mut self, id: impl Into<String>) -> Self {
        let id = id.into();
        if !ids::is_uuid(&id) {
            self.fault = Some("the id of the application (the app token) is not a UUID".to_owned());
        }
        self.application = Some(id);
        self
    }

    /// Sets the client secret of the token endpoint. The default is random.
    pub fn client_secret(mut self, secret: impl Into<String>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }

    /// Sets the key that signs webhooks. The default is random.
    pub fn webhook_secret(mut self, secret: impl Into<String>) -> Self {
        self.webhook_secret = Some(secret.into());
        self
    }

    /// Adds a bearer token of scope `api` that is valid without a request and does not expire. By
    /// default there is none.
    pub fn bearer_token(mut self, token: impl Into<String>) -> Self {
        self.settings.bearer_token = Some(token.into());
        self
    }

    /// Keeps the authority, the application's certificates and the secrets in a folder, so that a
    /// later sandbox has the same files, ids and secrets. Values set on this builder take
    /// precedence over those in the folder.
    pub fn keep_in(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Starts the sandbox, on a thread of its own. Any runtime will do.
    ///
    /// # Errors
    /// Fails if a port is taken, a webhook URL is invalid, or the system has no threads or sockets.
    pub async fn start(self) -> Result<Sandbox, Error> {
        let (sender, receiver) = oneshot::channel();
        self.start_then(move |sandbox| drop(sender.send(sandbox)))?;
        receiver
            .await
            .unwrap_or_else(|_| Err(Error::state("the sandbox ended while it started")))
    }

    /// Starts the sandbox for programs without an async runtime.
    ///
    /// # Errors
    /// As [`start`](Self::start).
    pub fn start_blocking(self) -> Result<Sandbox, Error> {
        let (sender, receiver) = std::sync::mpsc::channel();
        self.start_then(move |sandbox| drop(sender.send(sandbox)))?;
        receiver
            .recv()
            .unwrap_or_else(|_| Err(Error::state("the sandbox ended while it started")))
    }

    fn start_then(
        self,
        ready: impl FnOnce(Result<Sandbox, Error>) + Send + 'static,
    ) -> Result<(), Error> {
        if let Some(fault) = self.fault {
            return Err(Error::state(fault));
        }
        if self.settings.tls_versions.is_empty() {
            return Err(Error::state("no version of TLS is left to speak"));
        }
        let key = self.key;
        let settings = self.decide_secrets()?;
        server::start(settings, move |server| {
            ready(server.and_then(|server| Sandbox::of(server, key)))
        })
    }

    /// The settings with every secret decided: the one given, else the one kept, else a random one.
    fn decide_secrets(mut self) -> Result<Settings, Error> {
        let kept = self.folder.as_deref().map(StateFolder::open).transpose()?;
        let found = |name| kept.as_ref().and_then(|kept| kept.text(name));
        let settings = &mut self.settings;
        settings.application = (self.application.take())
            .or_else(|| found("application"))
            .unwrap_or_else(ids::random_uuid);
        settings.client_secret = (self.client_secret.take())
            .or_else(|| found("client_secret"))
            .unwrap_or_else(ids::secret);
        settings.webhook_secret = (self.webhook_secret.take())
            .or_else(|| found("webhook_secret"))
            .unwrap_or_else(ids::secret);
        settings.kept = kept;
        Ok(self.settings)
    }
}

impl fmt::Debug for SandboxBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SandboxBuilder")
            .field("settings", &self.settings)
            .field("key", &self.key)
            .field("folder", &self.folder)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("region", &self.region)
            .field("port", &self.port)
            .field("oauth_port", &self.oauth_port)
            .field(
                "require_client_certificate",
                &self.require_client_certificate,
            )
            .field("tls_versions", &self.tls_versions)
            .field("clock", &self.clock)
            .field("seed", &self.seed)
            .field("bank_delay", &self.bank_delay)
            .field("webhook_urls", &self.webhook_urls)
            .field("application", &self.application)
            .finish_non_exhaustive()
    }
}
