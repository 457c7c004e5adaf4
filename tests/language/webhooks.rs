//! Webhooks: how they are signed is read from the description, events are typed.

use std::time::{Duration, UNIX_EPOCH};

use http::Request;
use http_body_util::Full;
use lean::Bytes;
use lean::webhook::{Algorithm, Encoding, Receiver, SignedPart, answer};

#[lean::api(spec = "tests/specs/webhooks.yaml", webhooks, module = shop)]
pub(crate) trait Shop {}

use shop::webhooks::{SIGNATURES, WebhookEvent as Event};

const SECRET: &str = "key_00ff";
const NOW: u64 = 1_700_000_000;

fn receiver() -> Receiver<Event> {
    let receiver = shop::webhooks::receiver(SECRET).expect("a secret");
    receiver.clock(|| UNIX_EPOCH + Duration::from_secs(NOW))
}

/// A delivery with the signature of `openssl dgst -sha512 -mac hmac -macopt hexkey:00ff`, in base64.
fn request(signature: &str, body: &'static str) -> Request<Full<Bytes>> {
    Request::post("/hooks")
        .header("x-id", "msg-1")
        .header("x-signature", format!("t={NOW},v1={signature}"))
        .body(Full::new(Bytes::from(body)))
        .expect("a request")
}

#[test]
fn schemes_are_as_described() {
    let [first, second] = SIGNATURES else {
        panic!("two schemes: {SIGNATURES:?}");
    };
    assert_eq!(first.algorithm, Algorithm::HmacSha512);
    assert_eq!(
        (first.header, first.separator, first.prefix, first.encoding),
        ("x-signature", Some(","), "v1=", Encoding::Base64)
    );
    let time = SignedPart::Entry("t=");
    assert_eq!(
        first.signed,
        [
            time,
            SignedPart::Text("."),
            SignedPart::Header("x-id"),
            SignedPart::Text("."),
            SignedPart::Body
        ]
    );
    assert_eq!(first.timestamp, Some((time, 60)));
    assert_eq!(first.secret.prefix, "key_");
    assert_eq!(first.secret.encoding, Some(Encoding::Hex));
    assert_eq!(
        (second.signed, second.timestamp),
        (&[SignedPart::Body][..], None)
    );
    assert_eq!(second.encoding, Encoding::Hex);
}

#[tokio::test]
async fn deliveries_are_verified_and_typed() {
    let created = request(CREATED_SIGNATURE, CREATED);
    match receiver().receive(created).await.expect("an event") {
        Event::OrderCreated(event) => assert_eq!(event.order, "o-1"),
        other => panic!("another event: {other:?}"),
    }
    let forged = request(CREATED_SIGNATURE, BALANCE);
    let error = receiver().receive(forged).await.expect_err("forged");
    assert_eq!(error.code(), "WEBHOOK_SIGNATURE");
    assert_eq!(answer(&error), 401);
    let balance = request(BALANCE_SIGNATURE, BALANCE);
    match receiver().receive(balance).await.expect("an event") {
        Event::Balance(event) => assert_eq!(event.amount.to_string(), "1.10"),
        other => panic!("another event: {other:?}"),
    }
    let other = request(OTHER_SIGNATURE, OTHER);
    match receiver().receive(other).await.expect("an event") {
        Event::Unrecognized(event) => assert_eq!(event.body(), OTHER.as_bytes()),
        other => panic!("another event: {other:?}"),
    }
}

#[tokio::test]
async fn the_extractor_takes_verified_deliveries_only() {
    use axum_core::extract::FromRequest as _;
    use axum_core::response::IntoResponse as _;
    use lean::webhook::Verified;

    let state = receiver();
    let created = request(CREATED_SIGNATURE, CREATED).map(axum_core::body::Body::new);
    let Verified(event) = Verified::<Event>::from_request(created, &state)
        .await
        .expect("an event");
    assert!(matches!(event, Event::OrderCreated(_)));
    let forged = request(CREATED_SIGNATURE, OTHER).map(axum_core::body::Body::new);
    let rejection = Verified::<Event>::from_request(forged, &state).await;
    let response = rejection.expect_err("forged").into_response();
    assert_eq!(response.status(), 401);
}

const CREATED: &str = r#"{"kind":"order-created","order":"o-1","note":"by hand"}"#;
const CREATED_SIGNATURE: &str =
    "a/Xe3Lksf8icnXgSzVrEZOlum5j9N2jexveSBtPxZDZIL8njSg4bLhsUbNabs3C9z/jbLkMGfnkdxWosNRt3vg==";
const BALANCE: &str = r#"{"amount":1.10}"#;
const BALANCE_SIGNATURE: &str =
    "Y3xkO0xddn4rEJcipEsKCx7M86mAYmPBhBwtkCgGgZY6Z52rb2A0OHo6yecLBgVZrbNw3+gsrzxwhMXxm8cDjQ==";
const OTHER: &str = r#"{"kind":"order-deleted","order":"o-1"}"#;
const OTHER_SIGNATURE: &str =
    "faWE7GLvIYeW37eoKNkh9nHA8mcrE4HE0xXn9PU3+s4AdBIFegfU4DZnrRI+H8jrJmn2pCpFG29Y0ezZr+g5Kg==";
