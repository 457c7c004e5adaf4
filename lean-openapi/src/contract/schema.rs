//! The contract of a schema: which values it allows.

use std::fmt;

use crate::api::Place;
use crate::document::Tree;

/// The index of a [`SchemaContract`] in [`Contract::schemas`](super::Contract::schemas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub usize);

/// The values that a schema allows, with its `allOf` parts and references merged.
#[derive(Clone, Debug, Default)]
pub struct SchemaContract {
    /// The name of the component, if the schema is one. Contracts that differ only in names are
    /// equal.
    pub name: Option<String>,
    /// The allowed JSON types except `null`, sorted: `boolean`, `integer`, `number`, `string`,
    /// `array`, `object`. Empty if any type is allowed.
    pub types: Vec<&'static str>,
    /// True if `null` is also allowed. Always false if any value is allowed.
    pub nullable: bool,
    /// The `format`.
    pub format: Option<String>,
    /// The `contentEncoding`.
    pub content_encoding: Option<String>,
    /// The `contentMediaType`.
    pub content_media: Option<String>,
    /// The listed values (`enum`, or the one of `const`), `null` excluded.
    pub values: Option<Vec<Listed>>,
    /// True if the one value is a `const`.
    pub fixed: bool,
    /// Limits of numbers, lengths and counts, and the pattern; sorted.
    pub limits: Vec<Limit>,
    /// The members of an object, sorted by name.
    pub members: Vec<Member>,
    /// Members that are required and not described.
    pub required_elsewhere: Vec<String>,
    /// The members that are not listed.
    pub additional: Additional,
    /// The schemas of `patternProperties`.
    pub patterns: Vec<SchemaId>,
    /// The schema of the items of a list. Several: all hold.
    pub items: Vec<SchemaId>,
    /// The schemas of the first items of a list (`prefixItems`).
    pub prefix: Vec<SchemaId>,
    /// `oneOf` and `anyOf`. Every group holds.
    pub groups: Vec<VariantGroup>,
    /// The discriminator of the variants or the heirs.
    pub discriminator: Option<Discriminator>,
    /// The default value, as JSON text.
    pub default: Option<String>,
    /// True if the schema is marked `deprecated`.
    pub deprecated: bool,
    /// Keywords that are compared as text (`not`, `if`, `propertyNames` ..), with their JSON; sorted.
    pub other: Vec<(&'static str, String)>,
    /// Its place in the description.
    pub place: Place,
    /// The written schemas that were merged, for places of their keywords. Empty if read from a lock.
    pub sources: Sources,
}

impl SchemaContract {
    /// Returns the place of a keyword, or of the schema if no part has the keyword.
    #[must_use]
    pub fn place_of(&self, keyword: &str) -> Place {
        let written = self.sources.0.iter().find_map(|source| source.get(keyword));
        written.map_or_else(|| self.place.clone(), |value| value.place())
    }

    /// Returns the member with the given name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        let index = self
            .members
            .binary_search_by(|member| member.name.as_str().cmp(name));
        index.ok().map(|index| &self.members[index])
    }
}

/// The written schemas that were merged into one contract.
#[derive(Clone, Default)]
pub struct Sources(pub(crate) Vec<Tree>);

impl fmt::Debug for Sources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sources({})", self.0.len())
    }
}

/// A listed value.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The value as JSON text.
    pub value: String,
    /// Its place in the description.
    pub place: Place,
}

/// A limit: the keyword and its value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Limit {
    /// The keyword as OpenAPI 3.1 spells it: `minimum`, `exclusiveMinimum`, `maxLength`, `pattern` ..
    pub keyword: &'static str,
    /// The value as text.
    pub value: String,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Member {
    /// The name on the wire.
    pub name: String,
    /// The values that it may have.
    pub schema: SchemaId,
    /// True if it must be there.
    pub required: bool,
    /// True if only responses have it.
    pub read_only: bool,
    /// True if only requests have it.
    pub write_only: bool,
    /// True if it is marked `deprecated`.
    pub deprecated: bool,
    /// Its place in the description.
    pub place: Place,
}

/// The members that are not listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Additional {
    /// Anything, and the description does not say so.
    #[default]
    Unsaid,
    /// Anything (`additionalProperties: true`).
    Open,
    /// Unlisted members are excluded (`additionalProperties: false`).
    Closed,
    /// Unlisted members have this schema.
    Of(SchemaId),
}

/// A `oneOf` or an `anyOf`, `null` excluded.
#[derive(Clone, Debug)]
pub struct VariantGroup {
    /// True if several variants may hold at once (`anyOf`).
    pub any_of: bool,
    /// The variants, in the order of the document.
    pub variants: Vec<SchemaId>,
}

/// The member that distinguishes variants or heirs.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// The member that holds the tag.
    pub property: String,
    /// Tags and the schemas that they mean; sorted by tag. Implied tags are not listed.
    pub mapping: Vec<(String, SchemaId)>,
    /// Its place in the description.
    pub place: Place,
}

/// Keywords whose meaning is not compared, only their text.
pub const TEXT_KEYWORDS: [&str; 11] = [
    "contains",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "not",
    "propertyNames",
    "then",
];

/// The JSON types except `null`, sorted.
pub const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// The keywords of limits, sorted.
pub const LIMIT_KEYWORDS: [&str; 13] = [
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];
