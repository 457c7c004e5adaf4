//! W-22: what can go wrong with HTTP/2 alone.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use bytes::Bytes;
use h2::{Reason, server::SendResponse};
use lean_runtime::{RetryPolicy, request::Payload};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use tokio_rustls::server::TlsStream;

use crate::support::{
    call, failed, mutual, payment, send,
    server::{Server, Setup},
    table,
};

/// Meets each request with `answer`; the number counts the requests of all connections, from 1.
async fn streams(
    answer: impl Fn(usize, SendResponse<Bytes>) + Clone + Send + Sync + 'static,
) -> Server {
    let count = Arc::new(AtomicUsize::new(0));
    Server::tls(Setup::mutual().http2(), move |stream, _| {
        let (answer, count) = (answer.clone(), Arc::clone(&count));
        async move {
            let Ok(mut connection) = h2::server::handshake(stream).await else {
                return;
            };
            while let Some(Ok((_, respond))) = connection.accept().await {
                answer(count.fetch_add(1, Ordering::SeqCst) + 1, respond);
            }
        }
    })
    .await
}

fn ok(mut respond: SendResponse<Bytes>) {
    let _ = respond.send_response(http::Response::new(()), true);
}

#[tokio::test]
async fn w_22_a_refused_stream_is_sent_again_even_for_a_post() {
    let server = streams(|number, mut respond| match number {
        1 => respond.send_reset(Reason::REFUSED_STREAM),
        _ => ok(respond),
    })
    .await;
    let reply = call(&mutual::client(&server), &table::CREATE)
        .await
        .expect("an answer");
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn w_22_streams_that_are_always_refused_were_never_acted_on() {
    let server = streams(|_, mut respond| respond.send_reset(Reason::REFUSED_STREAM)).await;
    let error = failed(call(&mutual::client(&server), &table::CREATE).await);
    assert!(
        !error.is_outcome_unknown() && error.is_retryable(),
        "{error:?}"
    );
}

#[tokio::test]
async fn w_22_a_reset_stream_may_have_been_acted_on() {
    let server = streams(|number, mut respond| match number {
        1 => ok(respond),
        _ => respond.send_reset(Reason::INTERNAL_ERROR),
    })
    .await;
    let client = mutual::client(&server);
    call(&client, &table::GET).await.expect("an answer");
    let error = failed(call(&client, &table::CREATE).await);
    assert!(error.is_outcome_unknown(), "{error:?}");
    let error = failed(call(&client, &table::GET).await);
    assert_eq!((error.code(), error.attempts()), ("CONNECTION_RESET", 3));
}

/// Answers once on each connection and then says good-bye.
#[tokio::test]
async fn w_22_goaway_without_unprocessed_requests_costs_nothing() {
    let server = Server::tls(Setup::mutual().http2(), |stream, _| async move {
        let Ok(mut connection) = h2::server::handshake(stream).await else {
            return;
        };
        if let Some(Ok((_, respond))) = connection.accept().await {
            ok(respond);
            connection.graceful_shutdown();
        }
        while let Some(Ok((_, respond))) = connection.accept().await {
            ok(respond);
        }
    })
    .await;
    let client = mutual::client(&server);
    for _ in 0..10 {
        call(&client, &table::CREATE).await.expect("an answer");
    }
}

/// Frames by hand (RFC 9113 section 4.1).
pub fn frame(kind: u8, flags: u8, stream: u8, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).expect("short").to_be_bytes();
    let mut frame = length[1..].to_vec();
    frame.extend([kind, flags, 0, 0, 0, stream]);
    frame.extend(payload);
    frame
}

pub const SETTINGS: u8 = 4;
pub const HEADERS: u8 = 1;
pub const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;

/// Sends its settings and these frames, then `flood` until the client has enough.
async fn flooding(head: Vec<u8>, flood: Vec<u8>) -> Server {
    Server::tls(Setup::mutual().http2(), move |mut stream, _| {
        let (head, flood) = (head.clone(), flood.clone());
        async move {
            let _ = stream.read_exact(&mut [0; 24]).await;
            let _ = stream.write_all(&frame(SETTINGS, 0, 0, &[])).await;
            let _ = stream.write_all(&frame(SETTINGS, 1, 0, &[])).await;
            read_until_request(&mut stream).await;
            let _ = stream.write_all(&head).await;
            for _ in 0..1_000_000 {
                if stream.write_all(&flood).await.is_err() {
                    return;
                }
            }
        }
    })
    .await
}

