//! The set of JSON types that a schema allows, and how `type` is read.

use super::schema::Schema;
use super::{Tree, Version, closest};
use crate::api::{Finding, Rule};
use crate::read::Kind;

/// The set of JSON types that a schema allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Types(u8);

impl Types {
    pub(crate) const NONE: Self = Self(0);
    pub(crate) const NULL: Self = Self(1);
    pub(crate) const BOOL: Self = Self(2);
    pub(crate) const INTEGER: Self = Self(4);
    /// Any number, whole ones included.
    pub(crate) const NUMBER: Self = Self(8);
    pub(crate) const TEXT: Self = Self(16);
    pub(crate) const LIST: Self = Self(32);
    pub(crate) const OBJECT: Self = Self(64);

    /// The type of that name; names that other type systems have are understood too.
    pub(crate) fn parse(name: &str) -> Option<(Self, Spelling)> {
        let known = NAMES.iter().find(|(known, _)| *known == name);
        if let Some((_, types)) = known {
            return Some((*types, Spelling::Exact));
        }
        Self::guess_type(name).map(|types| (types, Spelling::Guessed))
    }

    /// The name of one type.
    pub(crate) fn name(self) -> &'static str {
        let named = NAMES.iter().find(|(_, types)| *types == self);
        named.map_or("any value", |(name, _)| name)
    }

    fn guess_type(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "bool" | "boolean" => Self::BOOL,
            "int" | "integer" | "int32" | "int64" | "long" | "short" => Self::INTEGER,
            "number" | "float" | "double" | "decimal" | "numeric" => Self::NUMBER,
            "string" | "str" | "text" | "file" | "date" | "datetime" | "date-time" | "uuid"
            | "enum" | "char" => Self::TEXT,
            "array" | "list" => Self::LIST,
            "object" | "map" | "dict" => Self::OBJECT,
            "null" | "none" | "nil" => Self::NULL,
            _ => return None,
        })
    }

    pub(crate) fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(crate) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types that both allow; an empty set allows all. Integers are numbers.
    pub(crate) fn intersection(self, other: Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return self.with(other);
        }
        let whole = |set: Self| {
            if set.has(Self::NUMBER) {
                set.with(Self::INTEGER)
            } else {
                set
            }
        };
        let both = Self(whole(self).0 & whole(other).0);
        if both.has(Self::NUMBER) {
            both.without(Self::INTEGER)
        } else {
            both
        }
    }

    /// The types apart, in a fixed order.
    pub(crate) fn to_vec(self) -> Vec<Self> {
        let all = [
            Self::NULL,
            Self::OBJECT,
            Self::LIST,
            Self::BOOL,
            Self::INTEGER,
            Self::NUMBER,
            Self::TEXT,
        ];
        all.into_iter().filter(|kind| self.has(*kind)).collect()
    }
}

/// The spelling of a type's name, compared with the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    Exact,
    Guessed,
}

impl Schema {
    /// Reads `type`: one name or a list of them.
    pub(super) fn read_types(&mut self, value: &Tree, version: Version) {
        let names = if value.kind() == Kind::List {
            value.items()
        } else {
            vec![value.clone()]
        };
        if value.kind() == Kind::List && version == Version::V3_0 {
            self.repair(
                Rule::OtherVersion,
                value,
                "a list of types is of OpenAPI 3.1; read as it means there".to_string(),
            );
        }
        for name in names {
            let Some(text) = name.as_text().or_else(|| bare_null_message(&name)) else {
                if name.error().is_none() {
                    let message = "a type is a text, such as `string`; left out".to_string();
                    self.repair(Rule::MalformedField, &name, message);
                }
                continue;
            };
            let Some((types, spelling)) = Types::parse(&text) else {
                self.report_unknown_type(&name, &text);
                continue;
            };
            self.types = self.types.with(types);
            if spelling == Spelling::Guessed {
                self.guess_format(&text);
                let format =
                    format_of_type_name(&text).map(|format| format!(", `format: {format}`"));
                let read_as = types.name();
                let message = format!(
                    "there is no type `{text}`; read as `{read_as}`{}",
                    format.unwrap_or_default()
                );
                self.repair(Rule::ForeignType, &name, message);
            }
        }
    }

    fn report_unknown_type(&mut self, name: &Tree, text: &str) {
        let near = closest(text, NAMES.iter().map(|(name, _)| *name));
        let message = match near {
            None if text == "any" => {
                "there is no type `any`: without `type`, any value will do".to_string()
            }
            _ => format!("there is no type `{text}`"),
        };
        let finding = Finding::repaired(Rule::UnknownType, name.place(), message);
        let finding = finding.maybe_suggest(near);
        self.repairs.push(finding.with_outcome("read as any value"));
    }

    /// `type: date` and the like say what the format ought to.
    fn guess_format(&mut self, name: &str) {
        if let Some(format) = format_of_type_name(name) {
            self.format.get_or_insert_with(|| format.into());
        }
    }
}

/// `null` among the types may be without quotes.
fn bare_null_message(name: &Tree) -> Option<String> {
    (name.kind() == Kind::Null).then(|| "null".to_string())
}

fn format_of_type_name(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "file" => "binary",
        "date" => "date",
        "datetime" | "date-time" => "date-time",
        "uuid" => "uuid",
        "decimal" => "decimal",
        "int32" => "int32",
        "int64" | "long" => "int64",
        _ => return None,
    })
}

/// The types by name.
const NAMES: [(&str, Types); 7] = [
    ("null", Types::NULL),
    ("boolean", Types::BOOL),
    ("integer", Types::INTEGER),
    ("number", Types::NUMBER),
    ("string", Types::TEXT),
    ("array", Types::LIST),
    ("object", Types::OBJECT),
];
