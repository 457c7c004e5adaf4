//! We refused the server: explains why from what it showed.

use jiff::Timestamp;
use rustls::{
    CertificateError,
    pki_types::{CertificateDer, UnixTime},
};

/// The remedy for a server that no trusted authority vouches for.
const UNTRUSTED_REMEDY: &str = "The chain file may be of another environment or out of date, the host may be a publicly signed one, or something in between inspects TLS";

impl TlsFault {
    /// The fault of a server that no trusted authority vouches for, without a handshake: for fakes in tests.
    #[must_use]
    pub fn server_untrusted() -> Self {
        let what = "no trusted authority vouches for the server";
        Self::new(FaultKind::ServerUntrusted, what, UNTRUSTED_REMEDY)
    }
}

use super::{
    Evidence, FaultKind, TlsFault,
    classify::host,
    client_side,
    recorder::{Recorder, Stage},
    verifier::{KeyUnusable, PinMismatch},
};
use crate::identity::{self, CertificateSummary, iso};

pub(super) fn explain(reason: &CertificateError, recorder: &Recorder) -> TlsFault {
    use CertificateError as Reason;
    let evidence = recorder.evidence();
    let host = host(&evidence);
    match reason {
        Reason::UnknownIssuer => untrusted(recorder, &evidence),
        Reason::BadSignature if recorder.stage() >= Stage::Trusted => server_signature(&host),
        Reason::BadSignature => bad_signature(recorder, &evidence),
        Reason::NotValidForNameContext { .. } | Reason::NotValidForName => name(&evidence),
        Reason::ExpiredContext { time, not_after } => expired(&evidence, Some((*time, *not_after))),
        Reason::Expired => expired(&evidence, None),
        Reason::NotValidYetContext { time, not_before } => {
            not_yet_valid(&evidence, Some((*time, *not_before)))
        }
        Reason::NotValidYet => not_yet_valid(&evidence, None),
        Reason::InvalidPurpose | Reason::InvalidPurposeContext { .. } => purpose(&evidence),
        Reason::Revoked => TlsFault::new(
            FaultKind::ServerRevoked,
            format!("the certificate of {host} is revoked"),
            "Do not connect; ask the operator of the server",
        ),
        Reason::UnknownRevocationStatus => crl_missing(&evidence),
        Reason::ExpiredRevocationListContext { next_update, .. } => crl_expired(Some(*next_update)),
        Reason::ExpiredRevocationList => crl_expired(None),
        Reason::Other(other) if other.0.is::<PinMismatch>() => TlsFault::new(
            FaultKind::ServerPinMismatch,
            format!("no key between {host} and its authority is pinned"),
            "Either the server has new keys, and the pins must be renewed, or it is not the server",
        ),
        Reason::Other(other) if other.0.is::<KeyUnusable>() => {
            return client_side::key_unusable(evidence);
        }
        other => by_name(&format!("{other:?}"), &evidence),
    }
    .with_evidence(evidence)
}

