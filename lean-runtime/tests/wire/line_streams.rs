//! JSON Lines, NDJSON and JSON text sequences.

use lean_runtime::wire::{LineSplitter, NotLines};

#[test]
fn lines() {
    check("{\"a\":1}\n{\"a\":2}\n", &["{\"a\":1}", "{\"a\":2}"]);
    check("1\r\n\r\n \t\n2", &["1", "2"]);
    check(" {\"a\": \"\\n\"} \n", &["{\"a\": \"\\n\"}"]);
    check("", &[]);
    check("\n\n", &[]);
    check("\"\u{2028}\u{85}\"\n", &["\"\u{2028}\u{85}\""]);
    // Not ours to judge.
    check("nonsense\n{\n", &["nonsense", "{"]);
}

/// The example of OpenAPI 3.2: values over several lines.
#[test]
fn sequences() {
    let entry = |level: u8| format!("{{\n  \"level\": {level},\n  \"message\": \"Hi!\\\"}}\"\n}}");
    let stream = format!("\u{1e}{}\n\u{1e}{}\n", entry(1), entry(2));
    check(&stream, &[&entry(1), &entry(2)]);
    check("\u{1e}\u{1e}\u{1e}1\n\u{1e}true\n", &["1", "true"]);
    check("\u{1e}{}\u{1e}\"a\"\u{1e}[1]", &["{}", "\"a\"", "[1]"]);
}

/// RFC 7464 section 2.4: a number or word without white space after it may have been cut off.
#[test]
fn sequences_cut_off() {
    for stream in ["\u{1e}12", "\u{1e}12\u{1e}34\n", "\u{1e}tru"] {
        assert_eq!(
            parse(stream.as_bytes()),
            Err(NotLines::CutOff),
            "{stream:?}"
        );
    }
    // Open brackets are for the reader to refuse; the sequence goes on after them.
    check("\u{1e}{\"a\":\u{1e}2\n", &["{\"a\":", "2"]);
}

/// A value is there as soon as its line has ended.
#[test]
fn values_do_not_wait() {
    let mut splitter = LineSplitter::new();
    assert_eq!(
        splitter.push(b"\x1e{\n\"a\": 1}\n").unwrap(),
        ["{\n\"a\": 1}"]
    );
    let mut splitter = LineSplitter::new();
    assert_eq!(splitter.push(b"1\n2").unwrap(), ["1"]);
}

#[test]
fn cuts_do_not_matter() {
    for stream in [
        "\r\n{\"é\":1}\r\n\n[2]\n3",
        "\u{1e}{\"é\":\n\"\\\"\n\"}\n\u{1e}[2]\u{1e}3 \n",
    ] {
        let whole = parse(stream.as_bytes()).unwrap();
        assert_eq!(whole.len(), 3);
        for first_cut in 0..=stream.len() {
            for second_cut in first_cut..=stream.len() {
                let mut splitter = LineSplitter::new();
                let bytes = stream.as_bytes();
                let pieces = [
                    &bytes[..first_cut],
                    &bytes[first_cut..second_cut],
                    &bytes[second_cut..],
                ];
                let mut values: Vec<_> = pieces
                    .iter()
                    .flat_map(|piece| splitter.push(piece).unwrap())
                    .collect();
                values.extend(splitter.finish().unwrap());
                assert_eq!(values, whole, "cut at {first_cut} and {second_cut}");
            }
        }
    }
}

#[test]
fn limits() {
    let mut splitter = LineSplitter::with_limit(5);
    assert_eq!(splitter.push(b"12345\n123456\n").unwrap(), ["12345"]);
    let error = splitter.push(b"1\n").unwrap_err();
    assert_eq!(
        error.to_string(),
        "a value of the stream is longer than 5 bytes"
    );
    assert!(splitter.finish().is_err());
    let mut splitter = LineSplitter::with_limit(5);
    assert!(splitter.push(b"123").unwrap().is_empty());
    assert!(splitter.push(b"456").is_err());
}

#[test]
fn broken_text() {
    assert_eq!(parse(b"1\n\xff\n"), Err(NotLines::Utf8(0)));
    let mut splitter = LineSplitter::new();
    assert_eq!(splitter.push(b"1\n\"\xff\"\n2\n").unwrap(), ["1"]);
    assert_eq!(splitter.push(b""), Err(NotLines::Utf8(1)));
}

fn parse(stream: &[u8]) -> Result<Vec<String>, NotLines> {
    let mut splitter = LineSplitter::new();
    let mut values = splitter.push(stream)?;
    values.extend(splitter.finish()?);
    Ok(values)
}

#[track_caller]
fn check(stream: &str, expected: &[&str]) {
    assert_eq!(parse(stream.as_bytes()).unwrap(), expected);
}
