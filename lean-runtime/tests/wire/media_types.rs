//! The described media type that fits a response, and the response's charset.

use lean_runtime::wire::{MediaType, NotText, best_media, decode_text, is_json};

#[test]
fn best() {
    check("application/json", &["application/json"], Some(0));
    check(
        "Application/JSON ; charset=UTF-8",
        &["text/*", "application/json"],
        Some(1),
    );
    check(
        "application/json",
        &["application/json; charset=utf-8"],
        Some(0),
    );
    check("text/plain", &["*/*", "text/*", "text/plain"], Some(2));
    check("text/csv", &["*/*", "text/*", "text/plain"], Some(1));
    check("image/png", &["text/*", "*/*"], Some(1));
    check("image/png", &["text/*", "application/json"], None);
    // The first of equals.
    check("a/b", &["a/b", "a/b"], Some(0));
    check("a/b", &["*/*", "*/*"], Some(0));
}

/// Parameters tell versions of a type apart; a charset does not.
#[test]
fn parameters() {
    let versions = [
        "application/vnd.x+json; version=1",
        "application/vnd.x+json; version=2",
    ];
    check("application/vnd.x+json; version=2", &versions, Some(1));
    check("application/vnd.x+json;version=\"2\"", &versions, Some(1));
    check("application/vnd.x+json", &versions, Some(0));
    check("application/vnd.x+json; version=3", &versions, Some(0));
    check("a/b; v=1", &["a/b", "a/b; v=1"], Some(1));
    check("a/b; v=2", &["a/b; v=1", "a/b"], Some(1));
    check("a/b; v=2", &["*/*", "a/b; v=1"], Some(1));
}

/// Checks common content types of servers against those of descriptions.
#[test]
fn formats() {
    check("application/problem+json", &["application/json"], Some(0));
    check("application/json", &["application/vnd.api+json"], Some(0));
    check("text/json", &["application/json"], Some(0));
    check(
        "application/problem+json",
        &["application/json", "*/*"],
        Some(1),
    );
    check(
        "text/xml",
        &["application/json", "application/xml"],
        Some(1),
    );
    check("application/problem+json", &["text/html"], None);
}

#[test]
fn nonsense() {
    check("", &["application/json"], None);
    check("", &["application/json", ""], Some(1));
    check("json", &["application/json"], None);
    check("application/json", &["", "nonsense"], None);
    check(
        "application/json, application/json",
        &["application/json"],
        Some(0),
    );
    check(
        "application/json;;; =; charset",
        &["application/json"],
        Some(0),
    );
    check("/", &["/"], Some(0));
}

#[test]
fn taken_apart() {
    let media = MediaType::parse(r#"Multipart/Form-Data; Boundary="a;b\"c" ; X=y"#).unwrap();
    assert_eq!((media.kind(), media.subtype()), ("multipart", "form-data"));
    assert_eq!(media.parameter("boundary"), Some("a;b\"c"));
    assert_eq!(media.parameter("x"), Some("y"));
    assert!(!media.is_json() && !media.is_range() && !media.is_xml());
    for (name, expected) in [
        ("application/json", true),
        ("application/geo+json; x=y", true),
        ("application/jsonl", false),
        ("application/json-seq", false),
        ("application/geo+json-seq", false),
        ("application/xml", false),
    ] {
        assert_eq!(is_json(name), expected, "{name}");
    }
}

#[test]
fn charsets() {
    assert_eq!(
        decode_text("application/json", "é".as_bytes()).unwrap(),
        "é"
    );
    assert_eq!(
        decode_text("text/plain; charset=UTF-8", b"\xef\xbb\xbfa").unwrap(),
        "a"
    );
    assert_eq!(
        decode_text("text/plain; charset=\"utf8\"", "é".as_bytes()).unwrap(),
        "é"
    );
    assert_eq!(decode_text("", b"\xff"), Err(NotText::Utf8(0)));
    assert_eq!(decode_text("", b"ab\xff"), Err(NotText::Utf8(2)));
    assert_eq!(decode_text("", b"\xef\xbb\xbfa\xff"), Err(NotText::Utf8(4)));
    // Bytes that mean the same in every charset are read under any charset.
    assert_eq!(
        decode_text("application/json; charset=iso-8859-1", b"{\"a\": 1}\n").unwrap(),
        "{\"a\": 1}\n"
    );
    let latin = decode_text("text/plain; charset=ISO-8859-1", b"caf\xe9").unwrap_err();
    assert_eq!(
        latin.to_string(),
        "the body is in the charset `ISO-8859-1`; only UTF-8 is read"
    );
    assert!(decode_text("text/plain; charset=utf-16", b"\xff\xfea\0").is_err());
    assert!(decode_text("text/plain; charset=iso-2022-jp", b"\x1b$B").is_err());
    let hostile = format!("text/plain; charset=\"{}\"", "x\n".repeat(1000));
    let error = decode_text(&hostile, b"\xff").unwrap_err().to_string();
    assert!(error.len() < 200 && !error.contains('\n'), "{error}");
}

#[track_caller]
fn check(came: &str, described: &[&str], expected: Option<usize>) {
    assert_eq!(best_media(came, described), expected);
}
