//! Files and streams in multipart bodies.

use futures_util::StreamExt;
use lean_runtime::body::Source;
use lean_runtime::model::{Make, Model, Slot};
use lean_runtime::request::Payload;
use lean_runtime::values::{File, Map};
use lean_runtime::wire::multipart_body;

use super::multiparts::*;

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
