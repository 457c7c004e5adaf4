//! The requests that are repeated: when, and how often.

use lean_runtime::{
    RetryPolicy,
    body::Source,
    request::Payload,
    testing::{Answer, FakeTransport},
};
use tokio::time::Instant;

use crate::support::{builder, call, client, failed, payment, request, seconds, send, table};

/// Answers with these statuses, the last one for ever.
fn statuses(statuses: &'static [u16]) -> FakeTransport {
    FakeTransport::answering(|seen| {
        let at = (seen.number - 1).min(statuses.len() - 1);
        Answer::json(statuses[at], "{}")
    })
}

#[tokio::test(start_paused = true)]
async fn failures_of_the_moment_are_repeated_where_it_is_harmless() {
    for (operation, sent) in [(&table::GET, 3), (&table::DELETE, 3), (&table::CREATE, 1)] {
        let fake = statuses(&[503]);
        let reply = call(&client(&fake), operation).await.expect("an answer");
        assert_eq!(reply.status, 503, "{}", operation.id);
        assert_eq!(fake.seen().len(), sent, "{}", operation.id);
        assert_eq!(reply.passport.attempts() as usize, sent);
    }
    // With a key too; and then none of the answers says what became of it.
    let fake = statuses(&[503]);
    let error = failed(call(&client(&fake), &table::PAY).await);
    assert!(error.is_outcome_unknown() && error.outcome_unknown().is_some());
    assert_eq!((fake.seen().len(), error.attempts()), (3, 3));
}

