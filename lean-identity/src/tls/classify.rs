//! From what the HTTP engine reports to the fault behind it.
//!
//! The same refusal surfaces in many ways: as an alert while connecting, as an alert at the first read, as a
//! cancelled request, as a closed connection. The notes of the handshake tell them apart.

use std::{error::Error, io};

use rustls::{
    AlertDescription, Error as TlsError, InvalidMessage, PeerIncompatible, PeerMisbehaved,
};

use super::{
    Evidence, FaultKind, Sent, TlsFault, client_side,
    recorder::{Recorder, Stage},
    server_side,
};

/// The fault behind an error of the HTTP engine, or of the socket; `None` if TLS and the way to the server
/// have no part in it.
#[must_use]
pub fn classify(error: &(dyn Error + 'static), recorder: &Recorder) -> Option<TlsFault> {
    let causes = causes(error);
    let evidence = || recorder.evidence();
    if let Some(tls) = causes
        .iter()
        .find_map(|cause| cause.downcast_ref::<TlsError>())
    {
        return Some(classify_tls(tls, recorder));
    }
    if causes
        .iter()
        .any(|cause| cause.to_string().contains("dns error"))
    {
        return Some(dns_fault().with_evidence(evidence()));
    }
    let io = causes
        .iter()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .next_back();
    let is_hang_up = io.is_some_and(|io| is_hang_up(io.kind()))
        || causes.iter().any(|cause| is_broken_off(*cause));
    match io.map(io::Error::kind) {
        Some(
            io::ErrorKind::ConnectionRefused
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable,
        ) => Some(refused().with_evidence(evidence())),
        kind if is_hang_up => classify_hang_up(kind, recorder),
        _ => None,
    }
}

/// The error and all its sources. `io::Error` hides what it wraps from `source`, and is opened.
fn causes<'a>(error: &'a (dyn Error + 'static)) -> Vec<&'a (dyn Error + 'static)> {
    const DEPTH_MAX: usize = 32;
    let mut causes: Vec<&'a (dyn Error + 'static)> = Vec::new();
    let mut next = Some(error);
    while let Some(cause) = next.filter(|_| causes.len() < DEPTH_MAX) {
        causes.push(cause);
        let wrapped = cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        next = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => cause.source(),
        };
    }
    causes
}

/// Converts an error of the TLS library to a fault, using what the recorder noted.
pub(super) fn classify_tls(error: &TlsError, recorder: &Recorder) -> TlsFault {
    let evidence = recorder.evidence();
    match error {
        TlsError::AlertReceived(alert) => classify_alert(*alert, evidence, recorder.stage()),
        TlsError::InvalidCertificate(reason) => server_side::explain(reason, recorder),
        TlsError::InvalidCertRevocationList(reason) => TlsFault::new(
            FaultKind::CrlUnusable,
            format!("a revocation list cannot be used: {reason:?}"),
            "Download the list of the server's issuer again",
        )
        .with_evidence(evidence),
        TlsError::InvalidMessage(
            InvalidMessage::InvalidContentType | InvalidMessage::UnknownProtocolVersion,
        ) if recorder.stage() == Stage::Nothing => {
            not_tls_fault(": plain HTTP, most often").with_evidence(evidence)
        }
        TlsError::PeerIncompatible(reason) => incompatible_fault(reason).with_evidence(evidence),
        TlsError::NoApplicationProtocol
        | TlsError::PeerMisbehaved(PeerMisbehaved::SelectedUnofferedApplicationProtocol) => {
            alpn_fault().with_evidence(evidence)
        }
        other => TlsFault::protocol(format!(
            "the TLS connection to {} failed: {other}",
            host_name(&evidence)
        ))
        .with_evidence(evidence),
    }
}

fn classify_alert(alert: AlertDescription, mut evidence: Evidence, stage: Stage) -> TlsFault {
    use AlertDescription as Alert;
    evidence.alert = Some(format!("{alert:?}"));
    match alert {
        Alert::ProtocolVersion => version_fault(),
        Alert::UnrecognisedName => TlsFault::new(
            FaultKind::ServerName,
            "the server does not know this host name",
            "Check the host of the base URL",
        ),
        Alert::NoApplicationProtocol => alpn_fault(),
        // Before the server has shown itself it is about ciphers and versions, afterwards about us.
        Alert::HandshakeFailure | Alert::InsufficientSecurity | Alert::IllegalParameter
            if stage == Stage::Nothing =>
        {
            no_common_cipher_fault()
        }
        Alert::CertificateRequired
        | Alert::NoCertificate
        | Alert::HandshakeFailure
        | Alert::BadCertificate
        | Alert::UnsupportedCertificate
        | Alert::CertificateRevoked
        | Alert::CertificateExpired
        | Alert::CertificateUnknown
        | Alert::UnknownCA
        | Alert::AccessDenied
        | Alert::DecryptError => return client_side::refusal_fault(alert, evidence),
        other => TlsFault::protocol(format!(
            "the server ended the TLS connection with the alert {other:?}"
        )),
    }
    .with_evidence(evidence)
}

