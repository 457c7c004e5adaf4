//! A: what becomes of our certificate at the server, as the caller of an operation reads it.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use jiff::{SignedDuration, Timestamp};
use lean_runtime::{
    Client, RetryPolicy,
    error::Side,
    identity::{Identity, PemBytes},
    tls::{MinimumVersion, TlsSettings},
};

use crate::{
    lab::{self, Leaf, authority_pem, lab},
    support::{
        call, failed, mutual, payment, send,
        server::{Server, Setup, closing, json, status},
        table, text,
    },
};

/// Builds a client that shows this certificate, regardless of its own chain file.
fn showing(server: &Server, leaf: &Leaf, issuer: &lab::Authority) -> Client {
    let chain = lab().chain_pem() + &authority_pem(issuer);
    let identity = Identity::from_pem(leaf.key_pem(), leaf.pem(), chain).expect("it loads");
    let tls = TlsSettings::mutual().minimum_version(MinimumVersion::Tls12);
    mutual::builder_of(server, identity)
        .tls(tls)
        .build()
        .expect("a client")
}

/// A client without a certificate, that trusts the lab.
fn anonymous(server: &Server) -> Client {
    let tls = TlsSettings::trusting(lab().chain_pem().as_bytes()).expect("authorities");
    let builder = Client::builder(table::Sandbox).base_url(server.url());
    builder
        .tls(tls.minimum_version(MinimumVersion::Tls12))
        .build()
        .expect("a client")
}

#[tokio::test]
async fn a_01_server_that_does_not_ask_gets_no_certificate() {
    let server = Server::ok(Setup::public().lab()).await;
    call(&mutual::client(&server), &table::GET)
        .await
        .expect("an answer");
    assert_eq!(server.visits()[0].certificate, None);
}

#[tokio::test]
async fn a_02_server_that_asks_gets_ours() {
    let server = Server::ok(Setup::mutual().lab()).await;
    call(&mutual::client(&server), &table::GET)
        .await
        .expect("an answer");
    let seen = server.visits()[0].certificate.clone();
    assert_eq!(seen.as_deref(), Some(&lab().app.certificate.der()[..]));
}

#[tokio::test]
async fn a_03_required_and_none_configured_in_all_styles() {
    for config in [Setup::mutual().lab(), Setup::mutual().tls12().lab()] {
        let server = Server::ok(config).await;
        let error = failed(call(&anonymous(&server), &table::GET).await);
        assert_eq!(error.code(), "CLIENT_CERT_REQUIRED", "{error:?}");
        assert_eq!(error.side(), Side::OurCertificate);
        assert_eq!(error.attempts(), 1, "a verdict is not asked for again");
    }
    for (code, page) in [
        (
            400,
            "<html><center>No required SSL certificate was sent</center></html>",
        ),
        (496, "<html>496</html>"),
    ] {
        let server = Server::http(Setup::public().lab(), move |_| async move {
            status(code, "text/html", page)
        })
        .await;
        let error = failed(call(&anonymous(&server), &table::GET).await);
        assert_eq!(error.code(), "CLIENT_CERT_REQUIRED", "{error:?}");
    }
}

#[tokio::test]
async fn a_04_refused_certificates_in_both_versions() {
    let other = lab::Lab::new("Other");
    for config in [Setup::mutual().lab(), Setup::mutual().tls12().lab()] {
        let server = Server::ok(config).await;
        let client = showing(&server, &other.app, &other.intermediate);
        let error = failed(call(&client, &table::GET).await);
        assert_eq!(error.code(), "CLIENT_CERT_REJECTED", "{error:?}");
        assert_eq!(error.side(), Side::OurCertificate);
        assert!(!error.is_retryable() && !error.is_connect() && error.is_tls());
        let text = error.to_string();
        assert!(text.contains("CN=Lab Issuing CA, O=Other"), "{text}");
        let evidence = error.tls_fault().expect("a fault").evidence();
        assert_eq!(evidence.authorities, ["CN=Lab Root, O=Lab"]);
        assert!(evidence.alert.is_some());
    }
}

