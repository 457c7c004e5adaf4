//! The keywords of schemas that change no type, and all known keywords.

/// The reason why a keyword changes no type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeywordProblem {
    /// The keyword only narrows values, in a way that no type can express.
    Unchecked,
    /// The keyword describes the content of a text.
    Inside,
    /// No version of OpenAPI has it.
    Unknown,
}

/// Keywords that only describe, hold what references lead to, or say more about one that is read.
pub(super) const DESCRIBES: &[&str] = &[
    "example",
    "examples",
    "externalDocs",
    "xml",
    "$comment",
    "$schema",
    "$id",
    "$anchor",
    "$vocabulary",
    "$defs",
    "$dynamicRef",
    "$dynamicAnchor",
    "definitions",
    "id",
    "if",
    "minContains",
    "maxContains",
    "uniqueItems",
    "$ref",
];

/// All known keywords, to suggest corrections for misspelt ones.
pub(crate) const KEYWORDS: &[&str] = &[
    "title",
    "description",
    "deprecated",
    "readOnly",
    "writeOnly",
    "default",
    "nullable",
    "type",
    "format",
    "enum",
    "const",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "pattern",
    "minLength",
    "maxLength",
    "properties",
    "required",
    "additionalProperties",
    "patternProperties",
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "allOf",
    "oneOf",
    "anyOf",
    "discriminator",
    "example",
    "externalDocs",
    "contentEncoding",
    "contentMediaType",
];
