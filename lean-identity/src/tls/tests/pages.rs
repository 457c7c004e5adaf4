//! A-03, A-04, A-10: refusals that come as a page.

use std::sync::Arc;

use rustls::{SignatureScheme, client::ResolvesClientCert as _};

use super::identity;
use crate::tls::{FaultKind, Recorder, classify_response, recorder::RecordingResolver};

const NGINX_MISSING: &[u8] = b"<html><head><title>400 No required SSL certificate was sent</title></head>\
    <body><center><h1>400 Bad Request</h1></center><center>No required SSL certificate was sent</center>\
    <hr><center>nginx</center></body></html>";
const NGINX_BAD: &[u8] = b"<html><head><title>400 The SSL certificate error</title></head>\
    <body><center><h1>400 Bad Request</h1></center><center>The SSL certificate error</center></body></html>";

/// A recorder of a handshake in which the server asked, with or without an identity to show.
fn recorder_of_request(with_identity: bool) -> Recorder {
    let recorder = Recorder::default();
    let key = with_identity.then(|| Arc::clone(&identity().key));
    let resolver = RecordingResolver {
        key,
        recorder: recorder.clone(),
    };
    resolver.resolve(&[], &[SignatureScheme::ECDSA_NISTP256_SHA256]);
    recorder
}

#[track_caller]
fn check(status: u16, kind: &str, body: &[u8], recorder: &Recorder, expected: Option<FaultKind>) {
    let fault = classify_response(status, Some(kind), body, recorder);
    assert_eq!(
        fault.as_ref().map(crate::tls::TlsFault::kind),
        expected,
        "HTTP {status}: {fault:?}"
    );
    if let Some(fault) = fault {
        assert_eq!(fault.evidence().status, Some(status));
        assert!(!fault.is_retryable());
    }
}

#[test]
fn a_03_page_instead_of_an_alert_where_none_was_shown() {
    let (none, required) = (
        recorder_of_request(false),
        Some(FaultKind::ClientCertRequired),
    );
    check(400, "text/html", NGINX_MISSING, &none, required);
    check(496, "text/html", b"", &none, required);
    check(495, "text/html", b"", &none, required);
    check(403, "text/html", b"<html>Forbidden</html>", &none, required);
}

#[test]
fn a_04_page_instead_of_an_alert_where_one_was_shown() {
    let (shown, rejected) = (
        recorder_of_request(true),
        Some(FaultKind::ClientCertRejected),
    );
    check(400, "text/html", NGINX_BAD, &shown, rejected);
    check(495, "text/html; charset=utf-8", b"", &shown, rejected);
    // It came, and something on the way lost it.
    check(
        400,
        "text/html",
        NGINX_MISSING,
        &shown,
        Some(FaultKind::ClientCertRequired),
    );
}

#[test]
fn a_10_errors_of_the_api_itself_are_left_alone() {
    for recorder in [recorder_of_request(true), recorder_of_request(false)] {
        check(
            401,
            "application/json",
            br#"{"status":"CERTIFICATE_TOKEN_MISMATCH"}"#,
            &recorder,
            None,
        );
        check(
            403,
            "application/json",
            br#"{"status":"INVALID_CERTIFICATE"}"#,
            &recorder,
            None,
        );
        check(
            400,
            "application/problem+json",
            br#"{"detail":"SSL certificate error"}"#,
            &recorder,
            None,
        );
        check(200, "text/html", b"<html>", &recorder, None);
    }
    check(
        403,
        "text/html",
        b"<html>Forbidden</html>",
        &recorder_of_request(true),
        None,
    );
    check(
        400,
        "text/html",
        b"<html>Bad Request</html>",
        &recorder_of_request(true),
        None,
    );
}
