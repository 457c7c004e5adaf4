//! We refused the server: explains why from what it showed.

use jiff::Timestamp;
use rustls::{CertificateError, pki_types::UnixTime};

use super::{
    Evidence, FaultKind, TlsFault,
    classify::host_name,
    client_side,
    recorder::{Recorder, Stage},
    server_issuer::{bad_signature_fault, untrusted_fault, weak_fault},
    verifier::{KeyUnusable, PinMismatch},
};
use crate::identity::{CertificateSummary, iso};

pub(super) fn explain(reason: &CertificateError, recorder: &Recorder) -> TlsFault {
    use CertificateError as Reason;
    let evidence = recorder.evidence();
    let host = host_name(&evidence);
    match reason {
        Reason::UnknownIssuer => untrusted_fault(recorder, &evidence),
        Reason::BadSignature if recorder.stage() >= Stage::Trusted => server_signature_fault(&host),
        Reason::BadSignature => bad_signature_fault(recorder, &evidence),
        Reason::NotValidForNameContext { .. } | Reason::NotValidForName => name_fault(&evidence),
        Reason::ExpiredContext { time, not_after } => {
            expired_fault(&evidence, Some((*time, *not_after)))
        }
        Reason::Expired => expired_fault(&evidence, None),
        Reason::NotValidYetContext { time, not_before } => {
            not_yet_valid_fault(&evidence, Some((*time, *not_before)))
        }
        Reason::NotValidYet => not_yet_valid_fault(&evidence, None),
        Reason::InvalidPurpose | Reason::InvalidPurposeContext { .. } => purpose_fault(&evidence),
        Reason::Revoked => TlsFault::new(
            FaultKind::ServerRevoked,
            format!("the certificate of {host} is revoked"),
            "Do not connect; ask the operator of the server",
        ),
        Reason::UnknownRevocationStatus => crl_missing_fault(&evidence),
        Reason::ExpiredRevocationListContext { next_update, .. } => {
            crl_expired_fault(Some(*next_update))
        }
        Reason::ExpiredRevocationList => crl_expired_fault(None),
        Reason::Other(other) if other.0.is::<PinMismatch>() => TlsFault::new(
            FaultKind::ServerPinMismatch,
            format!("no key between {host} and its authority is pinned"),
            "Either the server has new keys, and the pins must be renewed, or it is not the server",
        ),
        Reason::Other(other) if other.0.is::<KeyUnusable>() => {
            return client_side::key_unusable_fault(evidence);
        }
        other => explain_by_name(&format!("{other:?}"), &evidence),
    }
    .with_evidence(evidence)
}

/// Some reasons have no variant of their own in the library's public error.
fn explain_by_name(reason: &str, evidence: &Evidence) -> TlsFault {
    let host = host_name(evidence);
    if reason.contains("CaUsedAsEndEntity") {
        return TlsFault::new(
            FaultKind::ServerCertIsCa,
            format!(
                "{host} shows the certificate of an authority ({}) as its own",
                leaf_subject(evidence)
            ),
            "Have the server's certificate re-issued with CA:FALSE",
        );
    }
    if reason.contains("NameConstraintViolation") {
        return TlsFault::new(
            FaultKind::ServerNameConstraint,
            format!("the authority that vouches for {host} may not vouch for that name"),
            "Ask the operator of the authority; the certificate should not have been issued",
        );
    }
    if reason.contains("UnsupportedSignatureAlgorithm") {
        return weak_fault(evidence);
    }
    TlsFault::new(
        FaultKind::ServerCertInvalid,
        format!("the certificate of {host} is damaged or breaks the rules ({reason})"),
        "Ask the operator of the server",
    )
}

fn server_signature_fault(host: &str) -> TlsFault {
    TlsFault::new(
        FaultKind::ServerSignature,
        format!("{host} did not prove that it has the key of its certificate"),
        "The server is set up with the key of another certificate, or something sits in between",
    )
}

