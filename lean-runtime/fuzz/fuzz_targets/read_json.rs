//! Any text as JSON: accepted and read as serde_json does.

#![cfg_attr(fuzzing, no_main)]

use lean_fuzz_runner::fuzz_target;
use lean_runtime::json::{SyntaxError, Tape, Value, ValueKind};
use lean_runtime::model::{self, Make, Model, Shape, Slot, decode};
use lean_runtime::values::{Json, Map};
use serde::Deserialize;
use serde::de::IgnoredAny;

/// A list entry, by hand as the macro writes it.
struct Entry {
    id: String,
    count: Option<i64>,
    tags: Vec<String>,
    inner: Option<Box<Entry>>,
}

impl Model for Entry {
    const SHAPE: Shape = Shape(
        "Entry",
        model::ShapeKind::Struct(&["! id", "? count", "! tags", "? inner"]),
    );

    fn make(from: &mut Make<'_>) -> Self {
        Entry {
            id: from.next(),
            count: from.next(),
            tags: from.next(),
            inner: from.next(),
        }
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        match index {
            0 => &self.id,
            1 => &self.count,
            2 => &self.tags,
            _ => &self.inner,
        }
    }
}

/// The same, derived.
#[derive(Deserialize)]
struct Derived {
    id: String,
    count: Option<i64>,
    tags: Vec<String>,
    inner: Option<Box<Derived>>,
}

impl PartialEq<Derived> for Entry {
    fn eq(&self, other: &Derived) -> bool {
        let inner = match (&self.inner, &other.inner) {
            (Some(ours), Some(theirs)) => **ours == **theirs,
            (None, None) => true,
            _ => false,
        };
        inner && (&self.id, self.count, &self.tags) == (&other.id, other.count, &other.tags)
    }
}

/// An object of any members.
#[derive(Debug, PartialEq)]
struct Loose {
    a: Option<Json>,
    id: Option<Json>,
    rest: Map<Json>,
}

impl Model for Loose {
    const SHAPE: Shape = Shape("Loose", model::ShapeKind::Struct(&["? a", "? id", "* "]));

    fn make(from: &mut Make<'_>) -> Self {
        Loose {
            a: from.next(),
            id: from.next(),
            rest: from.rest(),
        }
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        match index {
            0 => &self.a,
            1 => &self.id,
            _ => &self.rest,
        }
    }
}

fuzz_target!(|text: &str| {
    // serde_json takes no byte-order mark, and nests as deep, but counts in another way.
    let without_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
    let theirs = serde_json::from_str::<IgnoredAny>(without_mark);
    match Tape::parse(text) {
        Ok(tape) => {
            assert!(theirs.is_ok(), "accepted, unlike {:?}", theirs.err());
            look(tape.root(), text);
            // Beyond syntax, serde_json refuses halves of surrogate pairs, and numbers that no float holds.
            if let Ok(theirs) = serde_json::from_str(without_mark) {
                compare(tape.root(), &theirs);
            }
        }
        Err(SyntaxError { message, offset }) => {
            let is_deep = message.starts_with("nested") || theirs.as_ref().is_err_and(is_deep);
            assert!(is_deep || theirs.is_err(), "refused: {message} at {offset}");
            assert!(offset <= text.len());
        }
    }
    if let Ok(json) = decode::<Json>(text) {
        let trimmed = without_mark.trim_matches([' ', '\n', '\r', '\t']);
        assert_eq!(json.as_str(), trimmed);
    }
    if let Ok(theirs) = serde_json::from_str::<Vec<Derived>>(without_mark) {
        let ours: Vec<Entry> = decode(text).expect("serde_json reads it");
        assert!(ours == theirs);
    }
    let _ = decode::<Vec<Map<Option<Entry>>>>(text);
    compare_items(text);
});

/// An item of a list is read as it is read alone, where there are no other items that it is like.
fn compare_items(text: &str) {
    let Ok(tape) = Tape::parse(text) else {
        return;
    };
    let lists = [
        Some(tape.root()),
        tape.root().get("a"),
        tape.root().get("id"),
    ];
    for list in lists.into_iter().flatten() {
        let all = decode::<Vec<Loose>>(list.raw());
        let alone: Result<Vec<Loose>, _> = list.items().map(|item| decode(item.raw())).collect();
        if list.kind() == ValueKind::List && list.items().count() < 10 {
            assert_eq!(all.is_ok(), alone.is_ok());
        }
        if let (Ok(all), Ok(alone)) = (all, alone) {
            assert_eq!(all, alone);
        }
    }
}

fn is_deep(error: &serde_json::Error) -> bool {
    error.to_string().contains("recursion")
}

/// Every value is its text, and at its path.
fn look(value: Value<'_>, text: &str) {
    let raw = value.raw();
    assert!(text.contains(raw));
    let again = Tape::parse(raw).expect("the text of a value");
    assert_eq!(again.root().kind(), value.kind());
    match value.kind() {
        ValueKind::List => value.items().for_each(|item| look(item, raw)),
        ValueKind::Map => {
            for (name, member) in value.members() {
                look(member, raw);
                assert!(value.get(&name).is_some());
            }
        }
        ValueKind::String => assert!(value.as_str().is_some()),
        ValueKind::Null | ValueKind::Bool | ValueKind::Number => assert!(value.as_str().is_none()),
    }
}

/// Whole numbers are the same; serde_json reads fractions to the last bit but one.
fn is_same_number(digits: &str, theirs: &serde_json::Number) -> bool {
    if theirs.is_i64() || theirs.is_u64() {
        return digits == theirs.to_string();
    }
    let (ours, theirs) = (digits.parse::<f64>().ok(), theirs.as_f64());
    let near = |ours: f64, theirs: f64| (ours - theirs).abs() <= theirs.abs() * 1e-14 + 1e-320;
    ours.zip(theirs)
        .is_some_and(|(ours, theirs)| near(ours, theirs))
}

fn compare(ours: Value<'_>, theirs: &serde_json::Value) {
    match theirs {
        serde_json::Value::Null => assert!(ours.is_null()),
        serde_json::Value::Bool(theirs) => assert_eq!(ours.as_bool(), Some(*theirs)),
        serde_json::Value::Number(theirs) => {
            let digits = ours.as_number().expect("a number");
            assert!(is_same_number(digits, theirs), "{digits}");
        }
        serde_json::Value::String(theirs) => {
            assert_eq!(ours.as_str().as_deref(), Some(theirs.as_str()));
        }
        serde_json::Value::Array(theirs) => {
            assert_eq!(ours.items().count(), theirs.len());
            for (ours, theirs) in ours.items().zip(theirs) {
                compare(ours, theirs);
            }
        }
        serde_json::Value::Object(theirs) => {
            assert!(ours.members().all(|(name, _)| theirs.contains_key(&*name)));
            for (name, theirs) in theirs {
                compare(ours.get(name).expect("the member"), theirs);
            }
        }
    }
}
