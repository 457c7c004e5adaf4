//! We refused the issuer of the server's certificate: explains why.

use rustls::pki_types::CertificateDer;

use super::{Evidence, FaultKind, TlsFault, classify::host_name, recorder::Recorder};
use crate::identity::{self, CertificateSummary};

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

pub(super) fn untrusted_fault(recorder: &Recorder, evidence: &Evidence) -> TlsFault {
    let (presented, trusted) = recorder.chains();
    if identity::is_rekeyed(&presented, &trusted) {
        return rekeyed_fault(&presented, &trusted);
    }
    let Some(leaf) = evidence.server_chain.first() else {
        return TlsFault::protocol("the server showed no certificate");
    };
    let host = host_name(evidence);
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
    let trusted = identity::summarize(&trusted);
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
            recorder.trust_in_words()
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

pub(super) fn bad_signature_fault(recorder: &Recorder, evidence: &Evidence) -> TlsFault {
    let (presented, trusted) = recorder.chains();
    if evidence.server_chain.iter().any(has_weak_key) {
        return weak_fault(evidence);
    }
    if identity::is_rekeyed(&presented, &trusted) {
        return rekeyed_fault(&presented, &trusted);
    }
    TlsFault::new(
        FaultKind::ServerCertInvalid,
        format!(
            "the certificate of {} is not signed by the key of its issuer",
            host_name(evidence)
        ),
        "Ask the operator of the server; its chain is put together wrongly",
    )
}

fn rekeyed_fault(
    presented: &[CertificateDer<'static>],
    trusted: &[CertificateDer<'static>],
) -> TlsFault {
    let name = identity::summarize(presented)
        .pop()
        .map(|last| last.issuer)
        .unwrap_or_default();
    let ours = identity::summarize(trusted)
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

pub(super) fn weak_fault(evidence: &Evidence) -> TlsFault {
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
            host_name(evidence),
            of.join(" | ")
        ),
        "Have the server's certificate re-issued with SHA-256 and an RSA key of 2048 bits or an EC key",
    )
}
