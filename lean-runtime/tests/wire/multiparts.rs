//! Multipart bodies (RFC 7578), read back by a parser that knows no mercy.

use futures_util::StreamExt;
use lean_runtime::body::Source;
use lean_runtime::model::{Make, Model, Slot};
use lean_runtime::operation::{Codec, Media, PartEncoding, Style};
use lean_runtime::request::Payload;
use lean_runtime::values::{File, Json, Map};
use lean_runtime::wire::multipart_body;

static FORM: Media = Media::new("multipart/form-data", Codec::Multipart);

/// A part as it came: headers and content.
#[derive(Debug, PartialEq)]
struct Got {
    headers: Vec<String>,
    content: Vec<u8>,
}

fn got(headers: &[&str], content: &str) -> Got {
    Got {
        headers: headers.iter().map(|&header| header.to_owned()).collect(),
        content: content.into(),
    }
}

/// The table of default content types of OpenAPI 3.2's Encoding Object.
#[test]
fn content_types_by_value() {
    check(
        &[],
        r#"{"id": "a b", "n": 1.50, "b": true, "address": {"city": "X"}, "tags": ["p", null, "q"], "rows": [[1], {"a": 2}], "gone": null, "e": []}"#,
        &[
            got(&["Content-Disposition: form-data; name=\"id\""], "a b"),
            got(&["Content-Disposition: form-data; name=\"n\""], "1.50"),
            got(&["Content-Disposition: form-data; name=\"b\""], "true"),
            got(
                &[
                    "Content-Disposition: form-data; name=\"address\"",
                    "Content-Type: application/json",
                ],
                "{\"city\":\"X\"}",
            ),
            got(&["Content-Disposition: form-data; name=\"tags\""], "p"),
            got(&["Content-Disposition: form-data; name=\"tags\""], "q"),
            got(
                &[
                    "Content-Disposition: form-data; name=\"rows\"",
                    "Content-Type: application/json",
                ],
                "[1]",
            ),
            got(
                &[
                    "Content-Disposition: form-data; name=\"rows\"",
                    "Content-Type: application/json",
                ],
                "{\"a\":2}",
            ),
        ],
    );
}

