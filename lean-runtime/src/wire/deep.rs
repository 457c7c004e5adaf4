//! Values within values in queries and forms: `items[0][price]=9&expand[]=customer`.
//!
//! OpenAPI's style `deepObject` says how the members of an object are written, and nothing of what is in them. Servers
//! read brackets all the way down; of lists they read different ones.

use super::flat::scalar_text;
use super::unsendable::SendFault;
use crate::json::{Value, ValueKind};
use crate::operation::Style;

/// The pairs of a value, not encoded. Null, empty lists and empty objects are left out; a single value goes by the name.
pub(super) fn deep_pairs(
    name: &str,
    value: Value<'_>,
    style: Style,
) -> Result<Vec<(String, String)>, SendFault> {
    let mut pairs = Vec::new();
    push_pairs(name.to_owned(), value, style, &mut pairs)?;
    Ok(pairs)
}

fn push_pairs(
    name: String,
    value: Value<'_>,
    style: Style,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), SendFault> {
    match value.kind() {
        ValueKind::Null => Ok(()),
        ValueKind::Bool | ValueKind::Number | ValueKind::String => {
            pairs.extend(scalar_text(value).map(|text| (name, text.into_owned())));
            Ok(())
        }
        ValueKind::Map => value.members().try_for_each(|(key, member)| {
            // Nothing escapes a bracket, and an empty key would be the next item of a list.
            if key.is_empty() || key.contains(['[', ']']) {
                return Err(SendFault::HoldsDelimiter);
            }
            push_pairs(format!("{name}[{key}]"), member, style, pairs)
        }),
        ValueKind::List => {
            let items = || value.items().filter(|item| !item.is_null());
            let holds = |kind| items().any(|item| item.kind() == kind);
            let (lists, objects) = (holds(ValueKind::List), holds(ValueKind::Map));
            for (index, item) in items().enumerate() {
                let name = match style {
                    Style::DeepIndexed => format!("{name}[{index}]"),
                    Style::DeepEmpty if lists => return Err(SendFault::DeepNested),
                    Style::DeepEmpty => format!("{name}[]"),
                    Style::DeepRepeated if lists || objects => return Err(SendFault::DeepNested),
                    Style::DeepRepeated => name.clone(),
                    _ if lists || objects => format!("{name}[{index}]"),
                    _ => format!("{name}[]"),
                };
                push_pairs(name, item, style, pairs)?;
            }
            Ok(())
        }
    }
}
