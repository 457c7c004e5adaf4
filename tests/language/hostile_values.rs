//! Values at the edges: dates, numbers, identifiers and texts of unusual forms.

use lean::model::decode;

use super::hostile::hostile::*;
use super::hostile::{Hostile, path, refused, with};
use super::support::silent;

#[test]
fn dates_at_the_ends_of_the_calendar() {
    for moment in [
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999999999999Z",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "1582-10-10T00:00:00Z",
        "2016-12-31T23:59:60Z",
        "2024-02-29T00:00:00+14:00",
        "2024-02-29T00:00:00.0Z",
        "2024-02-29t00:00:00z",
        "2024-02-29T24:00:00Z",
        "2024-02-29T00:00:00-00:00",
        // Only a date: servers send it.
        "2024-02-29",
    ] {
        with("moment", &format!("{moment:?}"));
    }
    for day in [
        "9999-12-31",
        "0001-01-01",
        "0000-02-29",
        "2000-02-29",
        "1900-02-28",
    ] {
        with("day", &format!("{day:?}"));
    }
    for day in [
        "1900-02-29",
        "2023-02-29",
        "2024-13-01",
        "2024-00-01",
        "2024-01-32",
        "24-01-01",
        "",
        "2024-1-1",
    ] {
        let error = refused("day", &format!("{day:?}"));
        assert!(error.contains("day"), "{day}: {error}");
    }
    for moment in [
        "2024-02-30T00:00:00Z",
        "2024-02-29T25:00:00Z",
        "2024-02-29T00:61:00Z",
        "",
        "now",
    ] {
        let error = refused("moment", &format!("{moment:?}"));
        assert!(error.contains("moment"), "{moment}: {error}");
    }
}

#[test]
fn uuids_in_every_spelling() {
    for id in [
        "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "67E55044-10B1-426F-9247-BB680E5FE0C8",
        "67e5504410b1426f9247bb680e5fe0c8",
        "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
        "urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ] {
        let value = with("id", &format!("{id:?}"));
        assert_eq!(value.id.expect("there").to_string(), id);
    }
    for id in [
        "67e55044-10b1-426f-9247-bb680e5fe0c",
        "67e55044",
        "",
        "g7e55044-10b1-426f-9247-bb680e5fe0c8",
    ] {
        assert!(refused("id", &format!("{id:?}")).contains("id"));
    }
}

#[test]
fn numbers_beyond_floats_and_decimals() {
    assert!(refused("float", "1e999").contains("float"));
    assert!(refused("float", "-1e999").contains("float"));
    assert!(refused("money", "1e999").contains("28 digits"));
    for float in [
        "1e308",
        "5e-324",
        "1.5e-7",
        "0.000001",
        "123456789012345680000",
        "1e21",
        "-1.7976931348623157e308",
    ] {
        with("float", float);
    }
    with("number", "1e999");
    with("number", "-0.0");
    with(
        "number",
        "123456789012345678901234567890.123456789012345678901234567890",
    );
    with("any", r#"{"deep":[1e999,-0,1.0,"\u00e9"]}"#);
    for text in [
        "NaN",
        "Infinity",
        "-Infinity",
        "inf",
        "+1",
        "01",
        ".5",
        "1.",
        "1e",
        "0x1",
    ] {
        assert!(
            decode::<Everything>(&format!(r#"{{"number":{text}}}"#)).is_err(),
            "{text}"
        );
    }
}

#[test]
fn nan_and_infinity_are_not_sent() {
    let api = silent();
    for wrong in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(api.ratio(wrong).request().is_err());
        assert!(api.ratio(1.0).xs(&[1.0, wrong]).request().is_err());
        assert!(api.ratio(1.0).x_ratio(wrong).request().is_err());
        let body = Everything {
            float: Some(wrong),
            ..Everything::default()
        };
        assert!(api.put_everything(&body).request().is_err());
    }
    assert_eq!(path(api.ratio(1e300).request()), "/ratio?x=1e300");
}

#[test]
fn halves_of_surrogate_pairs() {
    for text in [
        r#""\ud800""#,
        r#""\udc00x""#,
        r#""\ud800\ud800""#,
        r#""x\udfff""#,
    ] {
        assert!(refused("text", text).contains("text"), "{text}");
        // Any value is kept as it was written.
        with("any", text);
    }
    let value: Everything = decode(r#"{"text":"\ud83d\ude00"}"#).expect("a pair");
    assert_eq!(value.text.as_deref(), Some("😀"));
}

#[test]
fn byte_order_marks() {
    for marks in 1..=3 {
        let text = format!("{}{{\"text\":\"x\"}}", "\u{feff}".repeat(marks));
        let value = decode::<Everything>(&text);
        match marks {
            1 => assert_eq!(
                value.expect("one mark is skipped").text.as_deref(),
                Some("x")
            ),
            _ => assert!(value.is_err(), "{marks} marks"),
        }
    }
    let value: Everything = decode("{\"text\":\"\u{feff}x\"}").expect("a mark inside");
    assert_eq!(value.text.as_deref(), Some("\u{feff}x"));
}