#[test]
fn content_types_by_encoding() {
    let json = part("v", "application/json", None);
    let disposition = "Content-Disposition: form-data; name=\"v\"";
    check(
        &[json],
        r#"{"v": "a"}"#,
        &[got(
            &[disposition, "Content-Type: application/json"],
            "\"a\"",
        )],
    );
    let several = part("v", "image/*, text/csv, text/plain", None);
    check(
        &[several],
        r#"{"v": "a"}"#,
        &[got(&[disposition, "Content-Type: text/csv"], "a")],
    );
    let range = part("v", "image/*", None);
    check(&[range], r#"{"v": "a"}"#, &[got(&[disposition], "a")]);
    check(
        &[],
        r#"{"v": "é"}"#,
        &[got(
            &[disposition, "Content-Type: text/plain; charset=utf-8"],
            "é",
        )],
    );
}

/// OpenAPI 3.2 appendix C: as in a query, without its escapes.
#[test]
fn styles() {
    let list = r#"{"v": ["a b", "c&d"]}"#;
    let one = |name: &str, content: &str| {
        got(
            &[&format!("Content-Disposition: form-data; name=\"{name}\"")],
            content,
        )
    };
    check(
        &[part("v", "", Some((Style::Form, true)))],
        list,
        &[one("v", "a b"), one("v", "c&d")],
    );
    check(
        &[part("v", "", Some((Style::Form, false)))],
        list,
        &[one("v", "a b,c&d")],
    );
    check(
        &[part("v", "", Some((Style::PipeDelimited, false)))],
        list,
        &[one("v", "a b|c&d")],
    );
    let map = r#"{"v": {"a": 1, "b": "c"}}"#;
    check(
        &[part("v", "", Some((Style::DeepObject, true)))],
        map,
        &[one("v[a]", "1"), one("v[b]", "c")],
    );
    check(
        &[part("v", "", Some((Style::DeepIndexed, true)))],
        r#"{"v": [{"a": "b", "c": [1]}]}"#,
        &[one("v[0][a]", "b"), one("v[0][c][0]", "1")],
    );
    check(
        &[part("v", "", Some((Style::Form, true)))],
        map,
        &[one("a", "1"), one("b", "c")],
    );
    refuse(
        &[part("v", "", Some((Style::SpaceDelimited, false)))],
        list,
        "separates items",
    );
    refuse(
        &[part("v", "", Some((Style::Form, false)))],
        r#"{"v": ["a,b"]}"#,
        "separates items",
    );
    refuse(
        &[part("v", "", Some((Style::Form, true)))],
        r#"{"v": [[1]]}"#,
        "body's member `v`",
    );
    refuse(&[], "7", "not an object");
}

#[test]
fn names_cannot_break_out() {
    let name = "a\"; filename=\"x\r\nX-Evil: 1\r\n\r\n\\é\0";
    let map: Map<String> = [(name.to_owned(), "v".to_owned())].into_iter().collect();
    let expected = "Content-Disposition: form-data; name=\"a%22; filename=%22x%0D%0AX-Evil: 1%0D%0A%0D%0A%5Cé%00\"";
    assert_eq!(parts(&FORM, &map).unwrap(), [got(&[expected], "v")]);
}

#[test]
fn other_multiparts_take_lists() {
    static MIXED: Media = Media::new("multipart/mixed", Codec::Multipart);
    let value: Json = r#"["a", {"b": 1}]"#.parse().unwrap();
    let expected = [
        got(&[], "a"),
        got(&["Content-Type: application/json"], "{\"b\":1}"),
    ];
    assert_eq!(parts(&MIXED, &value).unwrap(), expected);
    let files = vec![File::from_bytes("x").content_type("image/png")];
    assert_eq!(
        parts(&MIXED, &files).unwrap(),
        [got(&["Content-Type: image/png"], "x")]
    );
}

#[test]
fn forms_may_be_lists_to_keep_an_order() {
    let value: Json = r#"[{"b": "1"}, {"a": "2"}, {"b": "3"}]"#.parse().unwrap();
    let one = |name: &str, content: &str| {
        got(
            &[&format!("Content-Disposition: form-data; name=\"{name}\"")],
            content,
        )
    };
    assert_eq!(
        parts(&FORM, &value).unwrap(),
        [one("b", "1"), one("a", "2"), one("b", "3")]
    );
}

/// A model with files in every place that can hold one.
struct Upload {
    title: String,
    document: File,
    pages: Vec<File>,
    extra: Option<File>,
}

impl Model for Upload {
    const SHAPE: lean_runtime::model::Shape = lean_runtime::model::Shape(
        "Upload",
        lean_runtime::model::ShapeKind::Struct(&["! title", "! document", "? pages", "? extra"]),
    );

    fn make(from: &mut Make<'_>) -> Self {
        Upload {
            title: from.next(),
            document: from.next(),
            pages: from.next(),
            extra: from.next(),
        }
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        match index {
            0 => &self.title,
            1 => &self.document,
            2 => &self.pages,
            _ => &self.extra,
        }
    }
}

#[test]
fn files() {
    let upload = Upload {
        title: "t".into(),
        document: File::from_bytes(b"\x00\xff\r\n--".as_slice())
            .named("a\"b.pdf")
            .content_type("application/pdf"),
        pages: vec![File::from_bytes("1"), File::from_bytes("2").named("two")],
        extra: None,
    };
    let got = parts(&FORM, &upload).unwrap();
    let headers: Vec<_> = got.iter().map(|part| part.headers.join(" | ")).collect();
    assert_eq!(
        headers,
        [
            "Content-Disposition: form-data; name=\"title\"",
            "Content-Disposition: form-data; name=\"document\"; filename=\"a%22b.pdf\" | Content-Type: application/pdf",
            "Content-Disposition: form-data; name=\"pages\"; filename=\"pages\" | Content-Type: application/octet-stream",
            "Content-Disposition: form-data; name=\"pages\"; filename=\"two\" | Content-Type: application/octet-stream",
        ]
    );
    assert_eq!(got[1].content, b"\x00\xff\r\n--");
}

#[test]
fn a_bad_content_type_is_refused() {
    for content_type in ["a/b\r\nX: 1", "é/x", " a/b"] {
        let map: Map<File> = [(
            "f".to_owned(),
            File::from_bytes("").content_type(content_type),
        )]
        .into_iter()
        .collect();
        let error = multipart_body(&FORM, &map).unwrap_err().to_string();
        assert!(
            error.contains("body's member `f`") && !error.contains("X: 1"),
            "{error}"
        );
    }
}

#[test]
fn files_deeper_than_parts_are_refused() {
    let inner: Map<File> = [("f".to_owned(), File::from_bytes("x"))]
        .into_iter()
        .collect();
    let outer: Map<Map<File>> = [("m".to_owned(), inner)].into_iter().collect();
    let error = multipart_body(&FORM, &outer).unwrap_err().to_string();
    assert!(
        error.starts_with("the body's member `m` cannot be sent: it holds a file"),
        "{error}"
    );
}

#[test]
fn streams_are_read_while_they_are_sent() {
    let source = |length| {
        Source::new(length, || {
            futures_util::stream::iter(["ab", "cd"].map(|piece| Ok(piece.into())))
        })
    };
    for length in [Some(4), None] {
        let map: Map<File> = [("f".to_owned(), File::from_source(source(length)).named("n"))]
            .into_iter()
            .collect();
        let (content_type, payload) = multipart_body(&FORM, &map).unwrap();
        let Payload::Stream(stream) = payload else {
            panic!("a stream")
        };
        assert!(stream.is_replayable());
        let (first, again) = (collect(&stream), collect(&stream));
        assert_eq!(first, again);
        assert_eq!(stream.length(), length.map(|_| first.len() as u64));
        assert_eq!(split(&content_type, &first)[0].content, b"abcd");
    }
}

#[test]
fn a_stream_that_is_read_once_makes_a_body_that_is_sent_once() {
    let once = Source::once(Some(1), futures_util::stream::iter([Ok("x".into())]));
    let map: Map<File> = [("f".to_owned(), File::from_source(once))]
        .into_iter()
        .collect();
    let (content_type, payload) = multipart_body(&FORM, &map).unwrap();
    let Payload::Stream(stream) = payload else {
        panic!("a stream")
    };
    assert!(!stream.is_replayable());
    assert_eq!(split(&content_type, &collect(&stream))[0].content, b"x");
}

fn collect(source: &Source) -> Vec<u8> {
    let pieces = futures_util::FutureExt::now_or_never(source.open().collect::<Vec<_>>())
        .expect("nothing to wait for");
    pieces
        .into_iter()
        .flat_map(|piece| piece.unwrap().to_vec())
        .collect()
}

fn part(
    name: &'static str,
    content_type: &'static str,
    style: Option<(Style, bool)>,
) -> PartEncoding {
    let (style, explode) = style.map_or((None, false), |(style, explode)| (Some(style), explode));
    PartEncoding {
        name,
        content_type,
        style,
        explode,
        reserved: false,
        headers: &[],
    }
}

fn parts(media: &Media, value: &dyn Slot) -> Result<Vec<Got>, String> {
    let (content_type, payload) =
        multipart_body(media, value).map_err(|error| error.to_string())?;
    let Payload::Bytes(bytes) = payload else {
        panic!("bytes")
    };
    Ok(split(&content_type, &bytes))
}

/// RFC 2046 section 5.1.1, to the letter.
fn split(content_type: &str, body: &[u8]) -> Vec<Got> {
    let boundary = content_type.split_once("; boundary=").unwrap().1;
    assert!(
        boundary.len() <= 70
            && boundary
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    );
    let (first, next, last) = (
        format!("--{boundary}\r\n"),
        format!("\r\n--{boundary}\r\n"),
        format!("\r\n--{boundary}--\r\n"),
    );
    let mut rest = body.strip_prefix(first.as_bytes()).unwrap();
    let mut parts = Vec::new();
    loop {
        let (end, step) = match (find(rest, next.as_bytes()), find(rest, last.as_bytes())) {
            (Some(at), _) => (at, Some(at + next.len())),
            (None, at) => (at.unwrap(), None),
        };
        let part = &rest[..end];
        let (headers, content) = match part.strip_prefix(b"\r\n") {
            Some(content) => ("", content),
            None => {
                let at = find(part, b"\r\n\r\n").unwrap();
                (std::str::from_utf8(&part[..at]).unwrap(), &part[at + 4..])
            }
        };
        let headers = headers
            .split("\r\n")
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect();
        parts.push(Got {
            headers,
            content: content.to_vec(),
        });
        match step {
            Some(step) => rest = &rest[step..],
            None => return parts,
        }
    }
}

fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    text.windows(needle.len())
        .position(|window| window == needle)
}

fn body(encodings: &[PartEncoding], json: &str) -> Result<Vec<Got>, String> {
    let encodings: Vec<PartEncoding> = encodings
        .iter()
        .map(|part| PartEncoding { ..*part })
        .collect();
    let media = Media::new("multipart/form-data", Codec::Multipart).parts(encodings.leak());
    parts(&media, &json.parse::<Json>().unwrap())
}

#[track_caller]
fn check(encodings: &[PartEncoding], json: &str, expected: &[Got]) {
    assert_eq!(body(encodings, json).unwrap(), expected);
}

#[track_caller]
fn refuse(encodings: &[PartEncoding], json: &str, why: &str) {
    let error = body(encodings, json).unwrap_err();
    assert!(error.contains(why), "{error}");
}
