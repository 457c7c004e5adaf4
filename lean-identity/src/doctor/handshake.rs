//! The TLS handshake, and the reasons why it fails.

use super::{Check, Diagnosis, Topic, budget::Budget};
use crate::{
    identity::Loaded,
    tls::{
        Acceptance, Evidence, FaultKind, FaultSide, MinimumVersion, PostQuantum, Probe, Target,
        TlsFault, TlsSettings,
    },
};

/// To whom, how and as whom TLS is begun.
pub(super) struct Handshake<'a> {
    pub(super) target: &'a Target,
    pub(super) settings: &'a TlsSettings,
    pub(super) identity: Option<&'a Loaded>,
    pub(super) budget: Budget,
}

/// The result of a handshake that reached the certificates.
pub(super) struct HandshakeResult {
    pub(super) evidence: Evidence,
    pub(super) acceptance: Option<Acceptance>,
    /// The fault, if one side refused the other's certificate.
    pub(super) refusal: Option<TlsFault>,
    /// Under which it went so.
    pub(super) settings: TlsSettings,
}

impl Handshake<'_> {
    /// Shakes hands, a second time with a smaller first message if the first attempt got nowhere. `None` after noting
    /// that it came to nothing.
    pub(super) fn run(&self, diagnosis: &mut Diagnosis) -> Option<HandshakeResult> {
        let fault = match self.attempt(self.settings, self.identity) {
            Ok(probe) => return Some(report_success(probe, self.settings, diagnosis)),
            Err(fault) => fault,
        };
        if is_about_certificates(&fault) {
            return Some(report_refusal(fault, self.settings, diagnosis));
        }
        if may_be_caused_by_size(fault.kind()) {
            let smaller = self.settings.clone().post_quantum(PostQuantum::Off);
            let result = match self.attempt(&smaller, self.identity) {
                Ok(probe) => Some(report_success(probe, &smaller, diagnosis)),
                Err(fault) if is_about_certificates(&fault) => {
                    Some(report_refusal(fault, &smaller, diagnosis))
                }
                Err(_) => None,
            };
            if let Some(result) = result {
                diagnosis.replace(post_quantum_check(&fault));
                return Some(result);
            }
        }
        let mut check =
            Check::fail(Topic::Tls, fault.kind().as_str(), fault.what()).remedy(fault.remedy());
        if fault.kind() == FaultKind::TlsVersion && self.accepts_tls12() {
            check = check.remedy(
                "It speaks TLS 1.2: allow that by `.minimum_version(MinimumVersion::Tls12)`, if its operator cannot offer 1.3",
            );
        }
        diagnosis.push(check);
        None
    }

    pub(super) fn attempt(
        &self,
        settings: &TlsSettings,
        identity: Option<&Loaded>,
    ) -> Result<Probe, TlsFault> {
        self.target
            .clone()
            .timeout(self.budget.step_timeout())
            .probe(settings, identity)
    }

    /// Returns true if a TLS 1.2 handshake reaches the certificates.
    fn accepts_tls12(&self) -> bool {
        let settings = self.settings.clone().minimum_version(MinimumVersion::Tls12);
        match self.attempt(&settings, self.identity) {
            Ok(_) => true,
            Err(fault) => is_about_certificates(&fault),
        }
    }
}

fn is_about_certificates(fault: &TlsFault) -> bool {
    match fault.side() {
        FaultSide::ServerCertificate | FaultSide::ClientCertificate | FaultSide::Configuration => {
            true
        }
        FaultSide::Protocol | FaultSide::Network => false,
    }
}

/// Returns true for faults that middleboxes cause when the first message needs more than one
/// packet.
fn may_be_caused_by_size(kind: FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::HandshakeTimeout
            | FaultKind::HandshakeClosed
            | FaultKind::HandshakeReset
            | FaultKind::TlsProtocol
    )
}

fn post_quantum_check(fault: &TlsFault) -> Check {
    let what = format!(
        "the handshake works only without post-quantum key exchange; with it: {}",
        fault.what()
    );
    Check::fail(Topic::PostQuantum, "POST_QUANTUM_BLOCKED", what).remedy(
        "Something in between drops larger first messages: have it repaired, or use `.post_quantum(PostQuantum::Off)`",
    )
}

fn report_success(
    probe: Probe,
    settings: &TlsSettings,
    diagnosis: &mut Diagnosis,
) -> HandshakeResult {
    let alpn = probe.alpn.as_deref().unwrap_or("none");
    let what = format!(
        "{}, {}, ALPN {alpn}, {} ms",
        probe.protocol,
        probe.cipher_suite,
        probe.elapsed.as_millis()
    );
    diagnosis.push(Check::ok(Topic::Tls, what));
    let group = &probe.key_exchange;
    let is_hybrid = group.to_ascii_uppercase().contains("MLKEM");
    let what = if is_hybrid {
        format!("agreed on {group}")
    } else {
        format!("the server chose {group}, which is classical")
    };
    diagnosis.push(Check::ok(Topic::PostQuantum, what));
    HandshakeResult {
        acceptance: Some(probe.acceptance),
        evidence: probe.evidence,
        refusal: None,
        settings: settings.clone(),
    }
}

fn report_refusal(
    fault: TlsFault,
    settings: &TlsSettings,
    diagnosis: &mut Diagnosis,
) -> HandshakeResult {
    diagnosis.push(match fault.side() {
        FaultSide::Configuration => Check::skipped(Topic::Tls, "not begun: see `server chain`"),
        _ => Check::ok(Topic::Tls, "the handshake came as far as the certificates"),
    });
    HandshakeResult {
        evidence: fault.evidence().clone(),
        acceptance: None,
        refusal: Some(fault),
        settings: settings.clone(),
    }
}