fn incompatible_fault(reason: &PeerIncompatible) -> TlsFault {
    use PeerIncompatible as Reason;
    match reason {
        Reason::ServerDoesNotSupportTls12Or13 | Reason::ServerTlsVersionIsDisabledByOurConfig => {
            version_fault()
        }
        Reason::NoCipherSuitesInCommon
        | Reason::NoKxGroupsInCommon
        | Reason::NoSignatureSchemesInCommon => no_common_cipher_fault(),
        other => TlsFault::protocol(format!("the server's TLS does not go with ours: {other:?}")),
    }
}

/// A connection that ends without a word.
fn classify_hang_up(kind: Option<io::ErrorKind>, recorder: &Recorder) -> Option<TlsFault> {
    let evidence = recorder.evidence();
    match recorder.stage() {
        Stage::Proven if recorder.is_accepted() => None,
        // TLS 1.3: the server judges our certificate after the handshake has ended for us.
        Stage::Proven if evidence.asked == Some(true) => Some(client_side::hang_up_fault(evidence)),
        Stage::Proven => None,
        Stage::Nothing | Stage::Presented | Stage::Trusted => {
            Some(broken_handshake_fault(kind).with_evidence(evidence))
        }
    }
}

fn is_hang_up(kind: io::ErrorKind) -> bool {
    use io::ErrorKind as Kind;
    matches!(
        kind,
        Kind::UnexpectedEof
            | Kind::ConnectionReset
            | Kind::ConnectionAborted
            | Kind::BrokenPipe
            | Kind::NotConnected
    )
}

/// Returns true if the HTTP engine reports that the connection closed before the answer.
fn is_broken_off(cause: &(dyn Error + 'static)) -> bool {
    cause.downcast_ref::<hyper::Error>().is_some_and(|error| {
        error.is_canceled() || error.is_closed() || error.is_incomplete_message()
    })
}

pub(super) fn broken_handshake_fault(kind: Option<io::ErrorKind>) -> TlsFault {
    const REMEDY: &str = "Check host and port; a firewall may not let the first message through: try `PostQuantum::Off`";
    match kind {
        Some(io::ErrorKind::ConnectionReset) => TlsFault::new(
            FaultKind::HandshakeReset,
            "the connection was reset in the middle of the TLS handshake",
            REMEDY,
        ),
        _ => TlsFault::new(
            FaultKind::HandshakeClosed,
            "the connection was closed in the middle of the TLS handshake",
            REMEDY,
        ),
    }
}

/// Returns the fault for a peer that does not use TLS, with the protocol that its answer looks
/// like.
pub(super) fn not_tls_fault(looks_like: &str) -> TlsFault {
    TlsFault::new(
        FaultKind::NotTls,
        format!("what answers on this port does not speak TLS{looks_like}"),
        "Check the port of the base URL; a proxy in between may answer in place of the server",
    )
}

fn version_fault() -> TlsFault {
    TlsFault::new(
        FaultKind::TlsVersion,
        "the server speaks no TLS version that is allowed here",
        "If the provider allows TLS 1.2: `.tls(TlsSettings::mutual().minimum_version(MinimumVersion::Tls12))`; older versions are never spoken",
    )
}

fn no_common_cipher_fault() -> TlsFault {
    TlsFault::new(
        FaultKind::TlsNoCommonCipher,
        "the server and this library share no cipher suite, key exchange or signature",
        "The server's TLS is out of date, or the host is not the one that was meant",
    )
}

fn alpn_fault() -> TlsFault {
    TlsFault::new(
        FaultKind::TlsAlpn,
        "the server speaks none of the application protocols that were offered",
        "Check host and port, or offer HTTP/1.1",
    )
}

pub(super) fn dns_fault() -> TlsFault {
    TlsFault::new(
        FaultKind::Dns,
        "the host name does not resolve",
        "Check the host of the base URL, and the network",
    )
}

pub(super) fn refused() -> TlsFault {
    TlsFault::new(
        FaultKind::ConnectFailed,
        "no address of the host takes connections on this port",
        "Check host and port, and whether a firewall lets this machine through",
    )
}

/// Returns the server's name for messages.
pub(super) fn host_name(evidence: &Evidence) -> String {
    evidence
        .host
        .clone()
        .unwrap_or_else(|| "the server".to_owned())
}

/// Returns true if the server asked for a certificate and none was shown.
pub(super) fn sent_no_certificate(evidence: &Evidence) -> bool {
    !matches!(evidence.sent, Sent::Certificate { .. })
}
