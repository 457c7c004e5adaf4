//! Fields that the specification does not give an object: none is dropped without a word.

use super::resolver::Resolver;
use crate::api::{Finding, Rule};
use crate::document::{At, PathItem, Tree, closest, misspelt};
use crate::read::Key;

/// An object of the specification: what it is called, and the fields that it has in any version.
pub(super) struct Object(&'static str, &'static [&'static str]);

pub(super) const ROOT: Object = Object(
    "a description",
    &[
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
);
pub(super) const COMPONENTS: Object = Object(
    "`components`",
    &[
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
);
pub(super) const OPERATION: Object = Object(
    "an operation",
    &[
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
);
pub(super) const PARAMETER: Object = Object(
    "a parameter",
    &[
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
);
pub(super) const BODY: Object = Object("a request body", &["description", "content", "required"]);
pub(super) const MEDIA: Object = Object(
    "a media type",
    &[
        "schema",
        "itemSchema",
        "example",
        "examples",
        "encoding",
        "prefixEncoding",
        "itemEncoding",
    ],
);
pub(super) const ENCODING: Object = Object(
    "an encoding",
    &[
        "contentType",
        "headers",
        "style",
        "explode",
        "allowReserved",
        "encoding",
        "prefixEncoding",
        "itemEncoding",
    ],
);
pub(super) const RESPONSE: Object = Object(
    "a response",
    &["summary", "description", "headers", "content", "links"],
);
pub(super) const HEADER: Object = Object(
    "a header",
    &[
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
);
pub(super) const LINK: Object = Object(
    "a link",
    &[
        "operationRef",
        "operationId",
        "parameters",
        "requestBody",
        "description",
        "server",
    ],
);
pub(super) const SERVER: Object = Object("a server", &["url", "description", "name", "variables"]);
pub(super) const VARIABLE: Object =
    Object("a server's variable", &["enum", "default", "description"]);
pub(super) const SCHEME: Object = Object(
    "a security scheme",
    &[
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
);
pub(super) const FLOWS: Object = Object(
    "`flows`",
    &[
        "implicit",
        "password",
        "clientCredentials",
        "authorizationCode",
        "deviceAuthorization",
    ],
);
pub(super) const FLOW: Object = Object(
    "a flow",
    &[
        "authorizationUrl",
        "deviceAuthorizationUrl",
        "tokenUrl",
        "refreshUrl",
        "scopes",
    ],
);
pub(super) const DISCRIMINATOR: Object = Object(
    "a discriminator",
    &["propertyName", "mapping", "defaultMapping"],
);
pub(super) const XML: Object = Object(
    "`xml`",
    &[
        "nodeType",
        "name",
        "namespace",
        "prefix",
        "attribute",
        "wrapped",
    ],
);

/// The boolean fields of all objects.
const FLAGS: [&str; 5] = [
    "required",
    "deprecated",
    "explode",
    "allowReserved",
    "allowEmptyValue",
];

impl Resolver<'_> {
    /// Reports the unknown fields of an object, except extensions.
    pub(super) fn strangers(&mut self, at: &At, Object(what, known): &Object) {
        let is_there = |key: &str| at.node.get(key).is_some();
        for (key, value) in at.node.entries() {
            if known.contains(&&*key.text) {
                self.flag(&key, &value);
                continue;
            }
            if key.text.starts_with("x-") || self.is_told(at, what, &key) {
                continue;
            }
            if let Some(near) = misspelt(&key.text, known.iter().copied(), is_there) {
                self.misspelt(&key, near);
                continue;
            }
            let message = format!("`{}` is no field of {what}; left out", key.text);
            let near = closest(&key.text, known.iter().copied());
            let finding = Finding::ignored(Rule::UnknownField, key.at, message);
            self.report.add(finding.maybe_suggest_in_help(near));
        }
    }

    /// Returns true if a field that means nothing has a finding of its own already, or gets one: that says where it
    /// belongs.
    fn is_told(&self, at: &At, what: &str, key: &Key) -> bool {
        let is_of_swagger = matches!(what, "a parameter" | "a header")
            && &*key.text == "type"
            && at.node.get("schema").is_none();
        is_of_swagger || self.report.has_finding_at(&key.at.clone().into())
    }

    /// Reports a field that must be `true` or `false`, or a list, and is neither: it would have no
    /// effect.
    fn flag(&mut self, key: &Key, value: &Tree) {
        // Only the needed fields are read.
        if &*key.text == "tags"
            && let Some(tag) = value.as_str()
        {
            let message = format!("`tags` has to be a list: `[{tag}]`; left out");
            self.report
                .repaired(Rule::MalformedField, value.place(), message);
        }
        if FLAGS.contains(&&*key.text) && value.as_bool().is_none() && value.error().is_none() {
            let message = format!(
                "`{}` has to be `true` or `false`, without quotes; left out",
                key.text
            );
            self.report
                .repaired(Rule::MalformedField, value.place(), message);
        }
    }

    /// Returns true if a missing field is misspelt, and reports the misspelling.
    pub(super) fn misspells(&mut self, at: &At, object: &Object, field: &str) -> bool {
        let is_there = |key: &str| at.node.get(key).is_some();
        let unknown = at
            .node
            .entries()
            .into_iter()
            .filter(|(key, _)| !object.1.contains(&&*key.text) && !key.text.starts_with("x-"));
        for (key, _) in unknown {
            if misspelt(&key.text, [field], is_there).is_some() {
                self.misspelt(&key, field);
                return true;
            }
        }
        false
    }

    /// Reports misspelt fields of the operation's path item; the index reports the others.
    pub(super) fn strangers_around(&mut self, item: &PathItem) {
        for (key, near) in item.misspelt() {
            self.misspelt(&key, near);
        }
    }

    /// Reports a misspelt field whose meaning is plain and missing: that changes what calls do.
    pub(super) fn misspelt(&mut self, key: &Key, near: &str) {
        let message = format!("`{}` means nothing here", key.text);
        let finding = Finding::repaired(Rule::MisspeltField, key.at.clone(), message);
        self.report.add(finding.suggest(near));
    }

    /// Reports fields next to a reference that allows none.
    pub(super) fn beside_reference(&mut self, at: &At) {
        if at.node.text("$ref").is_none() {
            return;
        }
        for (key, _) in at.node.entries() {
            if matches!(&*key.text, "$ref" | "summary" | "description")
                || key.text.starts_with("x-")
            {
                continue;
            }
            let message = format!("`{}` beside `$ref` counts for nothing; left out", key.text);
            self.report
                .ignored(Rule::ReferenceSiblings, key.at.into(), message);
        }
    }
}
