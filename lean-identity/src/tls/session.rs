//! A connection in the making, step by step, each step with its deadline.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use rustls::{ClientConnection, ProtocolVersion};

use super::{
    FaultKind, TlsFault,
    classify::{self, broken_handshake_fault, classify, not_tls_fault},
    probe::{Acceptance, Probe},
    recorder::Recorder,
};

pub(super) struct Session {
    pub(super) tls: ClientConnection,
    pub(super) tcp: PeekingSocket,
    pub(super) deadline: Instant,
    pub(super) recorder: Recorder,
}

impl Session {
    pub(super) fn handshake(&mut self) -> Result<(), TlsFault> {
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
    pub(super) fn await_verdict(&mut self) -> Result<Acceptance, TlsFault> {
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

    /// Writes the pending bytes, or reads once.
    pub(super) fn step(&mut self, deadline: Instant) -> Result<(), TlsFault> {
        let left = deadline
            .checked_duration_since(Instant::now())
            .filter(|left| !left.is_zero());
        let Some(left) = left else {
            return Err(self.timeout_fault());
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
        let fault = classify::classify_tls(error, &self.recorder);
        match fault.kind() {
            FaultKind::NotTls => {
                not_tls_fault(self.tcp.describe_protocol()).with_evidence(self.recorder.evidence())
            }
            _ => fault,
        }
    }

    pub(super) fn fault(&self, error: &io::Error) -> TlsFault {
        if is_timeout(error) {
            return self.timeout_fault();
        }
        let looks_like = self.tcp.describe_protocol();
        if !looks_like.is_empty() {
            return not_tls_fault(looks_like).with_evidence(self.recorder.evidence());
        }
        classify(error, &self.recorder).unwrap_or_else(|| {
            broken_handshake_fault(Some(error.kind())).with_evidence(self.recorder.evidence())
        })
    }

    fn timeout_fault(&self) -> TlsFault {
        TlsFault::new(
            FaultKind::HandshakeTimeout,
            "the server took the connection and did not finish the TLS handshake in time",
            "Check the port; a firewall may not let the first message through: try `PostQuantum::Off`",
        )
        .with_evidence(self.recorder.evidence())
    }

    pub(super) fn report(&self, acceptance: Acceptance, elapsed: Duration) -> Probe {
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
pub(super) struct PeekingSocket {
    socket: TcpStream,
    first: Vec<u8>,
}

impl PeekingSocket {
    const BYTES: usize = 16;

    pub(super) fn new(socket: TcpStream) -> Self {
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
    fn describe_protocol(&self) -> &'static str {
        match self.first.as_slice() {
            [0x14..=0x18, 3, ..] | [0x14..=0x18] | [] => "",
            [b'H', b'T', b'T', b'P', ..] | [b'<', ..] => ": it answered in plain HTTP",
            [b'S', b'S', b'H', b'-', ..] => ": it is an SSH server",
            [b'2', b'2', b'0', ..] => ": it is a mail or file server",
            _ => ": it answered with something unknown",
        }
    }
}

impl Read for PeekingSocket {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.socket.read(buffer)?;
        let room = Self::BYTES - self.first.len();
        self.first.extend_from_slice(&buffer[..count.min(room)]);
        Ok(count)
    }
}

impl Write for PeekingSocket {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.socket.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.socket.flush()
    }
}
