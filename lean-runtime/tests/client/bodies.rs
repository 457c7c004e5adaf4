//! Bodies within their limits, in memory and as streams.

use lean_runtime::{
    body::Source,
    request::Payload,
    testing::{Answer, FakeTransport},
};
use tokio::time::Instant;

use crate::support::{builder, call, client, failed, request, seconds, send, table, text};

#[tokio::test]
async fn a_body_is_read_whole() {
    let fake = FakeTransport::answering(|_| Answer::status(200).piece("ab").piece("").piece("c"));
    let reply = call(&client(&fake), &table::GET).await.expect("an answer");
    assert_eq!(text(&reply), "abc");
}

#[tokio::test]
async fn w_06_a_body_larger_than_allowed_is_cut_off() {
    let fake = FakeTransport::answering(|_| Answer::status(200).piece("abc").piece("def"));
    let client = |bytes| {
        builder(&fake)
            .max_body_bytes(bytes)
            .build()
            .expect("a client")
    };
    let error = failed(call(&client(5), &table::GET).await);
    assert_eq!(error.code(), "BODY_TOO_LARGE");
    assert!(!error.is_retryable());
    assert_eq!(
        text(&call(&client(6), &table::GET).await.expect("fits")),
        "abcdef"
    );
    // An answer that was not read says nothing about a payment.
    let error = failed(call(&client(5), &table::CREATE).await);
    assert!(
        error.is_outcome_unknown() && error.to_string().contains("BODY_TOO_LARGE"),
        "{error}"
    );
}

#[tokio::test]
async fn an_announced_length_is_believed_when_it_is_too_large() {
    let fake = FakeTransport::answering(|_| Answer::status(200).header("content-length", "99"));
    let client = builder(&fake).max_body_bytes(98).build().expect("a client");
    assert_eq!(
        failed(call(&client, &table::GET).await).code(),
        "BODY_TOO_LARGE"
    );
    let reply = call(&client, &table::HEAD).await.expect("no body");
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn a_streamed_body_comes_in_pieces_and_holds_its_place_until_its_end() {
    let fake = FakeTransport::answering(|_| Answer::status(200).piece("ab").piece("c"));
    let client = builder(&fake).concurrency(1).build().expect("a client");
    let mut streamed = request(&table::GET);
    streamed.options.streamed = true;
    let mut reply = send(&client, streamed.clone()).await.expect("an answer");
    assert!(reply.body.in_memory().is_none());
    assert_eq!(
        reply.body.chunk().await.expect("a piece").as_deref(),
        Some(&b"ab"[..])
    );
    let mut second = Box::pin(send(&client, streamed));
    assert!(futures_util::poll!(&mut second).is_pending());
    assert_eq!(
        reply.body.chunk().await.expect("a piece").as_deref(),
        Some(&b"c"[..])
    );
    assert_eq!(reply.body.chunk().await.expect("the end"), None);
    second.await.expect("its turn");
}

#[tokio::test(start_paused = true)]
async fn w_14_a_streamed_body_that_stands_still_ends_with_an_error() {
    let fake = FakeTransport::answering(|_| Answer::status(200).piece("ab").then_stalled());
    let client = builder(&fake)
        .idle_timeout(seconds(3))
        .build()
        .expect("a client");
    let mut streamed = request(&table::GET);
    streamed.options.streamed = true;
    let reply = send(&client, streamed).await.expect("an answer");
    let start = Instant::now();
    let error = reply.body.bytes().await.expect_err("stalled");
    assert_eq!(
        (error.code(), start.elapsed()),
        ("TIMEOUT_IDLE", seconds(3))
    );
    assert_eq!(error.passport().operation(), Some("getBanks"));
}

#[tokio::test]
async fn an_error_is_read_into_memory_even_if_a_stream_was_asked_for() {
    let fake = FakeTransport::answering(|_| Answer::json(404, "{}"));
    let mut streamed = request(&table::GET);
    streamed.options.streamed = true;
    let reply = send(&client(&fake), streamed).await.expect("an answer");
    assert_eq!(text(&reply), "{}");
}

#[tokio::test]
async fn a_file_is_sent_as_it_is() {
    let path = std::env::temp_dir().join(format!("lean-body-{}", std::process::id()));
    std::fs::write(&path, vec![7; 200_000]).expect("written");
    let fake = FakeTransport::answering(|_| Answer::status(200));
    let mut upload = request(&table::CREATE);
    upload.body = Payload::Stream(Source::from_file(&path).expect("a file"));
    send(&client(&fake), upload).await.expect("an answer");
    std::fs::remove_file(&path).expect("removed");
    let seen = &fake.seen()[0];
    assert_eq!(seen.header("content-length"), Some("200000"));
    assert!(seen.body.len() == 200_000 && seen.body.iter().all(|byte| *byte == 7));
    assert!(Source::from_file(std::env::temp_dir()).is_err());
}
