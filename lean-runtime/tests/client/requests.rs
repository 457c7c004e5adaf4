//! Requests as a server sees them, over both versions of HTTP.

use super::wire::once;
use crate::support::{
    call, failed, mutual,
    server::{Server, Setup, json},
    table,
};

#[tokio::test]
async fn both_versions_of_http_are_spoken_as_the_server_likes() {
    for (config, alpn) in [
        (Setup::mutual().http1(), "http/1.1"),
        (Setup::mutual().http2(), "h2"),
    ] {
        let server = Server::ok(config).await;
        let client = mutual::client(&server);
        for _ in 0..3 {
            call(&client, &table::GET).await.expect("an answer");
        }
        let visits = server.visits();
        assert!(
            visits
                .iter()
                .all(|visit| visit.alpn.as_deref() == Some(alpn))
        );
        assert_eq!(server.connections(), 1, "kept alive");
    }
    let server = Server::ok(Setup::mutual().lab()).await;
    let client = mutual::builder(&server)
        .http1_only()
        .build()
        .expect("a client");
    call(&client, &table::GET).await.expect("an answer");
    assert_eq!(server.visits()[0].alpn.as_deref(), Some("http/1.1"));
}

#[tokio::test]
async fn bodies_of_every_kind_arrive_as_they_are() {
    use lean_runtime::{body::Source, request::Payload};
    let pieces = || futures_util::stream::iter(["ab", "", "c"].map(|piece| Ok(piece.into())));
    for config in [Setup::mutual().http1(), Setup::mutual().http2()] {
        let server = Server::ok(config).await;
        let client = mutual::client(&server);
        for (body, length) in [
            (Payload::Empty, Some("0")),
            (Payload::Bytes("abc".into()), Some("3")),
            (Payload::Stream(Source::new(Some(3), pieces)), Some("3")),
            (Payload::Stream(Source::new(None, pieces)), None),
        ] {
            let expected = if matches!(body, Payload::Empty) {
                ""
            } else {
                "abc"
            };
            let mut request = crate::support::request(&table::CREATE);
            request.body = body;
            crate::support::send(&client, request)
                .await
                .expect("an answer");
            let seen = server.visits().pop().expect("a request");
            assert_eq!(
                (seen.method.as_str(), &seen.body[..]),
                ("POST", expected.as_bytes())
            );
            let content_length = seen
                .headers
                .get("content-length")
                .map(|length| length.to_str().expect("text"));
            assert_eq!(content_length, length);
        }
    }
}

#[tokio::test]
async fn a_body_shorter_than_it_says_does_not_reach_the_server_whole() {
    use lean_runtime::{body::Source, request::Payload};
    let server = Server::ok(Setup::mutual().http1()).await;
    let mut request = crate::support::request(&table::DELETE);
    let short = || futures_util::stream::iter([Ok("ab".into())]);
    request.body = Payload::Stream(Source::new(Some(3), short));
    let error = failed(crate::support::send(&once(&server), request).await);
    assert_eq!(error.code(), "BODY_SOURCE", "{error:?}");
}

#[tokio::test]
async fn a_source_that_fails_is_the_callers_error_in_both_versions() {
    use lean_runtime::{body::Source, request::Payload};
    for config in [Setup::mutual().http1(), Setup::mutual().http2()] {
        let server = Server::ok(config).await;
        let mut request = crate::support::request(&table::CREATE);
        let failing = || {
            futures_util::stream::iter([
                Ok("ab".into()),
                Err(std::io::Error::other("the disk is gone")),
            ])
        };
        request.body = Payload::Stream(Source::new(None, failing));
        let error = failed(crate::support::send(&once(&server), request).await);
        assert_eq!(error.code(), "BODY_SOURCE", "{error:?}");
        assert!(error.to_string().contains("the disk is gone"), "{error}");
    }
}

#[tokio::test]
async fn a_call_given_up_is_given_up_at_the_server_too() {
    for config in [Setup::mutual().http1(), Setup::mutual().http2()] {
        let (arrived, mut arrivals) = tokio::sync::mpsc::unbounded_channel();
        let server = Server::http(config, move |_| {
            let arrived = arrived.clone();
            async move {
                let gone = Gone(arrived.clone());
                let _ = arrived.send("arrived");
                std::future::pending::<()>().await;
                drop(gone);
                json("{}")
            }
        })
        .await;
        let client = mutual::client(&server);
        let task = tokio::spawn({
            let client = client.clone();
            async move { call(&client, &table::GET).await.map(drop) }
        });
        assert_eq!(arrivals.recv().await, Some("arrived"));
        task.abort();
        assert_eq!(arrivals.recv().await, Some("gone"));
    }
}

/// A value that reports when it is dropped.
struct Gone(tokio::sync::mpsc::UnboundedSender<&'static str>);

impl Drop for Gone {
    fn drop(&mut self) {
        let _ = self.0.send("gone");
    }
}
