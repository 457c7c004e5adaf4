//! JSON values as parameters see them: one text, a list of texts, or pairs of them.

use std::borrow::Cow;

use super::unsendable::SendFault;
use crate::json::{Value, ValueKind};

/// A value without nesting. What RFC 6570 section 2.3 calls undefined is left out: null, empty lists and
/// objects, and null items and members.
#[derive(Debug)]
pub(super) enum Flat<'v> {
    Undefined,
    One(Cow<'v, str>),
    List(Vec<Cow<'v, str>>),
    Map(Vec<(Cow<'v, str>, Cow<'v, str>)>),
}

/// Takes a value apart.
pub(super) fn flatten(value: Value<'_>) -> Result<Flat<'_>, SendFault> {
    match value.kind() {
        ValueKind::Null => Ok(Flat::Undefined),
        ValueKind::List => {
            let items = value.items().filter(|item| !item.is_null());
            let items: Vec<_> = items.map(inner_text).collect::<Result<_, _>>()?;
            Ok(if items.is_empty() {
                Flat::Undefined
            } else {
                Flat::List(items)
            })
        }
        ValueKind::Map => {
            let members = value.members().filter(|(_, member)| !member.is_null());
            let members: Vec<_> = members
                .map(|(name, member)| Ok((name, inner_text(member)?)))
                .collect::<Result<_, SendFault>>()?;
            Ok(if members.is_empty() {
                Flat::Undefined
            } else {
                Flat::Map(members)
            })
        }
        ValueKind::Bool | ValueKind::Number | ValueKind::String => inner_text(value).map(Flat::One),
    }
}

fn inner_text(value: Value<'_>) -> Result<Cow<'_, str>, SendFault> {
    scalar_text(value).ok_or(SendFault::Nested)
}

/// The text of a string, number or boolean.
pub(crate) fn scalar_text(value: Value<'_>) -> Option<Cow<'_, str>> {
    match value.kind() {
        ValueKind::String => value.as_str(),
        ValueKind::Bool | ValueKind::Number => Some(Cow::Borrowed(value.raw())),
        ValueKind::Null | ValueKind::List | ValueKind::Map => None,
    }
}
