//! Server-sent events, as WHATWG HTML section 9.2 has them.

use std::time::Duration;

use lean_runtime::wire::{EventParser, SseEvent};

/// The examples of the standard, section 9.2.6.
#[test]
fn examples_of_the_standard() {
    check("data: YHOO\ndata: +2\ndata: 10\n\n", &["|YHOO\n+2\n10|"]);
    check(
        ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n",
        &["|first event|1", "|second event|"],
    );
    check("data\n\ndata\ndata\n\ndata:", &["||", "|\n|"]);
    check("data:test\n\ndata: test\n\n", &["|test|", "|test|"]);
}

/// The example of OpenAPI 3.2, section 4.14.5; its last event is complete once the stream goes on.
#[test]
fn example_of_openapi() {
    let stream = "event: addString\ndata: This data is formatted\ndata: across two lines\nretry: 5\n\n\
                  event: addInt64\ndata: 1234\nunknownField: this is ignored\n\n\
                  : This is a comment\nevent: addJSON\ndata: {\"foo\": 42}\n\n";
    let json: Vec<_> = parse(stream.as_bytes())
        .iter()
        .map(SseEvent::to_json)
        .collect();
    assert_eq!(
        json,
        [
            r#"{"event":"addString","data":"This data is formatted\nacross two lines","retry":5}"#,
            r#"{"event":"addInt64","data":"1234"}"#,
            r#"{"event":"addJSON","data":"{\"foo\": 42}"}"#,
        ]
    );
}

#[test]
fn fields() {
    check("event: a\nevent: b\ndata: x\n\n", &["b|x|"]);
    check("event: a\n\ndata: x\n\n", &["|x|"]);
    check("Data: x\ndata : y\n data: z\n\n", &[]);
    check("data: a:b: c\n\n", &["|a:b: c|"]);
    check("data:\tx \n\n", &["|\tx |"]);
    check("id: a\0b\ndata: x\n\n", &["|x|"]);
    check("event:\ndata: x\n\n", &["|x|"]);
    check(":\n:\n\n\n\n", &[]);
    check("data: x", &[]);
    check("data: x\n", &[]);
    check("", &[]);
}

#[test]
fn line_ends() {
    for end in ["\n", "\r", "\r\n"] {
        check(
            &format!("data: a{end}data: b{end}{end}event: e{end}data: c{end}{end}"),
            &["|a\nb|", "e|c|"],
        );
    }
    check(
        "data: a\r\rdata: b\n\r\ndata: c\r\n\n",
        &["|a|", "|b|", "|c|"],
    );
}

#[test]
fn byte_order_marks() {
    check("\u{feff}data: a\n\n", &["|a|"]);
    check("\u{feff}\u{feff}data: a\n\n", &[]);
    check("data: \u{feff}a\n\n\u{feff}data: b\n\n", &["|\u{feff}a|"]);
}

/// Bytes that are not UTF-8 do not stop a stream.
#[test]
fn broken_text() {
    let events = parse(b"data: a\xff\xc3\n\ndata: b\n\n");
    assert_eq!(events[0].data, "a\u{fffd}\u{fffd}");
    assert_eq!(events[1].data, "b");
}

/// Wherever a stream is cut, it means the same.
#[test]
fn cuts_do_not_matter() {
    let stream =
        "\u{feff}: c\r\n\rid: 7\r\nevent: é\rdata: 😀\ndata:b\r\n\r\ndata\n\n\ndata: end\r\r";
    let whole = parse(stream.as_bytes());
    assert_eq!(whole.len(), 3);
    for first_cut in 0..=stream.len() {
        for second_cut in first_cut..=stream.len() {
            let mut parser = EventParser::new();
            let bytes = stream.as_bytes();
            let pieces = [
                &bytes[..first_cut],
                &bytes[first_cut..second_cut],
                &bytes[second_cut..],
            ];
            let events: Vec<_> = pieces
                .iter()
                .flat_map(|piece| parser.push(piece).unwrap())
                .collect();
            assert_eq!(events, whole, "cut at {first_cut} and {second_cut}");
        }
    }
}

/// An event is there as soon as its last byte is, even if that is the CR of a CRLF.
#[test]
fn events_do_not_wait() {
    let mut parser = EventParser::new();
    assert_eq!(parser.push(b"data: a\r\n\r").unwrap().len(), 1);
    assert_eq!(parser.push(b"\ndata: b\n\n").unwrap().len(), 1);
    assert!(!parser.has_pending());
    assert!(parser.push(b"data").unwrap().is_empty() && parser.has_pending());
}

#[test]
fn what_a_reconnection_needs() {
    let mut parser = EventParser::new();
    parser
        .push(b"id: 1\nretry: 3000\ndata: a\n\nid: 2\n\nid: 3\nretry: 1x\ndata: b\n")
        .unwrap();
    // The third event is not complete: after a reconnection it comes again.
    assert_eq!(parser.last_event_id(), "2");
    assert_eq!(parser.retry(), Some(Duration::from_secs(3)));
    parser
        .push(b"\nid\n\nretry: 99999999999999999999999\n\n")
        .unwrap();
    assert_eq!(parser.last_event_id(), "");
    assert_eq!(parser.retry(), Some(Duration::from_secs(3)));
}

#[test]
fn limits() {
    for stream in [
        "data: 123456\n\n",
        "data: 1\ndata: 2\ndata: 3\ndata: 45\n\n",
        ":12345678901\n",
        "12345678901",
    ] {
        let mut parser = EventParser::with_limit(10);
        let before = parser
            .push(format!("data: ok\n\n{stream}").as_bytes())
            .unwrap();
        assert_eq!(before.len(), 1, "{stream}");
        let error = parser.push(b"data: x\n\n").unwrap_err();
        assert_eq!(
            error.to_string(),
            "an event of the stream is longer than 10 bytes"
        );
        assert!(parser.finish().is_err());
    }
    // What has gone by does not count: comments, and events before.
    let mut parser = EventParser::with_limit(10);
    for _ in 0..100 {
        assert!(parser.push(b": ping\n").unwrap().is_empty());
    }
    assert_eq!(parser.push(b"data: 1234\n\n").unwrap().len(), 1);
}

#[test]
fn events_are_not_shown() {
    let events = parse(b"event: e\ndata: hush\n\n");
    assert_eq!(format!("{events:?}"), "[SseEvent(e, 4 bytes)]");
    let mut parser = EventParser::new();
    parser.push(b"data: hush").unwrap();
    assert!(!format!("{parser:?}").contains("hush"));
}

fn parse(stream: &[u8]) -> Vec<SseEvent> {
    EventParser::new().push(stream).unwrap()
}

/// Each event as `type|data|id`.
#[track_caller]
fn check(stream: &str, expected: &[&str]) {
    let events = parse(stream.as_bytes());
    let texts = events.iter().map(|event| {
        let named = event.event.as_deref().unwrap_or_default();
        format!(
            "{named}|{}|{}",
            event.data,
            event.id.as_deref().unwrap_or_default()
        )
    });
    assert_eq!(texts.collect::<Vec<_>>(), expected);
}
