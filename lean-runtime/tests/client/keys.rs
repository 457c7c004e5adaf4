//! Idempotency keys: who may set them, and which are refused before anything is sent.

use lean_runtime::{
    call::{AnyCall, Empty},
    client::Caller,
    middleware::{Attempt, AttemptOutcome, Middleware, Signing},
    testing::{Answer, FakeTransport},
};

use crate::support::{builder, call, client, failed, payment, send, table};

fn done() -> FakeTransport {
    FakeTransport::answering(|_| Answer::json(200, "{}"))
}

#[tokio::test]
async fn an_operation_without_a_key_refuses_one() {
    let fake = done();
    let mut request = payment();
    request.operation = &table::CREATE;
    request.options.idempotency_key = Some("order-1".to_owned());
    let error = failed(send(&client(&fake), request).await);
    assert_eq!(error.code(), "INVALID_REQUEST");
    let any = AnyCall::new(Caller::executor(&client(&fake)), &table::CREATE);
    let error = any
        .idempotency_key("order-1")
        .send_raw()
        .await
        .expect_err("refused");
    assert!(error.to_string().contains("names no header"), "{error}");
    assert!(fake.seen().is_empty());
}

#[tokio::test]
async fn keys_that_cannot_be_told_apart_are_refused() {
    let fake = done();
    for key in ["", "  ", "\t", "order-1 ", "\u{a0}", "a\nb", "\u{7f}"] {
        let mut request = payment();
        request.options.idempotency_key = Some(key.to_owned());
        let error = failed(send(&client(&fake), request).await);
        assert_eq!(error.code(), "INVALID_REQUEST", "{key:?}");
        assert!(error.idempotency_key().is_none());
    }
    for second in ["", "order-2"] {
        let mut request = payment();
        request.options.idempotency_key = Some("order-1".to_owned());
        let value = second.parse().expect("a value");
        request.headers.insert("idempotency-key", value);
        let error = failed(send(&client(&fake), request).await);
        assert!(error.to_string().contains("is given twice"), "{error}");
    }
    assert!(fake.seen().is_empty());
}

#[tokio::test]
async fn one_key_for_all_calls_is_refused() {
    let fake = done();
    let client = builder(&fake).header("idempotency-key", "my-app").build();
    let client = client.expect("a client");
    let error = failed(call(&client, &table::PAY).await);
    assert_eq!(error.code(), "CONFIGURATION");
    assert!(
        error
            .to_string()
            .contains("Take the header off the builder"),
        "{error}"
    );
    assert!(fake.seen().is_empty());
    // A call's own key takes its place; what takes none is not concerned.
    let mut request = payment();
    request.options.idempotency_key = Some("order-1".to_owned());
    send(&client, request).await.expect("an answer");
    assert_eq!(fake.seen()[0].header("idempotency-key"), Some("order-1"));
    call(&client, &table::GET).await.expect("an answer");
}

struct Minting;

impl Middleware for Minting {
    fn before<'a>(&'a self, attempt: &'a mut Attempt<'_>) -> Signing<'a> {
        Box::pin(async move {
            let key = format!("attempt-{}", attempt.number());
            attempt.set_header("IDEMPOTENCY-KEY", &key)
        })
    }
}

#[tokio::test]
async fn a_middleware_cannot_give_each_attempt_a_key() {
    let fake = done();
    let client = builder(&fake)
        .middleware(Minting)
        .build()
        .expect("a client");
    let error = failed(call(&client, &table::PAY).await);
    assert_eq!(error.code(), "MIDDLEWARE");
    assert!(
        error
            .to_string()
            .contains("may not change the idempotency key"),
        "{error}"
    );
    assert!(fake.seen().is_empty());
}

struct Panicking;

impl Middleware for Panicking {
    fn after(&self, _: &Attempt<'_>, _: &AttemptOutcome<'_>) {
        panic!("after the request was sent");
    }
}

#[test]
fn a_runtime_that_ends_under_a_call_leaves_its_outcome_open() {
    for (operation, is_open) in [(&table::CREATE, true), (&table::GET, false)] {
        let fake = done();
        let client = builder(&fake)
            .middleware(Panicking)
            .build()
            .expect("a client");
        let any = AnyCall::new(Caller::executor(&client), operation);
        let failed = any.wait::<Empty, Empty>().expect_err("it panicked");
        assert_eq!(failed.is_outcome_unknown(), is_open, "{failed}");
        assert_eq!(fake.seen().len(), 1);
        assert!(failed.to_string().contains("RUNTIME"), "{failed}");
    }
}
