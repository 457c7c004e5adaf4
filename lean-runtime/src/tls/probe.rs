//! One TLS connection to see what happens: no request is sent.
//!
//! With plain sockets of the standard library, so that it runs anywhere: in a doctor, in a test, beside an
//! async runtime.

use std::{
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream, ToSocketAddrs as _},
    sync::Arc,
    time::{Duration, Instant},
};

use rustls::{ClientConnection, ProtocolVersion, pki_types::ServerName};

use super::{
    Evidence, FaultKind, TlsFault, TlsSettings,
    classify::{self, broken_handshake, classify, not_tls},
    client_config,
    recorder::Recorder,
};
use crate::identity::Loaded;

/// What a server did when it was connected to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Probe {
    /// What was asked for and what was shown.
    pub evidence: Evidence,
    /// The protocol version, for instance `TLS 1.3`.
    pub protocol: &'static str,
    /// The cipher suite, for instance `TLS13_AES_256_GCM_SHA384`.
    pub cipher_suite: String,
    /// The key exchange, for instance `X25519MLKEM768`.
    pub key_exchange: String,
    /// The application protocol that was agreed on, for instance `h2`.
    pub alpn: Option<String>,
    /// Whether the server took our certificate.
    pub acceptance: Acceptance,
    /// How long connecting and the handshake took.
    pub elapsed: Duration,
}

/// Whether a server took our certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Acceptance {
    /// It did not ask for one: this host does not use mutual TLS.
    NotAsked,
    /// It went on after seeing it.
    Accepted,
    /// It did not object, and did not say yes either: some servers only judge with the first request.
    NoObjection,
}

/// A host to connect to, just to see what happens.
///
/// # Example
/// ```no_run
/// use lean_runtime::{identity::Identity, tls::{Target, TlsSettings}};
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
    /// A host by its name or address, as it stands in a URL.
    pub fn new(host: impl Into<String>, port: u16) -> Self {
        const TIMEOUT: Duration = Duration::from_secs(10);
        Self {
            host: host.into(),
            port,
            addresses: Vec::new(),
            timeout: TIMEOUT,
        }
    }

    /// Connects to this address rather than to those that the name resolves to; several calls add up, and
    /// are tried in turn.
    #[must_use]
    pub fn at(mut self, address: SocketAddr) -> Self {
        self.addresses.push(address);
        self
    }

    /// How long connecting and the handshake may take in all. Ten seconds unless said otherwise.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
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
        let deadline = start + self.timeout;
        let recorder = Recorder::of_host(&self.host);
        let config = client_config(settings, identity, &recorder)?;
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(bare.to_owned()).map_err(|_| classify::dns())?;
        let tls = ClientConnection::new(Arc::new(config), name)
            .map_err(|error| classify::of_tls(&error, &recorder))?;
        let addresses = match self.addresses.as_slice() {
            [] => (bare, self.port)
                .to_socket_addrs()
                .map_err(|_| classify::dns())?
                .collect(),
            given => given.to_vec(),
        };
        let tcp = connect(&addresses, deadline)?;
        let mut session = Session {
            tls,
            tcp: Peeking::new(tcp),
            deadline,
            recorder,
        };
        session.handshake()?;
        let elapsed = start.elapsed();
        let acceptance = session.verdict()?;
        Ok(session.report(acceptance, elapsed))
    }
}

/// Tries every address in turn. Each gets its share of the time that is left.
fn connect(addresses: &[SocketAddr], deadline: Instant) -> Result<TcpStream, TlsFault> {
    let mut is_timeout = false;
    for (index, address) in addresses.iter().enumerate() {
        let left = deadline.saturating_duration_since(Instant::now());
        let share = left / u32::try_from(addresses.len() - index).unwrap_or(1);
        if share.is_zero() {
            return Err(connect_timeout());
        }
        match TcpStream::connect_timeout(address, share) {
            Ok(stream) => return Ok(stream),
            Err(error) => is_timeout |= error.kind() == io::ErrorKind::TimedOut,
        }
    }
    Err(if is_timeout {
        connect_timeout()
    } else {
        classify::refused()
    })
}

struct Session {
    tls: ClientConnection,
    tcp: Peeking,
    deadline: Instant,
    recorder: Recorder,
}

impl Session {
    fn handshake(&mut self) -> Result<(), TlsFault> {
        while self.tls.is_handshaking() {
            self.step(self.deadline)?;
        }
        // Our last message, with the certificate, may still be here.
        while self.tls.wants_write() {
            self.tls
                .write_tls(&mut self.tcp)
                .map_err(|error| self.fault(&error))?;
        }
        Ok(())
    }

    /// In TLS 1.3 the server judges our certificate after the handshake has ended for us. A session ticket
    /// comes only after a good verdict, an alert after a bad one; some servers say nothing at all.
    fn verdict(&mut self) -> Result<Acceptance, TlsFault> {
        const SILENCE: Duration = Duration::from_millis(500);
        if self.recorder.evidence().asked != Some(true) {
            return Ok(Acceptance::NotAsked);
        }
        if self.tls.protocol_version() == Some(ProtocolVersion::TLSv1_2) {
            return Ok(Acceptance::Accepted);
        }
        let patience = (Instant::now() + SILENCE).min(self.deadline);
        while self.tls.tls13_tickets_received() == 0 {
            match self.step(patience) {
                Err(fault) if fault.kind() == FaultKind::HandshakeTimeout => {
                    return Ok(Acceptance::NoObjection);
                }
                result => result?,
            }
        }
        Ok(Acceptance::Accepted)
    }

