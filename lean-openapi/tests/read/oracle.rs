//! Full parsers to compare with: serde_json, and a small loader on top of saphyr's events that knows
//! nothing of the reader.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use lean_openapi::read::{Kind, Node, Scalar};
use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::Value;

/// A tree to compare by its text: order counts, numbers by value.
pub(crate) fn of_json(text: &str) -> Result<String, String> {
    let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| error.to_string())?;
    Ok(sorted(&value))
}

/// serde_json forgets the order of keys.
fn sorted(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let mut members: Vec<String> = map
                .iter()
                .map(|(key, value)| format!("{key:?}:{}", sorted(value)))
                .collect();
            members.sort();
            format!("{{{}}}", members.join(","))
        }
        Value::Array(list) => format!(
            "[{}]",
            list.iter().map(sorted).collect::<Vec<_>>().join(",")
        ),
        Value::String(text) => format!("{text:?}"),
        Value::Number(number) => canonical(&number.to_string()),
        Value::Null | Value::Bool(_) => value.to_string(),
    }
}

/// The reader's tree in the same form.
pub(crate) fn of_node(node: &Node, sort: bool) -> String {
    match node.kind() {
        Kind::Map => {
            let entries = node.entries();
            let mut members: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("{:?}:{}", key.text, of_node(value, sort)))
                .collect();
            if sort {
                members.sort();
            }
            format!("{{{}}}", members.join(","))
        }
        Kind::List => format!(
            "[{}]",
            node.items()
                .iter()
                .map(|item| of_node(item, sort))
                .collect::<Vec<_>>()
                .join(",")
        ),
        Kind::Null | Kind::Bool | Kind::Number | Kind::String => scalar(&node.scalar()),
        Kind::Invalid => format!("<{}>", node.error().expect("an invalid node says why")),
    }
}

fn scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Null => "null".to_owned(),
        Scalar::Bool(value) => value.to_string(),
        Scalar::Number(text) => canonical(text),
        Scalar::String(text) => format!("{text:?}"),
        Scalar::NotScalar => "<not a scalar>".to_owned(),
    }
}

/// Numbers compare as floats, less the last digits, in which parsers differ.
fn canonical(text: &str) -> String {
    text.parse::<f64>()
        .map_or_else(|_| text.to_owned(), |float| format!("{float:.13e}"))
}

/// YAML as saphyr reads it, with plain scalars resolved by the core schema.
pub(crate) fn of_yaml(text: &str) -> Result<String, String> {
    let mut loader = Loader {
        parser: Parser::new_from_str(text.trim_start_matches('\u{feff}')),
        anchors: HashMap::new(),
    };
    loop {
        match loader.next()? {
            Event::StreamStart | Event::DocumentStart(_) => {}
            Event::StreamEnd => return Ok("null".to_owned()),
            event => return loader.value(event),
        }
    }
}

struct Loader<'a> {
    parser: Parser<'a, saphyr_parser::StrInput<'a>>,
    anchors: HashMap<usize, String>,
}

impl<'a> Loader<'a> {
    fn next(&mut self) -> Result<Event<'a>, String> {
        match self.parser.next_event() {
            Some(Ok((event, _))) => Ok(event),
            Some(Err(error)) => Err(error.to_string()),
            None => Err("ended early".to_owned()),
        }
    }

    fn value(&mut self, event: Event<'a>) -> Result<String, String> {
        let (anchor, value) = match event {
            Event::Alias(id) => {
                return self
                    .anchors
                    .get(&id)
                    .cloned()
                    .ok_or_else(|| "open anchor".to_owned());
            }
            Event::Scalar(text, style, anchor, tag) => {
                let resolves = match &tag {
                    None => style == ScalarStyle::Plain,
                    Some(tag) => {
                        tag.is_yaml_core_schema()
                            && matches!(tag.suffix.as_str(), "int" | "float" | "bool" | "null")
                    }
                };
                (
                    anchor,
                    if resolves {
                        plain(&text)
                    } else {
                        format!("{text:?}")
                    },
                )
            }
            Event::SequenceStart(anchor, _) => (anchor, self.list()?),
            Event::MappingStart(anchor, _) => (anchor, self.map()?),
            event => return Err(format!("unexpected {event:?}")),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        Ok(value)
    }

    fn list(&mut self) -> Result<String, String> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(format!("[{}]", items.join(","))),
                event => items.push(self.value(event)?),
            }
        }
    }

    fn map(&mut self) -> Result<String, String> {
        let mut seen = HashSet::new();
        let mut members = String::new();
        loop {
            let key = match self.next()? {
                Event::MappingEnd => return Ok(format!("{{{members}}}")),
                Event::Scalar(text, ..) => text.into_owned(),
                event => return Err(format!("not a key: {event:?}")),
            };
            let event = self.next()?;
            let value = self.value(event)?;
            if seen.insert(key.clone()) {
                let comma = if members.is_empty() { "" } else { "," };
                write!(members, "{comma}{key:?}:{value}").expect("strings take everything");
            }
        }
    }
}

fn plain(text: &str) -> String {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return "null".to_owned(),
        "true" | "True" | "TRUE" => return "true".to_owned(),
        "false" | "False" | "FALSE" => return "false".to_owned(),
        _ => {}
    }
    let hexadecimal = text
        .strip_prefix("0x")
        .and_then(|digits| i128::from_str_radix(digits, 16).ok());
    let octal = text
        .strip_prefix("0o")
        .and_then(|digits| i128::from_str_radix(digits, 8).ok());
    if let Some(number) = hexadecimal.or(octal) {
        return canonical(&number.to_string());
    }
    let numeric = text
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | '.' | 'e' | 'E'));
    if numeric && text.contains(|c: char| c.is_ascii_digit()) && text.parse::<f64>().is_ok() {
        return canonical(text);
    }
    format!("{text:?}")
}
