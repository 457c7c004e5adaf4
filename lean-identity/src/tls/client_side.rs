//! The server refused us: by an alert, by hanging up, or by a page.

use rustls::AlertDescription;

use super::{
    Evidence, FaultKind, Sent, TlsFault,
    classify::{host_name, sent_no_certificate},
    recorder::Recorder,
};

/// From the alert that came.
pub(super) fn refusal_fault(alert: AlertDescription, evidence: Evidence) -> TlsFault {
    verdict_fault(Some(alert), &format!(" (alert {alert:?})"), evidence)
}

impl TlsFault {
    /// The fault of a server that refuses the client's certificate, without a handshake: for fakes in tests.
    #[must_use]
    pub fn client_certificate_rejected() -> Self {
        let alert = AlertDescription::CertificateUnknown;
        rejected_fault(
            Some(alert),
            &format!(" (alert {alert:?})"),
            Evidence::default(),
        )
    }
}

/// From a connection that ended without a word once our certificate was there to be judged.
pub(super) fn hang_up_fault(evidence: Evidence) -> TlsFault {
    const HOW: &str = " (it closed the connection without a reason)";
    let fault = verdict_fault(None, HOW, evidence).probable();
    let remedy = format!(
        "{}. A server in trouble hangs up like this, too: `cargo lean-api certs check --connect URL` tells them apart",
        fault.remedy()
    );
    fault.with_remedy(remedy)
}

/// From a response: nginx and others end the handshake well, and refuse with a page.
///
/// `None` if the page is about something else. A JSON error of the API itself is never taken for one.
#[must_use]
pub fn classify_response(
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
        status == 403 && evidence.asked == Some(true) && sent_no_certificate(&evidence);

    let how = format!(" (HTTP {status})");
    match status {
        _ if is_json => None,
        496 => Some(required_fault(&how, evidence)),
        400 if says_missing => Some(required_fault(&how, evidence)),
        495 => Some(verdict_fault(None, &how, evidence)),
        400 | 403 if says_bad => Some(verdict_fault(None, &how, evidence)),
        403 if is_forbidden_without => Some(required_fault(&how, evidence)),
        _ => None,
    }
}

fn verdict_fault(alert: Option<AlertDescription>, how: &str, evidence: Evidence) -> TlsFault {
    if sent_no_certificate(&evidence) {
        required_fault(how, evidence)
    } else {
        rejected_fault(alert, how, evidence)
    }
}

fn required_fault(how: &str, evidence: Evidence) -> TlsFault {
    let host = host_name(&evidence);
    if evidence.sent == Sent::KeyUnusable {
        return key_unusable_fault(evidence);
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

pub(super) fn key_unusable_fault(evidence: Evidence) -> TlsFault {
    let what = format!(
        "{} takes only the signatures [{}], and our key makes none of them; nothing was sent",
        host_name(&evidence),
        evidence.schemes.join(", ")
    );
    TlsFault::new(
        FaultKind::ClientKeyUnusable,
        what,
        "Have a certificate issued for an EC key on P-256 or an RSA key of 2048 bits",
    )
    .with_evidence(evidence)
}

fn rejected_fault(alert: Option<AlertDescription>, how: &str, evidence: Evidence) -> TlsFault {
    let reason = alert.and_then(alert_meaning);
    let reason = reason.map(|reason| format!(": {reason}"));
    let reason = reason.unwrap_or_default();
    let mut what = format!(
        "{} refused our certificate{how}{reason}",
        host_name(&evidence)
    );
    if let Some(ours) = &evidence.ours {
        // Not its subject: providers put credentials there, as Lean does its app token.
        let (serial, issuer) = (&ours.serial, &ours.issuer);
        what += &format!("; ours has serial {serial}, issued by [{issuer}]");
    }
    if !evidence.authorities.is_empty() {
        what += &format!("; it accepts [{}]", evidence.authorities.join(" | "));
    }
    let remedy = explain_alert(alert).unwrap_or_else(|| explain_by_names(&evidence));
    TlsFault::new(FaultKind::ClientCertRejected, what, remedy).with_evidence(evidence)
}

/// Returns the remedy if the server's alert says clearly what is wrong.
fn explain_alert(alert: Option<AlertDescription>) -> Option<&'static str> {
    use AlertDescription as Alert;
    match alert? {
        Alert::CertificateRevoked => Some(
            "Have a new certificate issued; if nobody here asked for the revocation, ask the provider why, and treat the key as stolen",
        ),
        Alert::CertificateExpired => Some(
            "Have a new certificate issued; if it is valid by this machine's clock, one of the two clocks is wrong",
        ),
        Alert::AccessDenied => Some("Ask the provider to give this application access"),
        Alert::UnsupportedCertificate => {
            Some("Have one issued with the purpose clientAuth and an RSA or P-256 key")
        }
        _ => None,
    }
}

/// Returns the remedy by comparing the authorities that the server accepts with ours.
fn explain_by_names(evidence: &Evidence) -> &'static str {
    let mut names = evidence.authorities.iter();
    if evidence.is_issuer_missing {
        return "It was sent alone, because none of our files holds its issuer: add that certificate to the certificate file, below ours";
    }
    if evidence.authorities.is_empty() {
        return "Check its validity, whether it was revoked, and whether it is for this environment: sandbox and production have different ones";
    }
    if names.any(|name| evidence.our_issuers.contains(name)) {
        return "It is of an authority that the server accepts: it may have been revoked, or belong to another application; have a new one issued";
    }
    "It is of an authority that the server does not name: most often a sandbox certificate against production, or the other way round"
}

/// Returns the meaning of an alert about our certificate.
fn alert_meaning(alert: AlertDescription) -> Option<&'static str> {
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
