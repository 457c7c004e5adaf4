//! The formats in a whole call: the request that is sent, and the value of the answer.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use lean_runtime::__private::{
    AnyCall, Decoded, Empty, EventStream, LineStream, Plain, ResponseForm,
};
use lean_runtime::Error;
use lean_runtime::error::Passport;
use lean_runtime::operation::{Codec, Media, Operation, PartEncoding};
use lean_runtime::request::Incoming;
use lean_runtime::request::{BoxFuture, Execute, Payload, Reply, Request};
use lean_runtime::values::{File, Json, Map};

static CALL: Operation = Operation::new("call", "POST", "/").bodies(&[
    Media::new("application/x-www-form-urlencoded", Codec::Form),
    Media::new("multipart/form-data", Codec::Multipart).parts(&[PartEncoding {
        name: "b",
        content_type: "application/json",
        style: None,
        explode: true,
        reserved: false,
        headers: &[],
    }]),
    Media::new("application/xml", Codec::Xml).root("pet"),
    Media::new("text/plain", Codec::Text),
    Media::new("application/x-ndjson", Codec::JsonLines),
    Media::new("application/json", Codec::Json),
]);

#[test]
fn bodies_are_sent_as_described() {
    let value: Json = r#"{"a": "x y", "b": 1}"#.parse().unwrap();
    check(
        |call| call.body(0, &value),
        "application/x-www-form-urlencoded",
        "a=x+y&b=1",
    );
    let xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<pet><a>x y</a><b>1</b></pet>";
    check(|call| call.body(2, &value), "application/xml", xml);
    check(
        |call| call.body_plain(3, "é"),
        "text/plain; charset=utf-8",
        "é",
    );
    check(|call| call.body_plain(3, "\"a\""), "text/plain", "\"a\"");
    check(
        |call| call.body_lines(4, &[1_i64, 2]),
        "application/x-ndjson",
        "1\n2\n",
    );
    check(
        |call| call.body_list(5, &[true]),
        "application/json",
        "[true]",
    );
}

#[test]
fn multipart_bodies_carry_their_boundary() {
    let value: Json = r#"{"a": "x", "b": [1]}"#.parse().unwrap();
    let (content_type, body) = sent(|call| call.body(1, &value)).unwrap();
    let boundary = content_type
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let part = |headers: &str, content: &str| {
        format!("--{boundary}\r\nContent-Disposition: form-data; {headers}\r\n\r\n{content}\r\n")
    };
    let expected =
        part("name=\"a\"", "x") + &part("name=\"b\"\r\nContent-Type: application/json", "1");
    assert_eq!(body, format!("{expected}--{boundary}--\r\n"));
}

/// Checks that a value that cannot be written is reported when the call is run, by name and without
/// the value.
#[test]
fn what_cannot_be_sent_is_named() {
    let error = sent(|call| call.body(0, &vec!["hush".to_owned()])).unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("a form has members") && !text.contains("hush"),
        "{text}"
    );
    let file: Map<Map<File>> = [(
        "m".to_owned(),
        [("f".to_owned(), File::from_bytes("hush"))]
            .into_iter()
            .collect(),
    )]
    .into_iter()
    .collect();
    let error = sent(|call| call.body(1, &file)).unwrap_err();
    assert!(
        error.to_string().contains("the body's member `m`"),
        "{error}"
    );
}

#[tokio::test]
async fn xml_and_forms_come_as_values() {
    let map = read::<Decoded<Map<Vec<i64>>>>("text/xml", &["<a><b>1</b><b>2</b></a>"])
        .await
        .unwrap();
    assert_eq!(map["b"], [1, 2]);
    let map = read::<Decoded<Map<i64>>>("application/x-www-form-urlencoded", &["a=1&b=+2"])
        .await
        .unwrap();
    assert_eq!(map["b"], 2);
    let error = read::<Decoded<Map<i64>>>("application/xml", &["<a>hush</b>"])
        .await
        .unwrap_err();
    assert!(
        error.is_decode() && !error.to_string().contains("hush"),
        "{error}"
    );
}

#[tokio::test]
async fn other_charsets_are_refused_by_name() {
    let error = read::<Plain>("text/plain; charset=koi8-r", &["\u{e9}"])
        .await
        .unwrap_err();
    assert!(
        error.problems()[0].message.contains("`koi8-r`"),
        "{error:?}"
    );
    assert_eq!(
        read::<Plain>("text/plain; charset=koi8-r", &["ok"])
            .await
            .unwrap(),
        "ok"
    );
}

#[tokio::test]
async fn events_come_as_they_are_sent() {
    let pieces = [
        "data: {\"n\"",
        ": 1}\r",
        "\n\r\n: ping\n\nevent: e\ndata: {\"n\": 2}\n\n",
        "data: {\"n\": 3}",
    ];
    let mut events = read::<EventStream<Map<i64>>>("text/event-stream", &pieces)
        .await
        .unwrap();
    assert_eq!(events.next().await.unwrap().unwrap()["n"], 1);
    let second = events.next_event().await.unwrap().unwrap();
    assert_eq!((second.name(), second.data.as_str()), ("e", "{\"n\": 2}"));
    // The last one is not complete.
    assert!(events.next().await.is_none());
    assert!(events.next().await.is_none());
}