fn name_fault(evidence: &Evidence) -> TlsFault {
    let names = evidence
        .server_chain
        .first()
        .map(|leaf| leaf.names.join(", "))
        .unwrap_or_default();
    let names = if names.is_empty() {
        format!(
            "[{}] names no host (a common name alone does not count)",
            leaf_subject(evidence)
        )
    } else {
        format!("is for [{names}]")
    };
    TlsFault::new(
        FaultKind::ServerName,
        format!(
            "the URL's host is {}, the certificate {names}",
            host_name(evidence)
        ),
        "Check the base URL: mutual TLS has hosts of its own",
    )
}

fn expired_fault(evidence: &Evidence, times: Option<(UnixTime, UnixTime)>) -> TlsFault {
    let whose = describe_certificate(evidence, |certificate| {
        times.is_some_and(|(_, at)| is_at(certificate.not_after, at))
    });
    let times = times.map(|(now, not_after)| {
        format!(
            " {} (this machine's clock says {})",
            format_time(not_after),
            format_time(now)
        )
    });
    TlsFault::new(
        FaultKind::ServerExpired,
        format!("{whose} expired{}", times.unwrap_or_default()),
        "Check this machine's clock; if it is right, inform the operator of the server",
    )
}

fn not_yet_valid_fault(evidence: &Evidence, times: Option<(UnixTime, UnixTime)>) -> TlsFault {
    let whose = describe_certificate(evidence, |certificate| {
        times.is_some_and(|(_, at)| is_at(certificate.not_before, at))
    });
    let times = times.map(|(now, not_before)| {
        format!(
            " before {} (this machine's clock says {})",
            format_time(not_before),
            format_time(now)
        )
    });
    TlsFault::new(
        FaultKind::ServerNotYetValid,
        format!("{whose} is not valid{}", times.unwrap_or_default()),
        "Check this machine's clock; if it is right, inform the operator of the server",
    )
}

/// Names the certificate of the server that is meant: its own, or one above it.
fn describe_certificate(
    evidence: &Evidence,
    is_meant: impl Fn(&CertificateSummary) -> bool,
) -> String {
    let host = host_name(evidence);
    match evidence.server_chain.iter().position(is_meant) {
        Some(0) => format!("the certificate [{}] of {host}", leaf_subject(evidence)),
        Some(at) => format!(
            "the intermediate [{}] that {host} sends",
            evidence.server_chain[at].subject
        ),
        None => format!("a certificate in the chain of {host}"),
    }
}

fn is_at(time: Timestamp, other: UnixTime) -> bool {
    u64::try_from(time.as_second()) == Ok(other.as_secs())
}

fn purpose_fault(evidence: &Evidence) -> TlsFault {
    let purposes = evidence
        .server_chain
        .first()
        .map(|leaf| leaf.purposes.join(", "))
        .unwrap_or_default();
    TlsFault::new(
        FaultKind::ServerPurpose,
        format!(
            "the certificate of {} is for {purposes}, not for servers",
            host_name(evidence)
        ),
        "Have the server's certificate re-issued with the purpose serverAuth",
    )
}

fn crl_missing_fault(evidence: &Evidence) -> TlsFault {
    let issuer = evidence
        .server_chain
        .first()
        .map(|leaf| leaf.issuer.clone())
        .unwrap_or_default();
    TlsFault::new(
        FaultKind::CrlMissing,
        format!("none of the revocation lists is of the server's issuer [{issuer}]"),
        "Add the list of that issuer, or check without revocation lists",
    )
}

fn crl_expired_fault(next_update: Option<UnixTime>) -> TlsFault {
    let when = next_update
        .map(|when| format!(" {}", format_time(when)))
        .unwrap_or_default();
    TlsFault::new(
        FaultKind::CrlExpired,
        format!("the revocation list of the server's issuer expired{when}"),
        "Download the current list",
    )
}

fn format_time(time: UnixTime) -> String {
    let seconds = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).map_or_else(|_| "at an unknown time".to_owned(), iso)
}

fn leaf_subject(evidence: &Evidence) -> &str {
    evidence
        .server_chain
        .first()
        .map_or("", |leaf| leaf.subject.as_str())
}