#[tokio::test]
async fn a_04_refused_by_a_page_as_nginx_does() {
    let page = "<html><head><title>400 The SSL certificate error</title></head></html>";
    let server = Server::http(Setup::mutual().lab(), move |_| async move {
        status(400, "text/html", page)
    })
    .await;
    let error = failed(call(&mutual::client(&server), &table::GET).await);
    assert_eq!(error.code(), "CLIENT_CERT_REJECTED", "{error:?}");
    assert_eq!(
        error.tls_fault().expect("a fault").evidence().status,
        Some(400)
    );
    assert_eq!(server.visits().len(), 1);
}

#[tokio::test]
async fn a_07_late_refusal_is_always_the_same_error() {
    let other = lab::Lab::new("Other");
    let server = Server::ok(Setup::mutual().lab()).await;
    for round in 0..100 {
        let client = showing(&server, &other.app, &other.intermediate);
        let mut request = payment();
        request.body = lean_runtime::request::Payload::Bytes(vec![b'x'; 2 << 20].into());
        let error = failed(send(&client, request).await);
        let cause = std::error::Error::source(&error)
            .map(ToString::to_string)
            .unwrap_or_default();
        let is_rejected =
            error.code() == "CLIENT_CERT_REJECTED" || cause.contains("CLIENT_CERT_REJECTED");
        assert!(is_rejected, "round {round}: {error:?}");
        assert_eq!(error.side(), Side::OurCertificate);
        // A verdict is not asked for again; where the alert was lost, it is a guess.
        let is_certain = error.tls_fault().expect("a fault").is_certain();
        assert!(error.attempts() == 1 || !is_certain, "{error}");
    }
}

#[tokio::test]
async fn a_08_server_that_hung_up_because_it_was_restarted_is_tried_again() {
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::tls(Setup::mutual().http1(), move |mut stream, _| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        async move {
            if number > 0
                && crate::support::server::read_request(&mut stream)
                    .await
                    .is_some()
            {
                let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, answer).await;
                let _ = tokio::io::AsyncWriteExt::shutdown(&mut stream).await;
            }
        }
    })
    .await;
    let reply = call(&mutual::client(&server), &table::GET)
        .await
        .expect("an answer");
    assert_eq!(reply.passport.attempts(), 2);
}

#[tokio::test]
async fn a_08_server_that_hangs_up_after_our_certificate() {
    let server = Server::tls(Setup::mutual().lab(), |_, _| async {}).await;
    let client = mutual::builder(&server)
        .retry(RetryPolicy::never())
        .build()
        .expect("a client");
    let error = failed(call(&client, &table::GET).await);
    assert_eq!(error.code(), "CLIENT_CERT_REJECTED", "{error:?}");
    assert!(error.to_string().contains("probably"), "{error}");
    // It may as well have acted on a payment.
    let error = failed(send(&client, payment()).await);
    assert!(error.is_outcome_unknown(), "{error}");
}