/// A description may speak of the event with its data as a member, or of text.
#[tokio::test]
async fn events_as_described() {
    let pieces = ["id: 7\ndata: plain text\n\n"];
    let mut events = read::<EventStream<Map<String>>>("text/event-stream", &pieces)
        .await
        .unwrap();
    let event = events.next().await.unwrap().unwrap();
    assert_eq!(
        (event["id"].as_str(), event["data"].as_str()),
        ("7", "plain text")
    );
    let mut events = read::<EventStream<String>>("text/event-stream", &pieces)
        .await
        .unwrap();
    assert_eq!(events.next().await.unwrap().unwrap(), "plain text");
}

#[tokio::test]
async fn an_event_that_does_not_fit_does_not_end_the_stream() {
    let pieces = ["data: {\"n\": \"hush\"}\n\ndata: {\"n\": 2}\n\n"];
    let mut events = read::<EventStream<Map<i64>>>("text/event-stream", &pieces)
        .await
        .unwrap();
    let error = events.next().await.unwrap().unwrap_err();
    assert!(
        error.is_decode() && !error.to_string().contains("hush"),
        "{error}"
    );
    assert_eq!(events.next().await.unwrap().unwrap()["n"], 2);
}

#[tokio::test]
async fn lines_come_as_they_are_sent() {
    let pieces = [
        "{\"n\": 1}\n{\"n\"",
        ": 2}\r\n\n{\"n\": \"x\"}\n",
        "{\"n\": 3}",
    ];
    let mut lines = read::<LineStream<Map<i64>>>("application/jsonl", &pieces)
        .await
        .unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap()["n"], 1);
    assert_eq!(lines.next().await.unwrap().unwrap()["n"], 2);
    assert!(lines.next().await.unwrap().is_err());
    assert_eq!(lines.next().await.unwrap().unwrap()["n"], 3);
    assert!(lines.next().await.is_none());
    let pieces = ["\u{1e}{\"n\":\n", "1}\n\u{1e}{\"n\": 2}"];
    let mut lines = read::<LineStream<Map<i64>>>("application/json-seq", &pieces)
        .await
        .unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap()["n"], 1);
    assert_eq!(lines.next().await.unwrap().unwrap()["n"], 2);
    assert!(lines.next().await.is_none());
}

/// Checks that values before an unreadable part are kept, and that the fault is reported.
#[tokio::test]
async fn nothing_is_lost_before_a_fault() {
    let bytes = [Bytes::from_static(b"1\n2\n\"\xff\"\n4\n")];
    let mut lines = read_bytes::<LineStream<i64>>("application/jsonl", &bytes)
        .await
        .unwrap();
    assert_eq!(lines.next().await.unwrap().unwrap(), 1);
    assert_eq!(lines.next().await.unwrap().unwrap(), 2);
    assert!(lines.next().await.unwrap().unwrap_err().is_decode());
    assert!(lines.next().await.is_none());
}

/// A peer that remembers the request and answers with these pieces.
struct Peer {
    content_type: String,
    pieces: Vec<Bytes>,
    seen: Mutex<Option<Request>>,
}

impl Peer {
    fn new(content_type: &str, pieces: &[Bytes]) -> Arc<Peer> {
        Arc::new(Peer {
            content_type: content_type.to_owned(),
            pieces: pieces.to_vec(),
            seen: Mutex::new(None),
        })
    }
}

impl Execute for Peer {
    fn execute(&self, request: Request) -> BoxFuture<Result<Reply, Error>> {
        *self.seen.lock().unwrap() = Some(request);
        let mut reply = Reply::new(http::StatusCode::OK, Bytes::new(), Passport::new(&CALL));
        reply
            .headers
            .insert("content-type", self.content_type.parse().unwrap());
        reply.body = Incoming::from_stream(futures_util::stream::iter(
            self.pieces.clone().into_iter().map(Ok),
        ));
        Box::pin(async { Ok(reply) })
    }

    fn block_on(&self, _: BoxFuture<()>) {
        unreachable!("tests await");
    }
}

fn sent(give: impl FnOnce(AnyCall) -> AnyCall) -> Result<(String, String), Error> {
    let request = give(AnyCall::new(Peer::new("a/b", &[]), &CALL)).request()?;
    let Payload::Bytes(bytes) = request.body else {
        panic!("bytes")
    };
    let content_type = request.headers["content-type"].to_str().unwrap().to_owned();
    Ok((content_type, String::from_utf8(bytes.to_vec()).unwrap()))
}

#[track_caller]
fn check(give: impl FnOnce(AnyCall) -> AnyCall, content_type: &str, body: &str) {
    let sent = sent(give).unwrap();
    assert_eq!((sent.0.as_str(), sent.1.as_str()), (content_type, body));
}

async fn read<O: ResponseForm>(
    content_type: &str,
    pieces: &[&'static str],
) -> Result<O::Value, Error> {
    let pieces: Vec<_> = pieces
        .iter()
        .map(|piece| Bytes::from_static(piece.as_bytes()))
        .collect();
    read_bytes::<O>(content_type, &pieces).await
}

async fn read_bytes<O: ResponseForm>(
    content_type: &str,
    pieces: &[Bytes],
) -> Result<O::Value, Error> {
    let call = AnyCall::new(Peer::new(content_type, pieces), &CALL);
    call.awaiting::<O, Empty>().await.map_err(Error::from)
}
