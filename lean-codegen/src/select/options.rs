//! The schemas that stay raw JSON and the types for formats, as the attribute chooses them.

use super::message;
use crate::document::{Description, FORMATS, closest};
use crate::errors::Errors;
use crate::item::{Attribute, FormatType};
use crate::resolve::Options;

pub(super) fn resolve_options(
    attribute: &Attribute,
    description: &Description,
    errors: &mut Errors,
) -> Options {
    let known = if attribute.opaque.is_empty() {
        Vec::new()
    } else {
        description.schema_names()
    };
    let mut opaque = Vec::new();
    for (name, span) in &attribute.opaque {
        if known.contains(name) {
            opaque.push(name.clone());
        } else {
            errors.push(
                *span,
                message::unknown_schema_message(name, &known, description),
            );
        }
    }
    Options {
        formats: attribute
            .formats
            .iter()
            .map(|format| (format.name.text.clone(), format.ty.clone()))
            .collect(),
        opaque,
    }
}

/// Reports a format that the description does not have, if it looks like a known one. Everything that the chosen
/// operations need has been read before.
pub(super) fn report_unknown_formats(
    attribute: &Attribute,
    description: &Description,
    errors: &mut Errors,
) {
    for FormatType { name, .. } in &attribute.formats {
        let (kind, format) = match name.text.split_once(':') {
            Some((kind, format)) => (format!("{kind}:"), format),
            None => (String::new(), &*name.text),
        };
        if FORMATS.contains(&format) || description.mentions(format) {
            continue;
        }
        if let Some(near) = closest(format, FORMATS) {
            let message = format!(
                "the description has no format `{format}`; did you mean `\"{kind}{near}\"`?"
            );
            errors.push(name.span, message);
        }
    }
}
