//! Values that a format cannot carry: an error that names them, never another value.

use lean_runtime::model::Slot;
use lean_runtime::operation::{Codec, Media, Operation, Parameter, Style};
use lean_runtime::request::Payload;
use lean_runtime::values::{Json, Map};
use lean_runtime::wire::{body, decode_text, form_to_json, json_body, xml_to_json};
use lean_runtime::{Client, call::AnyCall, client::Caller, operation::At};

static MEDIA: [Media; 6] = [
    Media::new("application/json", Codec::Json),
    Media::new("application/x-www-form-urlencoded", Codec::Form),
    Media::new("text/plain", Codec::Text),
    Media::new("application/jsonl", Codec::JsonLines),
    Media::new("application/xml", Codec::Xml),
    Media::new("multipart/form-data", Codec::Multipart),
];

#[test]
fn no_body_carries_infinities_and_nan() {
    for media in &MEDIA {
        for float in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let object: Map<Vec<Option<f64>>> = [("rate".to_owned(), vec![Some(1.5), Some(float)])]
                .into_iter()
                .collect();
            let whole: &dyn Slot = &object;
            let error = body(media, whole).expect_err(media.name).to_string();
            assert!(
                error.contains(
                    "member `rate/1` cannot be sent: it is a float that is infinite or NaN"
                ),
                "{}: {error}",
                media.name
            );
            assert!(
                body(media, &float)
                    .expect_err(media.name)
                    .to_string()
                    .contains("infinite or NaN"),
                "{}",
                media.name
            );
        }
    }
}

#[test]
fn no_parameter_carries_infinities_and_nan() {
    static GET: Operation = Operation::new("get", "GET", "/x/{p}").parameters(&[
        Parameter::path("p"),
        Parameter::query("q"),
        Parameter::header("h"),
        Parameter::cookie("c"),
        Parameter::query("deep").style(Style::DeepObject, true),
        Parameter::query("json").style(Style::Json, false),
    ]);
    let client = Client::builder(At::new("https://api.example.com"))
        .build()
        .expect("a client");
    let call = || AnyCall::new(Caller::executor(&client), &GET).text(0, "x");
    for (index, name) in [
        (0, "p"),
        (1, "q"),
        (2, "h"),
        (3, "c"),
        (4, "deep"),
        (5, "json"),
    ] {
        for float in [f64::NAN, f64::INFINITY] {
            let map: Map<f64> = [("a".to_owned(), float)].into_iter().collect();
            for call in [
                call().with(index, &float),
                call().list(index, &[1.0, float]),
                call().with(index, &map),
            ] {
                let error = call.request().expect_err(name).to_string();
                assert!(
                    error.contains(&format!(
                        "`{name}` cannot be sent: it is a float that is infinite or NaN"
                    )),
                    "{error}"
                );
                // The last value given counts.
                assert!(call.with(index, &"x".to_owned()).request().is_ok() || name == "deep");
            }
        }
    }
}

#[test]
fn only_json_carries_half_of_a_surrogate_pair() {
    let json: Json = r#"{"a":{"b":"\ud83d"}}"#.parse().expect("JSON");
    let (_, sent) = body(&MEDIA[0], &json).expect("as it came");
    assert!(matches!(sent, Payload::Bytes(sent) if sent == json.as_str()));
    for media in &MEDIA[1..] {
        for text in [json.as_str(), r#"{"a":{"\udc00":1}}"#] {
            let error = json_body(media, text).expect_err(media.name).to_string();
            assert!(
                error.contains("half of a surrogate pair"),
                "{}: {error}",
                media.name
            );
        }
    }
    for parameter in [
        Parameter::path("p"),
        Parameter::query("p"),
        Parameter::header("p"),
        Parameter::cookie("p"),
    ] {
        let error = crate::written(parameter, r#"["\ude00"]"#)
            .expect_err("half")
            .to_string();
        assert!(
            error.contains("`p` cannot be sent: it has half of a surrogate pair"),
            "{error}"
        );
    }
}

#[test]
fn a_form_is_utf_8() {
    assert_eq!(
        form_to_json("a=%C3%A9+%00").expect("UTF-8"),
        "{\"a\":\"é \\u0000\"}"
    );
    for form in ["x=1&a=%E9", "x=1&%ED%A0%80=1", "x=1&a=%C3"] {
        let error = form_to_json(form).expect_err(form);
        assert_eq!(
            (error.message, error.offset),
            ("percent-encoded bytes that are not UTF-8", 4),
            "{form}"
        );
    }
}

#[test]
fn a_character_reference_is_a_character() {
    assert_eq!(
        xml_to_json("<a>&#x1F600;</a>").expect("XML"),
        "\"\u{1f600}\""
    );
    for reference in ["&#xD83D;", "&#xDE00;", "&#55357;", "&#x110000;", "&#0;"] {
        assert!(
            xml_to_json(&format!("<a>{reference}</a>")).is_err(),
            "{reference}"
        );
        assert!(
            xml_to_json(&format!("<a b=\"{reference}\"/>")).is_err(),
            "{reference}"
        );
    }
}

#[test]
fn another_encoding_of_unicode_is_named() {
    let utf_16 = |order: fn(u16) -> [u8; 2], text: &str| {
        text.encode_utf16().flat_map(order).collect::<Vec<u8>>()
    };
    for (bytes, name) in [
        (utf_16(u16::to_le_bytes, "\u{feff}{\"a\":1}"), "UTF-16"),
        (utf_16(u16::to_be_bytes, "\u{feff}{\"a\":1}"), "UTF-16"),
        (utf_16(u16::to_le_bytes, "{\"a\":1}"), "UTF-16"),
        (utf_16(u16::to_be_bytes, "{\"a\":1}"), "UTF-16"),
        (b"\xff\xfe\0\0{\0\0\0".to_vec(), "UTF-32"),
        (b"\0\0\0[\0\0\0]".to_vec(), "UTF-32"),
    ] {
        for content_type in [
            "application/json",
            "application/problem+json; charset=utf-8",
        ] {
            let error = decode_text(content_type, &bytes)
                .expect_err(name)
                .to_string();
            assert!(error.contains(name), "{error}");
        }
    }
    assert_eq!(
        decode_text("application/json", b"\xef\xbb\xbf1").expect("UTF-8"),
        "1"
    );
    assert_eq!(decode_text("text/plain", b"a\0b").expect("UTF-8"), "a\0b");
}
