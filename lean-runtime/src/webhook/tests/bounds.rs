//! Attacks of a sender: replays, floods, and bodies that never end.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::Request;
use http_body::{Body, Frame};
use http_body_util::Full;

use super::*;

#[test]
fn deliveries_are_fresh_within_the_tolerance() {
    let good = headers(STANDARD_HEADERS);
    let at = |seconds| receiver(STANDARD, STANDARD_SECRET, seconds);
    for (seconds, expected) in [
        (STANDARD_TIME + 300, "OK"),
        (STANDARD_TIME - 300, "OK"),
        (STANDARD_TIME + 301, "WEBHOOK_STALE"),
        (STANDARD_TIME - 301, "WEBHOOK_STALE"),
        (0, "WEBHOOK_STALE"),
    ] {
        assert_eq!(
            code(&at(seconds), &good, STANDARD_BODY.as_bytes()),
            expected,
            "{seconds}"
        );
    }
    let late = at(STANDARD_TIME + 400).verify(&good, STANDARD_BODY.as_bytes());
    let text = late.expect_err("too old").to_string();
    assert!(
        text.contains("sent 400 s ago, where 300 s are allowed"),
        "{text}"
    );
    // Old and not authentic: the answer does not say how old it is.
    assert_eq!(code(&at(0), &good, b"{}"), "WEBHOOK_SIGNATURE");
}

#[test]
fn headers_of_the_signature_come_once_and_are_short() {
    let body = STANDARD_BODY.as_bytes();
    for (missing, header) in STANDARD_HEADERS.into_iter().enumerate() {
        let mut given = STANDARD_HEADERS.to_vec();
        let (name, _) = given.remove(missing);
        let error = standard().verify(&headers(given.clone()), body);
        let error = error.expect_err("a header is missing");
        assert_eq!(error.code(), "WEBHOOK_UNSIGNED");
        let text = error.to_string();
        assert!(text.contains(&format!("`{name}` is missing")), "{text}");
        let twice = [&given[..], &[header; 2]].concat();
        assert_eq!(
            code(&standard(), &headers(twice), body),
            "WEBHOOK_UNSIGNED",
            "{name} twice"
        );
    }
    let [id, time, (name, good)] = STANDARD_HEADERS;
    let with = |signature: &str| {
        let headers = headers([id, time, (name, signature)]);
        code(&standard(), &headers, body)
    };
    let wrong = "v1,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA= ";
    assert_eq!(with(&format!("{}{good}", wrong.repeat(3))), "OK");
    // Each signature costs a pass over the body: no more than four are tried.
    assert_eq!(
        with(&format!("{}{good}", wrong.repeat(4))),
        "WEBHOOK_SIGNATURE"
    );
    assert_eq!(
        with(&format!("{}{good}", wrong.repeat(16))),
        "WEBHOOK_UNSIGNED"
    );
    assert_eq!(with(&"x".repeat(9_000)), "WEBHOOK_UNSIGNED");
}

#[test]
fn bodies_are_verified_before_they_are_read() {
    let good = headers([("lean-signature", LEAN_SIGNATURE)]);
    for body in ["", "{", "\u{feff}{}", &"[".repeat(100_000)] {
        let error = lean().read(&good, body.as_bytes());
        assert_eq!(error.expect_err("forged").code(), "WEBHOOK_SIGNATURE");
    }
    let event = lean().read(&good, LEAN_BODY.as_bytes()).expect("an event");
    assert_eq!(event.0.name(), Some("entity.created"));
    assert_eq!(event.0.body(), LEAN_BODY.as_bytes());
}

fn request<B>(body: B) -> Request<B> {
    let mut request = Request::new(body);
    *request.headers_mut() = headers([("lean-signature", LEAN_SIGNATURE)]);
    request
}

#[tokio::test]
async fn bodies_are_bounded() {
    let small = lean().max_body_bytes(LEAN_BODY.len() - 1);
    let body = || Full::new(Bytes::from(LEAN_BODY));
    assert!(lean().receive(request(body())).await.is_ok());
    let error = small.receive(request(body())).await;
    assert_eq!(error.expect_err("too large").code(), "WEBHOOK_TOO_LARGE");
    let good = headers([("lean-signature", LEAN_SIGNATURE)]);
    assert_eq!(
        code(&small, &good, LEAN_BODY.as_bytes()),
        "WEBHOOK_TOO_LARGE"
    );
    let error = lean().receive(request(Endless(b"0123456789"))).await;
    let error = error.expect_err("it does not end");
    assert_eq!(error.code(), "WEBHOOK_TOO_LARGE");
    assert_eq!(super::super::answer(&error), 413);
    let error = lean().receive(request(Endless(b""))).await;
    assert_eq!(error.expect_err("it does not end").code(), "WEBHOOK_BODY");
    let error = lean().receive(request(Broken)).await;
    let error = error.expect_err("it breaks off");
    assert_eq!(error.code(), "WEBHOOK_BODY");
    assert_eq!(super::super::answer(&error), 400);
}

/// A body that repeats itself without end.
struct Endless(&'static [u8]);

impl Body for Endless {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(self.0)))))
    }
}

/// A body that breaks off.
struct Broken;

impl Body for Broken {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionReset.into())))
    }
}
