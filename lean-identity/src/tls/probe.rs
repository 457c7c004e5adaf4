//! A TLS connection for diagnosis: no request is sent.
//!
//! The probe uses plain sockets of the standard library, so it runs anywhere: in a doctor, in a
//! test, or within an async runtime.

use std::{
    io,
    net::{SocketAddr, TcpStream, ToSocketAddrs as _},
    sync::Arc,
    time::{Duration, Instant},
};

use rustls::{ClientConnection, pki_types::ServerName};

use super::{
    Evidence, FaultKind, TlsFault, TlsSettings, classify, client_config,
    recorder::Recorder,
    session::{PeekingSocket, Session},
};
use crate::identity::Loaded;

/// The behaviour of a server during a test connection.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Probe {
    /// The certificates that were requested and shown.
    pub evidence: Evidence,
    /// The protocol version, for instance `TLS 1.3`.
    pub protocol: &'static str,
    /// The cipher suite, for instance `TLS13_AES_256_GCM_SHA384`.
    pub cipher_suite: String,
    /// The key exchange, for instance `X25519MLKEM768`.
    pub key_exchange: String,
    /// The application protocol that was agreed on, for instance `h2`.
    pub alpn: Option<String>,
    /// The server's decision about our certificate.
    pub acceptance: Acceptance,
    /// The time that connecting and the handshake took.
    pub elapsed: Duration,
}

/// A server's decision about our certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Acceptance {
    /// The server did not ask for a certificate: this host does not use mutual TLS.
    NotAsked,
    /// The server saw the certificate and continued.
    Accepted,
    /// The server neither accepted nor refused the certificate: some servers decide at the first
    /// request.
    NoObjection,
}

/// A host to connect to, just to see what happens.
///
/// # Example
/// ```no_run
/// use lean_identity::{identity::Identity, tls::{Target, TlsSettings}};
///
/// let identity = Identity::from_dir("certificates")?;
/// let probe = Target::new("mtls.sandbox.leantech.me", 443)
///     .probe(&TlsSettings::mutual(), Some(&identity.current()))?;
/// println!("{} {:?}", probe.protocol, probe.acceptance);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Target {
    host: String,
    port: u16,
    addresses: Vec<SocketAddr>,
    timeout: Duration,
}

impl Target {
    /// Creates a probe of a host, given by its name or address as in a URL.
    pub fn new(host: impl Into<String>, port: u16) -> Self {
        const TIMEOUT: Duration = Duration::from_secs(10);
        Self {
            host: host.into(),
            port,
            addresses: Vec::new(),
            timeout: TIMEOUT,
        }
    }

    /// Connects to this address instead of those that the name resolves to. Several calls add
    /// several addresses, which are tried in turn.
    #[must_use]
    pub fn at(mut self, address: SocketAddr) -> Self {
        self.addresses.push(address);
        self
    }

    /// Sets the time limit of connecting and the handshake together. The default is ten seconds.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Host and port, as the header `Host` has them.
    pub(super) fn authority(&self) -> String {
        match self.port {
            443 => self.host.clone(),
            port => format!("{}:{port}", self.host),
        }
    }

    /// Connects, shows the identity if the server asks, waits for the server's verdict and hangs up. No
    /// request is sent.
    ///
    /// It blocks for at most about the time that was given: call it on a thread where that is allowed.
    ///
    /// # Errors
    /// [`TlsFault`] says which side refused, or what else was in the way.
    pub fn probe(
        &self,
        settings: &TlsSettings,
        identity: Option<&Loaded>,
    ) -> Result<Probe, TlsFault> {
        let start = Instant::now();
        let mut session = self.open(settings, identity)?;
        let elapsed = start.elapsed();
        let acceptance = session.await_verdict()?;
        Ok(session.report(acceptance, elapsed))
    }

    /// Connects and ends the handshake, on our side of it.
    pub(super) fn open(
        &self,
        settings: &TlsSettings,
        identity: Option<&Loaded>,
    ) -> Result<Session, TlsFault> {
        let deadline = Instant::now() + self.timeout;
        let recorder = Recorder::of_host(&self.host);
        let config = client_config(settings, identity, &recorder)?;
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(bare.to_owned()).map_err(|_| classify::dns_fault())?;
        let tls = ClientConnection::new(Arc::new(config), name)
            .map_err(|error| classify::classify_tls(&error, &recorder))?;
        let addresses = match self.addresses.as_slice() {
            [] => (bare, self.port)
                .to_socket_addrs()
                .map_err(|_| classify::dns_fault())?
                .collect(),
            given => given.to_vec(),
        };
        let tcp = connect(&addresses, deadline)?;
        let mut session = Session {
            tls,
            tcp: PeekingSocket::new(tcp),
            deadline,
            recorder,
        };
        session.handshake()?;
        Ok(session)
    }
}

/// Tries every address in turn. Each gets its share of the time that is left.
fn connect(addresses: &[SocketAddr], deadline: Instant) -> Result<TcpStream, TlsFault> {
    let mut is_timeout = false;
    for (index, address) in addresses.iter().enumerate() {
        let left = deadline.saturating_duration_since(Instant::now());
        let share = left / u32::try_from(addresses.len() - index).unwrap_or(1);
        if share.is_zero() {
            return Err(connect_timeout_fault());
        }
        match TcpStream::connect_timeout(address, share) {
            Ok(stream) => return Ok(stream),
            Err(error) => is_timeout |= error.kind() == io::ErrorKind::TimedOut,
        }
    }
    Err(if is_timeout {
        connect_timeout_fault()
    } else {
        classify::refused()
    })
}

fn connect_timeout_fault() -> TlsFault {
    TlsFault::new(
        FaultKind::ConnectTimeout,
        "no address of the host answered in time",
        "Check host and port, and whether a firewall lets this machine through",
    )
}
