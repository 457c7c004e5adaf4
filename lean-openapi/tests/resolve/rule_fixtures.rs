//! A description for each rule of the findings.

use std::collections::HashMap;
use std::sync::Arc;

use lean_openapi::api::Rule;
use lean_openapi::document::{Description, Wanted};

use super::rules::Met;

pub(super) fn files(met: &mut Met) {
    met.schema(Rule::UnreadableFile, "{ $ref: 'other.yaml' }");
    let references = (0..2_010).map(|index| format!("F{index}: {{ $ref: './f{index}.yaml' }}"));
    let references = references.collect::<Vec<_>>().join(", ");
    met.body(
        Rule::TooManyFiles,
        &format!("paths: {{}}\ncomponents: {{ schemas: {{ {references} }} }}"),
    );
    met.body(Rule::BrokenText, "paths: { /a: { get: \"x } }");
    met.description(Rule::DoubtfulText, "openapi: 3.1.0\npaths: {}\npaths: {}\n");
    met.description(Rule::NotOpenapi, "<html></html>");
    met.description(Rule::UnsupportedVersion, "swagger: '2.0'\n");
    met.description(Rule::NewerVersion, "openapi: 3.9.0\npaths: {}\n");
    met.overlay(Rule::InvalidOverlay, "overlay: 1.0.0\nactions: {}\n");
    let action = |action: &str| format!("overlay: 1.0.0\nactions: [{{ {action} }}]\n");
    met.overlay(
        Rule::InvalidJsonPath,
        &action("target: '/info', remove: true"),
    );
    met.overlay(
        Rule::UnmatchedTarget,
        &action("target: '$.tags', remove: true"),
    );
    met.overlay(
        Rule::UnlikeTarget,
        &action("target: '$.info.title', update: { a: 1 }"),
    );
}

pub(super) fn fields_and_references(met: &mut Met) {
    met.operation(Rule::UnknownField, "flavour: 1, responses: {}");
    met.operation(Rule::MisspeltField, "requestbody: {}, responses: {}");
    met.operation(
        Rule::MisplacedField,
        "responses: { '200': { schema: { type: string } } }",
    );
    met.operation(Rule::MalformedField, "tags: one, responses: {}");
    met.operation(Rule::MissingField, "summary: no responses");
    let values = (0..5_001).map(|index| index.to_string());
    let values = values.collect::<Vec<_>>().join(", ");
    met.schema(
        Rule::TooManyEntries,
        &format!("{{ type: integer, enum: [{values}] }}"),
    );
    met.schema(Rule::OtherVersion, "{ type: string, nullable: true }");
    met.schema(
        Rule::DanglingReference,
        "{ $ref: '#/components/schemas/Elsewhere' }",
    );
    met.parameter(
        Rule::CircularReference,
        "{ $ref: '#/paths/~1a/get/parameters/0' }",
    );
    met.parameter(
        Rule::RemoteReference,
        "{ $ref: 'https://example.org/x.yaml' }",
    );
    met.schema(Rule::EmptyReference, "{ $ref: }");
    met.body(
        Rule::WrongKindReference,
        "paths: {}\ncomponents: { responses: { R: { description: r } }, schemas: { T: { $ref: '#/components/responses/R' } } }",
    );
    met.parameter(
        Rule::ReferenceSiblings,
        "{ $ref: '#/components/parameters/P', required: true }",
    );
}

pub(super) fn operations(met: &mut Met) {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: { '/a/{x}': { get: {} }, '/a/{y}': { get: {} } }\n";
    let files: HashMap<String, Arc<str>> = [("api.yaml".to_owned(), Arc::from(text))].into();
    let description = Description::open(Arc::new(files), "api.yaml", &[]).expect("opens");
    let route = |path: &str| Wanted::Route {
        method: "GET".to_owned(),
        path: path.to_owned(),
    };
    for (rule, path) in [
        (Rule::UnknownOperation, "/b"),
        (Rule::AmbiguousRoute, "/a/{z}"),
    ] {
        let found = description.find(&route(path)).err();
        met.check(rule, found.as_slice(), path);
    }
    met.body(
        Rule::RepeatedOperationId,
        "paths: { /a: { get: { operationId: a }, put: { operationId: a } } }",
    );
    met.body(
        Rule::UnknownMethod,
        "paths: { /a: { gett: { responses: {} } } }",
    );
}