#[tokio::test]
async fn a_09_identity_that_is_refused_later() {
    // The second connection meets a server that has changed its mind.
    let other = lab::Lab::new("Other");
    let strict = Setup::mutual_of(&[&other.root]).http1();
    let (friendly, strict) = (Setup::mutual().http1(), Arc::new(strict));
    let friendly = Arc::new(friendly);
    let count = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::tcp(move |stream, _| {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        let config = Arc::clone(if number == 0 { &friendly } else { &strict });
        async move {
            let accepted = tokio_rustls::TlsAcceptor::from(config).accept(stream).await;
            let Ok(mut stream) = accepted else { return };
            crate::support::server::read_request(&mut stream).await;
            let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            let _ = tokio::io::AsyncWriteExt::write_all(&mut stream, answer).await;
            let _ = tokio::io::AsyncWriteExt::shutdown(&mut stream).await;
        }
    })
    .await;
    let client = mutual::client(&server);
    call(&client, &table::GET).await.expect("an answer");
    let error = failed(call(&client, &table::GET).await);
    assert_eq!(error.code(), "CLIENT_CERT_REJECTED", "{error:?}");
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn a_10_refusal_in_the_providers_own_words_is_an_answer() {
    for (code, body) in [
        (401, r#"{"status":"CERTIFICATE_TOKEN_MISMATCH"}"#),
        (403, r#"{"status":"INVALID_CERTIFICATE"}"#),
        (400, r#"{"message":"SSL certificate error"}"#),
    ] {
        let server = Server::http(Setup::mutual().lab(), move |_| async move {
            status(code, "application/json", body)
        })
        .await;
        let reply = call(&mutual::client(&server), &table::GET)
            .await
            .expect("an answer");
        assert_eq!((reply.status.as_u16(), text(&reply)), (code, body));
    }
}

#[tokio::test]
async fn a_11_sandbox_certificate_at_the_production_host() {
    let sandbox = lab::Lab::new("Lean Sandbox");
    let server = Server::ok(Setup::mutual().lab()).await;
    let error = failed(
        call(
            &showing(&server, &sandbox.app, &sandbox.intermediate),
            &table::GET,
        )
        .await,
    );
    let text = error.to_string();
    assert!(
        text.contains("Lean Sandbox") && text.to_lowercase().contains("sandbox"),
        "{text}"
    );
}

#[tokio::test]
async fn a_page_about_something_else_is_left_as_it_is() {
    let page = "<html>Bad Request: the parameter is missing</html>";
    let server = Server::http(Setup::mutual().lab(), move |_| async move {
        status(400, "text/html", page)
    })
    .await;
    let reply = call(&mutual::client(&server), &table::GET)
        .await
        .expect("an answer");
    assert_eq!(text(&reply), page);
}

#[tokio::test]
async fn s_06_a_connection_outlives_the_servers_certificate_and_the_next_one_fails() {
    let until = Timestamp::now() + SignedDuration::from_secs(3);
    let leaf = lab().server(|params| {
        let since_1970 = Duration::from_secs(until.as_second().try_into().expect("after 1970"));
        params.not_after = rcgen::date_time_ymd(1970, 1, 1) + since_1970;
    });
    let mut config = Setup::mutual().with(&leaf, &lab().intermediate);
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    let server = Server::http(config, |visit| async move {
        match visit.method.as_str() {
            "DELETE" => closing(json("{}")),
            _ => json("{}"),
        }
    })
    .await;
    let client = mutual::client(&server);
    while Timestamp::now() < until + SignedDuration::from_secs(1) {
        call(&client, &table::GET).await.expect("an answer");
    }
    assert_eq!(server.connections(), 1);
    call(&client, &table::DELETE).await.expect("an answer");
    let error = failed(call(&client, &table::GET).await);
    assert_eq!(error.code(), "SERVER_EXPIRED", "{error}");
}

#[tokio::test]
async fn r_12_expired_identity_is_told_before_anything_is_sent() {
    let server = Server::ok(Setup::mutual().lab()).await;
    let now = Arc::new(Mutex::new(Timestamp::now()));
    let clock = Arc::clone(&now);
    let source = PemBytes::new(lab().app.key_pem(), lab().app.pem(), lab().chain_pem());
    let identity = Identity::builder(source).clock(move || *clock.lock().expect("no panic"));
    let identity = identity.load().expect("it loads");
    let client = mutual::builder_of(&server, identity.clone())
        .build()
        .expect("a client");
    call(&client, &table::GET).await.expect("an answer");
    *now.lock().expect("no panic") = identity.current().not_after() + SignedDuration::from_secs(1);
    let error = failed(call(&client, &table::GET).await);
    assert_eq!(error.code(), "CERT_EXPIRED", "{error:?}");
    assert!(error.is_identity() && !error.is_retryable());
    assert_eq!(server.visits().len(), 1);
}