/// Some reasons have no variant of their own in the library's public error.
fn by_name(reason: &str, evidence: &Evidence) -> TlsFault {
    let host = host(evidence);
    if reason.contains("CaUsedAsEndEntity") {
        return TlsFault::new(
            FaultKind::ServerCertIsCa,
            format!(
                "{host} shows the certificate of an authority ({}) as its own",
                subject(evidence)
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
        return weak(evidence);
    }
    TlsFault::new(
        FaultKind::ServerCertInvalid,
        format!("the certificate of {host} is damaged or breaks the rules ({reason})"),
        "Ask the operator of the server",
    )
}

fn untrusted(recorder: &Recorder, evidence: &Evidence) -> TlsFault {
    let (presented, trusted) = recorder.chains();
    if identity::is_rekeyed(&presented, &trusted) {
        return rekeyed(&presented, &trusted);
    }
    let Some(leaf) = evidence.server_chain.first() else {
        return TlsFault::protocol("the server showed no certificate");
    };
    let host = host(evidence);
    let issuers = presented.iter().zip(&evidence.server_chain).skip(1);
    if let Some((_, issuer)) = issuers
        .into_iter()
        .find(|(der, _)| !identity::may_issue(der))
    {
        return TlsFault::new(
            FaultKind::ServerCertInvalid,
            format!(
                "{host} sends [{}], whose key usage does not allow to sign certificates",
                issuer.subject
            ),
            "Ask the operator of the server; its authority's certificate was issued wrongly",
        );
    }
    let trusted = identity::summaries(&trusted);
    if is_chain_incomplete(&evidence.server_chain, &trusted) {
        return TlsFault::new(
            FaultKind::ServerChainIncomplete,
            format!(
                "{host} sent only its own certificate; its issuer [{}] is missing",
                leaf.issuer
            ),
            "Have the server send its intermediates; until then, add that certificate to the chain file",
        );
    }
    let names: Vec<_> = trusted.iter().map(|ca| ca.subject.as_str()).collect();
    let names = match names.as_slice() {
        [] => String::new(),
        names => format!(": [{}]", names.join(" | ")),
    };
    TlsFault::new(
        FaultKind::ServerUntrusted,
        format!(
            "{host} showed [{}] issued by [{}]; trusted are only {}{names}",
            leaf.subject,
            leaf.issuer,
            recorder.trusted_by()
        ),
        UNTRUSTED_REMEDY,
    )
}

/// Returns true if the server forgot to send the issuer of its certificate. A lone certificate may
/// also come from an unknown authority; the issuer's organisation decides: it must be that of a
/// trusted authority.
fn is_chain_incomplete(presented: &[CertificateSummary], trusted: &[CertificateSummary]) -> bool {
    let [leaf] = presented else {
        return false;
    };
    let organisation = organisation(&leaf.issuer);
    let is_kin = trusted
        .iter()
        .any(|ca| ca.subject != leaf.issuer && self::organisation(&ca.subject) == organisation);
    !leaf.is_self_signed && organisation.is_some() && is_kin
}

fn organisation(name: &str) -> Option<&str> {
    name.split(", ").find_map(|part| part.strip_prefix("O="))
}

fn bad_signature(recorder: &Recorder, evidence: &Evidence) -> TlsFault {
    let (presented, trusted) = recorder.chains();
    if evidence.server_chain.iter().any(has_weak_key) {
        return weak(evidence);
    }
    if identity::is_rekeyed(&presented, &trusted) {
        return rekeyed(&presented, &trusted);
    }
    TlsFault::new(
        FaultKind::ServerCertInvalid,
        format!(
            "the certificate of {} is not signed by the key of its issuer",
            host(evidence)
        ),
        "Ask the operator of the server; its chain is put together wrongly",
    )
}

fn rekeyed(presented: &[CertificateDer<'static>], trusted: &[CertificateDer<'static>]) -> TlsFault {
    let name = identity::summaries(presented)
        .pop()
        .map(|last| last.issuer)
        .unwrap_or_default();
    let ours = identity::summaries(trusted)
        .into_iter()
        .find(|ca| ca.subject == name);
    let ours = ours.map(|ca| ca.spki_sha256).unwrap_or_default();
    TlsFault::new(
        FaultKind::ServerCaRekeyed,
        format!(
            "the server's authority [{name}] has the name of a trusted one and another key (ours has SHA-256 {ours})"
        ),
        "Download the new chain file",
    )
}

fn has_weak_key(certificate: &CertificateSummary) -> bool {
    const BITS_MIN: u32 = 2048;
    let bits = certificate
        .key_type
        .strip_prefix("RSA ")
        .and_then(|bits| bits.parse().ok());
    bits.is_some_and(|bits: u32| bits < BITS_MIN)
}

fn weak(evidence: &Evidence) -> TlsFault {
    let of: Vec<_> = evidence
        .server_chain
        .iter()
        .map(|certificate| {
            format!(
                "{} ({}, {})",
                certificate.subject, certificate.key_type, certificate.signature
            )
        })
        .collect();
    TlsFault::new(
        FaultKind::ServerWeakAlgorithm,
        format!(
            "the chain of {} rests on an algorithm that is not accepted: {}",
            host(evidence),
            of.join(" | ")
        ),
        "Have the server's certificate re-issued with SHA-256 and an RSA key of 2048 bits or an EC key",
    )
}

fn server_signature(host: &str) -> TlsFault {
    TlsFault::new(
        FaultKind::ServerSignature,
        format!("{host} did not prove that it has the key of its certificate"),
        "The server is set up with the key of another certificate, or something sits in between",
    )
}

fn name(evidence: &Evidence) -> TlsFault {
    let names = evidence
        .server_chain
        .first()
        .map(|leaf| leaf.names.join(", "))
        .unwrap_or_default();
    let names = if names.is_empty() {
        format!(
            "[{}] names no host (a common name alone does not count)",
            subject(evidence)
        )
    } else {
        format!("is for [{names}]")
    };
    TlsFault::new(
        FaultKind::ServerName,
        format!(
            "the URL's host is {}, the certificate {names}",
            host(evidence)
        ),
        "Check the base URL: mutual TLS has hosts of its own",
    )
}

fn expired(evidence: &Evidence, times: Option<(UnixTime, UnixTime)>) -> TlsFault {
    let whose = whose(evidence, |certificate| {
        times.is_some_and(|(_, at)| is_at(certificate.not_after, at))
    });
    let times = times.map(|(now, not_after)| {
        format!(
            " {} (this machine's clock says {})",
            date(not_after),
            date(now)
        )
    });
    TlsFault::new(
        FaultKind::ServerExpired,
        format!("{whose} expired{}", times.unwrap_or_default()),
        "Check this machine's clock; if it is right, inform the operator of the server",
    )
}

fn not_yet_valid(evidence: &Evidence, times: Option<(UnixTime, UnixTime)>) -> TlsFault {
    let whose = whose(evidence, |certificate| {
        times.is_some_and(|(_, at)| is_at(certificate.not_before, at))
    });
    let times = times.map(|(now, not_before)| {
        format!(
            " before {} (this machine's clock says {})",
            date(not_before),
            date(now)
        )
    });
    TlsFault::new(
        FaultKind::ServerNotYetValid,
        format!("{whose} is not valid{}", times.unwrap_or_default()),
        "Check this machine's clock; if it is right, inform the operator of the server",
    )
}

/// Names the certificate of the server that is meant: its own, or one above it.
fn whose(evidence: &Evidence, is_meant: impl Fn(&CertificateSummary) -> bool) -> String {
    let host = host(evidence);
    match evidence.server_chain.iter().position(is_meant) {
        Some(0) => format!("the certificate [{}] of {host}", subject(evidence)),
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

fn purpose(evidence: &Evidence) -> TlsFault {
    let purposes = evidence
        .server_chain
        .first()
        .map(|leaf| leaf.purposes.join(", "))
        .unwrap_or_default();
    TlsFault::new(
        FaultKind::ServerPurpose,
        format!(
            "the certificate of {} is for {purposes}, not for servers",
            host(evidence)
        ),
        "Have the server's certificate re-issued with the purpose serverAuth",
    )
}

fn crl_missing(evidence: &Evidence) -> TlsFault {
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

fn crl_expired(next_update: Option<UnixTime>) -> TlsFault {
    let when = next_update
        .map(|when| format!(" {}", date(when)))
        .unwrap_or_default();
    TlsFault::new(
        FaultKind::CrlExpired,
        format!("the revocation list of the server's issuer expired{when}"),
        "Download the current list",
    )
}

fn date(time: UnixTime) -> String {
    let seconds = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).map_or_else(|_| "at an unknown time".to_owned(), iso)
}

fn subject(evidence: &Evidence) -> &str {
    evidence
        .server_chain
        .first()
        .map_or("", |leaf| leaf.subject.as_str())
}
