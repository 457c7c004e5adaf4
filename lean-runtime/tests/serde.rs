//! Models and values across serde: every digit both ways, or an error that says which digits would be lost.

use std::collections::BTreeMap;
use std::fmt::Debug;

use lean_runtime::values::{
    Base64, DateTime, Decimal, Duration, Json, Map, Maybe, Number, Text, Time,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// More digits than a float of 64 bits keeps.
const LONG: &str = "12345678901234567.89";

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct Payment {
    amount: Number,
    #[serde(default, skip_serializing_if = "Maybe::is_absent")]
    note: Maybe<String>,
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct Flat {
    id: u8,
    #[serde(flatten)]
    rest: BTreeMap<String, Number>,
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(tag = "kind")]
enum Tagged {
    Paid(Payment),
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(untagged)]
enum Untagged {
    Paid(Payment),
}

fn payment(digits: &str) -> Payment {
    Payment {
        amount: digits.parse().expect("a number"),
        note: Maybe::Absent,
    }
}

fn both_ways<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, json: &str) {
    assert_eq!(serde_json::to_string(value).expect("writes"), json);
    assert_eq!(serde_json::to_vec(value).expect("writes"), json.as_bytes());
    assert_eq!(&serde_json::from_str::<T>(json).expect("reads"), value);
    assert_eq!(
        &serde_json::from_slice::<T>(json.as_bytes()).expect("reads"),
        value
    );
    assert_eq!(
        &serde_json::from_reader::<_, T>(json.as_bytes()).expect("reads"),
        value
    );
}

#[test]
fn serde_json_keeps_every_digit_both_ways() {
    for digits in [
        LONG,
        "1.10",
        "-0",
        "-0.0",
        "1e2",
        "1E+400",
        "123456789012345678901234567890",
        "0.1000000000000000055",
    ] {
        both_ways(&payment(digits), &format!(r#"{{"amount":{digits}}}"#));
        let list: Vec<Number> = vec![digits.parse().expect("a number")];
        both_ways(&list, &format!("[{digits}]"));
        let json: Json = format!(r#"{{"a":[{digits}]}}"#).parse().expect("JSON");
        both_ways(&json, json.as_str());
        let map: Map<Json> = [("x".to_owned(), json.clone())].into_iter().collect();
        assert_eq!(
            serde_json::to_string(&map.into_iter().collect::<BTreeMap<_, _>>()).expect("writes"),
            format!(r#"{{"x":{json}}}"#)
        );
    }
}

#[test]
fn flattened_and_tagged_fields_are_written_with_every_digit() {
    let flat = Flat {
        id: 1,
        rest: BTreeMap::from([("amount".to_owned(), LONG.parse().expect("a number"))]),
    };
    assert_eq!(
        serde_json::to_string(&flat).expect("writes"),
        format!(r#"{{"id":1,"amount":{LONG}}}"#)
    );
    let tagged = serde_json::to_string(&Tagged::Paid(payment(LONG))).expect("writes");
    assert_eq!(tagged, format!(r#"{{"kind":"Paid","amount":{LONG}}}"#));
    let untagged = serde_json::to_string(&Untagged::Paid(payment(LONG))).expect("writes");
    assert_eq!(untagged, format!(r#"{{"amount":{LONG}}}"#));
    let pretty = serde_json::to_string_pretty(&payment(LONG)).expect("writes");
    assert_eq!(pretty, format!("{{\n  \"amount\": {LONG}\n}}"));
}

#[test]
fn a_float_that_may_be_rounded_is_no_exact_number() {
    // serde reads fields of these through floats of 64 bits, before anybody else sees them.
    let flat = serde_json::from_str::<Flat>(&format!(r#"{{"id":1,"amount":{LONG}}}"#));
    assert!(
        flat.expect_err("rounded")
            .to_string()
            .contains("rounded to a float of 64 bits")
    );
    let tagged = serde_json::from_str::<Tagged>(&format!(r#"{{"kind":"Paid","amount":{LONG}}}"#));
    assert!(
        tagged
            .expect_err("rounded")
            .to_string()
            .contains("rounded to a float of 64 bits")
    );
    let value: serde_json::Value =
        serde_json::from_str(&format!(r#"{{"amount":{LONG}}}"#)).expect("reads");
    let read = serde_json::from_value::<Payment>(value.clone());
    assert!(
        read.expect_err("rounded")
            .to_string()
            .contains("rounded to a float of 64 bits")
    );
    assert!(Payment::deserialize(&value).is_err());

    // What floats keep is read.
    let flat: Flat = serde_json::from_str(r#"{"id":1,"amount":1234567890123.45}"#).expect("reads");
    assert_eq!(flat.rest["amount"].as_str(), "1234567890123.45");
    let tagged: Tagged =
        serde_json::from_str(r#"{"kind":"Paid","amount":12345678901234567890}"#).expect("reads");
    assert_eq!(tagged, Tagged::Paid(payment("12345678901234567890")));
    let read: Payment = serde_json::from_value(serde_json::json!({"amount": 9.5})).expect("reads");
    assert_eq!(read, payment("9.5"));
}

#[test]
fn a_serde_json_value_holds_no_more_digits_than_floats() {
    let error = serde_json::to_value(payment(LONG))
        .expect_err("too long")
        .to_string();
    assert!(
        error.contains("more digits than `serde_json::Value` holds"),
        "{error}"
    );
    assert!(serde_json::to_value(payment("1e400")).is_err());
    assert_eq!(
        serde_json::to_value(payment("1.10")).expect("writes"),
        serde_json::json!({"amount": 1.1})
    );
    let whole = serde_json::to_value(payment("18446744073709551615")).expect("writes");
    assert_eq!(whole, serde_json::json!({"amount": u64::MAX}));
    let json: Json = format!(r#"{{"a":{{"b":[{LONG}]}}}}"#)
        .parse()
        .expect("JSON");
    assert!(
        serde_json::to_value(json)
            .expect_err("too long")
            .to_string()
            .contains("`/a/b/0`")
    );
}

fn through_cbor<T: Serialize + DeserializeOwned>(value: &T) -> T {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("writes");
    ciborium::from_reader(&*bytes).expect("reads")
}

fn through_toml<T: Serialize + DeserializeOwned>(value: &T) -> T {
    toml::from_str(&toml::to_string(value).expect("writes")).expect("reads")
}

#[test]
fn other_formats_carry_long_numbers_as_texts() {
    for digits in [
        LONG,
        "9.5",
        "7",
        "-7",
        "18446744073709551615",
        "0.30000000000000004",
        "1e400",
    ] {
        let cbor = through_cbor(&payment(digits));
        let toml = through_toml(&payment(digits));
        assert_eq!(cbor, payment(digits));
        assert_eq!(toml, payment(digits));
    }
    assert_eq!(
        toml::to_string(&payment("9.5")).expect("writes").trim(),
        "amount = 9.5"
    );
    assert_eq!(
        toml::to_string(&payment(LONG)).expect("writes").trim(),
        format!("amount = \"{LONG}\"")
    );
    // TOML itself has rounded this one.
    assert!(toml::from_str::<Payment>(&format!("amount = {LONG}")).is_err());
}

#[test]
fn values_are_written_as_they_came() {
    both_ways(
        &"2026-01-31T12:30:00.50+04:00"
            .parse::<DateTime>()
            .expect("a time"),
        r#""2026-01-31T12:30:00.50+04:00""#,
    );
    both_ways(
        &"12:30:00Z".parse::<Time>().expect("a time"),
        r#""12:30:00Z""#,
    );
    both_ways(
        &"P1DT2H".parse::<Duration>().expect("a duration"),
        r#""P1DT2H""#,
    );
    both_ways(&Base64::from(b"lean".to_vec()), r#""bGVhbg==""#);
    both_ways(&Text(9_007_199_254_740_993_i64), r#""9007199254740993""#);
    let misfit = serde_json::from_str::<Time>(r#""noon""#)
        .expect_err("no time")
        .to_string();
    assert!(misfit.contains("not a time of day"), "{misfit}");
}

#[test]
fn a_member_that_may_be_absent_is_absent_null_or_a_value() {
    for (note, json) in [
        (Maybe::Absent, r#"{"amount":1}"#),
        (Maybe::Null, r#"{"amount":1,"note":null}"#),
        (Maybe::Value("x".to_owned()), r#"{"amount":1,"note":"x"}"#),
    ] {
        both_ways(
            &Payment {
                note,
                ..payment("1")
            },
            json,
        );
    }
    let alone = serde_json::to_string(&Maybe::<u8>::Absent)
        .expect_err("absent")
        .to_string();
    assert!(alone.contains("skip_serializing_if"), "{alone}");
}

#[test]
fn half_of_a_surrogate_pair_is_an_error_and_not_another_character() {
    let json: Json = r#"{"a":"\ud83d"}"#.parse().expect("JSON");
    let error = serde_json::to_string(&json)
        .expect_err("half a pair")
        .to_string();
    assert!(
        error.contains("`/a` has half of a surrogate pair"),
        "{error}"
    );
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
struct Invoice {
    total_amount: Decimal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    discount: Option<Decimal>,
    lines: Vec<Decimal>,
    rates: BTreeMap<String, Decimal>,
}

fn decimal(digits: &str) -> Decimal {
    digits.parse().expect("a decimal")
}

#[test]
fn decimals_keep_every_digit_both_ways() {
    for digits in [
        LONG,
        "0",
        "1.10",
        "-1.50",
        "-0.0000000000000000000000000001",
        "79228162514264337593543950335",
        "0.1000000000000000055",
        "100000000000000000000.01",
    ] {
        both_ways(&decimal(digits), digits);
        both_ways(&Some(decimal(digits)), digits);
        both_ways(&vec![decimal(digits)], &format!("[{digits}]"));
        let invoice = Invoice {
            total_amount: decimal(digits),
            discount: Some(decimal(digits)),
            lines: vec![decimal(digits), Decimal::ZERO],
            rates: BTreeMap::from([("a".to_owned(), decimal(digits))]),
        };
        let json = format!(
            r#"{{"totalAmount":{digits},"discount":{digits},"lines":[{digits},0],"rates":{{"a":{digits}}}}}"#
        );
        both_ways(&invoice, &json);
    }
    both_ways(&None::<Decimal>, "null");
    let power: Decimal = serde_json::from_str("1.5e3").expect("reads");
    assert_eq!(power, decimal("1500"));
}

#[test]
fn decimals_are_never_rounded_by_serde() {
    let wrong = |error: serde_json::Error| error.to_string();
    let long = "1.00000000000000000000000000001";
    let error = wrong(serde_json::from_str::<Decimal>(long).expect_err("29 places"));
    assert!(error.contains("28 digits"), "{error}");
    for json in ["1e999", "-1e999", "\"1.50\"", "true", "[1]"] {
        assert!(serde_json::from_str::<Decimal>(json).is_err(), "{json}");
    }
    let value: serde_json::Value = serde_json::from_str(LONG).expect("reads");
    let error = wrong(serde_json::from_value::<Decimal>(value).expect_err("rounded"));
    assert!(error.contains("rounded to a float of 64 bits"), "{error}");
    let error = wrong(serde_json::to_value(decimal(LONG)).expect_err("too long"));
    assert!(error.contains("more digits"), "{error}");
    let short = serde_json::to_value(decimal("1.5")).expect("writes");
    assert_eq!(short, serde_json::json!(1.5));
    assert_eq!(
        serde_json::from_value::<Decimal>(short).expect("reads"),
        decimal("1.5")
    );
}

#[test]
fn decimals_are_parsed_exactly_or_not_at_all() {
    for text in [
        "",
        "-",
        ".",
        "e5",
        ".e1",
        "-e1",
        "1e",
        "1.2.3",
        "1-2",
        "1_000",
        "+1",
        "1,5",
        " 1",
        "1.5 ",
        "NaN",
        "inf",
        "1.00000000000000000000000000001",
    ] {
        assert!(text.parse::<Decimal>().is_err(), "{text}");
    }
    for text in ["", "-", ".", "1_000"] {
        let json = format!("{text:?}");
        assert!(
            serde_json::from_str::<Text<Decimal>>(&json).is_err(),
            "{text}"
        );
    }
    let sum: Decimal = ["0.1", "0.2"].map(decimal).iter().sum();
    assert_eq!(sum, decimal("0.3"));
    assert_eq!(decimal("10") / Decimal::from(4), decimal("2.5"));
    assert_eq!(-Decimal::ONE * Decimal::new(150, 2), decimal("-1.50"));
    assert_eq!(decimal("2.345").round_dp(2), decimal("2.34"));
}
