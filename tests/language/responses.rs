//! Responses, by status and media type.

use lean::testing::Answer;
use lean::{At, Client, DateTime};

use super::support::{client, done, only};

#[lean::api(spec = "tests/specs/responses.yaml", operations = all)]
pub(crate) trait Responses {}

use responses::{MediaReply, One, SeveralError, SeveralReply};

#[tokio::test]
async fn several_successes() {
    let (api, _) = client([
        Answer::json(200, r#"{"id": 1}"#),
        Answer::json(202, r#"{"job": "j"}"#),
        done(),
    ]);
    let SeveralReply::Ok(now) = api.several().await.expect("done") else {
        panic!("200")
    };
    assert_eq!(now.id, 1);
    let SeveralReply::Accepted(later) = api.several().await.expect("accepted") else {
        panic!("202")
    };
    assert_eq!(later.job, "j");
    assert!(matches!(
        api.several().await.expect("nothing"),
        SeveralReply::NoContent
    ));
}

/// An exact code goes before its hundred, and that before the default.
#[tokio::test]
async fn exact_codes_ranges_and_default() {
    let problem = Answer::status(501)
        .header("content-type", "application/problem+json")
        .piece(r#"{"title": "t"}"#);
    let answers = [
        Answer::json(404, r#"{"what": "w"}"#),
        Answer::json(422, r#"{"reason": "r"}"#),
        problem,
    ];
    let (api, _) = client(answers);
    let body = |failed: lean::CallError<SeveralError>| *failed.body.expect("a body");
    let SeveralError::NotFound(missing) = body(api.several().await.expect_err("404")) else {
        panic!("404")
    };
    assert_eq!(missing.what, "w");
    let SeveralError::ClientError(refusal) = body(api.several().await.expect_err("422")) else {
        panic!("4XX")
    };
    assert_eq!(refusal.reason, "r");
    let SeveralError::Default(problem) = body(api.several().await.expect_err("501")) else {
        panic!("default")
    };
    assert_eq!(problem.title, "t");
}

#[tokio::test]
async fn typed_errors() {
    let (api, _) = client([Answer::json(400, r#"{"reason": "because"}"#)]);
    let failed = api.one().await.expect_err("refused");
    assert_eq!(failed.body.as_ref().expect("a body").reason, "because");
    assert_eq!(failed.status().map(|status| status.as_u16()), Some(400));
}

#[tokio::test]
async fn undocumented_statuses_are_errors_with_their_bytes() {
    let (api, _) = client([Answer::json(418, r#"{"tea": true}"#)]);
    let failed = api.one().await.expect_err("refused");
    assert!(failed.body.is_none());
    assert_eq!(
        failed.response_body().expect("the bytes"),
        r#"{"tea": true}"#.as_bytes()
    );
}

#[tokio::test]
async fn ranges_of_successes() {
    let (api, _) = client([Answer::json(206, r#"{"id": 6}"#)]);
    assert_eq!(api.ranged().await.expect("2XX").id, 6);
}

#[tokio::test]
async fn no_content() {
    let (api, server) = client([
        done(),
        Answer::status(200).header("content-length", "9"),
        done(),
        Answer::status(200),
    ]);
    api.one_delete().await.expect("204");
    api.one_head().await.expect("HEAD");
    api.one_options().await.expect("OPTIONS");
    api.one_trace().await.expect("TRACE");
    let methods: Vec<_> = server
        .seen()
        .iter()
        .map(|seen| seen.method.to_string())
        .collect();
    assert_eq!(methods, ["DELETE", "HEAD", "OPTIONS", "TRACE"]);
}

#[tokio::test]
async fn typed_headers() {
    let answer = Answer::json(200, r#"{"id": 1}"#)
        .header("x-rate-left", "7")
        .header("x-reset", "2026-01-02T03:04:05Z");
    let answer = answer
        .header("x-tags", "a, b")
        .header("x-tags", "c")
        .header("x-size", "R=1,G=2");
    let answer = answer
        .header("x-json", "{\"a\": 5}")
        .header("set-cookie", "a=1, 2")
        .header("set-cookie", "b=3");
    let (api, _) = client([
        answer,
        Answer::json(200, r#"{"id": 1}"#).header("x-rate-left", "many"),
    ]);
    let response = api.one().send().await.expect("a response");
    assert_eq!(One::x_rate_left(&response).expect("a number"), Some(7));
    let reset: DateTime = One::x_reset(&response).expect("an instant").expect("there");
    assert_eq!(reset.timestamp().to_string(), "2026-01-02T03:04:05Z");
    assert_eq!(
        One::x_tags(&response).expect("a list").expect("there"),
        ["a", "b", "c"]
    );
    assert_eq!(
        One::x_size(&response).expect("an object").expect("there").g,
        Some(2)
    );
    assert_eq!(
        One::x_json(&response).expect("JSON").expect("there").a,
        Some(5)
    );
    assert_eq!(
        One::set_cookie(&response).expect("a list").expect("there"),
        ["a=1, 2", "b=3"]
    );
    assert_eq!(One::x_absent(&response).expect("nothing"), None);
    assert_eq!(
        response
            .header::<i64>("X-Rate-Left")
            .expect("any header by its name"),
        Some(7)
    );
    let response = api.one().send().await.expect("a response");
    assert!(One::x_rate_left(&response).is_err());
}

#[tokio::test]
async fn several_media_types_are_negotiated() {
    let of = |kind: &str, body: &'static str| {
        Answer::status(200).header("content-type", kind).piece(body)
    };
    let answers = [
        of("application/json; charset=utf-8", r#"{"id": 1}"#),
        of("text/csv", "a,b"),
        of("image/gif", "GIF"),
    ];
    let (api, server) = client(answers);
    assert!(matches!(api.media().await.expect("json"), MediaReply::Ok(done) if done.id == 1));
    assert!(matches!(api.media().await.expect("csv"), MediaReply::OkText(text) if text == "a,b"));
    let MediaReply::OkBytes(image) = api.media().await.expect("an image") else {
        panic!("bytes")
    };
    assert_eq!(image.bytes().await.expect("bytes"), "GIF");
    assert_eq!(
        server.seen()[0].header("accept"),
        Some("application/json, text/csv, image/*")
    );
}

#[tokio::test]
async fn text_of_responses() {
    let (api, _) = client([Answer::status(200)
        .header("content-type", "text/plain")
        .piece("héllo")]);
    assert_eq!(api.text().await.expect("text"), "héllo");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let (api, server) = client([Answer::status(302).header("location", "https://evil.example/")]);
    let refused = api.one().await.expect_err("not followed");
    assert_eq!(refused.code(), "REDIRECT_REFUSED");
    only(&server);
}

/// A described redirect is an answer, with or without content, and is not followed either.
#[tokio::test]
async fn described_redirects_are_answers() {
    let away = || Answer::status(302).header("location", "/there?a=b");
    let (api, server) = client([away()]);
    let found = api.redirect().send().await.expect("an answer");
    assert_eq!(found.status, 302);
    let location = responses::Redirect::location(&found).expect("a text");
    assert_eq!(location.as_deref(), Some("/there?a=b"));
    only(&server);

    let (api, _) = client([
        away().header("content-type", "text/html").piece("<a>"),
        Answer::status(307).header("location", "/"),
    ]);
    let reply = api.somewhere().await.expect("an answer");
    assert!(matches!(reply, responses::SomewhereReply::Found(html) if html == "<a>"));
    let reply = api.somewhere().await.expect("an answer");
    assert!(matches!(reply, responses::SomewhereReply::Redirection));
}

/// Checks redirects described in addition to a success: a redirect is the reason why there is no
/// success value, and its headers are available like those of a success.
#[tokio::test]
async fn described_redirects_next_to_a_success() {
    let (api, server) = client([
        Answer::status(303).header("location", "/there"),
        Answer::status(304).header("etag", "\"v1\""),
        Answer::status(307).header("location", "/there"),
    ]);
    let failed = api.elsewhere().await.expect_err("elsewhere");
    assert_eq!(failed.code(), "STATUS");
    assert_eq!(failed.status().map(|status| status.as_u16()), Some(303));
    let response = failed.response().expect("an answer");
    let location = responses::Elsewhere::location(response).expect("a text");
    assert_eq!(location.as_deref(), Some("/there"));
    let unchanged = api.elsewhere().await.expect_err("nothing new");
    let response = unchanged.response().expect("an answer");
    assert_eq!(
        responses::Elsewhere::etag(response),
        Ok(Some("\"v1\"".to_owned()))
    );
    let refused = api.elsewhere().await.expect_err("nobody described it");
    assert_eq!(refused.code(), "REDIRECT_REFUSED");
    assert_eq!(server.seen().len(), 3);
}

#[tokio::test]
async fn failures_under_a_good_status() {
    let failed = r#"{"status": "FAILED", "code": "E7", "message": "no"}"#;
    let (api, _) = client([
        Answer::json(200, r#"{"status": "OK"}"#),
        Answer::json(200, failed),
    ]);
    api.failing().await.expect("good");
    let failed = api.failing().await.expect_err("failed");
    assert_eq!(
        failed.api_failure().and_then(|failure| failure.code()),
        Some("E7")
    );
    assert_eq!(
        failed
            .body
            .as_ref()
            .and_then(|body| body.message.as_deref()),
        Some("no")
    );
}

#[tokio::test]
async fn what_does_not_fit_is_an_error_that_points() {
    let (api, _) = client([Answer::json(200, r#"{"id": "one"}"#)]);
    let error = lean::Error::from(api.one().await.expect_err("not a number"));
    assert!(error.is_decode());
    assert_eq!(error.problems()[0].pointer, "/id");
}

/// Checks that the log shows the place, the call, the provider's request id, and the received
/// value.
#[tokio::test]
async fn what_is_missing_is_an_error_that_can_be_traced() {
    let answer = Answer::json(200, r#"{"ID": 1}"#).header("x-request-id", "r-7");
    let (api, _) = client([answer]);
    let error = lean::Error::from(api.one().await.expect_err("no id"));
    let problem = &error.problems()[0];
    assert_eq!(
        (problem.pointer.as_str(), problem.message.as_str()),
        ("", "the required member `id` is missing")
    );
    assert_eq!(error.passport().operation(), Some("one"));
    assert_eq!(
        error.passport().route().map(|(method, _)| method),
        Some("GET")
    );
    assert_eq!(error.request_id(), Some("r-7"));
    assert_eq!(
        error.response_body().map(|body| &body[..]),
        Some(&br#"{"ID": 1}"#[..])
    );
    let shown = error.to_string();
    assert!(shown.contains("one") && shown.contains("r-7"), "{shown}");
}

/// Checks that ten places are listed and all are counted.
#[tokio::test]
async fn lenient_clients_count() {
    let items = ["{}"; 12].join(",");
    let server = lean::testing::FakeTransport::script([Answer::json(200, format!("[{items}]"))]);
    let client = Client::builder(At::new("https://api.example.com"))
        .transport(server)
        .lenient(true)
        .build()
        .expect("a client");
    let response = client.many().send().await.expect("a value all the same");
    assert_eq!((response.value.len(), response.problem_count()), (12, 12));
    assert_eq!(
        (response.problems.len(), &*response.problems[9].pointer),
        (10, "/9")
    );
}

#[tokio::test]
async fn lenient_decoding() {
    let server = lean::testing::FakeTransport::script([Answer::json(200, r#"{"id": "one"}"#)]);
    let client = Client::builder(At::new("https://api.example.com"))
        .transport(server)
        .lenient(true)
        .build();
    let response = client
        .expect("a client")
        .one()
        .send()
        .await
        .expect("a value all the same");
    assert_eq!(response.value.id, 0);
    assert_eq!(&*response.problems[0].pointer, "/id");
}
