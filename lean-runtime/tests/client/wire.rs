//! W: what can be wrong with a response on the wire, over real TLS.

use lean_runtime::{Client, Error, RetryPolicy, request::Reply};

use crate::support::{
    call, failed, mutual, seconds,
    server::{Close, Server, Setup, json, read_request, wire},
    table, text,
};
use tokio::io::AsyncWriteExt as _;

pub(super) fn once(server: &Server) -> Client {
    let builder = mutual::builder(server).retry(RetryPolicy::never());
    builder.build().expect("a client")
}

/// Returns the result of one request with this answer.
pub(super) async fn get(answer: &str, close: Close) -> Result<Reply, Error> {
    let server = wire(answer.to_owned(), close).await;
    call(&once(&server), &table::GET).await
}

#[track_caller]
fn is(result: Result<Reply, Error>, code: &str) -> Error {
    let error = failed(result);
    assert_eq!(error.code(), code, "{error}\n{error:?}");
    let text = error.to_string();
    assert!(
        !text.contains('\n') && !text.contains("http://") && !text.contains("https://"),
        "{text}"
    );
    error
}

#[tokio::test]
async fn w_01_body_shorter_than_its_length() {
    for close in [Close::Well, Close::Cut] {
        let error = is(
            get("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello", close).await,
            "BODY_TRUNCATED",
        );
        assert!(error.is_retryable());
    }
}

#[tokio::test]
async fn w_02_body_without_a_length() {
    let reply = get("HTTP/1.1 200 OK\r\n\r\nhello", Close::Well)
        .await
        .expect("whole");
    assert_eq!(text(&reply), "hello");
    is(
        get("HTTP/1.1 200 OK\r\n\r\nhello", Close::Cut).await,
        "BODY_TRUNCATED",
    );
}

#[tokio::test]
async fn w_03_chunks_that_are_none() {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    is(
        get(&format!("{head}zz\r\nhello"), Close::Never).await,
        "BODY_CHUNKING",
    );
    is(
        get(&format!("{head}5\r\nhel"), Close::Well).await,
        "BODY_TRUNCATED",
    );
    is(
        get(&format!("{head}5\r\nhello\r\n"), Close::Cut).await,
        "BODY_TRUNCATED",
    );
    let reply = get(&format!("{head}5\r\nhello\r\n0\r\n\r\n"), Close::Never).await;
    assert_eq!(text(&reply.expect("whole")), "hello");
}

#[tokio::test]
async fn w_04_lengths_that_contradict_each_other() {
    for headers in [
        "Content-Length: 5\r\nContent-Length: 6\r\n",
        "Content-Length: -5\r\n",
        "Content-Length: 18446744073709551616\r\n",
    ] {
        let answer = format!("HTTP/1.1 200 OK\r\n{headers}\r\nhello");
        is(get(&answer, Close::Never).await, "HTTP_SMUGGLING");
    }
}

#[tokio::test]
async fn w_04_length_and_chunks_together_cannot_smuggle_a_second_response() {
    let both = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n";
    let server = wire(both, Close::Never).await;
    let client = once(&server);
    for _ in 0..2 {
        match call(&client, &table::GET).await {
            Ok(reply) => assert_eq!(text(&reply), "hello"),
            Err(error) => assert_eq!(error.code(), "HTTP_SMUGGLING"),
        }
    }
}

#[tokio::test]
async fn w_05_heads_that_are_too_large() {
    let long = "x".repeat(1_000_000);
    let many = "a: b\r\n".repeat(500);
    is(
        get(
            &format!("HTTP/1.1 200 OK\r\nx: {long}\r\n\r\n"),
            Close::Never,
        )
        .await,
        "HEAD_TOO_LARGE",
    );
    is(
        get(&format!("HTTP/1.1 200 OK\r\n{many}\r\n"), Close::Never).await,
        "HEAD_TOO_LARGE",
    );
    let line = "x".repeat(1_000_000);
    is(
        get(&format!("HTTP/1.1 200 {line}\r\n\r\n"), Close::Never).await,
        "HEAD_TOO_LARGE",
    );
}

