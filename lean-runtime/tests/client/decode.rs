//! W-18 to W-20: responses that do not fit the description.

use lean_runtime::{
    Error,
    call::{AnyCall, Decoded, Plain},
    client::Caller,
    testing::{Answer, FakeTransport},
    values::Json,
};

use crate::support::{builder, client, table};

async fn json(answer: impl Fn() -> Answer + Send + Sync + 'static) -> Result<Json, Error> {
    let fake = FakeTransport::answering(move |_| answer());
    let executor = Caller::executor(&client(&fake));
    let call = AnyCall::new(executor, &table::GET);
    call.awaiting::<Decoded<Json>, Plain>()
        .await
        .map_err(|error| error.error)
}

#[track_caller]
fn is(result: Result<Json, Error>, code: &str) -> Error {
    let error = result.expect_err("does not fit");
    assert_eq!(error.code(), code, "{error}");
    assert!(error.is_decode() && !error.is_retryable());
    assert!(error.to_string().contains("api.yaml:12:5"), "{error}");
    error
}

#[tokio::test]
async fn w_18_a_page_in_place_of_json() {
    let page = || {
        Answer::status(200)
            .header("content-type", "text/html")
            .piece("<html>Log in, s3cret</html>")
    };
    let error = is(json(page).await, "UNEXPECTED_CONTENT_TYPE");
    assert!(error.to_string().contains("`text/html`"), "{error}");
    assert!(!format!("{error} {error:?}").contains("s3cret"));
    assert!(
        error
            .response_body()
            .is_some_and(|body| body.starts_with(b"<html>"))
    );
}

#[tokio::test]
async fn w_19_json_that_is_none() {
    for body in [
        "{\"a\": NaN}",
        "{\"a\": 1} x",
        "{\"a\": 1",
        "{'a': 1}",
        "[1,]",
        "nul",
    ] {
        is(json(move || Answer::json(200, body)).await, "DECODE");
    }
    let latin = || Answer::json(200, &b"{\"name\": \"Jos\xe9\"}"[..]);
    is(json(latin).await, "DECODE");
}

#[tokio::test]
async fn w_19_a_byte_order_mark_is_passed_over() {
    json(|| Answer::json(200, "\u{feff}{\"a\": 1}"))
        .await
        .expect("reads");
}

#[tokio::test]
async fn w_19_ten_thousand_nested_arrays_do_no_harm() {
    let nested = || Answer::json(200, "[".repeat(10_000) + &"]".repeat(10_000));
    if let Err(error) = json(nested).await {
        assert_eq!(error.code(), "DECODE");
    }
    let endless = || Answer::json(200, "[".repeat(1_000_000));
    is(json(endless).await, "DECODE");
}

#[tokio::test]
async fn w_20_nothing_where_a_body_is_due() {
    is(json(|| Answer::json(200, "")).await, "DECODE_EMPTY");
    is(json(|| Answer::status(204)).await, "DECODE_EMPTY");
}

#[tokio::test]
async fn a_refusal_shows_the_providers_code_and_message() {
    let refusal = || {
        Answer::json(
            404,
            r#"{"status":"UNKNOWN_ENTITY","message":"no customer s3cret for 30 days."}"#,
        )
    };
    let error = json(refusal).await.expect_err("refused");
    assert_eq!(error.code(), "STATUS");
    let failure = error.api_failure().expect("the provider's words");
    assert_eq!(
        (failure.code(), failure.message()),
        (
            Some("UNKNOWN_ENTITY"),
            Some("no customer s3cret for 30 days.")
        )
    );
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("with 404 `UNKNOWN_ENTITY`, saying: no customer [..] for 30 days [")
            && !text.contains("s3cret"),
        "{text}"
    );
    // A sentence in place of a code is kept out of the text.
    let sentence = || Answer::json(400, r#"{"error":"no customer s3cret"}"#);
    let error = json(sentence).await.expect_err("refused");
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error}");
}

#[tokio::test]
async fn leniency_is_the_clients_to_say() {
    let fake = FakeTransport::script([]);
    let lenient = builder(&fake).lenient(true).build().expect("a client");
    assert!(Caller::executor(&lenient).lenient());
    assert!(!Caller::executor(&client(&fake)).lenient());
}

#[tokio::test]
async fn the_words_of_a_refusal_name_nobody() {
    for (message, shown) in [
        (
            "account AE070331234567890123456 is closed",
            "account [..] is closed",
        ),
        (
            "ask jo@example.com or +971 50 1234567",
            "ask [..] or [..] [..] [..]",
        ),
        ("two\nlines\t", "two lines"),
        ("limit of 100 (per day)", "limit of 100 (per day)"),
    ] {
        let body = format!(
            r#"{{"code":"X","message":{}}}"#,
            lean_runtime::model::encode(&message.to_owned())
        );
        let error = json(move || Answer::json(400, body.clone()))
            .await
            .expect_err("refused");
        let text = error.to_string();
        assert!(text.contains(&format!("`X`, saying: {shown} [")), "{text}");
    }
}

#[tokio::test]
async fn several_byte_order_marks_are_an_error_that_says_so() {
    let error = json(|| Answer::json(200, "\u{feff}\u{feff}{}"))
        .await
        .expect_err("two");
    assert!(
        error.to_string().contains("more than one byte-order mark"),
        "{error}"
    );
    let utf_16: Vec<u8> = "\u{feff}{}"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let error = json(move || Answer::json(200, utf_16.clone()))
        .await
        .expect_err("UTF-16");
    assert!(error.to_string().contains("charset `UTF-16`"), "{error}");
}

#[tokio::test]
async fn a_status_other_than_200_is_named_where_the_body_does_not_fit() {
    let error = json(|| Answer::json(202, "[")).await.expect_err("no JSON");
    assert!(
        error
            .to_string()
            .contains("does not fit the description (status 202)"),
        "{error}"
    );
}

#[tokio::test]
async fn a_body_that_was_looked_at_for_a_failure_is_read_as_it_is() {
    let body = r#"{"status": "FAILED", "code": "é-7", "items": [{"a": 1}, {"a": 2}]}"#;
    for mark in ["", "\u{feff}"] {
        for value in [body.replace("FAILED", "OK"), body.to_owned()] {
            let is_failure = value.contains("FAILED");
            let sent = format!("{mark}{value}\n");
            let fake = FakeTransport::answering(move |_| Answer::json(200, sent.clone()));
            let call = AnyCall::new(Caller::executor(&client(&fake)), &table::PAY_AND_TELL);
            let answer = call.awaiting::<Decoded<Json>, Decoded<Json>>().await;
            if !is_failure {
                assert_eq!(answer.expect("a success").as_str(), value);
                continue;
            }
            let failed = answer.expect_err("a failure");
            assert_eq!(failed.error.code(), "FAILED", "{}", failed.error);
            assert_eq!(failed.body.expect("its content").as_str(), value);
        }
    }
}
