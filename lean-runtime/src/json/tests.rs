//! Texts that are easy to read wrong.

use std::borrow::Cow;

use super::{SyntaxError, Tape, Unread, Value, ValueKind};

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
    let kinds: Vec<ValueKind> = list.items().map(Value::kind).collect();
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
            .is_some_and(|value| value.is_null())
    );
    assert_eq!(root.get("c").expect("a member").raw(), digits);
    assert_eq!(tape.lone_surrogate().map(Value::path), None);
}

#[test]
fn a_lone_surrogate_is_found_behind_everything_else() {
    let long = "x".repeat(100);
    let text = format!(r#"[[], {{}}, ["{long}"], {{"a": [{{"{long}": ["\ud800"]}}]}}]"#);
    let tape = Tape::parse(&text).expect("JSON");
    let path = tape.lone_surrogate().map(Value::path);
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

/// Numbers that look random, of a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).expect("31 bits") % bound
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// A value as it is written. A name is written in quotes, and means its text.
#[derive(Clone)]
enum Written {
    Scalar(&'static str),
    List(Vec<Written>),
    Map(Vec<((&'static str, &'static str), Written)>),
}

const NAMES: [(&str, &str); 8] = [
    (r#""""#, ""),
    (r#""a""#, "a"),
    (r#""\u0061""#, "a"),
    (r#""booking""#, "booking"),
    (r#""booked_at""#, "booked_at"),
    (r#""transaction_reference""#, "transaction_reference"),
    (r#""transaction_referencf""#, "transaction_referencf"),
    (
        r#""a name of more than forty bytes takes two words""#,
        "a name of more than forty bytes takes two words",
    ),
];

const SCALARS: [&str; 7] = [
    "null",
    "true",
    "-12.50e3",
    r#""x""#,
    r#""\"\ud83d\ude00""#,
    r#""a string of more than forty bytes takes two words""#,
    "1234567890123456789012345678901234567890123",
];

fn any(chance: &mut Chance, depth: usize) -> Written {
    let count = chance.below(4);
    match chance.below(if depth == 0 { 2 } else { 6 }) {
        0 | 1 => Written::Scalar(chance.pick(&SCALARS)),
        2 => Written::List((0..count).map(|_| any(chance, depth - 1)).collect()),
        3 => {
            let first = any(chance, depth - 1);
            Written::List((0..=count).map(|_| changed(&first, chance)).collect())
        }
        _ => {
            let member = |_| (chance.pick(&NAMES), any(chance, depth - 1));
            Written::Map((0..=count).map(member).collect())
        }
    }
}

/// A value that is mostly like another one: with a member less or more, in another order, with another name or value.
fn changed(value: &Written, chance: &mut Chance) -> Written {
    match value {
        Written::Scalar(text) if chance.below(9) > 0 => Written::Scalar(text),
        Written::Scalar(_) => any(chance, 1),
        Written::List(items) => {
            let mut items: Vec<_> = items.iter().map(|item| changed(item, chance)).collect();
            if chance.below(4) == 0 {
                items.pop();
            }
            Written::List(items)
        }
        Written::Map(members) => {
            let mut members = members.clone();
            for (_, value) in &mut members {
                *value = changed(value, chance);
            }
            let at = chance.below(members.len().max(1));
            match chance.below(12) {
                0 if !members.is_empty() => drop(members.remove(at)),
                1 => members.insert(at, (chance.pick(&NAMES), any(chance, 1))),
                2 if !members.is_empty() => members[at].0 = chance.pick(&NAMES),
                3 if !members.is_empty() => members.rotate_left(1),
                4 => members.extend_from_within(..at),
                _ => {}
            }
            Written::Map(members)
        }
    }
}

fn write(value: &Written, spaces: &[&'static str], chance: &mut Chance, text: &mut String) {
    let mut put = |token: &str, text: &mut String| {
        text.push_str(token);
        text.push_str(chance.pick(spaces));
    };
    match value {
        Written::Scalar(scalar) => put(scalar, text),
        Written::List(items) => {
            put("[", text);
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                }
                write(item, spaces, chance, text);
            }
            text.push(']');
        }
        Written::Map(members) => {
            put("{", text);
            for (index, ((name, _), value)) in members.iter().enumerate() {
                if index > 0 {
                    text.push(',');
                    text.push_str(chance.pick(spaces));
                }
                text.push_str(name);
                text.push_str(chance.pick(spaces));
                text.push(':');
                write(value, spaces, chance, text);
            }
            text.push('}');
        }
    }
}

/// `leads_here` is false inside a member that a later member of the same name hides.
fn compare(read: Value<'_>, written: &Written, leads_here: bool) {
    if leads_here {
        let found = read.tape.root().pointer(&read.path());
        assert_eq!(found.map(Value::position), Some(read.position()));
    }
    match written {
        Written::Scalar(text) => assert_eq!(read.raw(), *text),
        Written::List(items) => {
            assert_eq!(
                (read.kind(), read.items().count()),
                (ValueKind::List, items.len())
            );
            for (read, written) in read.items().zip(items) {
                compare(read, written, leads_here);
            }
        }
        Written::Map(members) => {
            let names: Vec<Cow<'_, str>> = read.members().map(|(name, _)| name).collect();
            let expected: Vec<_> = members
                .iter()
                .map(|((_, name), _)| (*name).into())
                .collect();
            assert_eq!((read.kind(), names), (ValueKind::Map, expected));
            let positions: Vec<u32> = read.member_positions().collect();
            for (index, (read, ((_, name), written))) in read.members().zip(members).enumerate() {
                let hidden = members[index + 1..]
                    .iter()
                    .any(|member| member.0.1 == *name);
                compare(read.1, written, leads_here && !hidden);
                assert_eq!(read.1.position(), positions[index]);
            }
        }
    }
}

#[test]
fn objects_that_differ_in_any_way_are_read_as_they_are_written() {
    let mut shared = 0;
    for seed in 0..3000 {
        let mut chance = Chance(seed);
        let first = any(&mut chance, 3);
        let items = (0..5).map(|_| changed(&first, &mut chance)).collect();
        let written = Written::List(items);
        let spaces = [&[""], &["", " "][..], &["\n   "]][chance.below(3)];
        let mut text = String::new();
        write(&written, spaces, &mut chance, &mut text);
        let tape = Tape::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        compare(tape.root(), &written, true);
        for item in tape.root().items() {
            shared += usize::from(item.shared_names().is_some());
            let alone = Tape::parse(item.raw()).expect("the text of a value");
            assert_eq!(alone.root().raw(), item.raw());
        }
    }
    assert!(shared > 1000, "{shared}");
}
