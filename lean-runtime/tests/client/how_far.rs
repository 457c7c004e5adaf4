//! W-28 and W-29: how far a request came decides what a failure means, and nothing is sent that is not counted.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use h2::{Reason, server::SendResponse};
use lean_runtime::{
    Error, RetryPolicy,
    error::SendProgress,
    middleware::{Attempt, Middleware, Signing},
};
use tokio::{io::AsyncWriteExt as _, net::TcpStream};
use tokio_rustls::server::TlsStream;

use crate::{
    http2::{GOAWAY, HEADERS, begin, frame, read_until_request},
    support::{
        call, failed, mutual, payment, send,
        server::{Close, Server, Setup, read_request, wire},
        table,
    },
};

/// The way that TLS breaks off after a request was read.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Breaks {
    /// A record that does not decrypt.
    Record,
    /// Bytes that are not TLS.
    ClearText,
    /// The server sends the alert `bad_record_mac`.
    Alert,
}

const ALL: [Breaks; 3] = [Breaks::Record, Breaks::ClearText, Breaks::Alert];

async fn break_tls(stream: TlsStream<TcpStream>, how: Breaks) {
    let (mut socket, mut tls) = stream.into_inner();
    let mut record = vec![23, 3, 3, 0, 40];
    record.extend([7; 40]);
    let bytes = match how {
        Breaks::Record => record,
        Breaks::ClearText => b"HTTP/1.1 502 Bad Gateway\r\n\r\n".to_vec(),
        Breaks::Alert => {
            // As if the client's next record had been changed on its way.
            tls.read_tls(&mut &*record).expect("it is in memory");
            tls.process_new_packets().expect_err("it does not decrypt");
            let mut alert = Vec::new();
            while tls.wants_write() {
                tls.write_tls(&mut alert).expect("it is in memory");
            }
            alert
        }
    };
    let _ = socket.write_all(&bytes).await;
    // Until the client hangs up: nothing but those bytes ends the connection.
    let _ = tokio::io::copy(&mut socket, &mut tokio::io::sink()).await;
}

/// Breaks off TLS under the first request, and answers all others.
async fn breaking(how: Breaks, is_http2: bool, acted: Arc<AtomicUsize>) -> Server {
    let setup = Setup::mutual();
    let setup = if is_http2 {
        setup.http2()
    } else {
        setup.http1()
    };
    Server::tls(setup, move |mut stream, _| {
        let acted = Arc::clone(&acted);
        async move {
            if is_http2 {
                begin(&mut stream).await;
            }
            loop {
                let id = match is_http2 {
                    true => read_until_request(&mut stream).await,
                    false => read_request(&mut stream).await.map(|_| 0),
                };
                let Some(id) = id else { return };
                if acted.fetch_add(1, Ordering::SeqCst) == 0 {
                    return break_tls(stream, how).await;
                }
                let answer = match is_http2 {
                    // An indexed `:status: 200`, and the end of the stream.
                    true => frame(HEADERS, 5, id, &[0x88]),
                    false => b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_vec(),
                };
                let _ = stream.write_all(&answer).await;
                let _ = stream.flush().await;
            }
        }
    })
    .await
}

#[tokio::test]
async fn w_28_tls_that_breaks_after_the_handshake_leaves_a_payment_open() {
    for (how, is_http2) in ALL.into_iter().flat_map(|how| [(how, false), (how, true)]) {
        let acted = Arc::new(AtomicUsize::new(0));
        let server = breaking(how, is_http2, Arc::clone(&acted)).await;
        let error = failed(call(&mutual::client(&server), &table::CREATE).await);
        assert!(error.is_outcome_unknown(), "{how:?} {is_http2}: {error:?}");
        assert_eq!(error.progress(), SendProgress::BodySent, "{how:?}");
        assert_eq!((error.attempts(), acted.load(Ordering::SeqCst)), (1, 1));
        let text = error.to_string();
        assert!(!text.contains("nothing was sent"), "{text}");
    }
}

#[tokio::test]
async fn w_28_tls_that_breaks_after_the_handshake_is_tried_again_where_that_is_harmless() {
    for (how, is_http2) in ALL.into_iter().flat_map(|how| [(how, false), (how, true)]) {
        let server = breaking(how, is_http2, Arc::default()).await;
        let reply = call(&mutual::client(&server), &table::GET).await;
        let reply = reply.unwrap_or_else(|error| panic!("{how:?} {is_http2}: {error:?}"));
        assert_eq!(reply.passport.attempts(), 2);
        assert_eq!(reply.passport.progress(), SendProgress::ResponseBegun);
        // The key makes it harmless.
        let server = breaking(how, is_http2, Arc::default()).await;
        let reply = send(&mutual::client(&server), payment()).await;
        assert_eq!(reply.expect("an answer").passport.attempts(), 2);
    }
}

#[tokio::test]
async fn w_28_a_request_without_a_connection_was_never_sent() {
    let server = wire("", Close::Cut).await;
    let client = mutual::builder(&server).build().expect("a client");
    drop(server);
    let error = failed(call(&client, &table::CREATE).await);
    assert!(
        !error.is_outcome_unknown() && error.is_retryable(),
        "{error:?}"
    );
    assert_eq!(error.progress(), SendProgress::NotConnected);
}

