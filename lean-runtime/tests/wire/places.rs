//! The text that headers, cookies and parameters with a media type can contain.

use lean_runtime::json::Tape;
use lean_runtime::operation::{Operation, Parameter, Style};
use lean_runtime::wire::RequestDraft;

use crate::written;

#[test]
fn headers_carry_values_as_they_are() {
    check(
        Parameter::header("X-Token"),
        "[12345678, 90099]",
        "12345678,90099",
    );
    check(
        Parameter::header("X-T"),
        r#""W/\"a b\"; q=1%""#,
        "W/\"a b\"; q=1%",
    );
    check(Parameter::header("X-T"), r#"["\"a,b\"", "c"]"#, "\"a,b\",c");
    check(Parameter::header("X-T"), r#""a, b""#, "a, b");
    check(Parameter::header("X-T"), r#""a\tb""#, "a\tb");
}

#[test]
fn headers_refuse_what_http_does_not_carry() {
    for json in [
        r#""a\r\nb""#,
        r#""a\nb""#,
        r#""a\u0000""#,
        r#""\u007f""#,
        r#""\r""#,
    ] {
        refuse(
            Parameter::header("X-T"),
            json,
            "a line break, NUL or another control character",
        );
    }
    refuse(Parameter::header("X-T"), r#""caf\u00e9""#, "not ASCII");
    refuse(Parameter::header("X-T"), r#"" a""#, "white space");
    refuse(Parameter::header("X-T"), r#""a\t""#, "white space");
    refuse(Parameter::header("X T"), r#""a""#, "not a header's name");
    refuse(
        Parameter::header("X-T\r\nY"),
        r#""a""#,
        "not a header's name",
    );
}

#[test]
fn header_lists_refuse_items_that_would_split() {
    refuse(Parameter::header("X-T"), r#"["a,b"]"#, "a `,`");
    refuse(Parameter::header("X-T"), r#"["\"a\\\",b"]"#, "a `,`");
    refuse(
        Parameter::header("X-T").style(Style::Simple, true),
        r#"{"a=b": 1}"#,
        "a `,`",
    );
    refuse(Parameter::header("X-T"), r#"{"a": "b,c"}"#, "a `,`");
}

#[test]
fn header_parameters_of_one_name_stand_side_by_side() {
    static OPERATION: Operation = Operation::new("o", "GET", "/")
        .parameters(&[Parameter::header("x-a"), Parameter::header("X-A")]);
    let mut draft = RequestDraft::new(&OPERATION);
    draft
        .add_parameter(0, Tape::parse("1").unwrap().root())
        .unwrap();
    draft
        .add_parameter(1, Tape::parse("2").unwrap().root())
        .unwrap();
    assert_eq!(draft.headers().get_all("x-a").iter().count(), 2);
}

/// The examples of OpenAPI 3.2 for cookies.
#[test]
fn cookies() {
    let greeting = r#"{"greeting": "Hello%2C%20world!", "code": 42}"#;
    let style = Parameter::cookie("cookie").style(Style::Cookie, true);
    check(style, greeting, "greeting=Hello%2C%20world!; code=42");
    check(
        Parameter::cookie("greeting"),
        r#""Hello, world!""#,
        "greeting=Hello%2C%20world%21",
    );
    check(
        Parameter::cookie("v").style(Style::Cookie, true),
        r#""\"a\"""#,
        "v=\"a\"",
    );
}

#[test]
fn cookies_are_not_escaped_by_style_cookie() {
    for json in [
        r#""a;b""#,
        r#""a b""#,
        r#""a,b""#,
        r#""a\"b""#,
        r#""a\\b""#,
        r#""\r\n""#,
        r#""\u00e9""#,
        r#"["a", "b;c"]"#,
    ] {
        refuse(
            Parameter::cookie("v").style(Style::Cookie, true),
            json,
            "a character that cookies cannot carry",
        );
    }
    refuse(
        Parameter::cookie("a;b").style(Style::Cookie, true),
        "1",
        "not a cookie's name",
    );
    refuse(
        Parameter::cookie("v").style(Style::Cookie, true),
        r#"{"a=b": 1}"#,
        "not a cookie's name",
    );
}

#[test]
fn cookies_share_one_header_that_is_not_shown() {
    static OPERATION: Operation = Operation::new("o", "GET", "/")
        .parameters(&[Parameter::cookie("session"), Parameter::cookie("other")]);
    let mut draft = RequestDraft::new(&OPERATION);
    draft
        .add_parameter(0, Tape::parse("\"hush\"").unwrap().root())
        .unwrap();
    draft
        .add_parameter(1, Tape::parse("null").unwrap().root())
        .unwrap();
    draft
        .add_parameter(1, Tape::parse("2").unwrap().root())
        .unwrap();
    assert_eq!(draft.headers()["cookie"], "session=hush; other=2");
    assert!(!format!("{:?}{draft:?}", draft.headers()).contains("hush"));
}

#[test]
fn a_header_named_cookie_is_not_lost_beside_cookies() {
    static OPERATION: Operation = Operation::new("o", "GET", "/").parameters(&[
        Parameter::header("Cookie"),
        Parameter::cookie("b"),
        Parameter::header("cookie"),
    ]);
    let sent = |values: [&str; 3]| {
        let mut draft = RequestDraft::new(&OPERATION);
        for (index, json) in values.into_iter().enumerate() {
            draft
                .add_parameter(index, Tape::parse(json).unwrap().root())
                .unwrap();
        }
        let headers = draft.headers();
        assert_eq!(headers.get_all("cookie").iter().count(), 1);
        headers["cookie"].to_str().unwrap().to_owned()
    };
    assert_eq!(sent(["\"a=1\"", "2", "null"]), "a=1; b=2");
    assert_eq!(
        sent(["\"a=1\"", "\"2; c=3\"", "\"d=4\""]),
        "a=1; d=4; b=2%3B%20c%3D3"
    );
    assert_eq!(sent(["\"b=1; a=2\"", "2", "null"]), "a=2; b=2");
}

#[test]
fn headers_that_frame_the_message_are_refused() {
    for name in [
        "Host",
        "Content-Length",
        "transfer-encoding",
        "Connection",
        "TE",
        "Keep-Alive",
    ] {
        let why = "the client itself sets this header";
        refuse(Parameter::header(name), "\"x\"", why);
    }
}

/// The examples of OpenAPI 3.2 for `content`.
#[test]
fn content() {
    let new_york = r#"{"lat": 40.6, "long": -73.9}"#;
    check(
        Parameter::query("coordinates").style(Style::Json, false),
        new_york,
        "coordinates=%7B%22lat%22%3A40.6%2C%22long%22%3A-73.9%7D",
    );
    check(
        Parameter::header("X-T").style(Style::Json, false),
        r#"{"a": "\u00e9 é😀"}"#,
        r#"{"a":"\u00e9 \u00e9\ud83d\ude00"}"#,
    );
    check(
        Parameter::cookie("c").style(Style::Json, false),
        r#"["a"]"#,
        "c=%5B%22a%22%5D",
    );
    check(
        Parameter::query("t").style(Style::Text, false),
        r#""a/b c""#,
        "t=a%2Fb%20c",
    );
    check(Parameter::query("t").style(Style::Text, false), "null", "");
    refuse(
        Parameter::query("t").style(Style::Text, false),
        "[1]",
        "a list or an object",
    );
}

#[test]
fn whole_queries() {
    let numbers = r#"{"numbers": [1, 2], "flag": null}"#;
    let json = Parameter::query_string("json", Style::Json);
    check(
        json,
        numbers,
        "%7B%22numbers%22%3A%5B1%2C2%5D%2C%22flag%22%3Anull%7D",
    );
    let form = Parameter::query_string("metadata", Style::FormContent);
    check(
        form,
        r#"{"foo": "a + b", "bar": true}"#,
        "foo=a+%2B+b&bar=true",
    );
    let path = Parameter::query_string("selector", Style::Text);
    check(path, r#""$.a.b[1:1]""#, "%24.a.b%5B1%3A1%5D");
    refuse(
        Parameter::query_string("m", Style::FormContent),
        "[1]",
        "not an object",
    );
}

#[test]
fn delimiters_that_cannot_be_escaped() {
    refuse(
        Parameter::query("v").style(Style::SpaceDelimited, false),
        r#"["a b"]"#,
        "separates items",
    );
    refuse(
        Parameter::query("v").style(Style::PipeDelimited, false),
        r#"{"a|b": 1}"#,
        "separates items",
    );
    refuse(
        Parameter::query("v").style(Style::DeepObject, true),
        r#"{"a[b": 1}"#,
        "separates items",
    );
    refuse(
        Parameter::query("v").style(Style::DeepObject, true),
        r#"{"a": {"": 1}}"#,
        "separates items",
    );
    refuse(
        Parameter::query("v").style(Style::DeepRepeated, true),
        r#"[{"a": 1}]"#,
        "do not tell",
    );
    refuse(
        Parameter::query("v").style(Style::DeepEmpty, true),
        r#"[[1]]"#,
        "do not tell",
    );
}

/// As `qs` and the servers that read brackets have them: PHP, Rails, Express, Stripe.
#[test]
fn brackets_all_the_way_down() {
    let value = r#"{"items": [{"price": "p/1", "tags": ["a", null, "b"]}, {"price": "p2"}],
        "expand": ["x"], "in": {"deep": {"er": true}}, "no": null, "none": [], "nothing": {}}"#;
    let check = |style, expected: &[&str]| {
        let parameter = Parameter::query("v").style(style, true);
        let written = written(parameter, value).map_err(|error| error.to_string());
        let plain = written.map(|query| query.replace("%5B", "[").replace("%5D", "]"));
        let pairs: Result<Vec<&str>, _> = plain.as_ref().map(|query| query.split('&').collect());
        assert_eq!(pairs, Ok(expected.to_vec()), "{style:?}");
    };
    let deep = "v[in][deep][er]=true";
    check(
        Style::DeepObject,
        &[
            "v[items][0][price]=p%2F1",
            "v[items][0][tags][]=a",
            "v[items][0][tags][]=b",
            "v[items][1][price]=p2",
            "v[expand][]=x",
            deep,
        ],
    );
    check(
        Style::DeepIndexed,
        &[
            "v[items][0][price]=p%2F1",
            "v[items][0][tags][0]=a",
            "v[items][0][tags][1]=b",
            "v[items][1][price]=p2",
            "v[expand][0]=x",
            deep,
        ],
    );
    check(
        Style::DeepEmpty,
        &[
            "v[items][][price]=p%2F1",
            "v[items][][tags][]=a",
            "v[items][][tags][]=b",
            "v[items][][price]=p2",
            "v[expand][]=x",
            deep,
        ],
    );
}

#[track_caller]
fn check(parameter: Parameter, json: &str, expected: &str) {
    assert_eq!(
        written(parameter, json)
            .map_err(|error| error.to_string())
            .as_deref(),
        Ok(expected)
    );
}

#[track_caller]
fn refuse(parameter: Parameter, json: &str, why: &str) {
    let error = written(parameter, json).unwrap_err().to_string();
    assert!(error.contains(why), "{error}");
}
