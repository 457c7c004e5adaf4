//! From raw bytes to one checked generation: all or nothing.

use std::sync::Arc;

use jiff::Timestamp;
use rustls::sign::CertifiedKey;

use super::{
    Code, IdentityError, LoadReport, Loaded, Note, Role, Severity,
    certificate::Certificate,
    checks::{self, Purpose},
    collect::{Collected, Located, Place, collect},
    material::Material,
    select::{self, Pair},
    sent_chain,
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

    let pair = select::select_pair(&collected, passphrase, &mut notes)?;
    checks::check_leaf(pair.leaf, options.purpose, now)
        .map_err(|error| pair.leaf_place.error(error))?;
    notes.extend(check_permissions(&pair, material, options.permissions)?);
    notes.extend(checks::leaf_notes(pair.leaf, pair.leaf_place, now));

    let sent = sent_chain::sent_chain(&pair, &collected, now, &mut notes);
    let trust = trust::build_trust(&collected, options.anchors, now, &mut notes)?;
    notes.extend(trusted_issuer_note(&sent, &trust, &collected));

    let chain = sent
        .iter()
        .map(|certificate| certificate.der.clone())
        .collect();
    let key = CertifiedKey::new(chain, Arc::clone(&pair.key.signing));
    key.keys_match()
        .map_err(|error| pair.leaf_place.error(unusable_error(error)))?;
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

fn check_permissions(
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

fn trusted_issuer_note(
    sent: &[&Certificate],
    trust: &trust::TrustedCertificates,
    collected: &Collected,
) -> Option<Note> {
    let leaf = sent.first()?;
    let chain = collected
        .certificates
        .iter()
        .find(|found| found.place.role == Role::Chain)?;
    let is_issuer = |found: &&Located<Certificate>| {
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

fn unusable_error(error: rustls::Error) -> IdentityError {
    IdentityError::new(
        Code::CertCorrupt,
        "holds a certificate that the TLS library cannot use",
        "Have it re-issued, or send the load report to its issuer",
    )
    .with_source(error)
}
