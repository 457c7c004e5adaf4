//! Responses that come value by value, or byte by byte.

use lean::testing::Answer;

use super::operations::Operations;
use super::responses::Responses;
use super::support::client;

fn of(kind: &str, pieces: &[&'static str]) -> Answer {
    let start = Answer::status(200).header("content-type", kind);
    pieces
        .iter()
        .fold(start, |answer, piece| answer.piece(*piece))
}

#[tokio::test]
async fn server_sent_events() {
    let (api, _) = client([of(
        "text/event-stream",
        &["data: {\"id\"", ": 1}\n\n: hi\n\ndata: {\"id\": 2}\n\n"],
    )]);
    let mut events = Responses::events(&api).await.expect("a stream");
    assert_eq!(
        events.next().await.expect("an event").expect("a value").id,
        1
    );
    assert_eq!(
        events.next().await.expect("an event").expect("a value").id,
        2
    );
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn a_described_event_ends_the_stream() {
    // The server keeps the connection open.
    let stream = |end| {
        let events = of("text/event-stream", &["data: {\"id\": 1}\n\n"]);
        events.piece(end).then_stalled()
    };
    let (api, _) = client([
        stream("data: [DONE]\n\ndata: {\"id\": 2}\n\n"),
        stream("data: [DONE]\n\n"),
    ]);
    let mut events = api.ended().await.expect("a stream");
    assert_eq!(
        events.next().await.expect("an event").expect("a value").id,
        1
    );
    assert!(events.next().await.is_none());
    assert!(events.next().await.is_none(), "it has ended");
    let mut events = api.ended().await.expect("a stream");
    assert!(events.next_event().await.expect("an event").is_ok());
    assert!(events.next_event().await.is_none());
    let (api, _) = client([stream("data: END\n\n")]);
    let mut events = api.ended_elsewhere().await.expect("a stream");
    assert!(events.next().await.expect("an event").is_ok());
    assert!(events.next().await.is_none());
}

#[tokio::test]
async fn an_event_that_may_be_the_end_is_shown() {
    let (api, _) = client([of(
        "text/event-stream",
        &["data: [DONE]\n\ndata: Jane Doe, 7\n\n"],
    )]);
    let mut events = Responses::events(&api).await.expect("a stream");
    let error = events.next().await.expect("an event").unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("the event `[DONE]` is not what the description says"),
        "{text}"
    );
    assert!(text.contains("`x-end-of-events: '[DONE]'`"), "{text}");
    // Other texts may be personal.
    let error = events.next().await.expect("an event").unwrap_err();
    assert!(!error.to_string().contains("Jane"), "{error}");
    assert_eq!(error.response_body().expect("the data"), "Jane Doe, 7");
}

#[tokio::test]
async fn json_lines_come_as_they_are_read() {
    let (api, _) = client([of(
        "application/x-ndjson",
        &["{\"id\": 1}\n{\"i", "d\": 2}"],
    )]);
    let mut lines = api.lines().await.expect("a stream");
    assert_eq!(lines.next().await.expect("a line").expect("a value").id, 1);
    assert_eq!(lines.next().await.expect("a line").expect("a value").id, 2);
    assert!(lines.next().await.is_none());
}

#[tokio::test]
async fn a_stream_that_is_cut_off_says_so() {
    let (api, _) = client([of("application/x-ndjson", &["{\"id\": 1}\n"]).then_cut_off()]);
    let mut lines = api.lines().await.expect("a stream");
    assert!(lines.next().await.expect("a line").is_ok());
    assert!(lines.next().await.expect("an error").is_err());
}

#[tokio::test]
async fn downloads() {
    let (api, _) = client([of("application/pdf", &["%PDF", "-1.7"])]);
    let body = api.download().await.expect("a body");
    assert_eq!(body.bytes().await.expect("bytes"), "%PDF-1.7");
}

/// 3.2: `itemSchema` types the items of a stream.
#[tokio::test]
async fn items_of_streams() {
    let lines = of("application/jsonl", &["{\"id\": \"a\"}\n"]);
    let (api, _) = super::operations::client([
        lines,
        of(
            "text/event-stream",
            &["event: tick\ndata: now\n\ndata: later\n\n"],
        ),
    ]);
    let mut items = api.stream().await.expect("a stream");
    assert_eq!(
        items.next().await.expect("an item").expect("a value").id,
        "a"
    );
    let mut events = Operations::sse(&api).await.expect("a stream");
    let event = events
        .next_event()
        .await
        .expect("an event")
        .expect("a value");
    assert_eq!(
        (event.event.as_deref(), event.data.as_str()),
        (Some("tick"), "now")
    );
    assert_eq!(
        events.next().await.expect("an event").expect("its data"),
        "later"
    );
}

#[tokio::test]
async fn multipart_responses_in_parts() {
    let body = "--x y\r\nContent-Type: application/json\r\n\r\n{\"id\": 1}\r\n--x y\r\n\
                Content-Disposition: form-data; name=\"scan\"; filename=\"a b.png\"\r\nContent-Type: image/png\r\n\r\n\u{1}\r\n\r\n--x y--\r\n";
    let kind = "multipart/mixed; boundary=\"x y\"";
    let (api, _) = client([
        of(kind, &[&body[..30], &body[30..]]),
        of(kind, &[&body[..60]]),
    ]);
    let parts = api
        .parts()
        .await
        .expect("a body")
        .parts()
        .await
        .expect("parts");
    assert_eq!(parts.len(), 2);
    let done: super::responses::responses::Done = parts[0].read().expect("a value");
    assert_eq!(done.id, 1);
    assert_eq!(parts[1].content_type(), Some("image/png"));
    assert_eq!(parts[1].name().as_deref(), Some("scan"));
    assert_eq!(parts[1].file_name().as_deref(), Some("a b.png"));
    assert_eq!(parts[1].content, "\u{1}\r\n");
    let cut = api
        .parts()
        .await
        .expect("a body")
        .parts()
        .await
        .expect_err("cut off");
    assert!(cut.to_string().contains("parts"), "{cut}");
}
