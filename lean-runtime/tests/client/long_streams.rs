//! W-31: streams that are longer than the limit for bodies in memory.

use bytes::Bytes;
use http_body_util::Full;
use lean_runtime::{
    Client,
    call::{AnyCall, Empty, EventStream},
    client::{Caller, ClientBuilder, Given},
    request::Reply,
    values::Json,
};

use crate::support::{
    mutual, request, send,
    server::{Server, Setup},
    table,
};

/// More than a body in memory may be.
const LONG: usize = (64 << 20) + 1;

async fn serving(content_type: &'static str, body: Bytes) -> Server {
    Server::http(Setup::mutual().lab(), move |_| {
        let response = http::Response::builder().header("content-type", content_type);
        let response = response.body(Full::new(body.clone()));
        async move { response.expect("a response") }
    })
    .await
}

async fn streamed(client: ClientBuilder<Given>) -> Result<Reply, lean_runtime::Error> {
    let mut request = request(&table::GET);
    request.options.streamed = true;
    send(&client.build().expect("a client"), request).await
}

#[tokio::test]
async fn w_31_a_download_may_be_longer_than_what_is_kept_in_memory() {
    let server = serving("application/octet-stream", vec![7; LONG].into()).await;
    let mut reply = streamed(mutual::builder(&server)).await.expect("an answer");
    let mut bytes = 0;
    while let Some(piece) = reply.body.chunk().await.expect("a piece") {
        bytes += piece.len();
    }
    assert_eq!(bytes, LONG);
}

#[tokio::test]
async fn w_31_what_is_read_into_memory_is_bounded_in_a_stream_too() {
    let server = serving("application/octet-stream", vec![7; 3000].into()).await;
    let builder = mutual::builder(&server).max_body_bytes(2999);
    let reply = streamed(builder).await.expect("an answer");
    let error = reply.body.bytes().await.expect_err("too long");
    assert_eq!(error.code(), "BODY_TOO_LARGE");
    let builder = mutual::builder(&server).max_body_bytes(3000);
    let reply = streamed(builder).await.expect("an answer");
    assert_eq!(reply.body.bytes().await.expect("it fits").len(), 3000);
}

#[tokio::test]
async fn w_31_a_stream_is_limited_in_all_where_that_is_asked_for() {
    let server = serving("application/octet-stream", vec![7; 3000].into()).await;
    // The length is announced.
    let builder = mutual::builder(&server).max_stream_bytes(2999);
    let error = streamed(builder).await.expect_err("too long");
    assert_eq!(error.code(), "BODY_TOO_LARGE");
    let builder = mutual::builder(&server).max_stream_bytes(3000);
    let reply = streamed(builder).await.expect("an answer");
    assert_eq!(reply.body.bytes().await.expect("it fits").len(), 3000);
}

/// Returns the number of events before the end or an error, and the error's code.
async fn events(client: Client) -> (usize, Option<String>) {
    let call = AnyCall::new(Caller::executor(&client), &table::GET);
    let events = call.awaiting::<EventStream<Json>, Empty>().await;
    let mut events = events
        .map_err(lean_runtime::Error::from)
        .expect("an answer");
    let mut count = 0;
    while let Some(event) = events.next().await {
        match event {
            Ok(_) => count += 1,
            Err(error) => return (count, Some(error.code().to_owned())),
        }
    }
    (count, None)
}

#[tokio::test]
async fn w_31_events_are_limited_one_by_one() {
    let event = format!("data: \"{}\"\n\n", "x".repeat(1 << 20));
    let server = serving("text/event-stream", event.repeat(65).into()).await;
    let client = mutual::client(&server);
    assert_eq!(events(client).await, (65, None));
    let limited = mutual::builder(&server).max_event_bytes(1 << 20);
    let (count, code) = events(limited.build().expect("a client")).await;
    assert_eq!((count, code.as_deref()), (0, Some("DECODE")));
}
