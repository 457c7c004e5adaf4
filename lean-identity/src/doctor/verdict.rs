//! The judgement of each side about the other's certificate.

use super::{
    Check, Diagnosis, Topic,
    endpoint::Endpoint,
    handshake::{Handshake, HandshakeResult},
};
use crate::tls::{Acceptance, FaultKind, FaultSide, Sent, TlsFault, TlsSettings};

/// Notes whether the server's certificate is vouched for, and is for this host.
pub(super) fn check_server(
    handshake: &Handshake<'_>,
    result: &HandshakeResult,
    endpoint: &Endpoint,
    diagnosis: &mut Diagnosis,
) {
    let leaf = result.evidence.server_chain.first();
    let by = handshake.settings.trust_in_words();
    let refusal = result.refusal.as_ref();
    let names = leaf.map(|leaf| leaf.names.join(", ")).unwrap_or_default();
    match refusal.map(|fault| (fault.side(), fault.kind())) {
        Some((FaultSide::ServerCertificate, FaultKind::ServerName)) => {
            diagnosis.push(Check::ok(
                Topic::ServerChain,
                format!("vouched for by {by}"),
            ));
            diagnosis.push_all(refusal.map(|fault| failed_check(Topic::ServerName, fault)));
        }
        Some((FaultSide::ServerCertificate | FaultSide::Configuration, _)) => {
            diagnosis.push_all(refusal.map(|fault| {
                let check = failed_check(Topic::ServerChain, fault);
                match public_hint(handshake, fault) {
                    Some(hint) => check.remedy(hint),
                    None => check,
                }
            }));
        }
        _ => {
            let what = leaf.map_or_else(String::new, |leaf| {
                format!("{} by {}; ", leaf.subject, leaf.issuer)
            });
            diagnosis.push(Check::ok(
                Topic::ServerChain,
                format!("{what}vouched for by {by}"),
            ));
            let what = format!(
                "the certificate is for {names}, which covers {}",
                endpoint.host
            );
            diagnosis.push(Check::ok(Topic::ServerName, what));
        }
    }
}

/// Returns a hint if the host has a public certificate. Such a host does not use mutual TLS:
/// usually the URL is wrong.
fn public_hint(handshake: &Handshake<'_>, fault: &TlsFault) -> Option<&'static str> {
    let is_stranger = matches!(
        fault.kind(),
        FaultKind::ServerUntrusted | FaultKind::ServerChainIncomplete
    );
    if !is_stranger || handshake.identity.is_none() {
        return None;
    }
    // Connect without the identity, so that unknown servers do not see it.
    match handshake.attempt(&TlsSettings::public(), None) {
        Ok(_) => {}
        Err(fault) if fault.side() == FaultSide::ClientCertificate => {}
        Err(_) => return None,
    }
    Some(
        "The public authorities do vouch for it: this is not one of the provider's mutual-TLS hosts (the host for OAuth? a proxy that looks inside?); check the URL",
    )
}

/// Notes whether the server asked for a certificate, which authorities it named, and whether it took ours.
pub(super) fn check_client_certificate(
    handshake: &Handshake<'_>,
    result: &HandshakeResult,
    diagnosis: &mut Diagnosis,
) {
    if let Some(fault) = &result.refusal {
        if fault.side() == FaultSide::ClientCertificate {
            diagnosis.push(failed_check(Topic::ClientCertificate, fault));
            check_authorities(handshake, result, diagnosis);
        }
        return;
    }
    let has_identity = handshake.identity.is_some();
    diagnosis.push(match (result.acceptance, &result.evidence.sent) {
        (Some(Acceptance::NotAsked) | None, _) if has_identity => Check::warn(
            Topic::ClientCertificate,
            "SERVER_DID_NOT_ASK",
            "the server asks for no certificate: this host does not use mutual TLS",
        )
        .remedy("If it should, check the URL, and whether something in between ends the TLS connection"),
        (Some(Acceptance::NotAsked) | None, _) => {
            Check::ok(Topic::ClientCertificate, "the server asks for none")
        }
        (Some(Acceptance::Accepted), Sent::Certificate { .. }) => {
            Check::ok(Topic::ClientCertificate, "asked for; ours was sent and accepted")
        }
        (Some(_), Sent::Certificate { .. }) => {
            Check::ok(Topic::ClientCertificate, "asked for; ours was sent, and the server did not object")
        }
        (Some(_), Sent::KeyUnusable) => Check::warn(
            Topic::ClientCertificate,
            FaultKind::ClientKeyUnusable.as_str(),
            "asked for, and our key makes none of the signatures that the server takes; nothing was sent",
        )
        .remedy("Have a certificate issued for an EC key on P-256 or an RSA key of 2048 bits"),
        (Some(_), Sent::Nothing) => Check::warn(
            Topic::ClientCertificate,
            FaultKind::ClientCertRequired.as_str(),
            "asked for, though not insisted on so far; there is no identity to show",
        )
        .remedy("Give the identity's files"),
    });
    check_authorities(handshake, result, diagnosis);
}

fn check_authorities(
    handshake: &Handshake<'_>,
    result: &HandshakeResult,
    diagnosis: &mut Diagnosis,
) {
    let evidence = &result.evidence;
    if evidence.asked != Some(true) {
        return diagnosis.push(Check::skipped(
            Topic::Authorities,
            "no certificate was asked for",
        ));
    }
    if evidence.authorities.is_empty() {
        return diagnosis.push(Check::ok(
            Topic::Authorities,
            "the server names none, as many do",
        ));
    }
    let named = evidence.authorities.join(" | ");
    let Some(identity) = handshake.identity else {
        return diagnosis.push(Check::ok(
            Topic::Authorities,
            format!("the server names [{named}]"),
        ));
    };
    let issuers = identity.report().issuers();
    if evidence
        .authorities
        .iter()
        .any(|name| issuers.contains(name))
    {
        let what = format!("the server names [{named}], our issuer among them");
        return diagnosis.push(Check::ok(Topic::Authorities, what));
    }
    let ours = &identity.report().leaf().issuer;
    let what = format!("the server takes certificates of [{named}]; ours is issued by [{ours}]");
    diagnosis.push(Check::warn(Topic::Authorities, "ISSUER_NOT_NAMED", what).remedy(
        "A sandbox certificate against production, or the other way round, looks like this: check which portal issued it and which host is called",
    ));
}

pub(super) fn failed_check(topic: Topic, fault: &TlsFault) -> Check {
    let probably = if fault.is_certain() { "" } else { "probably, " };
    let what = format!("{probably}{}", fault.what());
    Check::fail(topic, fault.kind().as_str(), what).remedy(fault.remedy())
}
