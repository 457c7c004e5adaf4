//! The identity's own state, and when certificates expire.

use jiff::Timestamp;

use super::{Check, CheckStatus, Diagnosis, Expiry, Owner, Topic};
use crate::{
    identity::{CertificateSummary, Loaded, Severity, iso},
    tls::Evidence,
};

/// Notes what was found when the identity was loaded, and its certificates.
pub(super) fn check_identity(loaded: &Loaded, diagnosis: &mut Diagnosis) {
    let (report, now) = (loaded.report(), diagnosis.at);
    let leaf = report.leaf();
    let what = format!(
        "{} ({}), issued by {}, serial {}",
        leaf.subject,
        report.key_type(),
        leaf.issuer,
        leaf.serial
    );
    diagnosis.push(Check::ok(Topic::Identity, what));
    for note in report.notes() {
        // Expiry has a topic of its own.
        let is_expiry = note.code() == crate::identity::Code::CertExpiresSoon;
        if note.severity() >= Severity::Warning && !is_expiry {
            let text = note.to_string();
            let code = note.code().as_str();
            let what = text.strip_prefix(&format!("{code}: ")).unwrap_or(&text);
            diagnosis.push(Check::warn(Topic::Identity, code, what));
        }
    }
    add_expiries(report.sent_certificates(), Owner::Ours, diagnosis);
    let is_sent = |certificate: &&CertificateSummary| {
        report
            .sent_certificates()
            .iter()
            .any(|sent| sent.sha256 == certificate.sha256)
    };
    let trusted: Vec<_> = report
        .trusted_certificates()
        .iter()
        .filter(|c| !is_sent(c))
        .cloned()
        .collect();
    add_expiries(&trusted, Owner::ChainFile, diagnosis);
    diagnosis.replace(expiry_check(diagnosis, now));
}

/// Adds what the server showed.
pub(super) fn add_server_chain(evidence: &Evidence, diagnosis: &mut Diagnosis) {
    add_expiries(&evidence.server_chain, Owner::Server, diagnosis);
    if !diagnosis.certificates.is_empty() {
        diagnosis.replace(expiry_check(diagnosis, diagnosis.at));
    }
}

fn add_expiries(certificates: &[CertificateSummary], owner: Owner, diagnosis: &mut Diagnosis) {
    const DAY: i64 = 24 * 3_600;
    for certificate in certificates {
        let left = certificate.not_after.duration_since(diagnosis.at).as_secs();
        diagnosis.certificates.push(Expiry {
            owner,
            certificate: certificate.clone(),
            days_left: left.div_euclid(DAY),
        });
    }
}

/// Checks when the certificates expire. Certificates that are sent or shown must be valid;
/// authorities in the chain file may have expired.
fn expiry_check(diagnosis: &Diagnosis, now: Timestamp) -> Check {
    let Some((state, first)) = diagnosis
        .certificates
        .iter()
        .map(|expiry| (grade(expiry), expiry))
        .max_by_key(|(state, expiry)| (*state, -expiry.days_left))
    else {
        return Check::skipped(Topic::Expiry, "no certificate was seen");
    };
    let (subject, until) = (&first.certificate.subject, iso(first.certificate.not_after));
    let owner = match first.owner {
        Owner::Ours => "ours",
        Owner::ChainFile => "in the chain file",
        Owner::Server => "the server's",
    };
    if state < CheckStatus::Warn {
        let what = format!(
            "the first to expire is {subject} ({owner}), {until}, in {} days",
            first.days_left
        );
        return Check::ok(Topic::Expiry, what);
    }
    let (code, verb) = match first.days_left {
        days if days < 0 => ("CERT_EXPIRED", "expired".to_owned()),
        days => ("CERT_EXPIRES_SOON", format!("expires in {days} days,")),
    };
    let what = format!(
        "{subject} ({owner}) {verb} {until}; this machine's clock says {}",
        iso(now)
    );
    let remedy = match first.owner {
        Owner::Ours => "Have a new certificate issued in the portal and import both of its files",
        Owner::ChainFile => "Download the chain again from the portal",
        Owner::Server => "The server's operator has to renew it; check this machine's clock",
    };
    let check = match state {
        CheckStatus::Fail => Check::fail(Topic::Expiry, code, what),
        _ => Check::warn(Topic::Expiry, code, what),
    };
    check.remedy(remedy)
}

fn grade(expiry: &Expiry) -> CheckStatus {
    const SOON_DAYS: i64 = 30;
    match (expiry.owner, expiry.days_left) {
        (Owner::Ours | Owner::Server, days) if days < 0 => CheckStatus::Fail,
        // One day is too short to react.
        (Owner::Ours, 0) => CheckStatus::Fail,
        (Owner::ChainFile, days) if days < 0 && !expiry.certificate.is_ca => CheckStatus::Ok,
        (Owner::ChainFile, days) if days < 0 => CheckStatus::Warn,
        // Public servers renew a week or more ahead; that is theirs to do.
        (Owner::Server, days) if days > 6 => CheckStatus::Ok,
        (_, days) if days <= SOON_DAYS => CheckStatus::Warn,
        _ => CheckStatus::Ok,
    }
}
