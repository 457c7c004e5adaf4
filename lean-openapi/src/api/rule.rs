//! The rules of the findings: stable names for the kinds of mistakes in a description.
//!
//! The table in `docs/lint.md` is made of this list.

use std::fmt;

/// Declares the rules, each with its stable name. The documentation of a rule is also its text in the
/// table of rules.
macro_rules! rules {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The kind of a [`Finding`](super::Finding).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Rule {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Rule {
            /// All rules.
            pub const ALL: &[Self] = &[$(Self::$variant,)+];

            /// The stable name of the rule, such as `unknown-field`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The fault, and its effect.
            #[must_use]
            pub fn description(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!($($doc,)+).trim_ascii(),)+
                }
            }
        }
    };
}

rules! {
    // Files and texts.

    /// A file cannot be read; the reference to it is left out, or the description cannot be opened.
    UnreadableFile = "unreadable-file",
    /// The description has more files than are read; references to further files are left out.
    TooManyFiles = "too-many-files",
    /// A part of a text is neither YAML nor JSON; every operation that needs it is refused.
    BrokenText = "broken-text",
    /// A text breaks a rule of YAML or JSON, but its meaning is clear; it is read.
    DoubtfulText = "doubtful-text",
    /// The file is not an OpenAPI description; it is refused.
    NotOpenapi = "not-openapi",
    /// The description has a version of OpenAPI that is not read; it is refused.
    UnsupportedVersion = "unsupported-version",
    /// The description has a version of OpenAPI 3 that is not known; it is read as 3.2.
    NewerVersion = "newer-version",
    /// A keyword, a value or a method is from another version of OpenAPI; it is read as that version means it, or left out.
    OtherVersion = "other-version",
    /// An overlay does not have the form of an overlay; it is refused.
    InvalidOverlay = "invalid-overlay",
    /// The target of an overlay's action is not a JSONPath that is read; the overlay is refused.
    InvalidJsonPath = "invalid-jsonpath",
    /// The target of an overlay's action matches nothing; the overlay is refused.
    UnmatchedTarget = "unmatched-target",
    /// An overlay's action would replace a map, a list or a single value by another kind of value; the overlay is refused.
    UnlikeTarget = "unlike-target",

    // Fields of all objects.

    /// An object has a field that the specification does not give it; the field is left out.
    UnknownField = "unknown-field",
    /// The name of a field is misspelt; the field is left out.
    MisspeltField = "misspelt-field",
    /// A field is in an object where it has no effect and belongs into another; it is left out.
    MisplacedField = "misplaced-field",
    /// The value of a field has the wrong kind, such as a text in the place of a list; it is left out, or read as its author most likely meant.
    MalformedField = "malformed-field",
    /// An object lacks a field that it needs; the object is left out, or read with the usual value.
    MissingField = "missing-field",
    /// A list or map has more entries than are read; the list or its rest is left out.
    TooManyEntries = "too-many-entries",

    // References.

    /// A reference leads to nothing; the part is left out, or read as any value.
    DanglingReference = "dangling-reference",
    /// A reference leads back to itself; the part is left out, or read as any value.
    CircularReference = "circular-reference",
    /// A reference leads to the network; every operation that needs it is refused.
    RemoteReference = "remote-reference",
    /// A reference is empty, mostly because YAML reads its text as a comment; the part is left out, or read as any value.
    EmptyReference = "empty-reference",
    /// A reference leads to another kind of object than its place requires; the part is left out, or read as any value.
    WrongKindReference = "wrong-kind-reference",
    /// A reference has fields next to it that have no effect there; they are left out.
    ReferenceSiblings = "reference-siblings",

    // Operations.

    /// No operation has the name or the route that was asked for.
    UnknownOperation = "unknown-operation",
    /// Several operations have the route that was asked for.
    AmbiguousRoute = "ambiguous-route",
    /// No operation has the tag that was asked for.
    UnknownTag = "unknown-tag",
    /// An operation has no `operationId`; its name is made of its route.
    UnnamedOperation = "unnamed-operation",
    /// Two operations have the same `operationId`; the name of the second is made of its route.
    RepeatedOperationId = "repeated-operation-id",
    /// A field of a path item has the form of an operation, but its name is not a method; it is left out.
    UnknownMethod = "unknown-method",

    // Paths and parameters.

    /// A path does not begin with a slash; it is read as if it did.
    PathWithoutSlash = "path-without-slash",
    /// The braces of a path do not match; the operation is refused.
    UnbalancedBraces = "unbalanced-braces",
    /// A path has a parameter that is not declared as a path parameter; it is read as a text.
    UndeclaredPathParameter = "undeclared-path-parameter",
    /// A path parameter is not in the path; it is left out.
    UnusedPathParameter = "unused-path-parameter",
    /// A path parameter has nearly the name that the path has; it is read as that one.
    MisspeltPathParameter = "misspelt-path-parameter",
    /// A path parameter is not marked as required; it is read as if it were.
    OptionalPathParameter = "optional-path-parameter",
    /// The location of a parameter does not exist; the parameter is left out.
    UnknownLocation = "unknown-location",
    /// A list has the same parameter twice; the last one is used.
    RepeatedParameter = "repeated-parameter",
    /// A parameter is a header that is set by other means; it is left out.
    ReservedHeader = "reserved-header",
    /// A parameter has both a schema and a media type; the schema is used.
    SchemaAndContent = "schema-and-content",
    /// A parameter has several media types; the first one is used.
    SeveralMediaTypes = "several-media-types",
    /// A parameter is the whole query, and there are other query parameters; a second whole query is left out, others are sent too.
    QueryConflict = "query-conflict",
    /// A style does not exist; the usual one is used.
    UnknownStyle = "unknown-style",
    /// A style is not allowed in its place; the usual one is used.
    MisplacedStyle = "misplaced-style",
    /// No rule says how a parameter or a part is written; an optional parameter is left out, otherwise the operation is refused.
    UnwritableValue = "unwritable-value",

    // Bodies and responses.

    /// The name of a media type is not one, or is misspelt; it is used as it is.
    UnknownMediaType = "unknown-media-type",
    /// A media type is not read or written by a schema, but has one with members or items; the schema is left out.
    SchemaOfRawContent = "schema-of-raw-content",
    /// A media type that is not a sequence has an `itemSchema`; it is left out.
    MisplacedItemSchema = "misplaced-item-schema",
    /// An encoding is given where there are no parts; it is left out.
    MisplacedEncoding = "misplaced-encoding",
    /// An encoding is given for a member that the body does not have; it has no effect.
    UnknownEncodingMember = "unknown-encoding-member",
    /// The header of a part has no fixed value, or the body has no parts with headers; it is left out.
    PartHeader = "part-header",
    /// A body has no content; it is left out.
    EmptyContent = "empty-content",
    /// The key of a response is not a status; the response is left out.
    UnknownStatus = "unknown-status",
    /// A response has content under a status that never has any; the content is left out.
    ForbiddenContent = "forbidden-content",
    /// A webhook has payloads of several types; the first one is used.
    SeveralPayloads = "several-payloads",
    /// A link leads to nothing, or to no operation of the description; it is left out.
    DanglingLink = "dangling-link",
    /// A link gives a parameter or a body that its target does not take; it is left out.
    UnknownLinkParameter = "unknown-link-parameter",
    /// A link takes a value from a text that is not a runtime expression; the value is left out.
    InvalidExpression = "invalid-expression",

    // Schemas.

    /// The value of a schema is not a schema; it is read as any value.
    NotASchema = "not-a-schema",
    /// A schema has an unknown keyword; it is left out.
    UnknownKeyword = "unknown-keyword",
    /// A schema has a keyword that no type can express; values are not checked by it.
    UncheckedKeyword = "unchecked-keyword",
    /// A schema has a keyword for another type than its own; it is left out.
    IneffectiveKeyword = "ineffective-keyword",
    /// The type of a schema does not exist; the schema is read as any value.
    UnknownType = "unknown-type",
    /// The type of a schema has a name from another type system; it is read as the type that this means.
    ForeignType = "foreign-type",
    /// The format of a schema differs from a known one in case or punctuation; it is left out.
    MisspeltFormat = "misspelt-format",
    /// A description names a dialect of schemas that is not known; schemas are read as JSON Schema 2020-12.
    UnknownDialect = "unknown-dialect",
    /// The parts of a schema allow no type in common; the first one is used.
    ContradictingTypes = "contradicting-types",
    /// A schema requires a property that it does not have; the requirement is left out.
    UnknownRequired = "unknown-required",
    /// An enum has no values; it is read as if it were not there.
    EmptyEnum = "empty-enum",
    /// A listed value has another type than its schema; the listed values are used.
    EnumValueType = "enum-value-type",
    /// A default is not one of the listed values; it is only documentation.
    UnlistedDefault = "unlisted-default",
    /// A tuple has more items than a tuple of Rust; it is read as a list.
    LongTuple = "long-tuple",
    /// Schemas are nested too deep; the innermost are read as any value.
    TooDeep = "too-deep",
    /// A schema consists of itself and nothing else; it is read as any value.
    CircularSchema = "circular-schema",
    /// Several unions hold at once and have too many combinations; one of them is used.
    TooManyCombinations = "too-many-combinations",
    /// Resolving the description takes more work than its size justifies; the operations that need the rest are refused.
    TooComplex = "too-complex",
    /// A discriminator gives no variant a value; variants are distinguished by their content.
    IneffectiveDiscriminator = "ineffective-discriminator",
    /// Two variants of a union have the same tag; the first one is used.
    RepeatedTag = "repeated-tag",
    /// A mapping of a discriminator leads to nothing; it is left out.
    DanglingMapping = "dangling-mapping",
    /// A mapping of a discriminator leads to a schema outside of the union; it is left out.
    MappingOutsideUnion = "mapping-outside-union",
    /// A `nodeType` of an XML Object does not exist; an element is written.
    UnknownNodeType = "unknown-node-type",

    // Security.

    /// A security requirement names a scheme that does not exist; calls go without it.
    UnknownScheme = "unknown-scheme",
    /// The type of a security scheme does not exist; calls go without it, or are refused if a client certificate was meant.
    UnknownSchemeType = "unknown-scheme-type",
    /// A security scheme lacks a part; the usual value or a custom token source is used, or calls go without it.
    IncompleteScheme = "incomplete-scheme",
    /// The HTTP scheme of a security scheme is misspelt; it is used as it is.
    MisspeltHttpScheme = "misspelt-http-scheme",
    /// A security requirement names a scope that its scheme does not have; it is asked for as it is.
    UnknownScope = "unknown-scope",
    /// The method of authentication at a token endpoint does not exist; the usual one is used.
    UnknownTokenAuth = "unknown-token-auth",

    // Servers.

    /// The URL of a server lacks its scheme, so it would be a path; it is used as it is.
    ServerWithoutScheme = "server-without-scheme",
    /// An operation has several servers; calls go to the first one.
    ExtraServers = "extra-servers",
    /// The URL of a server has a variable that is not declared; it is empty unless it is set.
    UndeclaredServerVariable = "undeclared-server-variable",
    /// A variable of a server is not in the URL; it has no effect.
    UnusedServerVariable = "unused-server-variable",
    /// A variable of a server lacks its default, or the default is not one of its values.
    ServerVariableDefault = "server-variable-default",
    /// A value of a server's variable would change another part of the URL; a client that uses it is refused.
    ServerVariableEscape = "server-variable-escape",

    // Extensions.

    /// `x-idempotency` does not name a header that can carry a key; it is left out.
    InvalidIdempotency = "invalid-idempotency",
    /// `x-pagination` or a vendor's rule for pages does not fit its operation; it is left out.
    InvalidPagination = "invalid-pagination",
    /// `x-webhook-signature` cannot be understood; the receiver of webhooks is refused.
    InvalidWebhookSignature = "invalid-webhook-signature",
    /// `x-brackets` has an unknown value, or is not in a query or form; it is left out.
    InvalidBrackets = "invalid-brackets",
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