    /// Writes what is to be written, or reads once.
    fn step(&mut self, deadline: Instant) -> Result<(), TlsFault> {
        let left = deadline
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero());
        let Some(left) = left else {
            return Err(self.timeout());
        };
        self.tcp
            .set_timeout(left)
            .map_err(|error| self.fault(&error))?;
        if self.tls.wants_write() {
            match self.tls.write_tls(&mut self.tcp) {
                Ok(_) => return Ok(()),
                // The server may have hung up on us after saying why: that is still to be read.
                Err(error) if !is_timeout(&error) => {}
                Err(error) => return Err(self.fault(&error)),
            }
        }
        match self.tls.read_tls(&mut self.tcp) {
            Ok(0) => Err(self.fault(&io::ErrorKind::UnexpectedEof.into())),
            Ok(_) => match self.tls.process_new_packets() {
                Ok(_) => Ok(()),
                Err(error) => Err(self.refuse(&error)),
            },
            Err(error) => Err(self.fault(&error)),
        }
    }

    /// Sends the alert that says why we refuse, then explains.
    fn refuse(&mut self, error: &rustls::Error) -> TlsFault {
        // The peer may be gone already; the reason matters more.
        let _ = self.tls.write_tls(&mut self.tcp);
        let fault = classify::of_tls(error, &self.recorder);
        match fault.kind() {
            FaultKind::NotTls => {
                not_tls(self.tcp.looks_like()).with_evidence(self.recorder.evidence())
            }
            _ => fault,
        }
    }

    fn fault(&self, error: &io::Error) -> TlsFault {
        if is_timeout(error) {
            return self.timeout();
        }
        let looks_like = self.tcp.looks_like();
        if !looks_like.is_empty() {
            return not_tls(looks_like).with_evidence(self.recorder.evidence());
        }
        classify(error, &self.recorder).unwrap_or_else(|| {
            broken_handshake(Some(error.kind())).with_evidence(self.recorder.evidence())
        })
    }

    fn timeout(&self) -> TlsFault {
        TlsFault::new(
            FaultKind::HandshakeTimeout,
            "the server took the connection and did not finish the TLS handshake in time",
            "Check the port; a firewall may not let the first message through: try `PostQuantum::Off`",
        )
        .with_evidence(self.recorder.evidence())
    }

    fn report(&self, acceptance: Acceptance, elapsed: Duration) -> Probe {
        let suite = self.tls.negotiated_cipher_suite();
        let group = self.tls.negotiated_key_exchange_group();
        Probe {
            evidence: self.recorder.evidence(),
            protocol: match self.tls.protocol_version() {
                Some(ProtocolVersion::TLSv1_2) => "TLS 1.2",
                _ => "TLS 1.3",
            },
            cipher_suite: suite
                .map(|suite| format!("{:?}", suite.suite()))
                .unwrap_or_default(),
            key_exchange: group
                .map(|group| format!("{:?}", group.name()))
                .unwrap_or_default(),
            alpn: self
                .tls
                .alpn_protocol()
                .map(|name| String::from_utf8_lossy(name).into_owned()),
            acceptance,
            elapsed,
        }
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}

/// A socket that remembers the first bytes it read: they say what answers in place of TLS.
struct Peeking {
    socket: TcpStream,
    first: Vec<u8>,
}

impl Peeking {
    const BYTES: usize = 16;

    fn new(socket: TcpStream) -> Self {
        Self {
            socket,
            first: Vec::with_capacity(Self::BYTES),
        }
    }

    fn set_timeout(&self, timeout: Duration) -> io::Result<()> {
        self.socket.set_read_timeout(Some(timeout))?;
        self.socket.set_write_timeout(Some(timeout))
    }

    /// Empty if it may well be TLS.
    fn looks_like(&self) -> &'static str {
        match self.first.as_slice() {
            [0x14..=0x18, 3, ..] | [0x14..=0x18] | [] => "",
            [b'H', b'T', b'T', b'P', ..] | [b'<', ..] => ": it answered in plain HTTP",
            [b'S', b'S', b'H', b'-', ..] => ": it is an SSH server",
            [b'2', b'2', b'0', ..] => ": it is a mail or file server",
            _ => ": it answered with something unknown",
        }
    }
}

impl Read for Peeking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.socket.read(buffer)?;
        let room = Self::BYTES - self.first.len();
        self.first.extend_from_slice(&buffer[..count.min(room)]);
        Ok(count)
    }
}

impl Write for Peeking {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.socket.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.socket.flush()
    }
}

fn connect_timeout() -> TlsFault {
    TlsFault::new(
        FaultKind::ConnectTimeout,
        "no address of the host answered in time",
        "Check host and port, and whether a firewall lets this machine through",
    )
}
