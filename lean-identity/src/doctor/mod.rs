//! Examines the connection to a server step by step. Each step reports its faults and their
//! remedies.
//!
//! An identity and a URL come in, a [`Diagnosis`] goes out: name, connection, TLS, the server's certificate, the
//! verdict on ours, expiry, clocks. Nothing but one bare `GET /` is sent, without a token. Every step has its share of
//! the time, so that the whole is bounded.

mod budget;
mod certificates;
mod clock;
mod commands;
mod diagnosis;
mod endpoint;
mod handshake;
mod json;
mod network;
mod quote;
mod text;
mod verdict;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

pub use self::diagnosis::{Check, CheckStatus, Diagnosis, Expiry, Owner, Topic};
use self::{budget::Budget, commands::Paths, endpoint::Endpoint};
use crate::{
    identity::Identity,
    tls::{Target, TlsSettings},
};

/// Examines the way to a server.
///
/// # Example
/// ```no_run
/// use lean_identity::{doctor::Doctor, identity::Identity};
///
/// let identity = Identity::from_dir("certificates")?;
/// let diagnosis = Doctor::new(identity, "https://mtls.sandbox.leantech.me").check();
/// println!("{diagnosis}");
/// if !diagnosis.is_ok() {
///     std::process::exit(1);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is examined before `check`"]
pub struct Doctor {
    identity: Option<Identity>,
    url: String,
    settings: TlsSettings,
    timeout: Duration,
    paths: Paths,
}

impl Doctor {
    /// Examines the way to this `https://` URL. With an identity, only servers are trusted that its chain file vouches
    /// for; without one, servers that the operating system's authorities vouch for.
    pub fn new(identity: impl Into<Option<Identity>>, url: impl Into<String>) -> Self {
        const TIMEOUT: Duration = Duration::from_secs(30);
        let identity = identity.into();
        let settings = match identity {
            Some(_) => TlsSettings::mutual(),
            None => TlsSettings::public(),
        };
        Self {
            identity,
            url: url.into(),
            settings: settings.alpn(["h2", "http/1.1"]),
            timeout: TIMEOUT,
            paths: Paths::default(),
        }
    }

    /// Connects with these settings instead of those of the identity.
    pub fn settings(mut self, settings: TlsSettings) -> Self {
        self.settings = settings;
        self
    }

    /// Sets the time limit of the whole diagnosis. The default is thirty seconds.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the paths of the identity's files, for the command lines at the end of the diagnosis.
    /// The files are not read. By default, the paths are the portal's file names in the working
    /// directory.
    pub fn files(
        mut self,
        key: impl AsRef<Path>,
        certificate: impl AsRef<Path>,
        chain: impl AsRef<Path>,
    ) -> Self {
        let [key, certificate, chain]: [PathBuf; 3] =
            [key.as_ref(), certificate.as_ref(), chain.as_ref()].map(Path::to_owned);
        self.paths = Paths {
            key,
            certificate,
            chain,
            ..self.paths
        };
        self
    }

    /// Sets the path of the authorities that the [settings](Self::settings) trust instead of the
    /// chain file, for the same command lines.
    pub fn trust_file(mut self, trust: impl AsRef<Path>) -> Self {
        self.paths.trust = Some(trust.as_ref().to_owned());
        self
    }

    /// Examines everything in turn. What an earlier failure puts out of reach is skipped.
    ///
    /// It blocks for at most about the [time given](Self::timeout): in async code, call it on a thread where that is
    /// allowed (`tokio::task::spawn_blocking`).
    #[must_use]
    pub fn check(&self) -> Diagnosis {
        let mut diagnosis = match &self.identity {
            Some(identity) => Diagnosis::of(identity),
            None => Diagnosis::default(),
        };
        diagnosis.url = Some(self.url.clone());
        self.connect(&mut diagnosis);
        diagnosis.finish();
        diagnosis
    }

    fn connect(&self, diagnosis: &mut Diagnosis) -> Option<()> {
        let endpoint = Endpoint::parse(&self.url, diagnosis)?;
        diagnosis.commands =
            commands::command_lines(&endpoint, &self.paths, self.identity.is_some());

        let budget = Budget::new(self.timeout);
        let addresses = network::resolve(&endpoint, budget, diagnosis)?;
        let address = network::reach(&addresses, budget, diagnosis)?;

        let target = Target::new(endpoint.host.clone(), endpoint.port).at(address);
        let loaded = self.identity.as_ref().map(Identity::current);
        let handshake = handshake::Handshake {
            target: &target,
            settings: &self.settings,
            identity: loaded.as_deref(),
            budget,
        };
        let result = handshake.run(diagnosis)?;
        verdict::check_server(&handshake, &result, &endpoint, diagnosis);
        verdict::check_client_certificate(&handshake, &result, diagnosis);
        certificates::add_server_chain(&result.evidence, diagnosis);
        if result.refusal.is_none() {
            clock::check_http_and_clock(&handshake, &result, diagnosis);
        }
        Some(())
    }
}

impl Diagnosis {
    /// Examines an identity by itself, without a server: what was noted when it was loaded, and when its
    /// certificates expire.
    #[must_use]
    pub fn of(identity: &Identity) -> Self {
        let mut diagnosis = Self::default();
        certificates::check_identity(&identity.current(), &mut diagnosis);
        diagnosis
    }
}
