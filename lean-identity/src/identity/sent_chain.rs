//! The certificates that are sent to servers, and notes about their chain.

use jiff::Timestamp;

use super::{
    Code, Note, Role, Severity,
    certificate::Certificate,
    chain::{self, PathEnd},
    checks,
    collect::{Collected, Located},
    select::Pair,
};

/// Returns the certificates that are sent to servers: the leaf, then its issuers, without the root
/// and without duplicates.
pub(super) fn sent_chain<'a>(
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
    let path = chain::find_path(pair.leaf, &pool, now);
    notes.extend(incomplete_chain_note(pair, &path));
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
    notes.extend(certificate_file_notes(pair, collected, &path.issuers));

    let issuers = path
        .issuers
        .into_iter()
        .filter(|issuer| !issuer.summary.is_self_signed);
    std::iter::once(pair.leaf).chain(issuers).collect()
}

fn incomplete_chain_note(pair: &Pair<'_>, path: &chain::Path<'_>) -> Option<Note> {
    let last = path.issuers.last().copied().unwrap_or(pair.leaf);
    let issuer = &last.summary.issuer;
    let (severity, text) = match path.end {
        PathEnd::Complete => return None,
        PathEnd::WrongKey => (
            Severity::Warning,
            format!(
                "has `{}` issued by `{issuer}`; a certificate of that name is there, with another key",
                last.name()
            ),
        ),
        PathEnd::NoIssuer if path.issuers.is_empty() => (
            Severity::Warning,
            format!(
                "has issuer `{issuer}`, which is in none of the files: many servers will refuse it"
            ),
        ),
        // A root need not be there: it is not sent.
        PathEnd::NoIssuer => (
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
fn certificate_file_notes(
    pair: &Pair<'_>,
    collected: &Collected,
    issuers: &[&Certificate],
) -> Vec<Note> {
    let place = pair.leaf_place;
    let in_file: Vec<_> = collected
        .certificates
        .iter()
        .filter(|found| found.place == *place)
        .collect();
    let mut notes = Vec::new();
    let mut seen: Vec<&Located<Certificate>> = Vec::new();
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
