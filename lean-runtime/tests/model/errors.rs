//! Mistakes in documents.

use lean_runtime::model;
use lean_runtime::values::{Decimal, Json, Map, Number};

use crate::types::*;

#[test]
fn keys_of_maps_are_not_shown_in_errors() {
    type Nested = Map<Map<i64>>;
    let place = |error: model::DecodeError| {
        let text = format!("{error} {error:?}");
        assert!(
            !text.contains("ada@bank.test") && !text.contains("AE07"),
            "{text}"
        );
        error.problems()[0].pointer.clone()
    };
    let nested = r#"{"ada@bank.test": {"AE07": "x"}}"#;
    assert_eq!(
        place(model::decode::<Nested>(nested).err().unwrap()),
        "/*/*"
    );
    let standard = model::decode::<std::collections::BTreeMap<String, i64>>(r#"{"AE07": "x"}"#);
    assert_eq!(place(standard.err().unwrap()), "/*");
    let in_list = model::decode::<Vec<Map<Vec<i64>>>>(r#"[{}, {"AE07": [1, "x"]}]"#);
    assert_eq!(place(in_list.err().unwrap()), "/1/*/1");
    let (_, report) = model::decode_leniently::<Nested>(nested).unwrap();
    assert_eq!(report.problems()[0].pointer, "/*/*");
    // Members that the description names are shown; others are not.
    let account = r#"{"id": "1", "balance": 1, "limit": 1, "currency": "AED", "AE07": "x",
        "parent": {"id": 1, "balance": 1, "limit": 1, "currency": "AED"}}"#;
    let error = model::decode::<Account>(account).err().unwrap();
    let places: Vec<&str> = error
        .problems()
        .iter()
        .map(|problem| &*problem.pointer)
        .collect();
    assert_eq!(places, ["/parent/id", "/*"]);
}

#[test]
fn all_mistakes_are_told_at_once_with_their_places_and_without_values() {
    let message = decode_error::<Account>(
        r#"{"id":7,"balance":"secret","limit":1,"parent":{"id":"p"},"currency":"AED"}"#,
    );
    assert_eq!(
        message,
        "at /id: expected a string, found a number; at /balance: expected a number, found a string; \
         at /parent: the required member `balance` is missing; and 2 more"
    );
}

#[test]
fn deep_recursion_is_refused_not_run_out_of_stack() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(decode_error::<Json>(&deep).contains("nested deeper than 128 levels"));
}

#[test]
fn a_float_is_in_the_range_of_floats_or_an_error() {
    for text in ["1e999", "-1e309", "1e-999", "-0.1e-400"] {
        assert!(
            decode_error::<f64>(text).contains("within the range of a float of 64 bits"),
            "{text}"
        );
        assert!(
            decode_error::<Vec<f64>>(&format!("[{text}]")).contains("/0"),
            "{text}"
        );
        assert_eq!(model::encode(&decode::<Number>(text)), text);
    }
    for (text, written) in [
        ("1.7976931348623157e308", 1.797_693_134_862_315_7e308),
        ("0e999", 0.0),
        ("5e-324", 5e-324),
    ] {
        assert_eq!(decode::<f64>(text), written, "{text}");
    }
    assert_eq!(model::encode(&decode::<f64>("-0.0")), "-0");
    assert!(decode::<f64>("-0").is_sign_negative());
}

#[test]
fn a_whole_number_is_in_its_range_or_an_error() {
    assert!(decode_error::<i32>("2147483648").contains("32 bits"));
    assert!(decode_error::<u32>("-1").contains("not negative"));
    assert!(decode_error::<i64>("9223372036854775808").contains("64 bits"));
    assert!(decode_error::<u64>("18446744073709551616").contains("64 bits"));
    assert!(decode_error::<i64>("1e999").contains("64 bits"));
    assert!(decode_error::<i64>("0.5").contains("64 bits"));
    assert!(decode_error::<Decimal>("1e999").contains("28 digits"));
    assert!(decode_error::<Decimal>("1e-999").contains("28 digits"));
    assert_eq!(decode::<i64>("-0"), 0);
    assert_eq!(decode::<i64>("1.2e1"), 12);
}

#[test]
fn half_of_a_surrogate_pair_is_an_error_where_text_is_due() {
    for half in [
        r"\ud83d",
        r"\udE00",
        r"\ud83d\ud83d\ude00",
        r"\ud83dx\ude00",
        r"\ude00\ud83d",
        r"\\\ud83d",
    ] {
        let text = format!("\"{half}\"");
        assert!(
            decode_error::<String>(&text).contains("half of a surrogate pair"),
            "{half}"
        );
        assert!(
            decode_error::<Currency>(&text).contains("half of a surrogate pair"),
            "{half}"
        );
        let name = decode_error::<Map<i64>>(&format!("{{{text}: 1}}"));
        assert!(name.contains("half of a surrogate pair"), "{half}");
        // The text is unchanged if nothing reads it.
        assert_eq!(model::encode(&decode::<Json>(&text)), text);
    }
    assert_eq!(decode::<String>(r#""\ud83d\ude00""#), "\u{1f600}");
    assert_eq!(decode::<String>(r#""\\ud83d""#), r"\ud83d");
}

#[test]
fn a_number_that_came_as_a_text_is_said_to_be_a_text() {
    for message in [
        decode_error::<Decimal>(r#""12.50""#),
        decode_error::<Number>(r#""12.50""#),
        decode_error::<f64>(r#""12.50""#),
        decode_error::<i64>(r#""12""#),
    ] {
        assert!(
            message.contains("found a string that holds a number"),
            "{message}"
        );
    }
    assert!(decode_error::<Decimal>(r#""abc""#).contains("expected a decimal, found a string"));
}
