//! The objects of the specification, with the fields that each has.

/// An object of the specification: its name, and the fields that it has in any version.
pub(crate) struct Object {
    /// The word for it in messages, with its article.
    pub(crate) name: &'static str,
    pub(crate) fields: &'static [&'static str],
}

pub(crate) const ROOT: Object = Object {
    name: "a description",
    fields: &[
        "openapi",
        "$self",
        "info",
        "jsonSchemaDialect",
        "servers",
        "paths",
        "webhooks",
        "components",
        "security",
        "tags",
        "externalDocs",
    ],
};
pub(crate) const COMPONENTS: Object = Object {
    name: "`components`",
    fields: &[
        "schemas",
        "responses",
        "parameters",
        "examples",
        "requestBodies",
        "headers",
        "securitySchemes",
        "links",
        "callbacks",
        "pathItems",
        "mediaTypes",
    ],
};
pub(crate) const OPERATION: Object = Object {
    name: "an operation",
    fields: &[
        "tags",
        "summary",
        "description",
        "externalDocs",
        "operationId",
        "parameters",
        "requestBody",
        "responses",
        "callbacks",
        "deprecated",
        "security",
        "servers",
    ],
};
pub(crate) const PARAMETER: Object = Object {
    name: "a parameter",
    fields: &[
        "name",
        "in",
        "description",
        "required",
        "deprecated",
        "allowEmptyValue",
        "example",
        "examples",
        "style",
        "explode",
        "allowReserved",
        "schema",
        "content",
    ],
};
pub(crate) const BODY: Object = Object {
    name: "a request body",
    fields: &["description", "content", "required"],
};
pub(crate) const MEDIA: Object = Object {
    name: "a media type",
    fields: &[
        "schema",
        "itemSchema",
        "example",
        "examples",
        "encoding",
        "prefixEncoding",
        "itemEncoding",
    ],
};
pub(crate) const ENCODING: Object = Object {
    name: "an encoding",
    fields: &[
        "contentType",
        "headers",
        "style",
        "explode",
        "allowReserved",
        "encoding",
        "prefixEncoding",
        "itemEncoding",
    ],
};
pub(crate) const RESPONSE: Object = Object {
    name: "a response",
    fields: &["summary", "description", "headers", "content", "links"],
};
pub(crate) const HEADER: Object = Object {
    name: "a header",
    fields: &[
        "description",
        "required",
        "deprecated",
        "example",
        "examples",
        "style",
        "explode",
        "schema",
        "content",
        "allowEmptyValue",
        "allowReserved",
    ],
};
pub(crate) const LINK: Object = Object {
    name: "a link",
    fields: &[
        "operationRef",
        "operationId",
        "parameters",
        "requestBody",
        "description",
        "server",
    ],
};
pub(crate) const SERVER: Object = Object {
    name: "a server",
    fields: &["url", "description", "name", "variables"],
};
pub(crate) const VARIABLE: Object = Object {
    name: "a server's variable",
    fields: &["enum", "default", "description"],
};
pub(crate) const SCHEME: Object = Object {
    name: "a security scheme",
    fields: &[
        "type",
        "description",
        "name",
        "in",
        "scheme",
        "bearerFormat",
        "flows",
        "openIdConnectUrl",
        "oauth2MetadataUrl",
        "deprecated",
    ],
};
pub(crate) const FLOWS: Object = Object {
    name: "`flows`",
    fields: &[
        "implicit",
        "password",
        "clientCredentials",
        "authorizationCode",
        "deviceAuthorization",
    ],
};
pub(crate) const FLOW: Object = Object {
    name: "a flow",
    fields: &[
        "authorizationUrl",
        "deviceAuthorizationUrl",
        "tokenUrl",
        "refreshUrl",
        "scopes",
    ],
};
pub(crate) const DISCRIMINATOR: Object = Object {
    name: "a discriminator",
    fields: &["propertyName", "mapping", "defaultMapping"],
};
pub(crate) const XML: Object = Object {
    name: "`xml`",
    fields: &[
        "nodeType",
        "name",
        "namespace",
        "prefix",
        "attribute",
        "wrapped",
    ],
};