pub(super) fn parameters(met: &mut Met) {
    met.body(Rule::PathWithoutSlash, "paths: { a: { get: {} } }");
    met.body(Rule::UnbalancedBraces, "paths: { '/a/{id': { get: {} } }");
    met.body(
        Rule::UndeclaredPathParameter,
        "paths: { '/a/{id}': { get: {} } }",
    );
    met.parameter(
        Rule::UnusedPathParameter,
        "{ name: id, in: path, required: true, schema: {} }",
    );
    met.body(
        Rule::MisspeltPathParameter,
        "paths: { '/a/{petId}': { get: { parameters: [{ name: pet_id, in: path, required: true, schema: {} }] } } }",
    );
    met.parameter(
        Rule::OptionalPathParameter,
        "{ name: id, in: path, schema: {} }",
    );
    met.parameter(
        Rule::UnknownLocation,
        "{ name: id, in: nowhere, schema: {} }",
    );
    met.parameter(
        Rule::RepeatedParameter,
        "{ name: a, in: query, schema: {} }, { name: a, in: query, schema: {} }",
    );
    met.parameter(
        Rule::ReservedHeader,
        "{ name: Authorization, in: header, schema: {} }",
    );
    met.parameter(
        Rule::SchemaAndContent,
        "{ name: a, in: query, schema: {}, content: { a/b: {} } }",
    );
    met.parameter(
        Rule::SeveralMediaTypes,
        "{ name: a, in: query, content: { application/json: {}, text/plain: {} } }",
    );
    met.parameter(
        Rule::QueryConflict,
        "{ name: a, in: querystring, content: { application/json: {} } }, { name: b, in: query, schema: {} }",
    );
    met.parameter(
        Rule::UnknownStyle,
        "{ name: a, in: query, style: fancy, schema: {} }",
    );
    met.parameter(
        Rule::MisplacedStyle,
        "{ name: a, in: query, style: matrix, schema: {} }",
    );
    met.parameter(
        Rule::UnwritableValue,
        "{ name: a, in: query, schema: { type: array, items: { type: array, items: { type: string } } } }",
    );
}

pub(super) fn content(met: &mut Met) {
    met.content(Rule::UnknownMediaType, "json: { schema: {} }");
    met.content(
        Rule::SchemaOfRawContent,
        "text/plain: { schema: { type: object, properties: { a: {} } } }",
    );
    met.content(
        Rule::MisplacedItemSchema,
        "application/json: { itemSchema: {} }",
    );
    met.content(
        Rule::MisplacedEncoding,
        "application/json: { schema: {}, encoding: { a: {} } }",
    );
    met.content(
        Rule::UnknownEncodingMember,
        "multipart/form-data: { schema: { type: object, properties: { a: { type: string } } }, encoding: { b: {} } }",
    );
    met.content(
        Rule::PartHeader,
        "multipart/form-data: { schema: { type: object, properties: { a: { type: string } } }, encoding: { a: { headers: { X-A: { schema: { type: string } } } } } }",
    );
    met.content(Rule::EmptyContent, "");
    met.operation(Rule::UnknownStatus, "responses: { fine: {} }");
    met.operation(
        Rule::ForbiddenContent,
        "responses: { '204': { content: { application/json: {} } } }",
    );
    met.body(
        Rule::SeveralPayloads,
        "paths: {}\nwebhooks: { w: { post: { requestBody: { content: { application/json: { schema: { type: string } }, text/plain: { schema: { type: integer } } } } } } }",
    );
    let link = |link: &str| format!("responses: {{ '204': {{ links: {{ l: {{ {link} }} }} }} }}");
    met.operation(Rule::DanglingLink, &link("operationId: nowhere"));
    met.operation(
        Rule::UnknownLinkParameter,
        &link("operationId: a, parameters: { p: 1 }"),
    );
    met.operation(
        Rule::InvalidExpression,
        &link("operationId: a, parameters: { p: $nothing }"),
    );
}

pub(super) fn schemas(met: &mut Met) {
    met.schema(Rule::NotASchema, "string");
    met.schema(Rule::UnknownKeyword, "{ type: string, flavour: sweet }");
    met.schema(Rule::UncheckedKeyword, "{ not: { type: string } }");
    met.schema(
        Rule::IneffectiveKeyword,
        "{ type: string, properties: { a: {} } }",
    );
    met.schema(Rule::UnknownType, "{ type: strng }");
    met.schema(Rule::ForeignType, "{ type: int }");
    met.schema(Rule::MisspeltFormat, "{ type: string, format: datetime }");
    met.body(
        Rule::UnknownDialect,
        "jsonSchemaDialect: 'https://example.org/dialect'\npaths: {}",
    );
    met.schema(
        Rule::ContradictingTypes,
        "{ allOf: [{ type: string }, { type: integer }] }",
    );
    met.schema(
        Rule::UnknownRequired,
        "{ type: object, required: [b], properties: { a: {} } }",
    );
    met.schema(Rule::EmptyEnum, "{ enum: [] }");
    met.schema(Rule::EnumValueType, "{ type: integer, enum: [a, 1] }");
    met.schema(
        Rule::UnlistedDefault,
        "{ type: string, enum: [a, b], default: c }",
    );
    let items = (0..13).map(|_| "{ type: string }");
    let items = items.collect::<Vec<_>>().join(", ");
    met.schema(
        Rule::LongTuple,
        &format!("{{ type: array, items: false, prefixItems: [{items}, {{ type: integer }}] }}"),
    );
    let deep = "{ type: array, items: ".repeat(110) + "{}" + &" }".repeat(110);
    met.schema(Rule::TooDeep, &deep);
    met.schema(Rule::CircularSchema, "{ $ref: '#/components/schemas/T' }");
    let xml = "application/xml: { schema: { type: object, properties: { a: { type: string, xml: { nodeType: leaf } } } } }";
    met.content(Rule::UnknownNodeType, xml);
}

