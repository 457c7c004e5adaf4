//! Keywords of schemas that change no type, and those that are known at all.

/// The reason why a keyword changes no type.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strange {
    /// It only narrows values, in a way that no type says.
    Unchecked,
    /// It says what a text holds.
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

/// Every keyword that means something, for those that are misspelt.
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
