//! A subtree as JSON text.

use std::fmt::Write;

use super::level::{Content, Level, Shape};
use super::{Node, Scalar, Source};

impl Node {
    /// Appends the whole subtree as compact JSON: keys in the order of the document, every digit kept.
    /// A part that could not be read becomes `null`: look at [`Node::error`] first, or at
    /// [`Source::findings`] afterwards. The limits on depth and expansion bound the output.
    pub fn to_json(&self, out: &mut String) {
        write_content(self.source(), self.content(), out);
    }
}

/// Recursion is bounded: no level is deeper than `DEPTH_MAX`.
fn write_content(source: &Source, value: &Content, out: &mut String) {
    match value {
        Content::Level(level) => self::write_level(source, level, out),
        Content::Scalar(Scalar::Bool(true)) => out.push_str("true"),
        Content::Scalar(Scalar::Bool(false)) => out.push_str("false"),
        Content::Scalar(Scalar::Number(text)) => out.push_str(text),
        Content::Scalar(Scalar::String(text)) => write_string(text, out),
        Content::Scalar(Scalar::Null | Scalar::NotScalar) | Content::Invalid(_) => {
            out.push_str("null")
        }
    }
}

fn write_level(source: &Source, level: &Level, out: &mut String) {
    let (open, close) = if level.shape == Shape::Map {
        ('{', '}')
    } else {
        ('[', ']')
    };
    out.push(open);
    for (index, member) in level.members.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        if level.shape == Shape::Map {
            write_string(member.key.text(source.text()), out);
            out.push(':');
        }
        write_content(source, source.content(member), out);
    }
    out.push(close);
}

fn write_string(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    out.push('"');
    let (mut from, mut at) = (0, 0);
    while at < bytes.len() {
        let byte = bytes[at];
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            at += 1;
            continue;
        }
        out.push_str(&text[from..at]);
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            // Writing to a string cannot fail.
            _ => drop(write!(out, "\\u{byte:04x}")),
        }
        at += 1;
        from = at;
    }
    out.push_str(&text[from..]);
    out.push('"');
}
