//! The rules of findings: each is met by a small description, and the table in `docs/lint.md` has each.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use lean_openapi::api::{Finding, Rule};
use lean_openapi::document::{Description, Wanted};

use super::all;

/// Rules without a fixture. The first two are of the command line. A description that meets the last one
/// takes minutes to resolve; a unit test of the budget meets it.
const WITHOUT_FIXTURE: [Rule; 3] = [Rule::UnknownTag, Rule::UnnamedOperation, Rule::TooComplex];

/// The findings of a description with other files.
fn findings(text: &str, others: &[(&str, &str)]) -> Vec<Finding> {
    let mut files: HashMap<String, Arc<str>> = HashMap::new();
    for (path, text) in others.iter().chain(&[("api.yaml", text)]) {
        files.insert((*path).to_owned(), Arc::from(*text));
    }
    let overlays = others.iter().map(|(path, _)| (*path).to_owned());
    let overlays: Vec<String> = overlays
        .filter(|path| path.starts_with("overlay"))
        .collect();
    let description = match Description::open(Arc::new(files), "api.yaml", &overlays) {
        Ok(description) => description,
        Err(findings) => return findings,
    };
    let api = all(&description);
    let refused = api.operations.iter().filter_map(|one| one.refused.as_ref());
    let known = description.findings().iter().chain(&api.findings);
    known
        .chain(refused)
        .chain(&api.webhook_fault)
        .cloned()
        .collect()
}

/// The rules that have been met, and the fixtures that did not meet theirs.
#[derive(Default)]
struct Met {
    rules: BTreeSet<Rule>,
    failures: Vec<String>,
}

impl Met {
    fn check(&mut self, rule: Rule, found: &[Finding], text: &str) {
        if !found.iter().any(|finding| finding.rule == rule) {
            let shown = found
                .iter()
                .map(|finding| format!("\n    {}: {}", finding.rule, finding.message));
            let start: String = text.chars().take(300).collect();
            self.failures
                .push(format!("{rule}: {start}{}", shown.collect::<String>()));
        }
        self.rules.extend(found.iter().map(|finding| finding.rule));
    }

    /// A whole description.
    fn description(&mut self, rule: Rule, text: &str) {
        self.check(rule, &findings(text, &[]), text);
    }

    /// A description with the version and the title.
    fn body(&mut self, rule: Rule, rest: &str) {
        let text = format!("openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\n{rest}\n");
        self.description(rule, &text);
    }

    /// The fields of `GET /a/{id}`.
    fn operation(&mut self, rule: Rule, fields: &str) {
        self.body(
            rule,
            &format!("paths: {{ /a: {{ get: {{ operationId: a, {fields} }} }} }}"),
        );
    }

    /// A parameter.
    fn parameter(&mut self, rule: Rule, parameter: &str) {
        let fields = format!("parameters: [{parameter}], responses: {{ '204': {{}} }}");
        self.operation(rule, &fields);
    }

    /// The content of a request body.
    fn content(&mut self, rule: Rule, content: &str) {
        let body = format!("requestBody: {{ content: {{ {content} }} }}");
        self.operation(rule, &format!("{body}, responses: {{ '204': {{}} }}"));
    }

    /// A component schema.
    fn schema(&mut self, rule: Rule, schema: &str) {
        self.body(
            rule,
            &format!(
                "paths: {{}}\ncomponents: {{ schemas: {{ Other: {{ type: object }}, T: {schema} }} }}"
            ),
        );
    }

    /// A security scheme that the description asks for.
    fn scheme(&mut self, rule: Rule, scheme: &str) {
        self.body(
            rule,
            &format!(
                "security: [{{ s: [read] }}]\npaths: {{ /a: {{ get: {{ responses: {{ '204': {{}} }} }} }} }}\ncomponents: {{ securitySchemes: {{ s: {scheme} }} }}"
            ),
        );
    }

    /// A server.
    fn server(&mut self, rule: Rule, server: &str) {
        self.body(rule, &format!("servers: [{server}]\npaths: {{}}"));
    }

    /// The actions of an overlay.
    fn overlay(&mut self, rule: Rule, overlay: &str) {
        let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths: {}\n";
        self.check(rule, &findings(text, &[("overlay.yaml", overlay)]), overlay);
    }
}

#[test]
fn every_rule_is_met() {
    let mut met = Met::default();
    files(&mut met);
    fields_and_references(&mut met);
    operations(&mut met);
    parameters(&mut met);
    content(&mut met);
    schemas(&mut met);
    unions(&mut met);
    security_and_servers(&mut met);
    extensions(&mut met);
    assert!(met.failures.is_empty(), "{}", met.failures.join("\n"));
    let all = Rule::ALL.iter().copied();
    let missing = all.filter(|rule| !met.rules.contains(rule) && !WITHOUT_FIXTURE.contains(rule));
    let missing: Vec<&str> = missing.map(Rule::name).collect();
    assert_eq!(missing, [""; 0], "rules that no fixture meets");
}

fn files(met: &mut Met) {
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

fn fields_and_references(met: &mut Met) {
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

fn operations(met: &mut Met) {
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

fn parameters(met: &mut Met) {
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

fn content(met: &mut Met) {
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

fn schemas(met: &mut Met) {
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

fn unions(met: &mut Met) {
    let variants = |letter: char| {
        let one = |index| {
            format!(
                "{{ type: object, properties: {{ {letter}{index}: {{ type: string }} }}, required: [{letter}{index}] }}"
            )
        };
        (0..9).map(one).collect::<Vec<_>>().join(", ")
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

fn security_and_servers(met: &mut Met) {
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

fn extensions(met: &mut Met) {
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

/// The table of rules as `docs/lint.md` has it.
fn table() -> String {
    let mut table = String::from("| rule | meaning |\n|---|---|\n");
    for rule in Rule::ALL {
        table += &format!("| `{rule}` | {} |\n", rule.description());
    }
    table
}

#[test]
fn the_table_of_rules_is_complete() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/lint.md");
    let text = std::fs::read_to_string(&path).expect("the guide");
    let (before, after) = text.split_once("| rule |").expect("a table");
    let end = after.find("\n\n").map_or(after.len(), |end| end + 1);
    let expected = format!("{before}{}{}", table(), &after[end..]);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, expected).expect("the guide is written");
        return;
    }
    assert_eq!(text, expected, "run this test with UPDATE=1");
}

#[test]
fn names_are_unique_and_made_of_words() {
    let mut names = BTreeSet::new();
    for rule in Rule::ALL {
        let name = rule.name();
        assert!(names.insert(name), "{name} is there twice");
        let is_word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(is_word), "{name}");
        assert!(rule.description().ends_with('.'), "{name}");
    }
}