/// The runtime that opened a connection ends while another one's call is under way.
#[test]
fn w_28_a_runtime_that_ends_takes_no_call_of_another_one_with_it() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let builder = builder.worker_threads(1).enable_all();
        builder.build().expect("a runtime")
    };
    let (servers, mine) = (runtime(), runtime());
    for setup in [Setup::mutual().http1(), Setup::mutual().http2()] {
        let (seen, mut wait) = tokio::sync::mpsc::unbounded_channel();
        let go = Arc::new(tokio::sync::Notify::new());
        let gate = Arc::clone(&go);
        let server = servers.block_on(Server::http(setup, move |visit| {
            let (seen, go) = (seen.clone(), Arc::clone(&gate));
            async move {
                let _ = seen.send(());
                if visit.method == "POST" {
                    go.notified().await;
                }
                crate::support::server::json("{}")
            }
        }));
        let client = mutual::client(&server);
        let first = runtime();
        first
            .block_on(call(&client, &table::GET))
            .expect("an answer");
        wait.blocking_recv().expect("the first request");
        let pending = mine.spawn({
            let client = client.clone();
            async move { call(&client, &table::CREATE).await.map(drop) }
        });
        wait.blocking_recv().expect("the second request");
        drop(first);
        go.notify_one();
        let answered = mine.block_on(pending).expect("no panic");
        answered.expect("an answer");
    }
}

/// Refuses each request in the given way, and counts the requests.
async fn refusing(with_goaway: bool, seen: Arc<AtomicUsize>) -> Server {
    Server::tls(Setup::mutual().http2(), move |mut stream, _| {
        let seen = Arc::clone(&seen);
        async move {
            begin(&mut stream).await;
            while let Some(id) = read_until_request(&mut stream).await {
                seen.fetch_add(1, Ordering::SeqCst);
                let refusal = match with_goaway {
                    // The last stream that was acted on: 0. NO_ERROR.
                    true => frame(GOAWAY, 0, 0, &[0; 8]),
                    // RST_STREAM with REFUSED_STREAM.
                    false => frame(3, 0, id, &[0, 0, 0, 7]),
                };
                let _ = stream.write_all(&refusal).await;
                let _ = stream.flush().await;
            }
        }
    })
    .await
}

async fn refused(policy: RetryPolicy, with_goaway: bool) -> (Error, usize) {
    let seen = Arc::new(AtomicUsize::new(0));
    let server = refusing(with_goaway, Arc::clone(&seen)).await;
    let client = mutual::builder(&server).retry(policy).build();
    let error = failed(call(&client.expect("a client"), &table::CREATE).await);
    assert!(
        !error.is_outcome_unknown() && error.is_retryable(),
        "{error:?}"
    );
    (error, seen.load(Ordering::SeqCst))
}

#[tokio::test]
async fn w_29_every_send_is_counted_and_within_policy_and_budget() {
    for with_goaway in [true, false] {
        for (policy, sends) in [
            (RetryPolicy::never(), 1),
            (RetryPolicy::new(), 3),
            (RetryPolicy::new().attempts_max(5), 5),
            (RetryPolicy::new().budget(0), 1),
        ] {
            let (error, seen) = refused(policy, with_goaway).await;
            assert_eq!((error.attempts() as usize, seen), (sends, sends));
        }
    }
}

/// Signs each attempt with its number.
struct Signs;

impl Middleware for Signs {
    fn before<'a>(&'a self, attempt: &'a mut Attempt<'_>) -> Signing<'a> {
        Box::pin(async move {
            let number = attempt.number().to_string();
            attempt.set_header("x-signature", &number)
        })
    }
}

#[tokio::test]
async fn w_29_what_a_server_refused_is_signed_again() {
    let signatures = Arc::new(Mutex::new(Vec::new()));
    let of_server = Arc::clone(&signatures);
    let server = Server::tls(Setup::mutual().http2(), move |stream, _| {
        let signatures = Arc::clone(&of_server);
        async move {
            let Ok(mut connection) = h2::server::handshake(stream).await else {
                return;
            };
            while let Some(Ok((request, respond))) = connection.accept().await {
                let signature = request.headers()["x-signature"].to_str();
                let signature = signature.expect("text").to_owned();
                let mut respond: SendResponse<Bytes> = respond;
                match &*signature {
                    "3" => drop(respond.send_response(http::Response::new(()), true)),
                    _ => respond.send_reset(Reason::REFUSED_STREAM),
                }
                signatures.lock().expect("no panic").push(signature);
            }
        }
    })
    .await;
    let client = mutual::builder(&server).middleware(Signs).build();
    let reply = call(&client.expect("a client"), &table::CREATE).await;
    assert_eq!(reply.expect("an answer").passport.attempts(), 3);
    assert_eq!(*signatures.lock().expect("no panic"), ["1", "2", "3"]);
}

/// A server that ends idle connections fails no call, although none is ever repeated.
#[tokio::test]
async fn w_29_idle_connections_that_were_closed_cost_no_attempt() {
    let acted = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&acted);
    let server = Server::tls(Setup::mutual().http1(), move |mut stream, _| {
        let counted = Arc::clone(&counted);
        async move {
            if read_request(&mut stream).await.is_some() {
                counted.fetch_add(1, Ordering::SeqCst);
                let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
                let _ = stream.write_all(answer).await;
                let _ = stream.shutdown().await;
            }
        }
    })
    .await;
    let builder = mutual::builder(&server).retry(RetryPolicy::never());
    let client = builder.build().expect("a client");
    for _ in 0..20 {
        let reply = call(&client, &table::CREATE).await.expect("an answer");
        assert_eq!(reply.passport.attempts(), 1);
        server.drained_to(0).await;
    }
    assert_eq!(acted.load(Ordering::SeqCst), 20);
}
