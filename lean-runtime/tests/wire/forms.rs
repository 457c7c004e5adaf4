//! Bodies of `application/x-www-form-urlencoded`.

use lean_runtime::json::Tape;
use lean_runtime::operation::{Codec, Media, PartEncoding, Style};
use lean_runtime::wire::form_body;

/// The example "URL Encoded Form with JSON Values" of OpenAPI 3.1.1.
#[test]
fn objects_are_json() {
    let json = r#"{
        "id": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        "address": { "streetAddress": "123 Example Dr.", "city": "Somewhere", "state": "CA", "zip": "99999+1234" }
    }"#;
    let expected = "id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6&address=%7B%22streetAddress%22%3A%22123+Example+Dr.%22%2C\
                    %22city%22%3A%22Somewhere%22%2C%22state%22%3A%22CA%22%2C%22zip%22%3A%2299999%2B1234%22%7D";
    check(&[], json, expected);
}

#[test]
fn members_by_content() {
    check(
        &[],
        r#"{"a": [1, null, "b c", {"d": 1}, [2]]}"#,
        "a=1&a=b+c&a=%7B%22d%22%3A1%7D&a=%5B2%5D",
    );
    check(
        &[],
        r#"{"a": null, "b": "", "c": [], "d": true}"#,
        "b=&d=true",
    );
    check(&[], r#"{"a&b": "c=d~*-._"}"#, "a%26b=c%3Dd%7E*-._");
    check(&[], "{}", "");
    check(&[json_part("a")], r#"{"a": "json"}"#, "a=%22json%22");
    check(&[json_part("a")], r#"{"a": ["x", 1]}"#, "a=%22x%22&a=1");
}

#[test]
fn members_by_style() {
    let list = r#"{"v": ["a b", "c~"]}"#;
    check(&[part(Style::Form, true)], list, "v=a%20b&v=c%7E");
    check(&[part(Style::Form, false)], list, "v=a%20b,c%7E");
    check(&[part(Style::PipeDelimited, false)], list, "v=a%20b%7Cc%7E");
    check(
        &[part(Style::DeepObject, true)],
        r#"{"v": {"a": 1, "b": "c"}}"#,
        "v%5Ba%5D=1&v%5Bb%5D=c",
    );
    check(
        &[part(Style::DeepObject, true)],
        r#"{"v": [{"price": "a b", "n": 2}, {"price": "c"}]}"#,
        "v%5B0%5D%5Bprice%5D=a%20b&v%5B0%5D%5Bn%5D=2&v%5B1%5D%5Bprice%5D=c",
    );
    check(
        &[part(Style::DeepRepeated, true)],
        r#"{"v": ["a", "b"]}"#,
        "v=a&v=b",
    );
    check(
        &[part(Style::Form, true)],
        r#"{"v": {"a": 1, "b": "c"}, "w": 2}"#,
        "a=1&b=c&w=2",
    );
    let reserved = PartEncoding {
        reserved: true,
        ..part(Style::Form, true)
    };
    check(
        &[reserved],
        r#"{"v": "a/b&c+d%20~"}"#,
        "v=a/b%26c%2Bd%20%7E",
    );
}

#[test]
fn refusals_name_the_member() {
    refuse(
        &[part(Style::DeepObject, true)],
        r#"{"v": {"a]": {"b": 1}}}"#,
        "the body's member `v` cannot be sent",
    );
    refuse(
        &[part(Style::Form, true)],
        r#"{"v": [[1]]}"#,
        "the body's member `v` cannot be sent",
    );
    refuse(
        &[part(Style::Matrix, true)],
        r#"{"v": 1}"#,
        "not defined for its location",
    );
    refuse(&[], "[1]", "the body cannot be sent: a form has members");
}

fn part(style: Style, explode: bool) -> PartEncoding {
    PartEncoding {
        name: "v",
        content_type: "",
        style: Some(style),
        explode,
        reserved: false,
        headers: &[],
    }
}

fn json_part(name: &'static str) -> PartEncoding {
    PartEncoding {
        name,
        content_type: "application/json",
        style: None,
        explode: false,
        reserved: false,
        headers: &[],
    }
}

fn form(parts: &[PartEncoding], json: &str) -> Result<String, String> {
    let parts: Vec<PartEncoding> = parts.iter().map(|part| PartEncoding { ..*part }).collect();
    let media = Media::new("application/x-www-form-urlencoded", Codec::Form).parts(parts.leak());
    form_body(&media, Tape::parse(json).unwrap().root()).map_err(|error| error.to_string())
}

#[track_caller]
fn check(parts: &[PartEncoding], json: &str, expected: &str) {
    assert_eq!(form(parts, json).as_deref(), Ok(expected));
}

#[track_caller]
fn refuse(parts: &[PartEncoding], json: &str, why: &str) {
    let error = form(parts, json).unwrap_err();
    assert!(error.contains(why), "{error}");
}