pub(super) fn unions(met: &mut Met) {
    let variants = |letter: char| {
        let fixture = |index| {
            format!(
                "{{ type: object, properties: {{ {letter}{index}: {{ type: string }} }}, required: [{letter}{index}] }}"
            )
        };
        (0..9).map(fixture).collect::<Vec<_>>().join(", ")
    };
    met.schema(
        Rule::TooManyCombinations,
        &format!(
            "{{ allOf: [{{ oneOf: [{}] }}, {{ oneOf: [{}] }}] }}",
            variants('a'),
            variants('b')
        ),
    );
    let union = |rest: &str| {
        format!(
            "paths: {{}}\ncomponents: {{ schemas: {{ A: {{ type: object, properties: {{ k: {{ type: string }} }} }}, B: {{ type: object, properties: {{ k: {{ type: string }}, b: {{}} }} }}, C: {{ type: object }}, T: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}], discriminator: {{ propertyName: k, {rest} }} }} }} }}"
        )
    };
    met.schema(
        Rule::IneffectiveDiscriminator,
        "{ type: object, properties: { k: { type: string } }, discriminator: { propertyName: k } }",
    );
    met.schema(
        Rule::RepeatedTag,
        "{ oneOf: [{ $ref: '#/components/schemas/Other' }, { type: object, properties: { k: { const: Other } } }], discriminator: { propertyName: k } }",
    );
    met.body(Rule::DanglingMapping, &union("mapping: { a: nowhere }"));
    met.body(Rule::MappingOutsideUnion, &union("mapping: { c: C }"));
}

pub(super) fn security_and_servers(met: &mut Met) {
    met.operation(Rule::UnknownScheme, "security: [{ nobody: [] }]");
    met.scheme(Rule::UnknownSchemeType, "{ type: magic }");
    met.scheme(Rule::IncompleteScheme, "{ type: http }");
    met.scheme(Rule::MisspeltHttpScheme, "{ type: http, scheme: baerer }");
    let oauth = |rest: &str| {
        format!(
            "{{ type: oauth2, flows: {{ clientCredentials: {{ tokenUrl: 'https://example.org', scopes: {{ reed: r }} }} }} {rest} }}"
        )
    };
    met.scheme(Rule::UnknownScope, &oauth(""));
    met.scheme(
        Rule::UnknownTokenAuth,
        &oauth(", x-token-endpoint-auth-method: telepathy"),
    );
    met.server(Rule::ServerWithoutScheme, "{ url: api.example.org/v1 }");
    met.operation(
        Rule::ExtraServers,
        "servers: [{ url: 'https://a.example' }, { url: 'https://b.example' }]",
    );
    met.server(
        Rule::UndeclaredServerVariable,
        "{ url: 'https://{host}.example' }",
    );
    met.server(
        Rule::UnusedServerVariable,
        "{ url: 'https://a.example', variables: { host: { default: a } } }",
    );
    met.server(
        Rule::ServerVariableDefault,
        "{ url: 'https://{host}.example', variables: { host: {} } }",
    );
    met.server(
        Rule::ServerVariableEscape,
        "{ url: 'https://{host}.example', variables: { host: { default: 'a@b' } } }",
    );
}

pub(super) fn extensions(met: &mut Met) {
    met.operation(Rule::InvalidIdempotency, "x-idempotency: {}");
    met.operation(Rule::InvalidPagination, "x-pagination: { style: none }");
    met.body(
        Rule::InvalidWebhookSignature,
        "paths: {}\nx-webhook-signature: magic",
    );
    met.parameter(
        Rule::InvalidBrackets,
        "{ name: a, in: query, x-brackets: round, schema: {} }",
    );
}