/// The connection's beginning (RFC 9113 section 3.4).
pub async fn begin(stream: &mut TlsStream<TcpStream>) {
    let _ = stream.read_exact(&mut [0; 24]).await;
    let _ = stream.write_all(&frame(SETTINGS, 0, 0, &[])).await;
    let _ = stream.write_all(&frame(SETTINGS, 1, 0, &[])).await;
    let _ = stream.flush().await;
}

/// Returns the stream of the next request; none: the client has gone.
pub async fn read_until_request(stream: &mut TlsStream<TcpStream>) -> Option<u8> {
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.ok()?;
        let length = u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize;
        let _ = stream.read_exact(&mut vec![0; length]).await;
        if head[3] == HEADERS {
            return Some(head[8]);
        }
    }
}

async fn is_bounded(server: &Server) {
    let builder = mutual::builder(server).retry(RetryPolicy::never());
    let builder = builder.first_byte_timeout(std::time::Duration::from_secs(2));
    let client = builder.build().expect("a client");
    let error = failed(call(&client, &table::GET).await);
    let expected = [
        "HTTP_INVALID",
        "CONNECTION_CLOSED",
        "CONNECTION_RESET",
        "HEAD_TOO_LARGE",
        "TIMEOUT_FIRST_BYTE",
        "CLIENT_CERT_REJECTED",
    ];
    assert!(expected.contains(&error.code()), "{error:?}");
}

#[tokio::test]
async fn w_22_continuation_flood_is_bounded() {
    // A literal header without indexing: x: (100 bytes).
    let mut field = vec![0, 1, b'x', 100];
    field.extend([b'y'; 100]);
    let head = frame(HEADERS, 0, 1, &[0x88]);
    is_bounded(&flooding(head, frame(CONTINUATION, 0, 1, &field.repeat(50))).await).await;
}

#[tokio::test]
async fn w_22_empty_continuation_flood_is_bounded() {
    let head = frame(HEADERS, 0, 1, &[0x88]);
    is_bounded(&flooding(head, frame(CONTINUATION, 0, 1, &[])).await).await;
}

#[tokio::test]
async fn w_22_settings_and_ping_floods_are_bounded() {
    is_bounded(
        &flooding(
            Vec::new(),
            frame(SETTINGS, 0, 0, &[0, 4, 0, 1, 0, 0]).repeat(100),
        )
        .await,
    )
    .await;
    is_bounded(&flooding(Vec::new(), frame(6, 0, 0, &[0; 8]).repeat(100)).await).await;
}

#[tokio::test]
async fn w_22_a_window_that_stays_shut_ends_with_the_deadline() {
    let server = Server::tls(Setup::mutual().http2(), |mut stream, _| async move {
        let _ = stream.read_exact(&mut [0; 24]).await;
        // SETTINGS_INITIAL_WINDOW_SIZE 0: nothing of a body may be sent.
        let _ = stream
            .write_all(&frame(SETTINGS, 0, 0, &[0, 4, 0, 0, 0, 0]))
            .await;
        let _ = stream.write_all(&frame(SETTINGS, 1, 0, &[])).await;
        let _ = tokio::io::copy(&mut stream, &mut tokio::io::sink()).await;
    })
    .await;
    let builder = mutual::builder(&server).retry(RetryPolicy::never());
    let builder = builder.first_byte_timeout(std::time::Duration::from_millis(200));
    let mut request = payment();
    request.body = Payload::Bytes(vec![0; 1 << 20].into());
    let error = failed(send(&builder.build().expect("a client"), request).await);
    assert!(
        error.is_outcome_unknown() && error.is_timeout(),
        "{error:?}"
    );
}

#[tokio::test]
async fn w_22_one_stream_at_a_time_serves_all_callers() {
    let server = Server::tls(Setup::mutual().http2(), |stream, _| async move {
        let mut builder = h2::server::Builder::new();
        let Ok(mut connection) = builder
            .max_concurrent_streams(1)
            .handshake::<_, Bytes>(stream)
            .await
        else {
            return;
        };
        while let Some(Ok((_, respond))) = connection.accept().await {
            ok(respond);
        }
    })
    .await;
    let client = mutual::client(&server);
    let calls: Vec<_> = (0..50)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { call(&client, &table::CREATE).await.map(drop) })
        })
        .collect();
    for call in calls {
        call.await.expect("no panic").expect("an answer");
    }
}
