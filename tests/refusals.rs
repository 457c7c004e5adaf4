//! A client's messages when a certificate is wrong, the server unknown, or a file faulty: through
//! the public interface, over real sockets.

mod lab;

use std::time::Duration;

use lab::{identity, of_another_authority};
use lean::uae::Banks;
use lean::uae::servers::Production;
use lean::{Client, Identity};
use lean_sandbox::{Files, Sandbox};

fn client(sandbox: &Sandbox, identity: Identity) -> Client {
    Client::builder(Production)
        .base_url(sandbox.url())
        .identity(identity)
        .app_token(sandbox.app_token())
        .timeout(Duration::from_secs(20))
        .build()
        .expect("a client")
}

/// The error of a call with these files, which must hold neither the token nor the key.
async fn refused(sandbox: &Sandbox, files: &Files) -> lean::Error {
    let client = client(sandbox, identity(files).expect("files that fit each other"));
    let error = lean::Error::from(client.get_banks().await.expect_err("refused"));
    let key = files
        .private_key_pem
        .lines()
        .nth(1)
        .expect("a line of base64");
    for shown in [
        error.to_string(),
        format!("{error:?}"),
        format!("{client:?}"),
    ] {
        assert!(
            !shown.contains(sandbox.app_token()) && !shown.contains(key),
            "{shown}"
        );
    }
    error
}

#[tokio::test]
async fn a_certificate_of_another_authority() {
    let sandbox = Sandbox::start().await.expect("the sandbox starts");
    let error = refused(&sandbox, &of_another_authority(&sandbox)).await;
    assert_eq!(error.code(), "CLIENT_CERT_REJECTED", "{error}");
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_certificate_of_another_application() {
    let sandbox = Sandbox::start().await.expect("the sandbox starts");
    let files = sandbox
        .authority()
        .client()
        .application("11111111-2222-3333-4444-555555555555")
        .sign()
        .expect("a signed certificate");
    let error = refused(&sandbox, &files).await;
    assert!(error.is_status(), "{error}");
    assert!(
        error.to_string().contains("CERTIFICATE_TOKEN_MISMATCH"),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_that_the_chain_does_not_vouch_for() {
    let sandbox = Sandbox::start().await.expect("the sandbox starts");
    let stranger = Sandbox::start().await.expect("another one");
    let error = refused(&sandbox, stranger.files()).await;
    assert_eq!(error.code(), "SERVER_UNTRUSTED", "{error}");
    // It was refused before the certificate or any byte of the request was sent.
    assert!(sandbox.seen().is_empty());
}

#[tokio::test]
async fn a_certificate_that_has_expired_is_refused_before_anything_is_sent() {
    let sandbox = Sandbox::start().await.expect("the sandbox starts");
    let files = sandbox
        .authority()
        .client()
        .expired()
        .sign()
        .expect("a signed certificate");
    let message = identity(&files).expect_err("it has expired");
    assert!(message.starts_with("CERT_EXPIRED: "), "{message}");
}

#[tokio::test]
async fn a_key_of_another_certificate() {
    let sandbox = Sandbox::start().await.expect("the sandbox starts");
    let other = sandbox
        .authority()
        .client()
        .sign()
        .expect("a signed certificate");
    let files = Files {
        private_key_pem: other.private_key_pem,
        ..sandbox.files().clone()
    };
    let message = identity(&files).expect_err("the key belongs to another");
    assert!(message.starts_with("KEY_CERT_MISMATCH: "), "{message}");
}

#[test]
fn files_that_are_not_there_are_named_with_what_to_do() {
    let folder = std::env::temp_dir();
    let missing = folder.join("no-such-key.pem");
    let error = Identity::from_pem_files(&missing, &missing, &missing)
        .expect_err("there is no such file")
        .to_string();
    assert!(
        error.starts_with("FILE_NOT_FOUND: ") && error.contains("no-such-key.pem"),
        "{error}"
    );
}

/// Errors of the third version of insights have an envelope of their own.
#[tokio::test]
async fn insights_refuse_with_the_body_that_the_description_gives() {
    use lean::uae::Insights;
    use lean::uae::models::GetAccountControlsError;
    let sandbox = Sandbox::start().await.expect("the sandbox starts");
    let lean = lab::client(&sandbox);
    for status in [400, 403, 404] {
        let fault = lean_sandbox::Fault::Status(status);
        sandbox.fail_next_of("getAccountControls", fault);
        let entity = "0b6d3b0e-52c4-4f4c-8a58-6f9b6e1c9d22";
        let call = lean.get_account_controls(entity.parse().expect("an id"));
        let failed = call.await.expect_err("it was told to fail");
        let body = failed.body.expect("a typed body");
        let GetAccountControlsError::BadRequest(body) = *body else {
            panic!("{status}: {body:?}");
        };
        assert_eq!(body.message, "The sandbox was asked to fail", "{status}");
    }
}
