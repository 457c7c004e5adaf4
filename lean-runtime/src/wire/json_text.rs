//! JSON as it goes into parameters, forms and parts: compact, and in headers in ASCII.

use std::fmt::Write as _;

use crate::json::{Value, ValueKind, Writer};

/// The JSON text of a value without white space; numbers and strings stay as they were written.
pub(super) fn compact(value: Value<'_>) -> String {
    let mut out = Writer::new();
    write(value, &mut out);
    out.into_text()
}

fn write(value: Value<'_>, out: &mut Writer) {
    match value.kind() {
        ValueKind::List => {
            out.open_list();
            value.items().for_each(|item| write(item, out));
            out.close_list();
        }
        ValueKind::Map => {
            out.open_map();
            for (name, member) in value.members() {
                out.name(&name);
                write(member, out);
            }
            out.close_map();
        }
        ValueKind::Null | ValueKind::Bool | ValueKind::Number | ValueKind::String => {
            out.raw(value.raw())
        }
    }
}

/// The same JSON in ASCII: other characters occur in strings only, and become `\uXXXX`.
pub(super) fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            out.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            // Writing to a String does not fail.
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}
