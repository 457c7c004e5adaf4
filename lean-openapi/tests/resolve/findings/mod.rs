//! Nothing is dropped silently: an unsupported feature is a finding with its place, and a call's
//! documentation lists what the call lacks. A case is a piece of a description and the finding.

mod messages;
mod parameters;
mod schemas;
mod security;

use super::{all, indented, open};

/// Asserts the findings about a whole description, given without the version and the title.
#[track_caller]
fn expect_findings(version: &str, rest: &str, expected: &[&str]) {
    let rest = indented(rest, 0);
    let text = format!("openapi: {version}\ninfo: {{ title: t, version: '1' }}\n{rest}");
    let api = all(&open(&[("api.yaml", &text)]));
    let messages: Vec<&str> = api
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(messages, expected, "{text}");
    assert!(
        api.findings.iter().all(|finding| finding.place.line > 0),
        "{text}"
    );
}

/// Asserts the findings about `GET /a`, given its fields.
#[track_caller]
fn in_operation(fields: &str, expected: &[&str]) {
    in_operation_of_version("3.2.0", fields, expected);
}

#[track_caller]
fn in_operation_of_version(version: &str, fields: &str, expected: &[&str]) {
    let mut fields = indented(fields, 6);
    if !fields.contains("responses:") {
        fields.push_str("      responses: { '204': { description: none } }\n");
    }
    expect_findings(
        version,
        &format!("paths:\n  /a:\n    post:\n      operationId: post\n{fields}"),
        expected,
    );
}

/// Asserts the findings about the component `T`.
#[track_caller]
fn in_schema(schema: &str, expected: &[&str]) {
    let rest = format!(
        "paths: {{}}\ncomponents:\n  schemas:\n{}",
        indented(schema, 4)
    );
    expect_findings("3.1.0", &rest, expected);
}

/// Asserts the findings about a body of this content.
#[track_caller]
fn in_content(content: &str, expected: &[&str]) {
    in_operation(
        &format!("requestBody:\n  content:\n{}", indented(content, 4)),
        expected,
    );
}

/// Asserts the findings about a response of status 200 with these fields.
#[track_caller]
fn in_response(fields: &str, expected: &[&str]) {
    let fields = indented(fields, 4);
    in_operation(
        &format!("responses:\n  '200':\n    description: ok\n{fields}"),
        expected,
    );
}

#[test]
fn fields_that_objects_do_not_have() {
    in_operation(
        "consumes: [a/b]",
        &["unknown field `consumes` in an operation; left out"],
    );
    in_operation(
        "sumary: x\nx-own: y",
        &["unknown field `sumary`; did you mean `summary`?"],
    );
    in_operation(
        "parameters: [{ name: q, in: query, requried: true, schema: { type: string } }]",
        &["unknown field `requried`; did you mean `required`?"],
    );
    in_operation(
        "requestBody: { contents: {}, content: { text/plain: {} } }",
        &["unknown field `contents` in a request body; left out"],
    );
    in_content(
        "text/plain: { shema: {} }",
        &["unknown field `shema`; did you mean `schema`?"],
    );
    in_response(
        "header: {}",
        &["unknown field `header`; did you mean `headers`?"],
    );
    in_response(
        "headers: { X-A: { type: string } }",
        &[
            "the header `X-A` has its `type` outside of `schema`, as in Swagger 2.0: it belongs into `schema: { type: string }`",
        ],
    );
    expect_findings(
        "3.1.0",
        "path: {}",
        &["unknown field `path`; did you mean `paths`?"],
    );
    expect_findings(
        "3.1.0",
        "components: { schema: {} }",
        &["unknown field `schema`; did you mean `schemas`?"],
    );
    expect_findings(
        "3.1.0",
        "paths: { /a: { GET: {} } }",
        &["unknown field `GET` in a path item; left out"],
    );
    expect_findings(
        "3.1.0",
        "paths: { /a: { gett: { responses: { '204': { description: none } } } } }",
        &["`gett` is not a method: the operation is left out"],
    );
    expect_findings(
        "3.1.0",
        "paths: { /a: get a thing, /b: [get], /c: }",
        &[
            "the path `/a` has to be a map: its methods are keys of it; left out",
            "the path `/b` has to be a map: its methods are keys of it; left out",
        ],
    );
    expect_findings(
        "3.1.0",
        "servers: [{ url: 'https://a', urls: x }]",
        &["unknown field `urls` in a server; left out"],
    );
}

#[test]
fn references_that_are_comments() {
    in_schema(
        "T:\n  $ref: #/components/schemas/U",
        &[
            "`$ref` is empty: in YAML ` #` begins a comment, so a reference needs quotes; read as any value",
        ],
    );
    in_operation(
        "parameters:\n  - $ref: #/components/parameters/P",
        &["`$ref` is empty: in YAML ` #` begins a comment, so a reference needs quotes; left out"],
    );
}

/// Checks that one misspelt key is one finding, even if it breaks many references.
#[test]
fn a_misspelt_kind_of_components() {
    let text = "paths: {}
components:
  schema:
    A: { type: object }
  parameters:
    P: { name: p, in: query, schema: { $ref: '#/components/schemas/A' } }
    Q: { name: q, in: query, schema: { $ref: '#/components/schemas/B' } }
";
    let fields = text.replace(
        "paths: {}",
        "paths:
  /a:
    post:
      operationId: post
      parameters: [{ $ref: '#/components/parameters/P' }, { $ref: '#/components/parameters/Q' }]
      responses: { '204': { description: none } }",
    );
    let only_once = "unknown field `schema`; did you mean `schemas`?";
    expect_findings("3.1.0", &fields, &[only_once]);
}

#[test]
fn what_a_path_item_shares() {
    expect_findings(
        "3.1.0",
        "paths: { /a: { parametres: [], get: { responses: { '204': { description: none } } } } }",
        &["unknown field `parametres`; did you mean `parameters`?"],
    );
}

#[test]
fn the_right_field_is_named() {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /a:\n    pots: {}\n";
    let api = all(&open(&[("api.yaml", text)]));
    assert_eq!(
        api.findings[0].help.as_deref(),
        Some("did you mean `post`?")
    );
    assert_eq!(api.findings[0].place.to_string(), "api.yaml:5:5");
}

#[test]
fn methods_that_the_version_does_not_have() {
    let paths = "paths: { /a: { query: { responses: { '204': { description: none } } } } }";
    expect_findings(
        "3.1.0",
        paths,
        &["`query` is a method since OpenAPI 3.2; left out"],
    );
    expect_findings("3.2.0", paths, &[]);
}

#[test]
fn the_documentation_of_a_call_lists_what_it_lacks() {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /a:\n    get:\n      description: Gets a.\n      servers: [{ url: 'https://a' }, { url: 'https://b' }]\n      responses: { '204': { description: none } }\n";
    let api = all(&open(&[("api.yaml", text)]));
    assert_eq!(
        api.operations[0].docs,
        "Gets a.\n\nNot here: calls go to the first server of the operation, not to `https://b`."
    );
}

#[test]
fn where_to_read_more() {
    let text = "openapi: 3.1.0\ninfo: { title: t, version: '1' }\npaths:\n  /a:\n    get:\n      summary: Gets a.\n      externalDocs: { url: 'https://docs.example.com/a', description: The guide }\n      responses: { '204': { description: none } }\n";
    let api = all(&open(&[("api.yaml", text)]));
    assert_eq!(
        api.operations[0].docs,
        "Gets a.\n\nThe guide: <https://docs.example.com/a>"
    );
}
