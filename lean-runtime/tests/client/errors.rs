//! Errors as a tired engineer reads them, and the data that must never be in them.

use std::error::Error as _;

use lean_runtime::{
    Client, RetryPolicy,
    call::{AnyCall, Content, Empty, ResponseForm, is_covered},
    client::Caller,
    error::Side,
    testing::{Answer, FakeTransport},
};

use crate::support::{builder, call, client, failed, request, send, table};

#[tokio::test(start_paused = true)]
async fn x_10_an_error_is_one_line_with_code_cause_call_and_remedy() {
    let fake = FakeTransport::answering(|_| Answer::refused());
    let error = failed(call(&client(&fake), &table::GET).await);
    let text = error.to_string();
    assert!(!text.contains('\n'));
    assert!(
        text.starts_with("CONNECT_REFUSED: `getBanks` (GET /banks/v1 at sandbox.test): the connection was refused (connection refused) [3 attempts, "),
        "{text}"
    );
    assert!(
        text.ends_with("]. Check host and port, and whether a firewall or proxy is between."),
        "{text}"
    );
    let source = error.source().expect("its cause");
    assert!(source.downcast_ref::<std::io::Error>().is_some());
    assert_eq!(error.side(), Side::Network);
    assert_eq!(error.passport().place(), Some("api.yaml:12:5"));
    assert_eq!(error.passport().route(), Some(("GET", "/banks/v1")));
}

#[tokio::test]
async fn the_request_id_comes_from_the_most_telling_header() {
    let answer = || {
        Answer::status(200)
            .header("cf-ray", "9")
            .header("lean-correlation-id", "ABCDEFGH")
            .header("x-request-id", "7")
    };
    let fake = FakeTransport::answering(move |_| answer());
    let reply = call(&client(&fake), &table::GET).await.expect("an answer");
    assert_eq!(reply.passport.request_id(), Some("ABCDEFGH"));
    let chosen = builder(&fake)
        .request_id_headers(["X-Request-Id"])
        .build()
        .expect("a client");
    let reply = call(&chosen, &table::GET).await.expect("an answer");
    assert_eq!(reply.passport.request_id(), Some("7"));
}

#[tokio::test]
async fn x_04_values_of_path_query_and_body_are_in_no_text() {
    let fake = FakeTransport::answering(|_| {
        Answer::status(302).header("location", "https://u:s3cret@evil.test/s3cret?x=s3cret")
    });
    let client = builder(&fake)
        .app_token("s3cret")
        .build()
        .expect("a client");
    let mut request = request(&table::WITH_APP_TOKEN);
    request.path = "/banks/s3cret".to_owned();
    request.query = "iban=s3cret".to_owned();
    request
        .headers
        .insert("x-name", "s3cret".parse().expect("a value"));
    request.body = lean_runtime::request::Payload::Bytes("s3cret".into());
    let before = format!("{request:?}");
    let error = failed(send(&client, request).await);
    assert_eq!(error.code(), "REDIRECT_REFUSED");
    let text = format!("{before} {error} {error:?}");
    assert!(text.contains("to `https://evil.test`"), "{text}");
    assert!(!text.contains("s3cret"), "{text}");
}

#[tokio::test]
async fn what_main_prints_is_the_line_and_its_causes() {
    let client = Client::builder(table::Sandbox)
        .base_url("https://127.0.0.1:1")
        .retry(RetryPolicy::never())
        .build()
        .expect("a client");
    let error = failed(call(&client, &table::GET).await);
    let printed = format!("{error:?}");
    let mut lines = printed.lines();
    assert_eq!(lines.next(), Some(error.to_string().as_str()));
    assert!(
        lines
            .next()
            .is_some_and(|line| line.starts_with("  caused by: ")),
        "{printed}"
    );
    assert!(format!("{error:#?}").contains("passport: Passport {"));
}

#[tokio::test]
async fn w_16_an_upgrade_unasked_for_is_refused() {
    let fake = FakeTransport::answering(|_| Answer::status(101));
    let error = failed(call(&client(&fake), &table::GET).await);
    assert_eq!(error.code(), "HTTP_UNEXPECTED_UPGRADE");
}

#[tokio::test]
async fn w_17_redirects_are_refused_with_their_origin_alone() {
    for (location, to) in [
        ("https://evil.test/x?y", "to `https://evil.test`"),
        ("http://sandbox.test/", "to `http://sandbox.test`"),
        ("https://sandbox.test:444/", "to `https://sandbox.test:444`"),
        ("/elsewhere", "within the same host"),
        ("\\\\", "within the same host"),
    ] {
        for status in [301, 302, 303, 307, 308] {
            let fake = FakeTransport::answering(move |_| {
                Answer::status(status).header("location", location)
            });
            let error = failed(call(&client(&fake), &table::GET).await);
            assert_eq!(error.code(), "REDIRECT_REFUSED");
            assert!(error.to_string().contains(to), "{error}");
            assert_eq!(fake.seen().len(), 1);
        }
    }
}

/// An outcome that a description gives the statuses 200 and 303.
struct Described;

impl ResponseForm for Described {
    type Value = ();

    fn covers(status: http::StatusCode) -> bool {
        is_covered(&[("200", "application/json"), ("303", "")], status)
    }

    fn read(_: &mut Content) -> Result<(), lean_runtime::Error> {
        Ok(())
    }
}

#[tokio::test]
async fn w_17_described_redirects_are_answers_and_still_not_followed() {
    let location = "https://elsewhere.test/";
    let fake = FakeTransport::answering(move |_| Answer::status(303).header("location", location));
    let new = || AnyCall::new(Caller::executor(&client(&fake)), &table::GET);
    let raw = new().send_raw().await.expect("as it came");
    assert_eq!(
        (raw.status.as_u16(), &raw.headers["location"]),
        (303, &location.parse().expect("a value"))
    );
    let good = new()
        .send::<Described, Empty>()
        .await
        .expect("a described success");
    assert_eq!(good.status, 303);
    let failed = new()
        .send::<Empty, Described>()
        .await
        .expect_err("a described failure");
    assert!(failed.body.is_some() && failed.status().is_some_and(|status| status == 303));
    let refused = new()
        .send::<Empty, Empty>()
        .await
        .expect_err("not described");
    assert_eq!(refused.code(), "REDIRECT_REFUSED");
    assert_eq!(fake.seen().len(), 4);
}

#[tokio::test]
async fn text_from_servers_cannot_play_tricks_with_terminals() {
    let fake =
        FakeTransport::answering(|_| Answer::status(200).header("x-request-id", "a b<script>c"));
    let reply = call(&client(&fake), &table::GET).await.expect("an answer");
    assert_eq!(reply.passport.request_id(), Some("abscriptc"));
}

#[tokio::test]
async fn the_wait_that_ended_a_call_is_in_its_error() {
    let asked = |value: &'static str| {
        let fake =
            FakeTransport::answering(move |_| Answer::status(429).header("retry-after", value));
        async move {
            let client = client(&fake);
            let call = AnyCall::new(Caller::executor(&client), &table::GET);
            let sent = call.send::<Empty, Empty>().await;
            lean_runtime::Error::from(sent.expect_err("refused"))
        }
    };
    let error = asked("3600").await;
    assert_eq!(
        error.retry_after(),
        Some(std::time::Duration::from_secs(3600))
    );
    assert!(error.to_string().contains("retry after 3600 s]"), "{error}");
    assert_eq!(
        asked("Sun Nov  6 08:49:37 1994")
            .await
            .retry_after()
            .map(|wait| wait.as_secs()),
        Some(0)
    );
    assert_eq!(asked("soon").await.retry_after(), None);
}
