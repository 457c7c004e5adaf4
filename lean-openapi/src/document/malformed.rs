//! Small mistakes in schemas: their repair and their messages.

use super::schema::{Bound, Schema};
use super::suggest::letters;
use super::types::Types;
use super::{Tree, Version};
use crate::api::{Finding, Rule};
use crate::read::Kind;

/// Formats that types depend on, and some others that are well known.
pub const FORMATS: [&str; 18] = [
    "date",
    "date-time",
    "time",
    "duration",
    "uuid",
    "uri",
    "email",
    "ipv4",
    "ipv6",
    "hostname",
    "byte",
    "binary",
    "password",
    "decimal",
    "int32",
    "int64",
    "float",
    "double",
];

impl Schema {
    /// Reads a format. Unknown formats are legal and change nothing, but a name that differs from a
    /// known format only in case or punctuation is likely a mistake.
    pub(super) fn read_format(&mut self, value: &Tree) {
        self.format = value.as_str();
        let Some(format) = &self.format else { return };
        if FORMATS.contains(&&**format) {
            return;
        }
        let same = |near: &&&str| letters(near) == letters(format);
        self.misspelt_format = FORMATS.iter().find(same).map(|near| (value.place(), *near));
    }

    /// Reports quoted numbers and booleans, since they have no effect.
    pub(super) fn check_kind(&mut self, keyword: &str, value: &Tree) {
        if value.kind() == Kind::Invalid {
            return;
        }
        let is_flag = value.as_bool().is_some();
        let wanted = match keyword {
            "readOnly" | "writeOnly" | "deprecated" | "nullable" | "uniqueItems" if !is_flag => {
                "`true` or `false`, without quotes"
            }
            "exclusiveMinimum" | "exclusiveMaximum" if is_flag => return,
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf"
                if value.as_number().is_none() =>
            {
                "a number, without quotes"
            }
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties"
            | "maxProperties"
                if value
                    .as_number()
                    .is_none_or(|number| number.starts_with('-')) =>
            {
                "a number from 0 on, without quotes"
            }
            _ => return,
        };
        self.repair(
            Rule::MalformedField,
            value,
            format!("`{keyword}` has to be {wanted}; left out"),
        );
    }

    /// Reports a value in the place of a schema: often the name of a type, or of a schema.
    pub(super) fn report_not_a_schema(&mut self, node: &Tree) {
        let text = node.as_str().unwrap_or_default();
        let near = match Types::parse(&text) {
            Some(_) => Some(format!("{{ type: {text} }}")),
            None if text.starts_with("#/") => Some(format!("{{ $ref: '{text}' }}")),
            None => None,
        };
        let message = match near {
            Some(_) => format!("`{text}` is not a schema"),
            None => "this is not a schema".to_string(),
        };
        let finding = Finding::repaired(Rule::NotASchema, node.place(), message);
        let finding = finding.maybe_suggest(near);
        self.repairs.push(finding.with_outcome("read as any value"));
    }

    /// The schemas of an `allOf` and the like.
    pub(super) fn read_parts(&mut self, keyword: &str, value: &Tree) -> Vec<Tree> {
        if !matches!(value.kind(), Kind::List | Kind::Invalid) {
            let message = format!("`{keyword}` has to be a list of schemas; left out");
            self.repair(Rule::MalformedField, value, message);
        }
        self.read_list(value)
    }

    pub(super) fn report_malformed_enum(&mut self, value: &Tree) {
        let message = match value.as_text() {
            Some(text) => format!("`enum` has to be a list: `[{text}]`; left out"),
            None => "`enum` has to be a list; left out".to_string(),
        };
        self.repair(Rule::MalformedField, value, message);
    }

    pub(super) fn read_exclusive_bound(&mut self, key: &str, value: &Tree, version: Version) {
        let is_flag = value.as_bool().is_some();
        if is_flag != (version == Version::V3_0) {
            self.repair(Rule::OtherVersion, value, format!("`{key}` is written as another version of OpenAPI has it; read as it means there"));
        }
        let bound = if key == "exclusiveMinimum" {
            &mut self.minimum
        } else {
            &mut self.maximum
        };
        match (value.as_bool(), value.as_number()) {
            (Some(exclusive), _) => {
                let value = bound.take().map(|bound| bound.value).unwrap_or_default();
                *bound = Some(Bound { value, exclusive });
            }
            (None, Some(value)) => {
                *bound = Some(Bound {
                    value,
                    exclusive: true,
                })
            }
            (None, None) => {}
        }
    }

    pub(super) fn read_required(&mut self, value: &Tree) {
        self.required = self.read_list(value);
        if let Some(name) = value.as_str() {
            let message = format!("`required` has to be a list: `[{name}]`; left out");
            self.repair(Rule::MalformedField, value, message);
        } else if value.kind() != Kind::List {
            self.repair(
                Rule::MisplacedField,
                value,
                "`required` belongs to the object, as a list of names; left out".to_string(),
            );
        }
    }

    /// Reports a mistake with its repair in the message.
    pub(super) fn repair(&mut self, rule: Rule, at: &Tree, message: impl Into<String>) {
        self.repairs
            .push(Finding::repaired(rule, at.place(), message));
    }
}
