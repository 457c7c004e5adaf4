//! Headers of responses as values.

use http::{HeaderMap, HeaderName, HeaderValue};
use lean_runtime::model::Slot;
use lean_runtime::values::{DateTime, Decimal, Json, Map};
use lean_runtime::wire::HeaderShape::{self, ExplodedMap, List, One};
use lean_runtime::wire::read_header;

/// The row `simple` of OpenAPI's table, backwards.
#[test]
fn style_examples() {
    let colors = ["blue", "black", "brown"].map(str::to_owned);
    assert_eq!(read::<String>("blue", One), "blue");
    assert_eq!(read::<Vec<String>>("blue,black,brown", List), colors);
    let rgb: Vec<(String, i64)> = [("R", 100), ("G", 200), ("B", 150)]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
    let got = |map: Map<i64>| map.into_iter().collect::<Vec<_>>();
    assert_eq!(got(read("R,100,G,200,B,150", HeaderShape::Map)), rgb);
    assert_eq!(got(read("R=100,G=200,B=150", ExplodedMap)), rgb);
}

#[test]
fn a_text_means_what_its_type_says() {
    assert_eq!(read::<String>("100", One), "100");
    assert_eq!(read::<i64>("100", One), 100);
    assert!(read::<bool>("true", One));
    assert_eq!(read::<Decimal>("1.50", One).to_string(), "1.50");
    assert_eq!(
        read::<DateTime>("2026-01-31T12:30:00Z", One).to_string(),
        "2026-01-31T12:30:00Z"
    );
    assert_eq!(read::<Vec<String>>("1, true", List), ["1", "true"]);
    assert_eq!(read::<Vec<i64>>("1 ,\t2", List), [1, 2]);
    assert_eq!(
        read::<(String, i64, bool)>("7, 7, true", List),
        ("7".to_owned(), 7, true)
    );
    assert_eq!(
        read::<Json>(r#"{"a": [1]}"#, HeaderShape::Json).as_str(),
        r#"{"a": [1]}"#
    );
    assert_eq!(read::<Option<i64>>("5", One), Some(5));
}

#[test]
fn quotes_hold_items_together() {
    assert_eq!(
        read::<Vec<String>>(r#""a,b", W/"c\",d", e"#, List),
        [r#""a,b""#, r#"W/"c\",d""#, "e"]
    );
    assert_eq!(read::<Vec<String>>("a,, ,b,", List), ["a", "b"]);
    assert_eq!(read::<Map<String>>("a=b=c, d", ExplodedMap)["a"], "b=c");
    assert_eq!(read::<Map<String>>("a=b=c, d", ExplodedMap)["d"], "");
}

#[test]
fn several_headers_of_one_name() {
    let headers = map(&[
        ("x-a", b"1, 2"),
        ("x-a", b"3"),
        ("set-cookie", b"a=1, 2"),
        ("set-cookie", b"b=3"),
    ]);
    assert_eq!(
        read_header::<Vec<i64>>(&headers, "X-A", List).unwrap(),
        Some(vec![1, 2, 3])
    );
    let cookies = read_header::<Vec<String>>(&headers, "Set-Cookie", List).unwrap();
    assert_eq!(cookies, Some(vec!["a=1, 2".to_owned(), "b=3".to_owned()]));
    assert_eq!(
        read_header::<String>(&headers, "x-gone", One).unwrap(),
        None
    );
    assert_eq!(
        read_header::<String>(&headers, "not a name", One).unwrap(),
        None
    );
}

#[test]
fn other_bytes() {
    assert_eq!(bytes("é".as_bytes()), "é");
    assert_eq!(bytes(b"caf\xe9"), "café");
}

#[test]
fn what_does_not_fit() {
    for (text, shape) in [("x", One), ("1, x", List), ("1, 2", One)] {
        let headers = map(&[("x-a", text.as_bytes())]);
        match shape {
            One => assert!(read_header::<i64>(&headers, "x-a", shape).is_err()),
            _ => assert!(read_header::<Vec<i64>>(&headers, "x-a", shape).is_err()),
        }
    }
}

fn bytes(value: &[u8]) -> String {
    read_header(&map(&[("x-a", value)]), "x-a", One)
        .unwrap()
        .unwrap()
}

fn read<T: Slot>(text: &str, shape: HeaderShape) -> T {
    read_header(&map(&[("x-a", text.as_bytes())]), "X-A", shape)
        .unwrap()
        .unwrap()
}

fn map(pairs: &[(&'static str, &[u8])]) -> HeaderMap {
    let pairs = pairs.iter().map(|(name, value)| {
        (
            HeaderName::from_static(name),
            HeaderValue::from_bytes(value).unwrap(),
        )
    });
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(name, value);
    }
    headers
}
