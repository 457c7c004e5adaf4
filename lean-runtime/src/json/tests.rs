//! Texts that are easy to read wrong.

use super::{SyntaxError, Tape, Unread, ValueKind};

fn refused(text: &str) -> (&'static str, usize) {
    let SyntaxError { message, offset } = Tape::parse(text).expect_err(text);
    (message, offset)
}

#[test]
fn mistakes_show_where_they_are() {
    let cases = [
        ("", "the text ends where a value was expected", 0),
        (" \u{feff}1", "expected a value", 1),
        ("\u{feff}\u{feff}1", "expected a value", 3),
        ("[1,]", "expected a value", 3),
        ("[1", "the text ends inside a list or an object", 2),
        ("[1 2]", "expected `,` or `]`", 3),
        (r#"{"a":1]"#, "expected `,` or `}`", 6),
        ("{1:2}", "expected a member's name in quotes", 1),
        (r#"{"a":1,}"#, "expected a member's name in quotes", 7),
        (r#"{"a" 1}"#, "expected `:` after a member's name", 5),
        (r#""ab"#, "the text ends inside a string", 3),
        ("\"a\nb\"", "a control character inside a string", 2),
        (r#""\x""#, "an escape that JSON does not know", 2),
        (
            r#""\u12g4""#,
            "expected four hexadecimal digits after `\\u`",
            2,
        ),
        ("01", "more text after the end of the value", 1),
        ("-", "expected a digit", 1),
        ("1.", "expected a digit", 2),
        ("1e+", "expected a digit", 3),
        ("nul", "expected a value", 0),
        ("true false", "more text after the end of the value", 5),
        ("\0", "expected a value", 0),
        ("[\0]", "expected a value", 1),
    ];
    for (text, message, offset) in cases {
        assert_eq!(refused(text), (message, offset), "{text}");
    }
}

#[test]
fn a_string_ends_at_its_quote_wherever_that_is() {
    for length in 0..50 {
        for inside in ["a", "é", "\u{7f}", "'", "\\\\", "\\\"", "\\u0041"] {
            let text = format!("[\"{}\" , 7]", inside.repeat(length));
            let tape = Tape::parse(&text).expect(&text);
            let items: Vec<_> = tape.root().items().collect();
            assert_eq!(items.len(), 2, "{text}");
            let read: String = serde_json::from_str(items[0].raw()).expect("a string");
            assert_eq!(items[0].as_str().as_deref(), Some(read.as_str()));
            assert_eq!(items[1].as_number(), Some("7"));
            for control in ["\0", "\n", "\u{1f}"] {
                let broken = text.replacen("\" ,", &format!("{control}\" ,"), 1);
                let at = 2 + inside.len() * length;
                assert_eq!(
                    refused(&broken),
                    ("a control character inside a string", at)
                );
            }
        }
    }
}

#[test]
fn scalars_that_are_too_long_for_one_word_are_like_others() {
    let long = "x".repeat(100);
    let digits = "1234567890".repeat(9);
    let text = format!(
        r#"{{"{long}":["{long}",{digits},"\n{long}",{{}}],"b":{{"{long}\u0041":null}},"c":{digits}}}"#
    );
    let tape = Tape::parse(&text).expect("JSON");
    let root = tape.root();
    let list = root.get(&long).expect("the member of the long name");
    let kinds: Vec<ValueKind> = list.items().map(super::Value::kind).collect();
    let expected = [
        ValueKind::String,
        ValueKind::Number,
        ValueKind::String,
        ValueKind::Map,
    ];
    assert_eq!(kinds, expected);
    let items: Vec<_> = list.items().collect();
    assert_eq!(items[0].as_str().as_deref(), Some(long.as_str()));
    assert_eq!(items[1].as_number(), Some(digits.as_str()));
    assert_eq!(items[2].as_str(), Some(format!("\n{long}").into()));
    assert_eq!(items[2].path(), format!("/{long}/2"));
    let names: Vec<_> = root.members().map(|(name, _)| name.len()).collect();
    assert_eq!(names, [100, 1, 1]);
    let inside = root.get("b").expect("a member");
    assert!(
        inside
            .get(&format!("{long}A"))
            .is_some_and(|it| it.is_null())
    );
    assert_eq!(root.get("c").expect("a member").raw(), digits);
    assert_eq!(tape.lone_surrogate().map(super::Value::path), None);
}

#[test]
fn a_lone_surrogate_is_found_behind_everything_else() {
    let long = "x".repeat(100);
    let text = format!(r#"[[], {{}}, ["{long}"], {{"a": [{{"{long}": ["\ud800"]}}]}}]"#);
    let tape = Tape::parse(&text).expect("JSON");
    let path = tape.lone_surrogate().map(super::Value::path);
    assert_eq!(path, Some(format!("/3/a/0/{long}/0")));
}

#[test]
fn a_tape_takes_no_more_memory_than_it_may() {
    let text = format!("[{}1]", "[],".repeat(500));
    let words = 2 * 501 + 1;
    let within = |words: usize| Tape::parse_within(&text, words * 8);
    assert_eq!(
        within(words).map(|tape| tape.root().items().count()),
        Ok(501)
    );
    assert_eq!(within(words - 1).err(), Some(Unread::Memory));
    assert!(within(words).is_ok_and(|tape| tape.bytes() <= words * 8));
    assert_eq!(Tape::parse_within("1", 0).err(), Some(Unread::Memory));
}
