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
pub(super) struct Hello<'a> {
    pub(super) target: &'a Target,
    pub(super) settings: &'a TlsSettings,
    pub(super) identity: Option<&'a Loaded>,
    pub(super) budget: Budget,
}

/// The result of a handshake that reached the certificates.
pub(super) struct Shaken {
    pub(super) evidence: Evidence,
    pub(super) acceptance: Option<Acceptance>,
    /// The fault, if one side refused the other's certificate.
    pub(super) refusal: Option<TlsFault>,
    /// Under which it went so.
    pub(super) settings: TlsSettings,
}

impl Hello<'_> {
    /// Shakes hands, a second time with a smaller first message if the first attempt got nowhere. `None` after noting
    /// that it came to nothing.
    pub(super) fn shake(&self, diagnosis: &mut Diagnosis) -> Option<Shaken> {
        let fault = match self.attempt(self.settings, self.identity) {
            Ok(probe) => return Some(went_well(probe, self.settings, diagnosis)),
            Err(fault) => fault,
        };
        if reached_certificates(&fault) {
            return Some(refused(fault, self.settings, diagnosis));
        }
        if may_be_size(fault.kind()) {
            let smaller = self.settings.clone().post_quantum(PostQuantum::Off);
            let shaken = match self.attempt(&smaller, self.identity) {
                Ok(probe) => Some(went_well(probe, &smaller, diagnosis)),
                Err(fault) if reached_certificates(&fault) => {
                    Some(refused(fault, &smaller, diagnosis))
                }
                Err(_) => None,
            };
            if let Some(shaken) = shaken {
                diagnosis.replace(blocked(&fault));
                return Some(shaken);
            }
        }
        let mut check =
            Check::fail(Topic::Tls, fault.kind().as_str(), fault.what()).remedy(fault.remedy());
        if fault.kind() == FaultKind::TlsVersion && self.speaks_older() {
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
            .timeout(self.budget.step())
            .probe(settings, identity)
    }

    /// Returns true if a TLS 1.2 handshake reaches the certificates.
    fn speaks_older(&self) -> bool {
        let settings = self.settings.clone().minimum_version(MinimumVersion::Tls12);
        match self.attempt(&settings, self.identity) {
            Ok(_) => true,
            Err(fault) => reached_certificates(&fault),
        }
    }
}

fn reached_certificates(fault: &TlsFault) -> bool {
    match fault.side() {
        FaultSide::ServerCertificate | FaultSide::ClientCertificate | FaultSide::Configuration => {
            true
        }
        FaultSide::Protocol | FaultSide::Network => false,
    }
}

/// Returns true for faults that middleboxes cause when the first message needs more than one
/// packet.
fn may_be_size(kind: FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::HandshakeTimeout
            | FaultKind::HandshakeClosed
            | FaultKind::HandshakeReset
            | FaultKind::TlsProtocol
    )
}

fn blocked(fault: &TlsFault) -> Check {
    let what = format!(
        "the handshake works only without post-quantum key exchange; with it: {}",
        fault.what()
    );
    Check::fail(Topic::PostQuantum, "POST_QUANTUM_BLOCKED", what).remedy(
        "Something in between drops larger first messages: have it repaired, or use `.post_quantum(PostQuantum::Off)`",
    )
}

fn went_well(probe: Probe, settings: &TlsSettings, diagnosis: &mut Diagnosis) -> Shaken {
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
    Shaken {
        acceptance: Some(probe.acceptance),
        evidence: probe.evidence,
        refusal: None,
        settings: settings.clone(),
    }
}

fn refused(fault: TlsFault, settings: &TlsSettings, diagnosis: &mut Diagnosis) -> Shaken {
    diagnosis.push(match fault.side() {
        FaultSide::Configuration => Check::skipped(Topic::Tls, "not begun: see `server chain`"),
        _ => Check::ok(Topic::Tls, "the handshake came as far as the certificates"),
    });
    Shaken {
        evidence: fault.evidence().clone(),
        acceptance: None,
        refusal: Some(fault),
        settings: settings.clone(),
    }
}
