//! Loading, checking and replacing identities: each test carries the number of its case in
//! `docs/transport-catalogue.md`.

mod certificates;
mod chains;
mod containers;
mod contents;
mod files;
mod keys;
mod lifetime;
mod pem_text;
mod secrets;
mod trust;
mod watching;

use lean_identity::identity::{Code, Identity, IdentityError};

use lean_lab as lab;
use lean_lab::lab;

/// Loads three buffers.
fn load(
    key: impl Into<Vec<u8>>,
    certificate: impl Into<Vec<u8>>,
    chain: impl Into<Vec<u8>>,
) -> Result<Identity, IdentityError> {
    Identity::from_pem(key, certificate, chain)
}

/// The lab's identity with another certificate file.
fn with_certificate(certificate: impl Into<Vec<u8>>) -> Result<Identity, IdentityError> {
    load(lab().app.key_pem(), certificate, lab().chain_pem())
}

/// The lab's identity with another chain file.
fn with_chain(chain: impl Into<Vec<u8>>) -> Result<Identity, IdentityError> {
    load(lab().app.key_pem(), lab().app.pem(), chain)
}

/// Asserts a failure with this code. The error must be one line with a remedy, without secrets, and
/// not retryable.
#[track_caller]
fn fails(result: Result<Identity, IdentityError>, code: &str) -> IdentityError {
    let error = match result {
        Err(error) => error,
        Ok(identity) => panic!("loaded instead of {code}:\n{}", identity.report()),
    };
    let text = error.to_string();
    assert_eq!(error.code().as_str(), code, "{text}");
    assert!(text.starts_with(&format!("{code}: ")), "{text}");
    assert!(!text.contains('\n'), "more than one line: {text}");
    assert!(!error.remedy().is_empty(), "{text}");
    assert!(
        !error.is_retryable() || code == "PAIR_CHANGED_DURING_LOAD",
        "{text}"
    );
    secrets::assert_none(&format!("{text} {error:?}"));
    error
}

/// Asserts that the identity loads, and that the report notes exactly these codes.
#[track_caller]
fn notes(result: Result<Identity, IdentityError>, codes: &[&str]) -> Identity {
    let identity = match result {
        Ok(identity) => identity,
        Err(error) => panic!("{error}"),
    };
    let report = identity.report();
    let noted: Vec<_> = report
        .notes()
        .iter()
        .map(|note| note.code().as_str())
        .collect();
    // The chain file of the lab has issued the certificate too, as the portal's has.
    let noted: Vec<_> = noted
        .into_iter()
        .filter(|code| *code != Code::TrustHasOurIssuer.as_str())
        .collect();
    assert_eq!(noted, codes, "{report}");
    secrets::assert_none(&format!("{report} {identity:?} {report:?}"));
    identity
}

/// Asserts that the identity loads without notes.
#[track_caller]
fn fine(result: Result<Identity, IdentityError>) -> Identity {
    notes(result, &[])
}
