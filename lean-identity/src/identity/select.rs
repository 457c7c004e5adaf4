//! Finds out which key and which certificate make the pair.

use super::{
    Code, IdentityError, Note, Role, Severity,
    certificate::Certificate,
    collect::{Collected, Located, Place},
    key::{PrivateKey, RawKey},
};

/// The key, the certificate that was issued for it, and where both were found.
pub(super) struct Pair<'a> {
    pub(super) key: PrivateKey,
    pub(super) key_place: &'a Place,
    pub(super) leaf: &'a Certificate,
    pub(super) leaf_place: &'a Place,
}

pub(super) fn select_pair<'a>(
    collected: &'a Collected,
    passphrase: Option<&[u8]>,
    notes: &mut Vec<Note>,
) -> Result<Pair<'a>, IdentityError> {
    refuse_swapped(collected)?;
    if collected.keys.is_empty() {
        return Err(key_missing_error().at(Role::Key, origin_of(collected, Role::Key)));
    }
    let own: Vec<_> = collected
        .certificates
        .iter()
        .filter(|found| found.place.role != Role::Chain)
        .collect();
    if own.is_empty() {
        return Err(certificate_missing_error()
            .at(Role::Certificate, origin_of(collected, Role::Certificate)));
    }
    let (key, key_place) = select_key(collected, &own, passphrase, notes)?;
    if passphrase.is_some() && !key.was_encrypted && !collected.is_store_opened {
        let text = "is not encrypted; the passphrase was not needed";
        notes.push(key_place.note(Code::KeyPasswordUnused, Severity::Info, text));
    }
    let leaf =
        select_leaf(&own, &key).ok_or_else(|| no_leaf_error(collected, &own, &key, key_place))?;
    note_other_leaves(&own, leaf, notes);
    Ok(Pair {
        key,
        key_place,
        leaf: &leaf.value,
        leaf_place: &leaf.place,
    })
}

fn refuse_swapped(collected: &Collected) -> Result<(), IdentityError> {
    let keys = |role| {
        collected
            .keys
            .iter()
            .filter(move |found| found.place.role == role)
            .count()
    };
    let certificates = |role| {
        collected
            .certificates
            .iter()
            .filter(move |found| found.place.role == role)
            .count()
    };
    let is_key_file_swapped = keys(Role::Key) == 0 && certificates(Role::Key) > 0;
    let is_certificate_file_swapped =
        certificates(Role::Certificate) == 0 && keys(Role::Certificate) > 0;
    if !(is_key_file_swapped && is_certificate_file_swapped) {
        return Ok(());
    }
    let error = IdentityError::new(
        Code::FilesSwapped,
        "holds a certificate, and the file given as the certificate holds a private key",
        "Swap the two arguments: private key first, then the certificate",
    );
    Err(error.at(Role::Key, origin_of(collected, Role::Key)))
}

/// The only key, or the only one of several that some certificate was issued for.
fn select_key<'a>(
    collected: &'a Collected,
    own: &[&Located<Certificate>],
    passphrase: Option<&[u8]>,
    notes: &mut Vec<Note>,
) -> Result<(PrivateKey, &'a Place), IdentityError> {
    let keys = distinct_keys(&collected.keys);
    let mut opened = Vec::new();
    let mut failure = None;
    for found in &keys {
        match found.value.open(passphrase) {
            Ok(key) => opened.push((key, &found.place)),
            Err(error) => failure = failure.or(Some(found.place.error(error))),
        }
    }
    if keys.len() == 1 {
        return opened
            .pop()
            .ok_or_else(|| failure.unwrap_or_else(key_missing_error));
    }

    // The same key may be there in two encodings.
    opened.dedup_by(|(a, _), (b, _)| a.spki == b.spki);
    let count = keys.len();
    opened.retain(|(key, _)| select_leaf(own, key).is_some());
    let place = &keys[0].place;
    let (Some(only), None) = (opened.pop(), opened.pop()) else {
        return Err(failure.unwrap_or_else(|| place.error(ambiguous_error(count))));
    };
    let text =
        format!("{count} private keys were given; the one that belongs to the certificate is used");
    notes.push(only.1.note(Code::KeyAmbiguous, Severity::Info, text));
    Ok(only)
}

