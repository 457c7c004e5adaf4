//! Changes one place of a JSON text.

use crate::json::{Tape, Value, ValueKind};
use crate::values::Json;

/// The text with this JSON at that pointer (RFC 6901), whose objects are made where they are missing.
pub(super) fn set(json: &str, pointer: &str, new: &str) -> String {
    change_text(json, pointer, Some(new))
}

/// The text without the member at that pointer.
pub(super) fn remove(json: &str, pointer: &str) -> String {
    change_text(json, pointer, None)
}

fn change_text(json: &str, pointer: &str, new: Option<&str>) -> String {
    let tape = Tape::parse(json).ok();
    let root = tape.as_ref().map(Tape::root);
    change_value(root, pointer, new).unwrap_or_default()
}

/// The text of a value after the change; `None` if it is removed.
fn change_value(value: Option<Value<'_>>, pointer: &str, new: Option<&str>) -> Option<String> {
    let Some(rest) = pointer.strip_prefix('/') else {
        return new.map(str::to_owned);
    };
    let (name, rest) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let name = name.replace("~1", "/").replace("~0", "~");
    let object = value.filter(|value| value.kind() == ValueKind::Map);
    // Nothing is made to have something removed.
    if object.is_none() && new.is_none() {
        return value.map(|value| value.raw().to_owned());
    }
    let members = object.iter().flat_map(|object| object.members());
    let others = members.filter(|(key, _)| *key != name);
    let mut parts: Vec<String> = others
        .map(|(key, value)| member(&key, value.raw()))
        .collect();
    let old = object.and_then(|object| object.get(&name));
    let inner = change_value(old, rest, new);
    parts.extend(inner.map(|inner| member(&name, &inner)));
    Some(format!("{{{}}}", parts.join(",")))
}

fn member(name: &str, json: &str) -> String {
    format!("{}:{json}", Json::string(name))
}

#[cfg(test)]
mod tests {
    use super::{remove, set};

    #[test]
    fn one_place_changes() {
        assert_eq!(set("{}", "/a/b", "1"), r#"{"a":{"b":1}}"#);
        assert_eq!(
            set(r#"{"a":{"c":2}}"#, "/a/b", "1"),
            r#"{"a":{"c":2,"b":1}}"#
        );
        assert_eq!(set(r#"{"a~/":null}"#, "/a~0~1", "[]"), r#"{"a~/":[]}"#);
        assert_eq!(set("[]", "", "[1]"), "[1]");
        assert_eq!(
            remove(r#"{"a":{"b":1},"c":2}"#, "/a/b"),
            r#"{"c":2,"a":{}}"#
        );
        assert_eq!(remove(r#"{"c":2}"#, "/a/b"), r#"{"c":2}"#);
    }
}
