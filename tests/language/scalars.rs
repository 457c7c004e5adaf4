//! Formats and numbers: no digit is lost, and what came is written back.

use super::shapes::schemas::Formats;
use super::support::round_trip;

const LEAST: &str = r#""day":"2026-02-28","at":"2026-01-02T03:04:05.600+04:00","id":"67e55044-10b1-426f-9247-bb680e5fe0c8""#;

#[track_caller]
fn with(rest: &str) -> Formats {
    let given = |name: &str, json: &str| {
        let is_there = rest.contains(&format!("\"{name}\":"));
        if is_there {
            String::new()
        } else {
            format!(r#","{name}":{json}"#)
        }
    };
    let (amount, big, exact) = (
        given("amount", "1.50"),
        given("big", "7"),
        given("exact", "1"),
    );
    let text = format!("{{{LEAST}{amount}{big}{exact}{rest}}}");
    lean::model::decode(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn dates_and_times() {
    let formats = with(r#","clock":"10:11:12Z","length":"P1DT2H""#);
    let written = lean::model::encode(&formats);
    for as_it_came in LEAST
        .split(',')
        .chain([r#""clock":"10:11:12Z""#, r#""length":"P1DT2H""#])
    {
        assert!(written.contains(as_it_came), "{as_it_came} in {written}");
    }
    assert_eq!(formats.at.timestamp().to_string(), "2026-01-01T23:04:05.6Z");
}

#[test]
fn money_is_decimal() {
    let formats = with(r#","price":"19.990""#);
    assert_eq!(formats.amount.to_string(), "1.50");
    assert!(lean::model::encode(&formats).contains(r#""price":"19.990""#));
}

#[test]
fn numbers_keep_every_digit() {
    let formats =
        with(r#","exact":3.14159265358979323846264338327950288,"big":9223372036854775807"#);
    assert_eq!(
        formats.exact.as_str(),
        "3.14159265358979323846264338327950288"
    );
    assert_eq!(formats.big, i64::MAX);
}

#[test]
fn integers_as_text() {
    let formats = with(r#","textual":"9007199254740993""#);
    assert_eq!(
        formats.textual.as_ref().expect("there").0,
        9_007_199_254_740_993
    );
    assert!(lean::model::encode(&formats).contains(r#""textual":"9007199254740993""#));
}

#[test]
fn bytes_in_base64() {
    let formats = with(r#","data":"AP8=","encoded":"aGk=""#);
    assert_eq!(formats.data.as_ref().expect("there").bytes, [0, 255]);
    assert_eq!(formats.encoded.as_ref().expect("there").bytes, b"hi");
}

#[test]
fn addresses_and_links() {
    let formats = with(r#","four":"127.0.0.1","six":"::1","link":"https://example.com/?a=b""#);
    assert!(
        formats.four.expect("there").is_loopback() && formats.six.expect("there").is_loopback()
    );
}

#[test]
fn unknown_formats_are_their_type() {
    assert_eq!(with(r#","odd":"o""#).odd.as_deref(), Some("o"));
}

#[test]
fn secrets_are_not_shown() {
    let formats = with(r#","password":"hunter2""#);
    assert!(!format!("{formats:?}").contains("hunter2"));
    assert!(lean::model::encode(&formats).contains("hunter2"));
}

#[test]
fn what_does_not_fit_its_format_is_refused() {
    let text = format!("{{{LEAST},\"amount\":1,\"big\":9223372036854775808,\"exact\":1}}");
    let error = lean::model::decode::<Formats>(&text).expect_err("beyond 64 bits");
    assert_eq!(&*error.problems()[0].pointer, "/big");
    round_trip::<i32>("5");
    assert!(lean::model::decode::<i32>("2147483648").is_err());
}
