//! When it is not known whether a payment was made.

use lean_runtime::{
    RetryPolicy,
    testing::{Answer, FakeTransport},
    transport::{Failure, Reach},
};

use crate::support::{
    builder, call, client, failed, mutual, payment, seconds, send,
    server::{Server, Setup},
    table,
};

fn always(answer: fn() -> Answer) -> FakeTransport {
    FakeTransport::answering(move |_| answer())
}

#[tokio::test(start_paused = true)]
async fn an_ambiguous_failure_of_a_payment_is_told_with_its_key() {
    let fake = always(Answer::closed);
    let error = failed(send(&client(&fake), payment()).await);
    assert_eq!(error.code(), "OUTCOME_UNKNOWN");
    assert!(error.is_outcome_unknown() && !error.is_retryable());
    let key = error.outcome_unknown().expect("a key").as_str();
    assert_eq!(fake.seen()[2].header("idempotency-key"), Some(key));
    assert_eq!(error.attempts(), 3, "the key makes repeating harmless");
    let text = error.to_string();
    assert!(
        text.contains(key) && text.contains("CONNECTION_CLOSED"),
        "{text}"
    );
}

#[tokio::test(start_paused = true)]
async fn without_a_key_it_is_sent_once_and_told_without_one() {
    let fake = always(Answer::closed);
    let error = failed(call(&client(&fake), &table::CREATE).await);
    assert!(error.is_outcome_unknown());
    assert_eq!(error.outcome_unknown(), None);
    assert_eq!(fake.seen().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn deadlines_of_a_payment_leave_the_outcome_open() {
    let client = |fake: &FakeTransport| {
        let builder = builder(fake).retry(RetryPolicy::never());
        builder.first_byte_timeout(seconds(5)).timeout(seconds(8))
    };
    let fake = always(Answer::never);
    let error = failed(send(&client(&fake).build().expect("a client"), payment()).await);
    assert!(error.is_outcome_unknown() && error.is_timeout(), "{error}");

    let total = client(&fake).first_byte_timeout(seconds(60)).build();
    let error = failed(send(&total.expect("a client"), payment()).await);
    assert!(error.is_outcome_unknown() && error.is_timeout(), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_cut_off_answer_leaves_the_outcome_open() {
    let fake = always(|| Answer::status(201).piece("{\"id\"").then_cut_off());
    let error = failed(call(&client(&fake), &table::CREATE).await);
    assert!(error.is_outcome_unknown(), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(201));
}

#[tokio::test(start_paused = true)]
async fn what_never_reached_the_server_is_no_open_outcome() {
    let fake = always(Answer::refused);
    let error = failed(send(&client(&fake), payment()).await);
    assert!(!error.is_outcome_unknown() && error.is_connect() && error.is_retryable());
}

#[tokio::test(start_paused = true)]
async fn an_earlier_ambiguous_attempt_is_not_forgotten() {
    let fake = FakeTransport::script([Answer::closed(), Answer::refused(), Answer::refused()]);
    let error = failed(send(&client(&fake), payment()).await);
    assert!(error.is_outcome_unknown(), "{error}");

    let fake = FakeTransport::script([Answer::closed(), Answer::status(503), Answer::status(503)]);
    let error = failed(send(&client(&fake), payment()).await);
    assert!(error.is_outcome_unknown(), "{error}");

    // That it is not let in now says nothing of what was done before.
    let fake = FakeTransport::script([Answer::closed(), Answer::status(401)]);
    let error = failed(send(&client(&fake), payment()).await);
    assert!(error.is_outcome_unknown(), "{error}");

    // It may be refused because the first attempt is under way.
    let fake = FakeTransport::script([Answer::closed(), Answer::status(409)]);
    let error = failed(send(&client(&fake), payment()).await);
    assert!(error.is_outcome_unknown(), "{error}");

    // A success under the same key settles it.
    let fake = FakeTransport::script([Answer::closed(), Answer::status(201)]);
    let reply = send(&client(&fake), payment()).await.expect("an answer");
    assert_eq!(reply.status, 201);
}

#[tokio::test(start_paused = true)]
async fn what_can_be_repeated_by_its_method_is_no_open_outcome() {
    for operation in [&table::GET, &table::DELETE] {
        let fake = always(Answer::closed);
        let error = failed(call(&client(&fake), operation).await);
        assert_eq!(error.code(), "CONNECTION_CLOSED");
        assert!(error.is_retryable() && !error.is_outcome_unknown());
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_given_up_leaves_nothing_behind() {
    let fake = always(Answer::never);
    let client = builder(&fake).concurrency(1).build().expect("a client");
    let given_up = tokio::time::timeout(seconds(1), call(&client, &table::GET)).await;
    assert!(given_up.is_err());
    // Its place is free again.
    let second = tokio::time::timeout(seconds(1), call(&client, &table::GET)).await;
    assert!(second.is_err());
    assert_eq!(fake.seen().len(), 2);
}

#[tokio::test]
async fn calls_given_up_leave_no_connection_behind() {
    for (config, connections) in [
        // One call is all that a connection has; giving it up closes the connection.
        (Setup::mutual().http1(), 0),
        // Giving up a stream leaves the connection to others.
        (Setup::mutual().http2(), 1),
    ] {
        let server = Server::http(config, |_| std::future::pending()).await;
        let client = mutual::client(&server);
        let calls: Vec<_> = (0..20)
            .map(|_| {
                let client = client.clone();
                tokio::spawn(async move { call(&client, &table::GET).await.map(drop) })
            })
            .collect();
        while server.visits().len() < calls.len() {
            tokio::task::yield_now().await;
        }
        for call in &calls {
            call.abort();
        }
        server.drained_to(connections).await;
        drop(client);
        server.drained_to(0).await;
    }
}

#[test]
fn a_failure_says_how_far_it_came() {
    assert_eq!(Failure::connect("x").reach(), Reach::NotReached);
    assert_eq!(Failure::closed("x").reach(), Reach::Perhaps);
    assert_eq!(Failure::reset("x").code(), "CONNECTION_RESET");
}
