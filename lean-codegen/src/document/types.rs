//! The set of JSON types that a schema allows, and how `type` is read.

use super::schema::Schema;
use super::{Tree, Version};
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
    pub(crate) fn named(name: &str) -> Option<(Self, Spelling)> {
        let known = match name {
            "null" => Self::NULL,
            "boolean" => Self::BOOL,
            "integer" => Self::INTEGER,
            "number" => Self::NUMBER,
            "string" => Self::TEXT,
            "array" => Self::LIST,
            "object" => Self::OBJECT,
            _ => return Self::guessed(name).map(|types| (types, Spelling::Guessed)),
        };
        Some((known, Spelling::Exact))
    }

    fn guessed(name: &str) -> Option<Self> {
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

    /// What both allow; a set that says nothing allows all. Whole numbers are numbers.
    pub(crate) fn both(self, other: Self) -> Self {
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
    pub(crate) fn each(self) -> Vec<Self> {
        let all = [
            Self::NULL,
            Self::OBJECT,
            Self::LIST,
            Self::BOOL,
            Self::INTEGER,
            Self::NUMBER,
            Self::TEXT,
        ];
        all.into_iter().filter(|one| self.has(*one)).collect()
    }
}

/// Whether a type's name is as the specification has it.
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
            self.mend(
                value,
                "a list of types is of OpenAPI 3.1; read as it means there".to_string(),
            );
        }
        for name in names {
            let text = name.as_text().unwrap_or_else(|| "null".to_string());
            match Types::named(&text) {
                Some((types, spelling)) => {
                    self.types = self.types.with(types);
                    if spelling == Spelling::Guessed {
                        self.mend(
                            &name,
                            format!("there is no type `{text}`; read as the nearest one"),
                        );
                        self.guess_format(&text);
                    }
                }
                None => self.mend(
                    &name,
                    format!("there is no type `{text}`; read as any value"),
                ),
            }
        }
    }

    /// `type: date` and the like say what the format ought to.
    fn guess_format(&mut self, name: &str) {
        let format = match name.to_ascii_lowercase().as_str() {
            "file" => "binary",
            "date" => "date",
            "datetime" | "date-time" => "date-time",
            "uuid" => "uuid",
            "decimal" => "decimal",
            "int32" => "int32",
            "int64" | "long" => "int64",
            _ => return,
        };
        self.format.get_or_insert_with(|| format.into());
    }
}