/// Returns this many zero bytes, compressed.
fn bomb(bytes: usize) -> Vec<u8> {
    use std::io::Write as _;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let piece = vec![0; 1 << 20];
    for _ in 0..bytes >> 20 {
        gzip.write_all(&piece).expect("in memory");
    }
    gzip.finish().expect("in memory")
}

async fn encoded(body: Vec<u8>, coding: &'static str) -> Result<Reply, Error> {
    let server = Server::http(Setup::mutual().lab(), move |_| {
        let mut response = json(body.clone());
        response
            .headers_mut()
            .insert("content-encoding", coding.parse().expect("a value"));
        async { response }
    })
    .await;
    let builder = mutual::builder(&server).retry(RetryPolicy::never());
    let client = builder.max_body_bytes(1 << 20).build().expect("a client");
    call(&client, &table::GET).await
}

#[tokio::test]
async fn w_06_gzip_bomb_is_cut_off_at_the_cap() {
    let bomb = bomb(200 << 20);
    assert!(bomb.len() < 250_000, "{}", bomb.len());
    let before = peak_kib();
    is(encoded(bomb, "gzip").await, "BODY_TOO_LARGE");
    // The cap is 1 MiB; what else was allocated meanwhile belongs to tests that run at the same time.
    let grown = peak_kib().saturating_sub(before);
    assert!(grown < 100 * 1024, "{grown} KiB");
}

/// The most memory that this process ever held; 0 where the system does not say.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

#[tokio::test]
async fn w_08_codings_that_were_not_asked_for() {
    for coding in ["br", "zstd", "deflate", "gzip, gzip", "x"] {
        is(encoded(b"{}".to_vec(), coding).await, "BODY_ENCODING");
    }
}

#[tokio::test]
async fn w_07_gzip_that_is_none_or_cut_off() {
    is(
        encoded(b"{\"not\": \"gzip\"}".to_vec(), "gzip").await,
        "BODY_ENCODING",
    );
    let whole = bomb(1 << 20);
    let reply = encoded(whole.clone(), "gzip").await.expect("whole");
    assert_eq!(reply.body.in_memory().map(bytes::Bytes::len), Some(1 << 20));
    is(
        encoded(whole[..whole.len() / 2].to_vec(), "gzip").await,
        "BODY_ENCODING",
    );
    is(
        encoded([&*whole, b"{}"].concat(), "gzip").await,
        "BODY_ENCODING",
    );
}

#[tokio::test]
async fn gzip_of_several_members_is_read_to_its_end() {
    for coding in ["gzip", "x-gzip", "GZIP"] {
        let members = [bomb(1 << 20), bomb(0)].concat();
        let reply = encoded(members, coding).await.expect("whole");
        assert_eq!(reply.body.in_memory().map(bytes::Bytes::len), Some(1 << 20));
        assert!(reply.headers.get("content-encoding").is_none());
        let members = [bomb(1 << 20), bomb(1 << 20)].concat();
        is(encoded(members, coding).await, "BODY_TOO_LARGE");
    }
}

#[tokio::test]
async fn w_09_bodies_where_none_belong() {
    for (status, operation) in [(204, &table::GET), (304, &table::GET), (200, &table::HEAD)] {
        let answer = format!("HTTP/1.1 {status} X\r\nContent-Length: 5\r\n\r\nhello");
        let server = wire(answer, Close::Never).await;
        let client = once(&server);
        for _ in 0..3 {
            let reply = call(&client, operation).await.expect("an answer");
            assert_eq!((reply.status.as_u16(), text(&reply)), (status, ""));
        }
    }
}

#[tokio::test]
async fn w_10_second_response_is_not_taken_for_the_next_one() {
    let good = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood";
    let server = wire(
        format!("{good}HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"),
        Close::Never,
    )
    .await;
    let client = once(&server);
    for _ in 0..5 {
        let reply = call(&client, &table::GET).await.expect("an answer");
        assert_eq!(text(&reply), "good");
    }
}