/// The same key given twice is one key.
fn distinct_keys(keys: &[Located<RawKey>]) -> Vec<&Located<RawKey>> {
    let mut distinct: Vec<&Located<RawKey>> = Vec::new();
    for found in keys {
        let key = &found.value;
        let is_known = |known: &&Located<RawKey>| {
            known.value.encoding == key.encoding && *known.value.der == *key.der
        };
        if !distinct.iter().any(is_known) {
            distinct.push(found);
        }
    }
    distinct
}

/// The certificate for this key; of several (renewed for the same key) the one that is valid longest.
fn select_leaf<'a>(
    own: &[&'a Located<Certificate>],
    key: &PrivateKey,
) -> Option<&'a Located<Certificate>> {
    let matching = own.iter().filter(|found| found.value.spki == key.spki);
    matching
        .max_by_key(|found| found.value.summary.not_after)
        .copied()
}

fn note_other_leaves(
    own: &[&Located<Certificate>],
    leaf: &Located<Certificate>,
    notes: &mut Vec<Note>,
) {
    let is_other = |found: &Located<Certificate>| {
        !found.value.summary.is_ca && found.value.der != leaf.value.der
    };
    let mut others = own
        .iter()
        .filter(|found| found.place.role != Role::Bundle && is_other(found))
        .peekable();
    if let Some(first) = others.peek() {
        let text = format!(
            "also holds the certificate of `{}`, which is not for this key and is not sent",
            first.value.name()
        );
        notes.push(first.place.note(Code::CertAmbiguous, Severity::Info, text));
    }
}

/// The file that was given for a role, as long as anything was found in it.
fn origin_of(collected: &Collected, role: Role) -> Option<&str> {
    let keys = collected.keys.iter().map(|found| &found.place);
    let certificates = collected.certificates.iter().map(|found| &found.place);
    keys.chain(certificates)
        .find(|place| place.role == role)
        .and_then(|place| place.origin.as_deref())
}

fn key_missing_error() -> IdentityError {
    IdentityError::new(
        Code::KeyMissing,
        "is missing: no PRIVATE KEY section was found",
        "Give the private key file that came with the certificate",
    )
}

fn certificate_missing_error() -> IdentityError {
    IdentityError::new(
        Code::CertMissing,
        "is missing: no CERTIFICATE section was found next to the private key",
        "Give the application's certificate",
    )
}

fn ambiguous_error(count: usize) -> IdentityError {
    IdentityError::new(
        Code::KeyAmbiguous,
        format!(
            "is one of {count} private keys, and not exactly one of them belongs to the certificate"
        ),
        "Give one private key, the one that came with the certificate",
    )
}

/// Returns the error for a key that fits none of the certificates. The matching certificate may be
/// in a neighbouring file.
fn no_leaf_error(
    collected: &Collected,
    own: &[&Located<Certificate>],
    key: &PrivateKey,
    key_place: &Place,
) -> IdentityError {
    let is_all_authorities = own.iter().all(|found| found.value.summary.is_ca);
    let mut certificates = collected.certificates.iter();
    if !is_all_authorities || !certificates.any(|found| found.value.spki == key.spki) {
        return key_place.error(mismatch_error(key, own));
    }
    own[0].place.error(IdentityError::new(
        Code::FilesSwapped,
        "holds authorities only, and the file given as the chain holds the application's certificate",
        "Swap the two arguments: the application's certificate first, then the chain",
    ))
}

fn mismatch_error(key: &PrivateKey, own: &[&Located<Certificate>]) -> IdentityError {
    let certificate = own
        .iter()
        .find(|found| !found.value.summary.is_ca)
        .unwrap_or(&own[0]);
    let summary = &certificate.value.summary;
    let file = certificate
        .place
        .origin
        .as_deref()
        .map(|origin| format!(" in `{origin}`"))
        .unwrap_or_default();
    let what = format!(
        "has a public half with SHA-256 {} ({}), but the certificate of `{}`{file} was issued for {} ({})",
        key.fingerprint(),
        key.kind,
        summary.subject,
        summary.spki_sha256,
        summary.key_type,
    );
    let remedy = if summary.is_ca {
        "The certificate file holds only authorities: give the application's own certificate"
    } else {
        "The private key was probably generated again: download key and certificate together"
    };
    IdentityError::new(Code::KeyCertMismatch, what, remedy)
}
