//! From raw bytes to one checked generation: all or nothing.

use std::sync::Arc;

use jiff::Timestamp;
use rustls::sign::CertifiedKey;

use super::{
    Code, IdentityError, LoadReport, Loaded, Note, Role, Severity,
    certificate::Certificate,
    chain::{self, End},
    checks::{self, Purpose},
    collect::{Collected, Found, Place, collect},
    material::Material,
    select::{self, Pair},
    trust::{self, AnchorChoice},
};
use crate::crypto::sha256;

/// The options for checking an identity.
#[derive(Default)]
pub(super) struct Options {
    pub(super) passphrase: Option<zeroize::Zeroizing<Vec<u8>>>,
    pub(super) permissions: Permissions,
    pub(super) purpose: Purpose,
    pub(super) anchors: AnchorChoice,
}

/// The treatment of a key file that other users can read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Permissions {
    #[default]
    Note,
    Refuse,
}

pub(super) fn assemble(
    material: &Material,
    options: &Options,
    now: Timestamp,
    generation: u64,
) -> Result<Loaded, IdentityError> {
    let passphrase = options
        .passphrase
        .as_ref()
        .map(|passphrase| passphrase.as_slice());
    let mut collected = collect(material, passphrase)?;
    let mut notes = std::mem::take(&mut collected.notes);
    refuse_key_in_chain(&collected, material)?;

    let pair = select::pair(&collected, passphrase, &mut notes)?;
    checks::leaf(pair.leaf, options.purpose, now).map_err(|error| pair.leaf_place.error(error))?;
    notes.extend(permissions(&pair, material, options.permissions)?);
    notes.extend(checks::notes(pair.leaf, pair.leaf_place, now));

    let sent = sent_chain(&pair, &collected, now, &mut notes);
    let trust = trust::trust(&collected, options.anchors, now, &mut notes)?;
    notes.extend(our_issuer_is_trusted(&sent, &trust, &collected));

    let chain = sent
        .iter()
        .map(|certificate| certificate.der.clone())
        .collect();
    let key = CertifiedKey::new(chain, Arc::clone(&pair.key.signing));
    key.keys_match()
        .map_err(|error| pair.leaf_place.error(unusable(error)))?;
    Ok(Loaded {
        generation,
        key: Arc::new(key),
        anchors: trust.anchors,
        intermediates: trust.intermediates,
        report: LoadReport {
            leaf: pair.leaf.summary.clone(),
            key_type: pair.key.kind.to_string(),
            sent: sent
                .iter()
                .map(|certificate| certificate.summary.clone())
                .collect(),
            trusted: trust.all,
            notes,
        },
        content: content_hash(material),
        loaded_at: now,
        chain_origin: chain_origin(&collected),
        leaf_place: pair.leaf_place.clone(),
    })
}

fn chain_origin(collected: &Collected) -> Option<String> {
    let mut certificates = collected.certificates.iter();
    let of_chain = certificates.find(|found| found.place.role == Role::Chain)?;
    of_chain.place.origin.clone()
}

/// Over all inputs: equal hashes mean that nothing has changed.
pub(super) fn content_hash(material: &Material) -> [u8; 32] {
    let hashes: Vec<u8> = material
        .inputs
        .iter()
        .flat_map(|input| sha256(&input.bytes))
        .collect();
    sha256(&hashes)
}

/// A private key has no business in a file that is handed around. One file that holds all three parts
/// and is given three times is meant, though.
fn refuse_key_in_chain(collected: &Collected, material: &Material) -> Result<(), IdentityError> {
    let is_lone_chain = |place: &Place| {
        let inputs = material.inputs.iter().enumerate();
        let mut same = inputs.filter(|(index, input)| {
            *index != place.input && input.bytes == material.inputs[place.input].bytes
        });
        place.role == Role::Chain && same.next().is_none()
    };
    match collected.keys.iter().find(|found| is_lone_chain(&found.place)) {
        Some(found) => Err(found.place.error(IdentityError::new(
            Code::TrustContainsKey,
            "holds a private key: the chain is public and is handed around",
            "Take the key out of it; if the file has left this machine, have the certificate revoked",
        ))),
        None => Ok(()),
    }
}

fn permissions(
    pair: &Pair<'_>,
    material: &Material,
    permissions: Permissions,
) -> Result<Option<Note>, IdentityError> {
    if !material.inputs[pair.key_place.input].open_to_others {
        return Ok(None);
    }
    const WHAT: &str = "holds the private key and can be read by other users of this machine";
    match permissions {
        Permissions::Note => Ok(Some(pair.key_place.note(
            Code::FileOpenToOthers,
            Severity::Warning,
            WHAT,
        ))),
        Permissions::Refuse => {
            let error = IdentityError::new(
                Code::FileOpenToOthers,
                WHAT,
                "Take their rights away: chmod 600 FILE",
            );
            Err(pair.key_place.error(error))
        }
    }
}

