//! The authorities that the chain file makes trusted.

use jiff::Timestamp;
use rustls::pki_types::CertificateDer;

use super::{
    CertificateSummary, Code, IdentityError, Note, Role, Severity,
    certificate::Certificate,
    checks,
    collect::{Collected, Located},
};

/// The certificates of the chain file that are trusted as issuers of server certificates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum AnchorChoice {
    /// Its roots. If it holds none, the topmost authorities in it.
    #[default]
    Roots,
    /// Its intermediates only: a server certified by a sister of theirs under the same root is refused.
    Intermediates,
}

#[derive(Debug)]
pub(super) struct TrustedCertificates {
    pub(super) anchors: Vec<CertificateDer<'static>>,
    pub(super) intermediates: Vec<CertificateDer<'static>>,
    /// In the order of the file.
    pub(super) all: Vec<CertificateSummary>,
}

pub(super) fn build_trust(
    collected: &Collected,
    choice: AnchorChoice,
    now: Timestamp,
    notes: &mut Vec<Note>,
) -> Result<TrustedCertificates, IdentityError> {
    let chain = distinct_certificates(
        collected
            .certificates
            .iter()
            .filter(|found| is_for_trust(found)),
        notes,
    );
    let Some(first) = chain.first() else {
        return Err(nothing_to_trust_error(collected));
    };
    let authorities: Vec<_> = chain
        .iter()
        .copied()
        .filter(|found| found.value.summary.is_ca)
        .collect();
    if authorities.is_empty() {
        return Err(first.place.error(not_authority_error(&first.value)));
    }
    let anchors = choose_anchors(&authorities, choice);
    if anchors.is_empty() {
        return Err(first.place.error(no_intermediates_error()));
    }
    refuse_unusable(&anchors)?;
    notes.extend(
        chain
            .iter()
            .flat_map(|found| certificate_notes(found, &anchors, now)),
    );

    let is_anchor = |found: &Located<Certificate>| {
        anchors
            .iter()
            .any(|anchor| anchor.value.der == found.value.der)
    };
    Ok(TrustedCertificates {
        intermediates: authorities
            .iter()
            .filter(|found| !is_anchor(found))
            .map(|found| found.value.der.clone())
            .collect(),
        anchors: anchors
            .iter()
            .map(|found| found.value.der.clone())
            .collect(),
        all: chain
            .iter()
            .map(|found| found.value.summary.clone())
            .collect(),
    })
}

/// Returns true if the certificate is for trust. In a bundle, where no file is marked as the chain,
/// these are the authorities.
fn is_for_trust(found: &Located<Certificate>) -> bool {
    match found.place.role {
        Role::Chain => true,
        Role::Bundle => found.value.summary.is_ca,
        Role::Key | Role::Certificate => false,
    }
}

fn distinct_certificates<'a>(
    chain: impl Iterator<Item = &'a Located<Certificate>>,
    notes: &mut Vec<Note>,
) -> Vec<&'a Located<Certificate>> {
    let mut distinct: Vec<&Located<Certificate>> = Vec::new();
    for found in chain {
        match distinct
            .iter()
            .find(|known| known.value.der == found.value.der)
        {
            Some(known) if known.place == found.place => {
                let text = format!("holds `{}` more than once; taken once", found.value.name());
                notes.push(found.place.note(Code::ChainDuplicate, Severity::Info, text));
            }
            Some(_) => {}
            None => distinct.push(found),
        }
    }
    distinct
}

fn choose_anchors<'a>(
    authorities: &[&'a Located<Certificate>],
    choice: AnchorChoice,
) -> Vec<&'a Located<Certificate>> {
    let is_root = |found: &&&Located<Certificate>| found.value.summary.is_self_signed;
    if choice == AnchorChoice::Intermediates {
        return authorities
            .iter()
            .filter(|found| !is_root(found))
            .copied()
            .collect();
    }
    let roots: Vec<_> = authorities.iter().filter(is_root).copied().collect();
    if !roots.is_empty() {
        return roots;
    }
    let has_issuer = |found: &Located<Certificate>| {
        authorities
            .iter()
            .any(|other| other.value.subject == found.value.issuer)
    };
    let topmost: Vec<_> = authorities
        .iter()
        .filter(|found| !has_issuer(found))
        .copied()
        .collect();
    if topmost.is_empty() {
        authorities.to_vec()
    } else {
        topmost
    }
}

/// Refuses certificates that the TLS library cannot use as an anchor, so that none is dropped
/// silently.
fn refuse_unusable(anchors: &[&Located<Certificate>]) -> Result<(), IdentityError> {
    let mut store = rustls::RootCertStore::empty();
    for anchor in anchors {
        store.add(anchor.value.der.clone()).map_err(|error| {
            let what = format!(
                "holds the authority `{}`, which the TLS library cannot use",
                anchor.value.name()
            );
            let error = IdentityError::new(Code::CertCorrupt, what, "Download the chain again")
                .with_source(error);
            anchor.place.error(error)
        })?;
    }
    Ok(())
}

fn certificate_notes(
    found: &Located<Certificate>,
    anchors: &[&Located<Certificate>],
    now: Timestamp,
) -> Vec<Note> {
    let (place, summary) = (&found.place, &found.value.summary);
    let is_anchor = anchors
        .iter()
        .any(|anchor| anchor.value.der == found.value.der);
    let mut notes = Vec::new();
    if !summary.is_ca {
        let text = format!(
            "also holds `{}`, which is not an authority and is not trusted",
            summary.subject
        );
        notes.push(place.note(Code::TrustNotACa, Severity::Info, text));
    }
    if is_anchor && now > summary.not_after {
        let text = format!(
            "holds the authority `{}`, which expired {}; still trusted",
            summary.subject,
            checks::iso(summary.not_after)
        );
        notes.push(place.note(Code::TrustExpired, Severity::Warning, text));
    }
    if is_anchor && !found.value.is_v3 {
        let text = format!(
            "holds the authority `{}`, which is X.509 version 1 or 2; still trusted",
            summary.subject
        );
        notes.push(place.note(Code::CertV1, Severity::Warning, text));
    }
    notes
}

fn nothing_to_trust_error(collected: &Collected) -> IdentityError {
    let is_bundle = collected
        .certificates
        .iter()
        .any(|found| found.place.role == Role::Bundle);
    let error = IdentityError::new(
        Code::TrustEmpty,
        "holds no certificate of an authority: no server could be trusted",
        "Add the chain of authorities (`lean_public_cert_chain.pem`), which the portal offers next to the certificate",
    );
    if is_bundle {
        error.at(Role::Bundle, None)
    } else {
        error.at(Role::Chain, None)
    }
}

fn not_authority_error(leaf: &Certificate) -> IdentityError {
    IdentityError::new(
        Code::TrustNotACa,
        format!(
            "holds `{}` (number 1), which is not the certificate of an authority",
            leaf.name()
        ),
        "Give the chain of authorities, not the certificate of a server or application",
    )
}

fn no_intermediates_error() -> IdentityError {
    IdentityError::new(
        Code::TrustNotACa,
        "holds no intermediate authority to pin, only roots",
        "Leave out `.pin_intermediates()`, or give a chain that holds them",
    )
}
