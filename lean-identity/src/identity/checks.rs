//! Checks for what a server would refuse in our certificate: each fault becomes an error or a note.

use jiff::{SignedDuration, Timestamp};

use super::{Code, IdentityError, Note, Severity, certificate::Certificate, collect::Place};

/// Clocks differ: a certificate that begins so little in the future is taken.
const SKEW: SignedDuration = SignedDuration::from_mins(5);

/// The rule about certificates that are not meant for clients.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Purpose {
    #[default]
    ClientAuth,
    Any,
}

pub(super) fn check_leaf(
    leaf: &Certificate,
    purpose: Purpose,
    now: Timestamp,
) -> Result<(), IdentityError> {
    let name = leaf.name();
    let error = |code, what: String, remedy: &str| Err(IdentityError::new(code, what, remedy));
    if !leaf.is_v3 {
        return error(
            Code::CertV1,
            format!(
                "holds the certificate of `{name}`, which is X.509 version 1 or 2; servers refuse it"
            ),
            "Have it re-issued as X.509 v3",
        );
    }
    check_validity(leaf, now)?;
    if leaf.may_be_client == Some(false) && purpose == Purpose::ClientAuth {
        return error(
            Code::CertPurpose,
            format!(
                "holds the certificate of `{name}`, which is only for {}",
                leaf.summary.purposes.join(", ")
            ),
            "Have one issued with the purpose clientAuth; `.allow_any_purpose()` uses it anyway",
        );
    }
    if leaf.may_sign == Some(false) {
        return error(
            Code::CertKeyUsage,
            format!("holds the certificate of `{name}`, whose key usage lacks digitalSignature"),
            "Have one issued with the key usage digitalSignature: TLS 1.3 cannot use the key otherwise",
        );
    }
    Ok(())
}

/// Refuses a certificate outside its validity, with the clock that says so.
pub(super) fn check_validity(leaf: &Certificate, now: Timestamp) -> Result<(), IdentityError> {
    let (name, summary) = (leaf.name(), &leaf.summary);
    if now > summary.not_after {
        return Err(expired_error(name, summary.not_after, now));
    }
    if now + SKEW < summary.not_before {
        return Err(IdentityError::new(
            Code::CertNotYetValid,
            format!(
                "holds the certificate of `{name}`, which is valid from {}; this machine's clock says {}",
                iso(summary.not_before),
                iso(now)
            ),
            "Set the clock, or wait until then",
        ));
    }
    Ok(())
}

pub(super) fn expired_error(name: &str, not_after: Timestamp, now: Timestamp) -> IdentityError {
    IdentityError::new(
        Code::CertExpired,
        format!(
            "holds the certificate of `{name}`, which expired {} ({} ago by this machine's clock, {})",
            iso(not_after),
            count_days(days_between(not_after, now)),
            iso(now)
        ),
        "Have a new certificate issued and put both of its files in place",
    )
}

/// Notes what works now but may not work everywhere or may stop working soon.
pub(super) fn leaf_notes(leaf: &Certificate, place: &Place, now: Timestamp) -> Vec<Note> {
    let name = leaf.name();
    let mut notes = Vec::new();
    let mut warn = |code, text: String| notes.push(place.note(code, Severity::Warning, text));
    if leaf.summary.is_ca {
        warn(
            Code::CertIsCa,
            format!(
                "holds `{name}`, the certificate of an authority, as ours; many servers refuse it"
            ),
        );
    }
    if leaf.signed.is_weak() {
        let algorithm = &leaf.summary.signature;
        warn(
            Code::CertWeakSignature,
            format!("holds `{name}`, signed with {algorithm}; servers refuse it"),
        );
    }
    if leaf.summary.is_self_signed {
        warn(
            Code::CertSelfSigned,
            format!("holds `{name}`, which signed itself; only a server that knows it accepts it"),
        );
    }
    if let Some(severity) = expiry_severity(leaf.summary.not_after, now) {
        let text = format!(
            "holds `{name}`, which expires {} (in {})",
            iso(leaf.summary.not_after),
            describe_time_left(leaf.summary.not_after, now)
        );
        notes.push(place.note(Code::CertExpiresSoon, severity, text));
    }
    notes
}

/// 30 days before the end: a warning; 7 days: urgent; one day: critical.
pub(super) fn expiry_severity(not_after: Timestamp, now: Timestamp) -> Option<Severity> {
    const HOUR: i64 = 3_600;
    let left = not_after.duration_since(now).as_secs();
    match left {
        _ if left <= 24 * HOUR => Some(Severity::Critical),
        _ if left <= 7 * 24 * HOUR => Some(Severity::Urgent),
        _ if left <= 30 * 24 * HOUR => Some(Severity::Warning),
        _ => None,
    }
}

/// To the second, as RFC 3339 has it.
pub(crate) fn iso(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Whole days from one moment to another, rounded towards the past.
pub(super) fn days_between(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_secs().div_euclid(24 * 3_600)
}

fn describe_time_left(not_after: Timestamp, now: Timestamp) -> String {
    match days_between(now, not_after) {
        0 => format!("{} hours", not_after.duration_since(now).as_hours()),
        days => count_days(days),
    }
}

fn count_days(days: i64) -> String {
    if days == 1 {
        "1 day".to_owned()
    } else {
        format!("{days} days")
    }
}
