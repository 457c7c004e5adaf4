//! The server refused us: by an alert, by hanging up, or by a page.

use rustls::AlertDescription;

use super::{
    Evidence, FaultKind, Sent, TlsFault,
    classify::{host, showed_nothing},
    recorder::Recorder,
};

/// From the alert that came, or from a connection that ended without one.
pub(super) fn refused(alert: Option<AlertDescription>, evidence: Evidence) -> TlsFault {
    let how = match alert {
        Some(alert) => format!(" (alert {alert:?})"),
        None => " (it closed the connection without a reason)".to_owned(),
    };
    verdict(alert.and_then(meaning), &how, evidence)
}

/// From a response: nginx and others end the handshake well, and refuse with a page.
///
/// `None` if the page is about something else. A JSON error of the API itself is never taken for one.
pub(crate) fn classify_response(
    status: u16,
    content_type: Option<&str>,
    body: &[u8],
    recorder: &Recorder,
) -> Option<TlsFault> {
    const EXCERPT_BYTES: usize = 4_096;
    let text = String::from_utf8_lossy(&body[..body.len().min(EXCERPT_BYTES)]).to_lowercase();
    let is_json = content_type.is_some_and(|kind| kind.to_ascii_lowercase().contains("json"));
    let mut evidence = recorder.evidence();
    evidence.status = Some(status);
    let says_missing = text.contains("no required ssl certificate");
    let says_bad = text.contains("ssl certificate error");
    let is_forbidden_without =
        status == 403 && evidence.asked == Some(true) && showed_nothing(&evidence);

    let how = format!(" (HTTP {status})");
    match status {
        _ if is_json => None,
        496 => Some(required(&how, evidence)),
        400 if says_missing => Some(required(&how, evidence)),
        495 => Some(verdict(None, &how, evidence)),
        400 | 403 if says_bad => Some(verdict(None, &how, evidence)),
        403 if is_forbidden_without => Some(required(&how, evidence)),
        _ => None,
    }
}

fn verdict(reason: Option<&str>, how: &str, evidence: Evidence) -> TlsFault {
    if showed_nothing(&evidence) {
        required(how, evidence)
    } else {
        rejected(reason, how, evidence)
    }
}

fn required(how: &str, evidence: Evidence) -> TlsFault {
    let host = host(&evidence);
    if evidence.sent == Sent::KeyUnusable {
        return key_unusable(evidence);
    }
    let (what, remedy) = match evidence.sent {
        Sent::Certificate { .. } => (
            format!("{host} says that no client certificate came, although one was sent{how}"),
            "Something in between ends the TLS connection: connect without it",
        ),
        _ => (
            format!("{host} insists on a client certificate, and no identity is configured{how}"),
            "Give the client an identity: `.identity(Identity::from_pem_files(..)?)`",
        ),
    };
    TlsFault::new(FaultKind::ClientCertRequired, what, remedy).with_evidence(evidence)
}

pub(super) fn key_unusable(evidence: Evidence) -> TlsFault {
    let what = format!(
        "{} takes only the signatures [{}], and our key makes none of them; nothing was sent",
        host(&evidence),
        evidence.schemes.join(", ")
    );
    TlsFault::new(
        FaultKind::ClientKeyUnusable,
        what,
        "Have a certificate issued for an EC key on P-256 or an RSA key of 2048 bits",
    )
    .with_evidence(evidence)
}

fn rejected(reason: Option<&str>, how: &str, evidence: Evidence) -> TlsFault {
    let reason = reason
        .map(|reason| format!(": {reason}"))
        .unwrap_or_default();
    let mut what = format!("{} refused our certificate{how}{reason}", host(&evidence));
    let issuer = evidence.our_issuer.clone().unwrap_or_default();
    let is_issuer_named = evidence.authorities.contains(&issuer);
    let remedy = if evidence.authorities.is_empty() {
        what.push_str(&format!("; ours is issued by [{issuer}]"));
        "Check its validity, whether it was revoked, and whether it is for this environment: sandbox and production have different ones"
    } else if is_issuer_named {
        what.push_str("; its issuer is one that the server accepts");
        "It may have expired or been revoked, or belong to another application: have a new one issued"
    } else {
        what.push_str(&format!(
            "; it accepts [{}], ours is issued by [{issuer}]",
            evidence.authorities.join(" | ")
        ));
        "A sandbox certificate against production, or the other way round, looks like this; so does a missing intermediate"
    };
    TlsFault::new(FaultKind::ClientCertRejected, what, remedy).with_evidence(evidence)
}

/// What an alert says about our certificate.
fn meaning(alert: AlertDescription) -> Option<&'static str> {
    use AlertDescription as Alert;
    match alert {
        Alert::CertificateExpired => Some("it has expired by the server's clock"),
        Alert::CertificateRevoked => Some("it is revoked"),
        Alert::UnknownCA => Some("it does not know the issuer, or an intermediate is missing"),
        Alert::UnsupportedCertificate => Some("it is of the wrong kind or for another purpose"),
        Alert::AccessDenied => Some("it is valid and has no access"),
        Alert::DecryptError => Some("its signature does not verify"),
        _ => None,
    }
}
