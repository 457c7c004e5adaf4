//! JSON values that keep the order of members and every digit of a number.

use std::fmt::Write as _;

use lean_openapi::read::{Kind, Node, Scalar, Source};
use serde::de::IgnoredAny;

/// A JSON value. Numbers are text, so that money never passes through a float.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Json {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

/// A map, in the order written: `map! { "id": id, "payments": Json::List(Vec::new()) }`.
macro_rules! map {
    ($($key:literal : $value:expr),* $(,)?) => {
        $crate::json::Json::Map(vec![$(($key.to_owned(), $crate::json::Json::from($value))),*])
    };
}
pub(crate) use map;

impl Json {
    /// Reads a JSON document, strictly.
    pub(crate) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        serde_json::from_str::<IgnoredAny>(text).ok()?;
        // The reader of descriptions takes any document, if it is inside a list.
        let source = Source::new("body.json", format!("[{text}]")).ok()?;
        source.root().ok()?.items().first().map(Self::of)
    }

    /// Converts a value of a description.
    pub(crate) fn of(node: &Node) -> Self {
        match node.kind() {
            Kind::Map => Self::Map(
                node.entries()
                    .into_iter()
                    .map(|(key, value)| (key.text.to_string(), Self::of(&value)))
                    .collect(),
            ),
            Kind::List => Self::List(node.items().iter().map(Self::of).collect()),
            Kind::Null | Kind::Bool | Kind::Number | Kind::String | Kind::Invalid => {
                match node.scalar() {
                    Scalar::Bool(value) => Self::Bool(value),
                    Scalar::Number(text) => Self::Number(text.to_string()),
                    Scalar::String(text) => Self::Text(text.to_string()),
                    Scalar::Null | Scalar::NotScalar => Self::Null,
                }
            }
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.members()
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// The text of a member, if it has that and it is text.
    pub(crate) fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::List(_) | Self::Map(_) => None,
        }
    }

    pub(crate) fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Map(_) => &[],
        }
    }

    pub(crate) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Map(members) => members,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => &[],
        }
    }

    /// Sets a member, at its old position if it exists already. A value that is not a map stays
    /// unchanged.
    pub(crate) fn set(&mut self, key: &str, value: impl Into<Self>) {
        let Self::Map(members) = self else { return };
        match members.iter_mut().find(|(name, _)| name == key) {
            Some((_, old)) => *old = value.into(),
            None => members.push((key.to_owned(), value.into())),
        }
    }

    /// Sets those members that this map has, and leaves the others out.
    pub(crate) fn fill(&mut self, values: &Self) {
        for (key, value) in values.members() {
            if self.get(key).is_some() {
                self.set(key, value.clone());
            }
        }
    }

    /// The member, to be changed.
    pub(crate) fn get_mut(&mut self, key: &str) -> Option<&mut Self> {
        let Self::Map(members) = self else {
            return None;
        };
        members
            .iter_mut()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// As it goes over the wire, without spaces.
    pub(crate) fn write(&self) -> String {
        let mut text = String::new();
        self.write_to(&mut text);
        text
    }

    fn write_to(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(text) => out.push_str(text),
            Self::Text(text) => write_text(text, out),
            Self::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    item.write_to(out);
                }
                out.push(']');
            }
            Self::Map(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    write_text(key, out);
                    out.push(':');
                    value.write_to(out);
                }
                out.push('}');
            }
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                write!(out, "\\u{:04x}", u32::from(c)).expect("a string takes any text");
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Json {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<usize> for Json {
    fn from(value: usize) -> Self {
        Self::Number(value.to_string())
    }
}

impl From<Vec<Self>> for Json {
    fn from(items: Vec<Self>) -> Self {
        Self::List(items)
    }
}

impl<T: Into<Self>> From<Option<T>> for Json {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl From<&Self> for Json {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

impl FromIterator<Json> for Json {
    fn from_iter<T: IntoIterator<Item = Self>>(items: T) -> Self {
        Self::List(items.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_every_digit() {
        let json =
            Json::parse(br#"{"amount": 1250.750000000000000001, "b": [1e3, null, "a\"\u0000b"]}"#);
        let text = json.expect("valid").write();
        assert_eq!(
            text,
            r#"{"amount":1250.750000000000000001,"b":[1e3,null,"a\"\u0000b"]}"#
        );
    }

    #[test]
    fn any_document_is_read_and_nothing_that_is_not_json() {
        assert_eq!(Json::parse(b" \"a\" "), Some(Json::from("a")));
        assert_eq!(Json::parse(b"[]"), Some(Json::List(Vec::new())));
        for broken in [
            "",
            "{a: 1}",
            "{\"a\": 1,}",
            "1, 2",
            "]",
            "# [",
            "{\"a\": 01}",
        ] {
            assert_eq!(Json::parse(broken.as_bytes()), None, "{broken}");
        }
    }
}
