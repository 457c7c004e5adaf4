//! Strings: formats and encodings to types.

use super::super::context::Context;
use super::facts::Facts;
use crate::api::{Type, Width};

impl Context<'_> {
    /// The type of values of any type: some formats have only one type.
    pub(super) fn any_value_type(&self, facts: &Facts) -> Type {
        match facts.format.as_deref() {
            // Formats without a type are common; these have only one.
            Some(
                "date" | "date-time" | "uuid" | "uri" | "email" | "binary" | "byte" | "password",
            ) => self.text_type(facts),
            Some("int32" | "int64") => self.integer_type(facts),
            Some("float" | "double") => self.number_type(facts),
            _ => Type::Json,
        }
    }

    pub(super) fn text_type(&self, facts: &Facts) -> Type {
        if let Some(ty) = self.type_of_format("string", facts) {
            return ty;
        }
        if let Some(ty) = type_of_encoding(facts) {
            return ty;
        }
        match facts.format.as_deref() {
            Some("date") => Type::Date,
            Some("date-time") => Type::DateTime,
            Some("time") => Type::Time,
            Some("duration") => Type::Duration,
            Some("uuid") => Type::Uuid,
            Some("decimal" | "decimal128") => Type::DecimalText,
            Some("byte" | "base64" | "base64url") => Type::Base64,
            Some("binary") => Type::Binary,
            Some("password") => Type::Secret,
            Some("ipv4") => Type::Ipv4,
            Some("ipv6") => Type::Ipv6,
            Some("uri" | "url" | "uri-reference" | "iri" | "iri-reference") => Type::Uri,
            Some("int64" | "sint64" | "sfixed64") => Type::Integer(Width::TextI64),
            Some("uint64" | "fixed64") => Type::Integer(Width::TextU64),
            _ => Type::Text,
        }
    }

    /// The type that the user chose for a format.
    pub(super) fn type_of_format(&self, kind: &str, facts: &Facts) -> Option<Type> {
        self.options.type_for_format(kind, facts.format.as_deref()?)
    }
}

/// 3.1: `contentEncoding` says how bytes became text, `contentMediaType` what they are.
fn type_of_encoding(facts: &Facts) -> Option<Type> {
    match facts
        .content_encoding
        .as_deref()
        .map(str::to_ascii_lowercase)
        .as_deref()
    {
        Some("base64" | "base64url") => return Some(Type::Base64),
        Some(_) => return Some(Type::Text),
        None => {}
    }
    let media = facts.content_media.as_deref()?.to_ascii_lowercase();
    let is_text = media.starts_with("text/")
        || ["json", "xml", "yaml", "jwt"]
            .iter()
            .any(|text| media.ends_with(text));
    Some(if is_text { Type::Text } else { Type::Binary })
}
