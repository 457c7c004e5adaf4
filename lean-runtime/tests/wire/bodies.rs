//! Bodies by codec, and what comes back of XML and forms.

use lean_runtime::body::Source;
use lean_runtime::model::{Slot, decode_textual};
use lean_runtime::operation::{Codec, Media};
use lean_runtime::request::Payload;
use lean_runtime::values::{File, Json, Map};
use lean_runtime::wire::{body, json_body, xml_to_json};

#[test]
fn codecs() {
    check(
        Codec::Json,
        "application/merge-patch+json",
        r#"{"a": null}"#,
        "application/merge-patch+json",
        r#"{"a": null}"#,
    );
    check(Codec::Json, "*/*", "[1]", "application/json", "[1]");
    check(
        Codec::Form,
        "application/x-www-form-urlencoded",
        r#"{"a": "b c"}"#,
        "application/x-www-form-urlencoded",
        "a=b+c",
    );
    check(Codec::Text, "text/plain", r#""a\"b""#, "text/plain", "a\"b");
    check(
        Codec::Text,
        "text/plain",
        r#""é""#,
        "text/plain; charset=utf-8",
        "é",
    );
    check(
        Codec::Text,
        "text/csv; charset=utf-8",
        r#""é""#,
        "text/csv; charset=utf-8",
        "é",
    );
    check(Codec::Text, "text/*", "7", "text/plain", "7");
    check(
        Codec::JsonLines,
        "application/x-ndjson",
        r#"[{"a": 1}, 2]"#,
        "application/x-ndjson",
        "{\"a\":1}\n2\n",
    );
    check(
        Codec::JsonLines,
        "application/json-seq",
        "[1]",
        "application/json-seq",
        "\u{1e}1\n",
    );
    let events = r#"[{"event": "e", "data": "a\nb"}, {"data": {"c": 1}, "retry": 5}]"#;
    check(
        Codec::Events,
        "text/event-stream",
        events,
        "text/event-stream",
        "event: e\ndata: a\ndata: b\n\ndata: {\"c\":1}\nretry: 5\n\n",
    );
}

#[test]
fn refusals() {
    refuse(Codec::Text, "[1]", "a list or an object");
    refuse(Codec::Events, r#"{"event": "a\nb"}"#, "a line break");
    refuse(Codec::Events, r#"{"data": "a\rb"}"#, "a line break");
    refuse(Codec::Events, r#"{"a\nb": "c"}"#, "a line break");
    refuse(Codec::Xml, r#"{"a": 1}"#, "names none");
}

#[test]
fn bytes() {
    static BYTES: Media = Media::new("application/pdf", Codec::Bytes);
    let (content_type, payload) = body(&BYTES, &File::from_bytes(b"\x00\xff".as_slice())).unwrap();
    assert_eq!(content_type, "application/pdf");
    assert!(matches!(payload, Payload::Bytes(bytes) if bytes == b"\x00\xff".as_slice()));
    static ANY: Media = Media::new("image/*", Codec::Bytes);
    assert_eq!(
        body(&ANY, &File::from_bytes("")).unwrap().0,
        "application/octet-stream"
    );
    assert_eq!(
        body(&ANY, &File::from_bytes("").content_type("image/png"))
            .unwrap()
            .0,
        "image/png"
    );
    let stream = Source::new(None, || futures_util::stream::iter([Ok("x".into())]));
    assert!(matches!(
        body(&ANY, &File::from_source(stream)).unwrap().1,
        Payload::Stream(_)
    ));
}

/// JSON has no bytes, and no streams.
#[test]
fn files_in_json() {
    static JSON: Media = Media::new("application/json", Codec::Json);
    let map = |file: File| -> Map<File> { [("f".to_owned(), file)].into_iter().collect() };
    let text = |file: File| match body(&JSON, &map(file)) {
        Ok((_, Payload::Bytes(bytes))) => Ok(String::from_utf8(bytes.to_vec()).unwrap()),
        Ok(_) => panic!("bytes"),
        Err(error) => Err(error.to_string()),
    };
    assert_eq!(text(File::from_bytes("a")).unwrap(), r#"{"f":"a"}"#);
    assert_eq!(
        text(File::from_bytes(vec![255, 0])).unwrap(),
        r#"{"f":"/wA="}"#
    );
    let stream = Source::new(None, || futures_util::stream::iter([Ok("x".into())]));
    assert!(
        text(File::from_source(stream))
            .unwrap_err()
            .contains("holds a file")
    );
}

#[test]
fn xml_out() {
    let json = r#"{"a": "<&>\r\n\"", "l": [1, null, {"b": true}], "n": null, "e": {}, "s": ""}"#;
    let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                    <root><a>&lt;&amp;&gt;&#13;\n\"</a><l>1</l><l><b>true</b></l><e></e><s></s></root>";
    assert_eq!(xml(json).unwrap(), expected);
    for json in [
        r#"{"a b": 1}"#,
        r#"{"1a": 1}"#,
        r#"{"a:b": 1}"#,
        r#"{"": 1}"#,
        r#"{"a>": 1}"#,
    ] {
        assert!(xml(json).unwrap_err().contains("XML element"), "{json}");
    }
    assert!(
        xml(r#"{"a": "\u0000"}"#)
            .unwrap_err()
            .contains("a character that XML cannot carry")
    );
    assert!(xml(r#"{"a": [[1]]}"#).unwrap_err().contains("`a`"));
    assert!(xml("[1]").is_err());
}

#[test]
fn xml_in() {
    for (xml, json) in [
        ("<a/>", "\"\""),
        ("<?xml version='1.0'?><!-- c --><a> x </a>\n", "\" x \""),
        ("<a><b>1</b><c/><b>2</b></a>", r#"{"b":["1","2"],"c":""}"#),
        (
            "<a b='1&lt;&#50;'>t<c>u</c></a>",
            r##"{"b":"1<2","c":"u","#text":"t"}"##,
        ),
        ("<a xmlns:xsi='x'><b xsi:nil='true'/></a>", r#"{"b":null}"#),
        ("<x:a xmlns:x='u'><x:b>1</x:b></x:a>", r#"{"b":"1"}"#),
        ("<a>&amp;&#x41;<![CDATA[<b>]]></a>", "\"&A<b>\""),
        ("<a>1\r\n2</a>", r#""1\n2""#),
    ] {
        assert_eq!(xml_to_json(xml).as_deref(), Ok(json), "{xml}");
    }
}

#[test]
fn xml_refused() {
    for xml in [
        "",
        "a",
        "<a>",
        "<a></b>",
        "</a>",
        "<a/><b/>",
        "<a/>x",
        "<a b=1/>",
        "<a b='1' b='2'/>",
        "<a>&b;</a>",
        "<a>&#0;</a>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        "<a b='&x;'/>",
    ] {
        assert!(xml_to_json(xml).is_err(), "{xml}");
    }
    let deep = format!("{}{}", "<a>".repeat(101), "</a>".repeat(101));
    assert_eq!(
        xml_to_json(&deep).unwrap_err().message,
        "nested deeper than 100 levels"
    );
}

#[test]
fn texts_read_as_what_is_due() {
    assert_eq!(textual::<Map<i64>>("<a><b>7</b></a>")["b"], 7);
    assert!(textual::<Map<bool>>("<a><b> true </b></a>")["b"]);
    assert_eq!(
        textual::<Map<lean_runtime::values::Decimal>>("<a><b>1.50</b></a>")["b"].to_string(),
        "1.50"
    );
    assert_eq!(textual::<Map<Vec<i64>>>("<a><b>7</b></a>")["b"], [7]);
    assert_eq!(
        textual::<Map<Vec<i64>>>("<a><b>7</b><b>8</b></a>")["b"],
        [7, 8]
    );
    assert_eq!(
        textual::<Map<Vec<i64>>>("<a><b><c>7</c><c>8</c></b></a>")["b"],
        [7, 8]
    );
    assert_eq!(textual::<Map<Vec<i64>>>("<a><b><c>7</c></b></a>")["b"], [7]);
    assert_eq!(textual::<Map<Vec<i64>>>("<a><b/></a>")["b"], [0; 0]);
    assert_eq!(
        textual::<Map<Option<i64>>>("<a><b xsi:nil='1'/></a>")["b"],
        None
    );
    for json in [
        r#"{"b":"NaN"}"#,
        r#"{"b":"inf"}"#,
        r#"{"b":"x"}"#,
        r#"{"b":""}"#,
    ] {
        assert!(decode_textual::<Map<f64>>(json).is_err(), "{json}");
    }
}

/// Lists that are not written as such are tried, in each other too, and still in no time.
#[test]
fn nested_lists_take_no_forever() {
    type Deep<T> = Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<T>>>>>>>>>>>>;
    let xml = format!("{}x{}", "<a>".repeat(90), "</a>".repeat(90));
    assert!(decode_textual::<Deep<Deep<i64>>>(&xml_to_json(&xml).unwrap()).is_err());
}

fn textual<T: Slot>(xml: &str) -> T {
    decode_textual(&xml_to_json(xml).unwrap()).unwrap()
}

fn xml(json: &str) -> Result<String, String> {
    static XML: Media = Media::new("application/xml", Codec::Xml).root("root");
    written(&XML, json).map(|(_, text)| text)
}

fn written(media: &Media, json: &str) -> Result<(String, String), String> {
    let value: Json = json.parse().unwrap();
    let (content_type, payload) = body(media, &value).map_err(|error| error.to_string())?;
    assert_eq!(json_body(media, json).unwrap().0, content_type);
    let Payload::Bytes(bytes) = payload else {
        panic!("bytes")
    };
    Ok((content_type, String::from_utf8(bytes.to_vec()).unwrap()))
}

#[track_caller]
fn check(codec: Codec, name: &'static str, json: &str, content_type: &str, text: &str) {
    let written = written(&Media::new(name, codec), json).unwrap();
    assert_eq!(
        (written.0.as_str(), written.1.as_str()),
        (content_type, text)
    );
}

#[track_caller]
fn refuse(codec: Codec, json: &str, why: &str) {
    let error = written(&Media::new("a/b", codec), json).unwrap_err();
    assert!(error.contains(why), "{error}");
}
