//! The facts about certificates of servers and authorities that the TLS module needs.

use std::path::Path;

use jiff::Timestamp;
use rustls::pki_types::CertificateDer;

use super::{
    CertificateSummary, Code, IdentityError, Role,
    certificate::Certificate,
    chain,
    collect::collect,
    files,
    material::{Input, Material},
    pem::{self, EscapedNewlines, Foreign, Label},
    signature::Verdict,
    sniff::{ContentKind, sniff},
    trust::{AnchorChoice, build_trust},
};
use crate::crypto::sha256;

/// The authorities of a chain file, by the rules for the chain file of an identity.
pub(crate) fn read_authorities(
    bytes: &[u8],
) -> Result<Vec<CertificateDer<'static>>, IdentityError> {
    let mut material = Material::default();
    material.push(Input::new(Role::Chain, None, bytes.to_vec()));
    let collected = collect(&material, None)?;
    if !collected.keys.is_empty() {
        return Err(IdentityError::new(
            Code::TrustContainsKey,
            "holds a private key",
            "Take the key out of it: authorities are public",
        )
        .at(Role::Chain, None));
    }
    build_trust(
        &collected,
        AnchorChoice::Roots,
        Timestamp::now(),
        &mut Vec::new(),
    )
    .map(|trust| trust.anchors)
}

/// Reads a regular file of at most `bytes_max` bytes.
pub(crate) fn read_regular_file(path: &Path, bytes_max: usize) -> Result<Vec<u8>, IdentityError> {
    let (bytes, _) = files::read_regular(path, bytes_max)?;
    Ok(bytes.to_vec())
}

/// The revocation lists in PEM text or DER.
pub(crate) fn read_revocation_lists(bytes: &[u8]) -> Result<Vec<Vec<u8>>, IdentityError> {
    if sniff(bytes) == ContentKind::Foreign(Foreign::Crl) {
        return Ok(vec![bytes.to_vec()]);
    }
    let sections = pem::read(bytes, EscapedNewlines::Refuse)?.sections;
    let is_list = |label| label == Label::Foreign(Foreign::Crl);
    let lists: Vec<_> = sections
        .iter()
        .filter(|s| is_list(s.label))
        .map(|s| s.der.to_vec())
        .collect();
    if lists.is_empty() {
        return Err(IdentityError::new(
            Code::FileNotPem,
            "the input holds no revocation list",
            "Give the list as PEM (X509 CRL) or DER",
        ));
    }
    Ok(lists)
}

/// Returns a summary of each certificate. Unreadable certificates are left out.
pub(crate) fn summarize(chain: &[CertificateDer<'_>]) -> Vec<CertificateSummary> {
    parse_chain(chain)
        .into_iter()
        .map(|certificate| certificate.summary)
        .collect()
}

/// Returns true if the chain ends at the name of a trusted authority but is signed by a different
/// key.
pub(crate) fn is_rekeyed(presented: &[CertificateDer<'_>], trusted: &[CertificateDer<'_>]) -> bool {
    let (presented, trusted) = (parse_chain(presented), parse_chain(trusted));
    let is_other_key = |child: &Certificate| {
        let mut named = trusted
            .iter()
            .filter(|ca| ca.subject == child.issuer)
            .peekable();
        named.peek().is_some() && named.all(|ca| child.signed.verify(&ca.spki) == Verdict::No)
    };
    presented.iter().any(is_other_key)
}

/// Returns true if this certificate's key may sign certificates (RFC 5280 6.1.4 n). If the
/// certificate cannot be read, the TLS library decides.
pub(crate) fn may_issue(der: &CertificateDer<'_>) -> bool {
    let certificate = Certificate::parse(der, "").ok();
    certificate.and_then(|certificate| certificate.may_issue) != Some(false)
}

/// SHA-256 of the server's key and of every key that signed its way down to it.
pub(crate) fn signing_key_hashes(
    presented: &[CertificateDer<'_>],
    more: &[CertificateDer<'_>],
) -> Vec<[u8; 32]> {
    let (presented, more) = (parse_chain(presented), parse_chain(more));
    let Some((leaf, rest)) = presented.split_first() else {
        return Vec::new();
    };
    let pool: Vec<_> = rest.iter().chain(&more).collect();
    let path = chain::find_path(leaf, &pool, Timestamp::now());
    std::iter::once(leaf)
        .chain(path.issuers)
        .map(|certificate| sha256(&certificate.spki))
        .collect()
}

fn parse_chain(chain: &[CertificateDer<'_>]) -> Vec<Certificate> {
    const PARSED_MAX: usize = 64;
    chain
        .iter()
        .take(PARSED_MAX)
        .filter_map(|der| Certificate::parse(der, "").ok())
        .collect()
}
