//! W-27: many requests at once, against servers that close their connections again and again.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use futures_util::future::join_all;
use lean_runtime::{Client, Error, RetryPolicy, request::Payload};
use tokio::io::AsyncWriteExt as _;

use crate::{
    http2::{GOAWAY, HEADERS, begin, frame, read_until_request},
    support::{
        call, mutual, request, send,
        server::{Server, Setup, read_request},
        table,
    },
};

const BURST: usize = 300;
const PER_CONNECTION: u8 = 5;
/// The number of failures of Go's client in the same burst.
const FAILURES_MAX: usize = 32;

/// Answers five requests on each connection and closes it without a word of HTTP.
async fn closing_http1(acted: Arc<Mutex<HashMap<String, usize>>>) -> Server {
    Server::tls(Setup::mutual().http1(), move |mut stream, _| {
        let acted = Arc::clone(&acted);
        async move {
            for _ in 0..PER_CONNECTION {
                let Some(head) = read_request(&mut stream).await else {
                    return;
                };
                let line = head.lines().find(|line| line.starts_with("x-id:"));
                let id = line.expect("an id").to_owned();
                *acted.lock().expect("no panic").entry(id).or_default() += 1;
                let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
                let _ = stream.write_all(answer).await;
                let _ = stream.flush().await;
            }
            let _ = stream.shutdown().await;
        }
    })
    .await
}

/// Answers five requests on each connection, says which was the last one if `in_good_order`, and closes it.
async fn closing_http2(acted: Arc<AtomicUsize>, in_good_order: bool) -> Server {
    Server::tls(Setup::mutual().http2(), move |mut stream, _| {
        let acted = Arc::clone(&acted);
        async move {
            begin(&mut stream).await;
            let mut last = 0;
            for _ in 0..PER_CONNECTION {
                let Some(id) = read_until_request(&mut stream).await else {
                    return;
                };
                acted.fetch_add(1, Ordering::SeqCst);
                let _ = stream.write_all(&frame(HEADERS, 5, id, &[0x88])).await;
                last = id;
            }
            if in_good_order {
                let goaway = frame(GOAWAY, 0, 0, &[0, 0, 0, last, 0, 0, 0, 0]);
                let _ = stream.write_all(&goaway).await;
                let _ = stream.shutdown().await;
                // Until the client has gone: a reset would overtake what was said.
                while read_until_request(&mut stream).await.is_some() {}
            }
        }
    })
    .await
}

async fn burst(client: &Client, body: &'static str) -> Vec<Error> {
    let calls: Vec<_> = (0..BURST)
        .map(|id| {
            let client = client.clone();
            tokio::spawn(async move {
                let mut request = request(&table::CREATE);
                request.headers.insert("x-id", id.into());
                request.body = Payload::Bytes(body.into());
                send(&client, request).await.map(drop)
            })
        })
        .collect();
    let mut failures = Vec::new();
    for call in calls {
        failures.extend(call.await.expect("no panic").err());
    }
    failures
}

async fn reads(client: &Client) -> Vec<Error> {
    let calls = (0..BURST).map(|_| call(client, &table::GET));
    let results = join_all(calls).await;
    results.into_iter().filter_map(Result::err).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_makes_few_handshakes_over_http_2() {
    let server = Server::ok(Setup::mutual().http2()).await;
    let client = mutual::client(&server);
    for _ in 0..2 {
        let failures = reads(&client).await;
        assert!(failures.is_empty(), "{}", shown(&failures));
        // One, unless the machine is so slow that the pool has it late.
        assert!(server.connections() <= 8, "{}", server.connections());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_burst_over_http_1_waits_for_no_other_connection() {
    let server = Server::ok(Setup::mutual().http1()).await;
    let failures = reads(&mutual::client(&server)).await;
    assert!(failures.is_empty(), "{}", shown(&failures));
    assert!(server.connections() > 8, "{}", server.connections());
}

fn shown(failures: &[Error]) -> String {
    let texts = failures.iter().map(|error| format!("{error:?}"));
    texts.take(3).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w_27_a_burst_on_connections_that_close_after_five_requests() {
    for (policy, at_once) in [
        (RetryPolicy::new(), BURST),
        (RetryPolicy::never(), BURST),
        (RetryPolicy::new(), 8),
        (RetryPolicy::never(), 8),
    ] {
        let acted: Arc<Mutex<HashMap<String, usize>>> = Arc::default();
        let server = closing_http1(Arc::clone(&acted)).await;
        let builder = mutual::builder(&server).retry(policy).concurrency(at_once);
        let failures = burst(&builder.build().expect("a client"), "{}").await;
        assert!(failures.len() <= FAILURES_MAX, "{}", shown(&failures));
        let acted = acted.lock().expect("no panic");
        // Check that no payment is made twice or lost silently.
        assert!(acted.values().all(|times| *times == 1));
        let open = failures.iter().filter(|error| error.is_outcome_unknown());
        assert!(acted.len() <= BURST - failures.len() + open.count());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w_27_a_burst_on_connections_that_say_goodbye_after_five_requests() {
    let acted = Arc::new(AtomicUsize::new(0));
    let server = closing_http2(Arc::clone(&acted), true).await;
    let client = mutual::client(&server);
    let failures = burst(&client, "").await;
    assert!(
        failures.len() <= FAILURES_MAX,
        "{} {}",
        failures.len(),
        shown(&failures)
    );
    let open = failures.iter().filter(|error| error.is_outcome_unknown());
    let acted = acted.load(Ordering::SeqCst);
    assert!((BURST - failures.len()..=BURST - failures.len() + open.count()).contains(&acted));
}

/// Nothing says which of the requests were read: few are put at stake, all that were lost are open, and none is sent
/// twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn w_27_a_burst_on_streams_that_are_cut_off_loses_few_and_sends_none_twice() {
    let acted = Arc::new(AtomicUsize::new(0));
    let server = closing_http2(Arc::clone(&acted), false).await;
    let failures = burst(&mutual::client(&server), "").await;
    assert!(failures.len() <= FAILURES_MAX, "{}", shown(&failures));
    let acted = acted.load(Ordering::SeqCst);
    assert!((BURST - failures.len()..=BURST).contains(&acted));
    for error in failures {
        assert!(
            error.is_outcome_unknown() || error.is_retryable(),
            "{error:?}"
        );
    }
}