#[tokio::test]
async fn w_11_what_is_not_http() {
    for answer in [
        "<html>hello</html>\r\n\r\n",
        "hello\r\n\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "\0\0\0\0\0\0\0\0\r\n\r\n",
    ] {
        is(get(answer, Close::Well).await, "HTTP_INVALID");
    }
    let reply = get("HTTP/1.1 200 OK\nContent-Length: 5\n\nhello", Close::Never).await;
    assert_eq!(text(&reply.expect("lenient")), "hello");
}

#[tokio::test]
async fn w_12_connections_that_close_at_once() {
    // The first answer shows that our certificate is not the reason.
    let server = Server::tls(Setup::mutual().http1(), |mut stream, _| async move {
        read_request(&mut stream).await;
        let _ = stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            .await;
        let _ = stream.flush().await;
        read_request(&mut stream).await;
    })
    .await;
    let client = once(&server);
    call(&client, &table::GET).await.expect("the first answer");
    let error = failed(call(&client, &table::GET).await);
    assert!(
        ["CONNECTION_CLOSED", "CONNECTION_RESET"].contains(&error.code()),
        "{error:?}"
    );
    assert!(error.is_retryable() && !error.is_connect());
}

#[tokio::test]
async fn w_12_reset_within_a_body() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello";
    let error = failed(get(answer, Close::Reset).await);
    assert!(
        ["BODY_TRUNCATED", "CONNECTION_RESET"].contains(&error.code()),
        "{error:?}"
    );
}

#[tokio::test]
async fn w_13_idle_connection_closed_by_the_server_is_tried_again() {
    // Serves one request per connection and closes without saying so.
    let server = wire("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", Close::Cut).await;
    let client = mutual::client(&server);
    for _ in 0..20 {
        call(&client, &table::GET).await.expect("an answer");
    }
}

#[tokio::test]
async fn w_14_drips_within_the_idle_deadline_are_no_stall_but_the_whole_has_one() {
    let server = Server::tls(Setup::mutual().http1(), |mut stream, _| async move {
        read_request(&mut stream).await;
        let _ = stream
            .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            .await;
        let mut tick = tokio::time::interval(std::time::Duration::from_millis(20));
        while stream.write_all(b"x").await.is_ok() && stream.flush().await.is_ok() {
            tick.tick().await;
        }
    })
    .await;
    let builder = mutual::builder(&server).retry(RetryPolicy::never());
    let client = builder.timeout(seconds(1)).build().expect("a client");
    is(call(&client, &table::GET).await, "TIMEOUT_TOTAL");
}

#[tokio::test]
async fn w_14_silence_has_a_deadline_of_its_own() {
    let server = Server::tls(Setup::mutual().http1(), |mut stream, _| async move {
        while read_request(&mut stream).await.is_some() {}
    })
    .await;
    let builder = mutual::builder(&server).retry(RetryPolicy::never());
    let client = builder.first_byte_timeout(std::time::Duration::from_millis(100));
    is(
        call(&client.build().expect("a client"), &table::GET).await,
        "TIMEOUT_FIRST_BYTE",
    );
}

#[tokio::test]
async fn w_15_interim_responses_are_passed_over() {
    let interim =
        "HTTP/1.1 100 Continue\r\n\r\n".repeat(3) + "HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n";
    let answer = format!("{interim}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{{}}");
    let reply = get(&answer, Close::Never).await.expect("an answer");
    assert_eq!(text(&reply), "{}");
}

#[tokio::test]
async fn w_15_endless_interim_responses_end_with_the_deadline() {
    let server = Server::tls(Setup::mutual().http1(), |mut stream, _| async move {
        read_request(&mut stream).await;
        while stream
            .write_all(b"HTTP/1.1 100 Continue\r\n\r\n")
            .await
            .is_ok()
        {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let builder = mutual::builder(&server).retry(RetryPolicy::never());
    let client = builder.first_byte_timeout(std::time::Duration::from_millis(200));
    is(
        call(&client.build().expect("a client"), &table::GET).await,
        "TIMEOUT_FIRST_BYTE",
    );
}

#[tokio::test]
async fn w_16_upgrade_unasked_for() {
    let answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n";
    is(get(answer, Close::Never).await, "HTTP_UNEXPECTED_UPGRADE");
}
