//! The tables of RFC 6570 section 3.2 that OpenAPI's styles are based on.

use lean_runtime::operation::Location::{Path, Query};
use lean_runtime::operation::{Parameter, Style};

use crate::written;

const HELLO: &str = r#""Hello World!""#;
const HALF: &str = r#""50%""#;
const FOLDER: &str = r#""/foo/bar""#;
const LIST: &str = r#"["red", "green", "blue"]"#;
const KEYS: &str = r#"{"semi": ";", "dot": ".", "comma": ","}"#;

#[rustfmt::skip]
#[test]
fn simple() {
    check(Parameter::path("v"), HELLO, "Hello%20World%21");
    check(Parameter::path("v"), HALF, "50%25");
    check(Parameter::path("v"), FOLDER, "%2Ffoo%2Fbar");
    check(Parameter::path("v"), LIST, "red,green,blue");
    check(Parameter::path("v").style(Style::Simple, true), LIST, "red,green,blue");
    check(Parameter::path("v"), KEYS, "semi,%3B,dot,.,comma,%2C");
    check(Parameter::path("v").style(Style::Simple, true), KEYS, "semi=%3B,dot=.,comma=%2C");
}

#[rustfmt::skip]
#[test]
fn label() {
    check(Parameter::path("v").style(Style::Label, false), r#""fred""#, ".fred");
    check(Parameter::path("v").style(Style::Label, false), HALF, ".50%25");
    check(Parameter::path("v").style(Style::Label, false), LIST, ".red,green,blue");
    check(Parameter::path("v").style(Style::Label, true), LIST, ".red.green.blue");
    check(Parameter::path("v").style(Style::Label, false), KEYS, ".semi,%3B,dot,.,comma,%2C");
    check(Parameter::path("v").style(Style::Label, true), KEYS, ".semi=%3B.dot=..comma=%2C");
}

#[rustfmt::skip]
#[test]
fn matrix() {
    check(Parameter::path("hello").style(Style::Matrix, false), HELLO, ";hello=Hello%20World%21");
    check(Parameter::path("empty").style(Style::Matrix, false), r#""""#, ";empty");
    check(Parameter::path("list").style(Style::Matrix, false), LIST, ";list=red,green,blue");
    check(Parameter::path("list").style(Style::Matrix, true), LIST, ";list=red;list=green;list=blue");
    check(Parameter::path("keys").style(Style::Matrix, false), KEYS, ";keys=semi,%3B,dot,.,comma,%2C");
    check(Parameter::path("keys").style(Style::Matrix, true), KEYS, ";semi=%3B;dot=.;comma=%2C");
}

#[rustfmt::skip]
#[test]
fn form() {
    check(Parameter::query("half"), HALF, "half=50%25");
    check(Parameter::query("empty"), r#""""#, "empty=");
    check(Parameter::query("list").style(Style::Form, false), LIST, "list=red,green,blue");
    check(Parameter::query("list"), LIST, "list=red&list=green&list=blue");
    check(Parameter::query("keys").style(Style::Form, false), KEYS, "keys=semi,%3B,dot,.,comma,%2C");
    check(Parameter::query("keys"), KEYS, "semi=%3B&dot=.&comma=%2C");
}

/// Checks reserved expansion, which keeps reserved characters and triples. The exceptions are
/// characters that would end the value's place or that separate items: OpenAPI leaves these to the
/// application, which is this crate.
#[rustfmt::skip]
#[test]
fn reserved() {
    check(Parameter::path("v").reserved(), HELLO, "Hello%20World!");
    check(Parameter::path("v").reserved(), HALF, "50%25");
    check(Parameter::path("v").reserved(), r#""50%25""#, "50%25");
    check(Parameter::path("v").reserved(), r#""%zz%4""#, "%25zz%254");
    check(Parameter::path("v").reserved(), FOLDER, "%2Ffoo%2Fbar");
    check(Parameter::path("v").reserved(), r#""?#[]@:""#, "%3F%23%5B%5D@:");
    check(Parameter::path("v").reserved(), KEYS, "semi,;,dot,.,comma,%2C");
    check(Parameter::path("v").reserved().style(Style::Matrix, true), KEYS, ";semi=%3B;dot=.;comma=,");
    check(Parameter::query("v").reserved(), FOLDER, "v=/foo/bar");
    check(Parameter::query("v").reserved(), r##""a=b&c+d#e[f]""##, "v=a=b%26c%2Bd%23e%5Bf%5D");
    check(Parameter::query("v").reserved(), r#"["a,b"]"#, "v=a,b");
    check(Parameter::query("v").reserved().style(Style::Form, false), r#"["a,b"]"#, "v=a%2Cb");
    check(Parameter::query("v").reserved(), r#"{"a=b": "c=d"}"#, "a%3Db=c=d");
    check(Parameter::cookie("v").reserved(), r#""a/b;c,d e""#, "v=a/b%3Bc%2Cd%20e");
}

/// The example of OpenAPI 3.1.1 appendix C.
#[test]
fn combined() {
    let formulas = r#"{"a": "x+y", "b": "x/y", "c": "x^y"}"#;
    check(
        Parameter::query("formulas"),
        formulas,
        "a=x%2By&b=x%2Fy&c=x%5Ey",
    );
    let escaped = r#"{"a": "x%2By", "b": "x/y", "c": "x^y"}"#;
    check(
        Parameter::query("formulas").reserved(),
        escaped,
        "a=x%2By&b=x/y&c=x%5Ey",
    );
    check(
        Parameter::query("\u{2764}\u{fe0f}"),
        r#""love!""#,
        "%E2%9D%A4%EF%B8%8F=love%21",
    );
}

/// Checks RFC 3986 section 2.3: unreserved characters are never encoded, and all others are.
#[test]
fn unreserved() {
    let ascii: String = (' '..='~').collect();
    let json = serde_json::to_string(&ascii).unwrap();
    let kept: String = written(Parameter::query("v"), &json).unwrap()[2..]
        .split('%')
        .enumerate()
        .flat_map(|(at, text)| text.chars().skip(if at > 0 { 2 } else { 0 }))
        .collect();
    assert_eq!(
        kept,
        "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"
    );
}

#[track_caller]
fn check(parameter: Parameter, json: &str, expected: &str) {
    let path = match parameter.location {
        Path => format!("/{{{}}}", parameter.name),
        _ => "/".to_owned(),
    };
    let location = parameter.location;
    let parameters = Box::leak(Box::new([parameter]));
    let operation =
        lean_runtime::operation::Operation::new("test", "GET", Box::leak(path.into_boxed_str()));
    let mut draft = lean_runtime::wire::RequestDraft::new(Box::leak(Box::new(
        operation.parameters(parameters),
    )));
    draft
        .add_parameter(0, lean_runtime::json::Tape::parse(json).unwrap().root())
        .unwrap();
    let written = match location {
        Path => draft.path().unwrap()[1..].to_owned(),
        Query => draft.query().to_owned(),
        _ => draft.headers()["cookie"].to_str().unwrap().to_owned(),
    };
    assert_eq!(written, expected);
}
