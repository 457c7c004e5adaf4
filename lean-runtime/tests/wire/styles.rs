//! The table "Style Examples" of OpenAPI 3.0.4, 3.1.1 and 3.2.0.

use lean_runtime::operation::Location::{self, Cookie, Header, Path, Query};
use lean_runtime::operation::Style;

use crate::{parameter, written};

const STRING: &str = r#""blue""#;
const ARRAY: &str = r#"["blue", "black", "brown"]"#;
const OBJECT: &str = r#"{"R": 100, "G": 200, "B": 150}"#;

/// The mark of a refusal, where the specification says nothing or n/a.
const REFUSED: &str = "refused";

#[rustfmt::skip]
const TABLE: &[(Style, bool, &[Location], [&str; 3])] = &[
    (Style::Matrix, false, &[Path], [";color=blue", ";color=blue,black,brown", ";color=R,100,G,200,B,150"]),
    (Style::Matrix, true, &[Path], [";color=blue", ";color=blue;color=black;color=brown", ";R=100;G=200;B=150"]),
    (Style::Label, false, &[Path], [".blue", ".blue,black,brown", ".R,100,G,200,B,150"]),
    (Style::Label, true, &[Path], [".blue", ".blue.black.brown", ".R=100.G=200.B=150"]),
    (Style::Simple, false, &[Path, Header], ["blue", "blue,black,brown", "R,100,G,200,B,150"]),
    (Style::Simple, true, &[Path, Header], ["blue", "blue,black,brown", "R=100,G=200,B=150"]),
    (Style::Form, false, &[Query, Cookie], ["color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
    (Style::Form, true, &[Query], ["color=blue", "color=blue&color=black&color=brown", "R=100&G=200&B=150"]),
    // The table's `&` is for queries; a Cookie header separates by "; " (appendix D).
    (Style::Form, true, &[Cookie], ["color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"]),
    (Style::SpaceDelimited, false, &[Query],
        ["color=blue", "color=blue%20black%20brown", "color=R%20100%20G%20200%20B%20150"]),
    (Style::SpaceDelimited, true, &[Query], ["color=blue", REFUSED, REFUSED]),
    (Style::PipeDelimited, false, &[Query],
        ["color=blue", "color=blue%7Cblack%7Cbrown", "color=R%7C100%7CG%7C200%7CB%7C150"]),
    (Style::PipeDelimited, true, &[Query], ["color=blue", REFUSED, REFUSED]),
    (Style::DeepObject, false, &[Query], DEEP),
    (Style::DeepObject, true, &[Query], DEEP),
    (Style::Cookie, false, &[Cookie], ["color=blue", "color=blue,black,brown", "color=R,100,G,200,B,150"]),
    (Style::Cookie, true, &[Cookie], ["color=blue", "color=blue; color=black; color=brown", "R=100; G=200; B=150"]),
];

/// The table leaves single values and lists open; they are written as servers read them.
const DEEP: [&str; 3] = [
    "color=blue",
    "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
    "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
];

#[test]
fn style_examples() {
    for (style, explode, locations, expected) in TABLE {
        for location in *locations {
            for (json, expected) in [STRING, ARRAY, OBJECT].into_iter().zip(expected) {
                check(*style, *explode, *location, json, expected);
            }
        }
    }
}

fn check(style: Style, explode: bool, location: Location, json: &str, expected: &str) {
    let written = written(parameter(location, style, explode), json);
    let written = written.unwrap_or_else(|_| REFUSED.to_owned());
    assert_eq!(
        written, expected,
        "{style:?}, explode {explode}, in {location:?}: {json}"
    );
}

/// RFC 6570 section 2.3: undefined is left out, an empty string is not undefined.
#[test]
fn undefined_is_left_out() {
    for (style, explode, locations, _) in TABLE {
        for location in *locations {
            let expected = if *location == Path { REFUSED } else { "" };
            for json in ["null", "[]", "{}", "[null]", r#"{"R": null}"#] {
                check(*style, *explode, *location, json, expected);
            }
        }
    }
}

#[rustfmt::skip]
#[test]
fn empty_strings() {
    for (style, location, expected) in [
        (Style::Matrix, Path, ";color"),
        (Style::Simple, Path, REFUSED),
        // A label alone would be the segment `.`.
        (Style::Label, Path, REFUSED),
        (Style::Form, Query, "color="),
        (Style::SpaceDelimited, Query, "color="),
        (Style::Form, Cookie, "color="),
        (Style::Cookie, Cookie, "color="),
        (Style::Simple, Header, ""),
    ] {
        check(style, false, location, r#""""#, expected);
    }
}

/// Null items and members are undefined, the others are not.
#[test]
fn null_items() {
    check(
        Style::Form,
        true,
        Query,
        r#"["a", null, ""]"#,
        "color=a&color=",
    );
    check(
        Style::Form,
        false,
        Query,
        r#"{"a": null, "b": ""}"#,
        "color=b,",
    );
    check(Style::Matrix, true, Path, r#"{"a": "", "b": 1}"#, ";a;b=1");
    check(Style::Simple, true, Path, r#"{"a": "", "b": 1}"#, "a=,b=1");
}

/// Nothing says what lists and objects inside lists and objects look like, but in brackets.
#[test]
fn nested() {
    let flat = TABLE.iter().filter(|row| !row.0.is_deep());
    for (style, explode, locations, _) in flat {
        for location in *locations {
            for json in [
                "[[1]]",
                r#"[{"a": 1}]"#,
                r#"{"a": [1]}"#,
                r#"{"a": {"b": 1}}"#,
            ] {
                check(*style, *explode, *location, json, REFUSED);
            }
        }
    }
}

/// "Combinations not represented in this table are not permitted."
#[test]
fn misplaced() {
    let all = TABLE.iter().map(|row| row.0);
    for style in all {
        let allowed = TABLE
            .iter()
            .filter(|row| row.0 == style)
            .flat_map(|row| row.2);
        let allowed: Vec<_> = allowed.collect();
        for location in [Path, Query, Header, Cookie, Location::QueryString] {
            if !allowed.contains(&&location) {
                check(style, false, location, OBJECT, REFUSED);
            }
        }
    }
}

/// Other scalars, digit for digit.
#[test]
fn scalars() {
    check(Style::Form, true, Query, "true", "color=true");
    check(Style::Form, true, Query, "-0.10", "color=-0.10");
    check(
        Style::Form,
        true,
        Query,
        "123456789012345678901234567890",
        "color=123456789012345678901234567890",
    );
    check(Style::Form, true, Query, "1e400", "color=1e400");
    check(Style::Form, true, Query, r#""\u00e9""#, "color=%C3%A9");
}
