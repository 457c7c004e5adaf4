//! Paths: what a value may do to one, and what it may not.

use lean_runtime::json::{Tape, Writer};
use lean_runtime::operation::{Operation, Parameter};
use lean_runtime::wire::RequestDraft;

#[test]
fn values_stay_in_their_segment() {
    check("/a/{x}/b", "p/q?r#s", "/a/p%2Fq%3Fr%23s/b");
    check("/a/{x}", "\u{202e}\u{0}\n", "/a/%E2%80%AE%00%0A");
    check("/a/{x}.json", "b", "/a/b.json");
    check("/a/{x}/{x}", "b", "/a/b/b");
    check("/a/{x}", "{x}", "/a/%7Bx%7D");
    check("/a/{x}", "...", "/a/...");
    check("/a/{x}", ".hidden", "/a/.hidden");
    check("/a/{x}", "%2F", "/a/%252F");
}

#[test]
fn templates_as_descriptions_write_them() {
    check("/caf\u{e9} bar/{x}", "b", "/caf%C3%A9%20bar/b");
    check("/a:b/{x}", "c", "/a:b/c");
    check("/a%20b/{x}", "c", "/a%20b/c");
    check("/a/{x}#Action", "c", "/a/c");
    check("/{x}/{", "c", "/c/%7B");
    check("/", "c", "/");
}

#[test]
fn fixed_queries_come_first() {
    static OPERATION: Operation = Operation::new("o", "GET", "/a/{x}?Action=List&Version=1")
        .parameters(&[Parameter::path("x"), Parameter::query("y")]);
    let mut draft = RequestDraft::new(&OPERATION);
    draft
        .add_parameter(0, Tape::parse("\"b\"").unwrap().root())
        .unwrap();
    draft
        .add_parameter(1, Tape::parse("2").unwrap().root())
        .unwrap();
    assert_eq!(draft.path().unwrap(), "/a/b");
    assert_eq!(draft.query(), "Action=List&Version=1&y=2");
}

#[test]
fn dot_segments() {
    for value in [
        ".",
        "..",
        "%2e",
        "%2E%2e",
        ".%2e",
        "%252e%252e",
        "../a",
        "a/..",
        "a/../b",
        "..\\a",
        "..;a",
        "a/%2e/b",
    ] {
        refuse("/a/{x}/b", value);
    }
    refuse("/a/.{x}", ".");
    refuse("/a/{x}.", ".");
    refuse("/a/{x}{x}", ".");
    refuse("/a/%2e{x}", ".");
}

#[test]
fn dot_segments_of_two_values() {
    static OPERATION: Operation = Operation::new("o", "GET", "/a/{x}{y}")
        .parameters(&[Parameter::path("x"), Parameter::path("y")]);
    let mut draft = RequestDraft::new(&OPERATION);
    draft
        .add_parameter(0, Tape::parse("\".\"").unwrap().root())
        .unwrap();
    draft
        .add_parameter(1, Tape::parse("\".\"").unwrap().root())
        .unwrap();
    let error = draft.path().unwrap_err().to_string();
    assert!(
        error.starts_with("the path parameters `x` and `y` cannot be sent"),
        "{error}"
    );
}

#[test]
fn reserved_triples_make_dot_segments_too() {
    static OPERATION: Operation =
        Operation::new("o", "GET", "/a/{x}").parameters(&[Parameter::path("x").reserved()]);
    for value in ["%2e%2e", ".%2E", "%2e", "..%2fb", "..%5cb"] {
        let json = quoted(value);
        let mut draft = RequestDraft::new(&OPERATION);
        draft
            .add_parameter(0, Tape::parse(&json).unwrap().root())
            .unwrap();
        assert!(draft.path().is_err(), "{value}");
    }
}

#[test]
fn missing_values() {
    static OPERATION: Operation =
        Operation::new("o", "GET", "/a/{x}").parameters(&[Parameter::path("x")]);
    let error = RequestDraft::new(&OPERATION).path().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the path parameter `x` cannot be sent: it has no value; pass a value"
    );
    let error = RequestDraft::new(&OPERATION)
        .add_parameter(7, Tape::parse("1").unwrap().root())
        .unwrap_err();
    assert!(error.to_string().contains("is not one of the operation"));
}

#[track_caller]
fn check(template: &'static str, value: &str, expected: &str) {
    assert_eq!(filled(template, value).as_deref(), Ok(expected));
}

#[track_caller]
fn refuse(template: &'static str, value: &str) {
    let error = filled(template, value).unwrap_err();
    assert!(error.contains("`.` or `..`"), "{error}");
    assert!(value.len() < 3 || !error.contains(value), "{error}");
}

fn filled(template: &'static str, value: &str) -> Result<String, String> {
    static PARAMETERS: &[Parameter] = &[Parameter::path("x")];
    let operation = Operation::new("o", "GET", template).parameters(PARAMETERS);
    let mut draft = RequestDraft::new(Box::leak(Box::new(operation)));
    let json = quoted(value);
    draft
        .add_parameter(0, Tape::parse(&json).unwrap().root())
        .map_err(|error| error.to_string())?;
    draft.path().map_err(|error| error.to_string())
}

fn quoted(value: &str) -> String {
    let mut out = Writer::new();
    out.string(value);
    out.into_text()
}