#[tokio::test(start_paused = true)]
async fn what_would_fail_again_is_not_repeated() {
    for status in [200, 400, 401, 403, 404, 409, 501] {
        let fake = FakeTransport::answering(move |_| Answer::json(status, "{}"));
        let reply = call(&client(&fake), &table::GET).await.expect("an answer");
        assert_eq!(reply.status, status);
        assert_eq!(fake.seen().len(), 1, "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_never_came_about_is_tried_again_even_for_a_post() {
    let fake = FakeTransport::script([Answer::refused(), Answer::json(201, "{}")]);
    let reply = call(&client(&fake), &table::CREATE).await;
    assert_eq!(reply.expect("an answer").status, 201);
}

#[tokio::test(start_paused = true)]
async fn the_key_is_minted_once_and_is_the_same_in_every_attempt() {
    let fake = statuses(&[503, 503, 200]);
    let client = client(&fake);
    let reply = send(&client, payment()).await.expect("an answer");
    let keys: Vec<_> = fake
        .seen()
        .iter()
        .map(|seen| seen.header("idempotency-key").expect("a key").to_owned())
        .collect();
    assert_eq!(keys.len(), 3);
    assert!(keys.iter().all(|key| *key == keys[0]));
    let told = reply.passport.idempotency_key().expect("a key");
    assert_eq!(told.as_str(), keys[0]);
    send(&client, payment()).await.expect("an answer");
    assert_ne!(fake.seen()[3].header("idempotency-key"), Some(&*keys[0]));
}

#[tokio::test(start_paused = true)]
async fn a_key_of_the_callers_own_is_used_as_it_is() {
    let fake = statuses(&[200]);
    let mut request = payment();
    request.options.idempotency_key = Some("order-1".to_owned());
    send(&client(&fake), request).await.expect("an answer");
    assert_eq!(fake.seen()[0].header("idempotency-key"), Some("order-1"));
}

#[tokio::test(start_paused = true)]
async fn w_21_retry_after_is_waited_for_and_capped() {
    let busy = |after: &str| Answer::status(429).header("retry-after", after);
    let fake = FakeTransport::script([busy("7"), Answer::status(200)]);
    let start = Instant::now();
    let reply = call(&client(&fake), &table::GET).await.expect("an answer");
    assert_eq!(reply.status, 200);
    assert!(start.elapsed() >= seconds(7) && start.elapsed() < seconds(8));

    let fake = FakeTransport::script([busy("86400"), Answer::status(200)]);
    let reply = call(&client(&fake), &table::GET).await.expect("an answer");
    assert_eq!((reply.status.as_u16(), fake.seen().len()), (429, 1));

    for odd in ["-1", "soon", "1e9"] {
        let fake = FakeTransport::script([busy(odd), Answer::status(200)]);
        let reply = call(&client(&fake), &table::GET).await.expect("an answer");
        assert_eq!(reply.status, 200, "{odd}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_wait_goes_beyond_the_deadline() {
    let fake = FakeTransport::script([Answer::status(503).header("retry-after", "15")]);
    let client = builder(&fake)
        .timeout(seconds(10))
        .build()
        .expect("a client");
    let start = Instant::now();
    let reply = call(&client, &table::GET)
        .await
        .expect("the answer that there is");
    assert_eq!(reply.status, 503);
    assert_eq!(start.elapsed(), seconds(0));
}

#[tokio::test(start_paused = true)]
async fn the_budget_ends_repeats_for_all_calls() {
    let fake = statuses(&[503]);
    let policy = RetryPolicy::new().budget(25);
    let client = builder(&fake).retry(policy).build().expect("a client");
    for _ in 0..20 {
        call(&client, &table::GET).await.expect("an answer");
    }
    assert_eq!(fake.seen().len(), 20 + 5);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_can_be_read_once_is_sent_once() {
    let piece = || futures_util::stream::iter([Ok("x".into())]);
    let fake = statuses(&[503]);
    let mut once = request(&table::PAY);
    once.body = Payload::Stream(Source::once(Some(1), piece()));
    send(&client(&fake), once).await.expect("an answer");
    assert_eq!(fake.seen().len(), 1);

    let fake = statuses(&[503]);
    let mut again = request(&table::PAY);
    again.body = Payload::Stream(Source::new(Some(1), piece));
    failed(send(&client(&fake), again).await);
    assert_eq!(fake.seen().len(), 3);
    assert!(fake.seen().iter().all(|seen| seen.body == "x"));
}

#[tokio::test(start_paused = true)]
async fn w_23_a_misdirected_request_gets_one_connection_of_its_own() {
    let fake = statuses(&[421]);
    let reply = call(&client(&fake), &table::CREATE)
        .await
        .expect("an answer");
    assert_eq!(reply.status, 421);
    let fresh: Vec<_> = fake
        .seen()
        .iter()
        .map(|seen| seen.fresh_connection)
        .collect();
    assert_eq!(fresh, [false, true]);
}

#[tokio::test(start_paused = true)]
async fn w_14_each_deadline_has_a_name() {
    let client = |fake: &FakeTransport| {
        let builder = builder(fake).retry(RetryPolicy::never());
        builder
            .first_byte_timeout(seconds(5))
            .idle_timeout(seconds(3))
    };
    let code = async |answer: fn() -> Answer, total: u64| {
        let fake = FakeTransport::answering(move |_| answer());
        let client = client(&fake)
            .timeout(seconds(total))
            .build()
            .expect("a client");
        let start = Instant::now();
        let error = failed(call(&client, &table::GET).await);
        assert!(error.is_timeout() && error.is_retryable(), "{error}");
        (error.code().to_owned(), start.elapsed().as_secs())
    };
    let stalled = || Answer::status(200).piece("{").then_stalled();
    assert_eq!(
        code(Answer::never, 60).await,
        ("TIMEOUT_FIRST_BYTE".to_owned(), 5)
    );
    assert_eq!(code(stalled, 60).await, ("TIMEOUT_IDLE".to_owned(), 3));
    assert_eq!(
        code(Answer::never, 2).await,
        ("TIMEOUT_TOTAL".to_owned(), 2)
    );
}

#[tokio::test(start_paused = true)]
async fn a_calls_own_timeout_replaces_the_clients() {
    let fake = FakeTransport::answering(|_| Answer::never());
    let mut request = request(&table::GET);
    request.options.timeout = Some(seconds(1));
    let start = Instant::now();
    let error = failed(send(&client(&fake), request).await);
    assert_eq!(
        (error.code(), start.elapsed()),
        ("TIMEOUT_TOTAL", seconds(1))
    );
}

#[tokio::test(start_paused = true)]
async fn durations_of_any_length_do_no_harm() {
    use std::time::Duration;
    for long in [Duration::MAX, Duration::ZERO] {
        let fake = statuses(&[503, 200]);
        let policy = RetryPolicy::new().backoff(long, long).retry_after_max(long);
        let builder = builder(&fake)
            .retry(policy)
            .idle_timeout(long)
            .connect_timeout(long);
        let builder = builder.rate_limit(lean_runtime::RateLimit::new(1000, long).burst(u32::MAX));
        let builder = builder
            .timeout(Duration::MAX)
            .first_byte_timeout(Duration::MAX);
        let client = builder.build().expect("a client");
        let _ = call(&client, &table::GET).await;
        let mut request = request(&table::GET);
        request.options.timeout = Some(long);
        let _ = send(&client, request).await;
    }
}
