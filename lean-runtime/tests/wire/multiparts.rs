//! Multipart bodies (RFC 7578), read back by a parser that knows no mercy.

use lean_runtime::model::Slot;
use lean_runtime::operation::{Codec, Media, PartEncoding, Style};
use lean_runtime::request::Payload;
use lean_runtime::values::{File, Json, Map};
use lean_runtime::wire::multipart_body;

pub(super) static FORM: Media = Media::new("multipart/form-data", Codec::Multipart);

/// A part as it came: headers and content.
#[derive(Debug, PartialEq)]
pub(super) struct ReceivedPart {
    pub(super) headers: Vec<String>,
    pub(super) content: Vec<u8>,
}

pub(super) fn received(headers: &[&str], content: &str) -> ReceivedPart {
    ReceivedPart {
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
            received(&["Content-Disposition: form-data; name=\"id\""], "a b"),
            received(&["Content-Disposition: form-data; name=\"n\""], "1.50"),
            received(&["Content-Disposition: form-data; name=\"b\""], "true"),
            received(
                &[
                    "Content-Disposition: form-data; name=\"address\"",
                    "Content-Type: application/json",
                ],
                "{\"city\":\"X\"}",
            ),
            received(&["Content-Disposition: form-data; name=\"tags\""], "p"),
            received(&["Content-Disposition: form-data; name=\"tags\""], "q"),
            received(
                &[
                    "Content-Disposition: form-data; name=\"rows\"",
                    "Content-Type: application/json",
                ],
                "[1]",
            ),
            received(
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
        &[received(
            &[disposition, "Content-Type: application/json"],
            "\"a\"",
        )],
    );
    let several = part("v", "image/*, text/csv, text/plain", None);
    check(
        &[several],
        r#"{"v": "a"}"#,
        &[received(&[disposition, "Content-Type: text/csv"], "a")],
    );
    let range = part("v", "image/*", None);
    check(&[range], r#"{"v": "a"}"#, &[received(&[disposition], "a")]);
    check(
        &[],
        r#"{"v": "é"}"#,
        &[received(
            &[disposition, "Content-Type: text/plain; charset=utf-8"],
            "é",
        )],
    );
}

/// OpenAPI 3.2 appendix C: as in a query, without its escapes.
#[test]
fn styles() {
    let list = r#"{"v": ["a b", "c&d"]}"#;
    let text_part = |name: &str, content: &str| {
        received(
            &[&format!("Content-Disposition: form-data; name=\"{name}\"")],
            content,
        )
    };
    check(
        &[part("v", "", Some((Style::Form, true)))],
        list,
        &[text_part("v", "a b"), text_part("v", "c&d")],
    );
    check(
        &[part("v", "", Some((Style::Form, false)))],
        list,
        &[text_part("v", "a b,c&d")],
    );
    check(
        &[part("v", "", Some((Style::PipeDelimited, false)))],
        list,
        &[text_part("v", "a b|c&d")],
    );
    let map = r#"{"v": {"a": 1, "b": "c"}}"#;
    check(
        &[part("v", "", Some((Style::DeepObject, true)))],
        map,
        &[text_part("v[a]", "1"), text_part("v[b]", "c")],
    );
    check(
        &[part("v", "", Some((Style::DeepIndexed, true)))],
        r#"{"v": [{"a": "b", "c": [1]}]}"#,
        &[text_part("v[0][a]", "b"), text_part("v[0][c][0]", "1")],
    );
    check(
        &[part("v", "", Some((Style::Form, true)))],
        map,
        &[text_part("a", "1"), text_part("b", "c")],
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
    assert_eq!(parts(&FORM, &map).unwrap(), [received(&[expected], "v")]);
}

#[test]
fn other_multiparts_take_lists() {
    static MIXED: Media = Media::new("multipart/mixed", Codec::Multipart);
    let value: Json = r#"["a", {"b": 1}]"#.parse().unwrap();
    let expected = [
        received(&[], "a"),
        received(&["Content-Type: application/json"], "{\"b\":1}"),
    ];
    assert_eq!(parts(&MIXED, &value).unwrap(), expected);
    let files = vec![File::from_bytes("x").content_type("image/png")];
    assert_eq!(
        parts(&MIXED, &files).unwrap(),
        [received(&["Content-Type: image/png"], "x")]
    );
}

#[test]
fn forms_may_be_lists_to_keep_an_order() {
    let value: Json = r#"[{"b": "1"}, {"a": "2"}, {"b": "3"}]"#.parse().unwrap();
    let text_part = |name: &str, content: &str| {
        received(
            &[&format!("Content-Disposition: form-data; name=\"{name}\"")],
            content,
        )
    };
    assert_eq!(
        parts(&FORM, &value).unwrap(),
        [
            text_part("b", "1"),
            text_part("a", "2"),
            text_part("b", "3")
        ]
    );
}

pub(super) fn part(
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

pub(super) fn parts(media: &Media, value: &dyn Slot) -> Result<Vec<ReceivedPart>, String> {
    let (content_type, payload) =
        multipart_body(media, value).map_err(|error| error.to_string())?;
    let Payload::Bytes(bytes) = payload else {
        panic!("bytes")
    };
    Ok(split(&content_type, &bytes))
}

/// RFC 2046 section 5.1.1, to the letter.
pub(super) fn split(content_type: &str, body: &[u8]) -> Vec<ReceivedPart> {
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
        parts.push(ReceivedPart {
            headers,
            content: content.to_vec(),
        });
        match step {
            Some(step) => rest = &rest[step..],
            None => return parts,
        }
    }
}

pub(super) fn find(text: &[u8], needle: &[u8]) -> Option<usize> {
    text.windows(needle.len())
        .position(|window| window == needle)
}

pub(super) fn body(encodings: &[PartEncoding], json: &str) -> Result<Vec<ReceivedPart>, String> {
    let encodings: Vec<PartEncoding> = encodings
        .iter()
        .map(|part| PartEncoding { ..*part })
        .collect();
    let media = Media::new("multipart/form-data", Codec::Multipart).parts(encodings.leak());
    parts(&media, &json.parse::<Json>().unwrap())
}

#[track_caller]
pub(super) fn check(encodings: &[PartEncoding], json: &str, expected: &[ReceivedPart]) {
    assert_eq!(body(encodings, json).unwrap(), expected);
}

#[track_caller]
pub(super) fn refuse(encodings: &[PartEncoding], json: &str, why: &str) {
    let error = body(encodings, json).unwrap_err();
    assert!(error.contains(why), "{error}");
}
