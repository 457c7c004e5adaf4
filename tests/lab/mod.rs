//! A client of the sandbox, for all tests.
#![allow(dead_code, reason = "each test file uses its part")]

use lean::{Client, Identity};
use lean_sandbox::{Files, Sandbox};

/// The identity of these files.
pub(crate) fn identity(files: &Files) -> Result<Identity, String> {
    let Files {
        private_key_pem,
        certificate_pem,
        chain_pem,
        ..
    } = files;
    Identity::from_pem(
        private_key_pem.as_bytes(),
        certificate_pem.as_bytes(),
        chain_pem.as_bytes(),
    )
    .map_err(|error| error.to_string())
}

/// Returns matching files of an authority that the sandbox does not know, but which trust the
/// sandbox.
pub(crate) fn of_another_authority(sandbox: &Sandbox) -> Files {
    let files = sandbox
        .authority()
        .client()
        .of_another_authority()
        .sign()
        .expect("a signed certificate");
    Files {
        chain_pem: format!("{}{}", files.chain_pem, sandbox.files().chain_pem),
        ..files
    }
}

/// The client of a sandbox, with the certificate and the token that it gives out.
pub(crate) fn client(sandbox: &Sandbox) -> Client {
    Client::builder(lean::uae::servers::Production)
        .base_url(sandbox.url())
        .identity(identity(sandbox.files()).expect("the sandbox's own files"))
        .app_token(sandbox.app_token())
        .build()
        .expect("a client of the sandbox")
}