/// Returns the certificates that are sent to servers: the leaf, then its issuers, without the root
/// and without duplicates.
fn sent_chain<'a>(
    pair: &Pair<'a>,
    collected: &'a Collected,
    now: Timestamp,
    notes: &mut Vec<Note>,
) -> Vec<&'a Certificate> {
    let mut pool: Vec<&Certificate> = Vec::new();
    for found in &collected.certificates {
        let is_known = found.value.der == pair.leaf.der
            || pool.iter().any(|known| known.der == found.value.der);
        if !is_known {
            pool.push(&found.value);
        }
    }
    let path = chain::path(pair.leaf, &pool, now);
    notes.extend(incomplete(pair, &path));
    let expired = path
        .issuers
        .iter()
        .filter(|issuer| !issuer.is_valid_at(now));
    notes.extend(expired.map(|issuer| {
        let text = format!(
            "is issued through `{}`, valid {} to {}: servers will refuse it",
            issuer.name(),
            checks::iso(issuer.summary.not_before),
            checks::iso(issuer.summary.not_after)
        );
        pair.leaf_place
            .note(Code::ChainExpired, Severity::Warning, text)
    }));
    let weak = path
        .issuers
        .iter()
        .filter(|issuer| issuer.signed.is_weak() && !issuer.summary.is_self_signed);
    notes.extend(weak.map(|issuer| {
        let text = format!(
            "is issued through `{}`, signed with {}; servers refuse it",
            issuer.name(),
            issuer.summary.signature
        );
        pair.leaf_place
            .note(Code::CertWeakSignature, Severity::Warning, text)
    }));
    notes.extend(certificate_file(pair, collected, &path.issuers));

    let issuers = path
        .issuers
        .into_iter()
        .filter(|issuer| !issuer.summary.is_self_signed);
    std::iter::once(pair.leaf).chain(issuers).collect()
}

fn incomplete(pair: &Pair<'_>, path: &chain::Path<'_>) -> Option<Note> {
    let last = path.issuers.last().copied().unwrap_or(pair.leaf);
    let issuer = &last.summary.issuer;
    let (severity, text) = match path.end {
        End::Complete => return None,
        End::WrongKey => (
            Severity::Warning,
            format!(
                "has `{}` issued by `{issuer}`; a certificate of that name is there, with another key",
                last.name()
            ),
        ),
        End::NoIssuer if path.issuers.is_empty() => (
            Severity::Warning,
            format!(
                "has issuer `{issuer}`, which is in none of the files: many servers will refuse it"
            ),
        ),
        // A root need not be there: it is not sent.
        End::NoIssuer => (
            Severity::Info,
            format!(
                "has a chain up to `{}`; its issuer `{issuer}` is in none of the files",
                last.name()
            ),
        ),
    };
    Some(pair.leaf_place.note(Code::ChainIncomplete, severity, text))
}

/// Notes what was repaired in the certificate file: order, duplicates, roots, unrelated
/// certificates.
fn certificate_file(pair: &Pair<'_>, collected: &Collected, issuers: &[&Certificate]) -> Vec<Note> {
    let place = pair.leaf_place;
    let in_file: Vec<_> = collected
        .certificates
        .iter()
        .filter(|found| found.place == *place)
        .collect();
    let mut notes = Vec::new();
    let mut seen: Vec<&Found<Certificate>> = Vec::new();
    let mut positions = Vec::new();
    for &found in &in_file {
        let certificate = &found.value;
        if seen.iter().any(|known| known.value.der == certificate.der) {
            let text = format!("holds `{}` more than once; sent once", certificate.name());
            notes.push(place.note(Code::ChainDuplicate, Severity::Info, text));
            continue;
        }
        seen.push(found);
        if certificate.der == pair.leaf.der {
            positions.push(0);
        } else if let Some(at) = issuers
            .iter()
            .position(|issuer| issuer.der == certificate.der)
        {
            positions.push(at + 1);
            if certificate.summary.is_self_signed {
                let text = format!("holds the root `{}`, which is not sent", certificate.name());
                notes.push(place.note(Code::ChainRootDropped, Severity::Info, text));
            }
        } else if certificate.summary.is_ca && place.role != Role::Bundle {
            let text = format!(
                "holds `{}`, which did not issue our certificate; not sent",
                certificate.name()
            );
            notes.push(place.note(Code::ChainUnrelated, Severity::Warning, text));
        }
    }
    if !positions.is_sorted() {
        notes.push(place.note(
            Code::ChainReordered,
            Severity::Info,
            "does not have the leaf first and each issuer next; put in order",
        ));
    }
    notes
}

fn our_issuer_is_trusted(
    sent: &[&Certificate],
    trust: &trust::Trust,
    collected: &Collected,
) -> Option<Note> {
    let leaf = sent.first()?;
    let chain = collected
        .certificates
        .iter()
        .find(|found| found.place.role == Role::Chain)?;
    let is_issuer = |found: &&Found<Certificate>| {
        found.place.role == Role::Chain
            && found.value.subject == leaf.issuer
            && trust
                .anchors
                .iter()
                .chain(&trust.intermediates)
                .any(|der| *der == found.value.der)
    };
    let issuer = collected.certificates.iter().find(is_issuer)?;
    let text = format!(
        "holds `{}`, which also issued our certificate",
        issuer.value.name()
    );
    Some(
        chain
            .place
            .note(Code::TrustHasOurIssuer, Severity::Info, text),
    )
}

fn unusable(error: rustls::Error) -> IdentityError {
    IdentityError::new(
        Code::CertCorrupt,
        "holds a certificate that the TLS library cannot use",
        "Have it re-issued, or send the load report to its issuer",
    )
    .because(error)
}
