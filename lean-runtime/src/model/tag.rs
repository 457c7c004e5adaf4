//! Tags of unions: the variant sets its tag, also if its object has another value.

use lean_abi::Tags;

use super::slot::Slot;
use crate::json::{Mark, Tag, Writer};

/// Writes a variant of a union that a member tells apart: an object has the variant's tag.
pub(super) fn write_variant(tag: Tag, part: &dyn Slot, out: &mut Writer) {
    if tag.name.is_empty() || tag.values.is_empty() {
        return part.write(out);
    }
    let outer = out.tags.clone();
    out.tags.retain(|outer| outer.name != tag.name);
    out.tags.push(tag);
    part.write(out);
    out.tags = outer;
}

/// Settles the tag of an object that its member of that name was written for, or left out. A value that means another
/// variant is taken back.
pub(super) fn write_pending(tags: &mut Vec<Tag>, name: &str, before: Mark, out: &mut Writer) {
    let Some(at) = tags.iter().position(|tag| tag.name == name) else {
        return;
    };
    let written = out.text_since(before);
    if written.is_empty() {
        return;
    }
    match is_meant_by(&tags[at], written) {
        true => drop(tags.remove(at)),
        false => out.rewind(before),
    }
}

/// Writes the tags that no member has given.
pub(super) fn write_left(tags: Vec<Tag>, out: &mut Writer) {
    for tag in tags {
        out.name(tag.name);
        out.string(&Tags::read(tag.values).first().unwrap_or_default());
    }
}

/// Returns true if a member as it is written, name and value, is a tag that means its variant.
fn is_meant_by(tag: &Tag, written: &str) -> bool {
    let is = |value: &str| {
        let mut out = Writer::new();
        out.string(value);
        let before = written.strip_suffix(&out.into_text());
        before.is_some_and(|before| before.ends_with("\":"))
    };
    match tag.is_open {
        true => !is("") && !written.ends_with("\":null"),
        false => Tags::read(tag.values).values().any(|value| is(&value)),
    }
}
