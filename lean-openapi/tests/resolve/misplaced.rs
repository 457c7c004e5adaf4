//! Fields at a wrong level or of a wrong kind: the finding names their place and the right one.

use super::{all, open};
use lean_openapi::api::{Finding, Severity};

/// Asserts the findings about `GET /a` with these fields, without those that are only
/// documentation.
#[track_caller]
fn of_operation(fields: &str, expected: &[&str]) {
    of_description(
        &format!("paths: {{ /a: {{ get: {{ {fields} }} }} }}\n"),
        expected,
    );
}

#[track_caller]
fn of_description(rest: &str, expected: &[&str]) {
    let text = format!("openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\n{rest}");
    let api = all(&open(&[("api.yaml", &text)]));
    let shown = |finding: &&Finding| finding.severity != Severity::Ignored;
    let messages: Vec<&str> = api
        .findings
        .iter()
        .filter(shown)
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(messages, expected, "{text}");
}

/// Asserts the findings about the response of status 200.
#[track_caller]
fn of_response(response: &str, expected: &str) {
    of_operation(&format!("responses: {{ '200': {response} }}"), &[expected]);
}

#[test]
fn responses_and_their_content() {
    of_response(
        "{ description: x, schema: { type: string } }",
        "`schema` belongs into the `content` of a response, under a media type: `content: { application/json: { schema: .. } }`",
    );
    of_response(
        "{ description: x, application/json: { schema: { type: string } } }",
        "`application/json` belongs into the `content` of a response",
    );
    of_response(
        "{ description: x, content: { schema: { type: string } } }",
        "`schema` belongs under a media type: `application/json: { schema: .. }`; left out",
    );
    of_response(
        "{ description: x, content: { application/json: { type: string } } }",
        "`type` belongs into the `schema` of the media type: `application/json: { schema: .. }`; left out",
    );
    of_description(
        "x-t: { type: object }\npaths: { /a: { get: { responses: { '200': { content: { application/json: { $ref: '#/x-t' } } } } } } }",
        &[
            "`$ref` belongs into the `schema` of the media type: `application/json: { schema: .. }`; left out",
        ],
    );
    for (name, near) in [
        ("json", "application/json"),
        ("application-json", "application/json"),
        ("aplication/json", "application/json"),
        ("aplication/vnd.x+json", "application/vnd.x+json"),
    ] {
        of_response(
            &format!(
                "{{ description: x, content: {{ {name}: {{ schema: {{ type: string }} }} }} }}"
            ),
            &format!("there is no media type `{name}`; did you mean `{near}`?"),
        );
    }
    of_response("fine", "a response has to be a map; left out");
    of_response(
        "{ description: x, content: [ a/b ] }",
        "`content` has to be a map; left out",
    );
}

#[test]
fn content_that_is_nonsense() {
    for value in ["[]", "fine", "7", "true"] {
        of_response(
            &format!("{{ description: x, content: {{ application/json: {value} }} }}"),
            "`application/json` has to be a map: `{ schema: .. }`; read as any value",
        );
    }
    for key in ["oneOf", "allOf", "properties", "items", "$ref", "type"] {
        of_response(
            &format!("{{ description: x, content: {{ {key}: {{ a: b }} }} }}"),
            &format!(
                "`{key}` belongs under a media type: `application/json: {{ schema: {{ {key}: .. }} }}`; left out"
            ),
        );
    }
    of_response(
        "{ description: x, content: { words: { schema: { type: string } } } }",
        "`words` is not a media type: these have a `/`, as `application/json` has",
    );
    of_operation("responses: { '204': { content: { x-note: 1 } } }", &[]);
}

/// All that is said, what is only left out too.
#[track_caller]
fn all_of_operation(fields: &str, expected: &[&str]) {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths: {{ /a: {{ post: {{ {fields} }} }} }}\n"
    );
    let api = all(&open(&[("api.yaml", &text)]));
    let messages: Vec<&str> = api
        .findings
        .iter()
        .map(|finding| finding.message.as_str())
        .collect();
    assert_eq!(messages, expected, "{text}");
}

#[test]
fn one_finding_for_one_mistake() {
    let good = "responses: { '204': { description: x } }";
    all_of_operation(
        "responses: { '200': { description: x, content: { a/b: { type: string } } } }",
        &["`type` belongs into the `schema` of the media type: `a/b: { schema: .. }`; left out"],
    );
    all_of_operation(
        "responses: { '200': { description: x, schema: { type: string } } }",
        &[
            "`schema` belongs into the `content` of a response, under a media type: `content: { application/json: { schema: .. } }`",
        ],
    );
    for content in ["fine", "[ a/b ]", "7"] {
        all_of_operation(
            &format!("requestBody: {{ content: {content} }}, {good}"),
            &["`content` has to be a map; left out"],
        );
    }
    all_of_operation(
        &format!("parameters: [{{ name: q, in: query, type: string }}], {good}"),
        &[
            "the parameter `q` has its `type` outside of `schema`, as in Swagger 2.0: it belongs into `schema: { type: string }`",
        ],
    );
}

#[test]
fn parts_of_another_type() {
    let of_schema = |schema: &str, expected: &[&str]| {
        let content = format!("content: {{ application/json: {{ schema: {schema} }} }}");
        all_of_operation(
            &format!("responses: {{ '200': {{ description: x, {content} }} }}"),
            expected,
        );
    };
    of_schema(
        "{ type: array, items: { type: string }, properties: { a: { type: string } } }",
        &["`properties` has no effect in a schema whose `type` is not `object`; left out"],
    );
    of_schema(
        "{ type: object, properties: { a: { type: string } }, items: { type: string } }",
        &["`items` has no effect in a schema whose `type` is not `array`; left out"],
    );
    of_schema(
        "{ type: [object, array], items: { type: string }, properties: { a: { type: string } } }",
        &[],
    );
    of_schema(
        "{ type: array, items: { type: string }, additionalProperties: false }",
        &[],
    );
}

#[test]
fn bodies_and_parameters() {
    let good = "responses: { '204': { description: none } }";
    let expect =
        |fields: &str, expected: &str| of_operation(&format!("{good}, {fields}"), &[expected]);
    expect(
        "requestBody: { schema: { type: string } }",
        "`schema` belongs into the `content` of a request body, under a media type: `content: { application/json: { schema: .. } }`",
    );
    expect(
        "requestBody: { conten: { application/json: {} } }",
        "unknown field `conten`; did you mean `content`?",
    );
    expect(
        "parameters: { q: { in: query } }",
        "`parameters` has to be a list: each begins with `- name: `; left out",
    );
    expect(
        "parameters: [ q ]",
        "a parameter has to be a map; did you mean `name: q`?",
    );
    expect(
        "parameters: [ '#/components/parameters/Q' ]",
        "a parameter has to be a map; did you mean `$ref: '#/components/parameters/Q'`?",
    );
    expect(
        "security: [ key ]",
        "a security requirement is a map; did you mean `key: []`?",
    );
}

#[test]
fn servers_schemas_and_schemes() {
    let expect = |rest: &str, expected: &str| of_description(rest, &[expected]);
    expect(
        "servers: [ { url: api.example.com/v1 } ]",
        "the server's URL `api.example.com/v1` has no scheme; did you mean `https://api.example.com/v1`?",
    );
    expect(
        "servers: [ { url: 'localhost:8080' } ]",
        "the server's URL `localhost:8080` has no scheme; did you mean `http://localhost:8080`?",
    );
    expect(
        "servers: [ { URL: 'https://a' } ]",
        "unknown field `URL`; did you mean `url`?",
    );
    expect(
        "servers: [ 'https://a' ]",
        "a server has to be a map; did you mean `url: https://a`?",
    );
    for url in ["/v1", "./v1", "v1", "https://a", "{host}.a.com/v1"] {
        let text = format!(
            "openapi: 3.1.0\nservers: [ {{ url: '{url}', variables: {{ host: {{ default: a }} }} }} ]\n"
        );
        let api = all(&open(&[("api.yaml", &text)]));
        assert!(
            api.findings
                .iter()
                .all(|finding| !finding.message.contains("scheme")),
            "{url}"
        );
    }
    expect(
        "components: { schemas: { T: { allOf: { type: string } } } }",
        "`allOf` has to be a list of schemas; left out",
    );
    expect(
        "components: { schemas: { T: { required: a, properties: { a: {} } } } }",
        "`required` has to be a list: `[a]`; left out",
    );
    expect(
        "components: { schemas: { T: { required: [ nmae ], properties: { name: {} } } } }",
        "`nmae` is required but no property; did you mean `name`?",
    );
    expect(
        "security: [ { key: [] } ]\nsecuritySchemes: { key: { type: http, scheme: bearer } }\npaths: { /a: { get: { responses: { '204': { description: x } } } } }",
        "`securitySchemes` has no effect here; did you mean `components: { securitySchemes: .. }`?",
    );
    expect(
        "schemas: { U: { type: string } }\ncomponents: { schemas: { T: { $ref: '#/components/schemas/U' } } }",
        "the reference `#/components/schemas/U` leads to nothing; did you mean `#/schemas/U`?",
    );
}

#[test]
fn keywords_of_another_kind() {
    let expect = |schema: &str, expected: &str| {
        of_description(
            &format!("components: {{ schemas: {{ T: {schema} }} }}"),
            &[expected],
        );
    };
    expect(
        "{ type: object, name: { type: string } }",
        "unknown keyword `name`: a property belongs into `properties`; left out",
    );
    expect(
        "{ type: integer, minimum: '5' }",
        "`minimum` has to be a number, without quotes; left out",
    );
    expect(
        "{ type: string, maxLength: -1 }",
        "`maxLength` has to be a number from 0 on, without quotes; left out",
    );
    expect(
        "{ type: string, readOnly: 'yes' }",
        "`readOnly` has to be `true` or `false`, without quotes; left out",
    );
}

#[test]
fn scopes_and_tags() {
    let expect = |scopes: &str, expected: &str| {
        let rest = format!(
            "
security: [ {{ s: {scopes} }} ]
paths: {{ /a: {{ get: {{ responses: {{ '204': {{ description: x }} }} }} }} }}
components: {{ securitySchemes: {{ s: {{ type: oauth2, flows: {{ clientCredentials: {{ tokenUrl: 'https://a', scopes: {{ 'read:things': x }} }} }} }} }} }}"
        );
        of_description(&rest, &[expected]);
    };
    expect(
        "[ 'reed:things' ]",
        "`s` has no scope `reed:things`; did you mean `read:things`?",
    );
    expect(
        "'read:things'",
        "the scopes of `s` have to be a list: `[read:things]`; left out",
    );
    of_operation(
        "tags: things, responses: { '204': { description: x } }",
        &["`tags` has to be a list: `[things]`; left out"],
    );
}

#[test]
fn components_too_deep() {
    of_description(
        "paths:
  /a: { get: { responses: { '200': { description: x, content: { a/b+json: { schema: { $ref: '#/components/schemas/T' } } } } } } }
  components: { schemas: { T: { type: string } } }",
        &["the reference `#/components/schemas/T` leads to nothing: `components` is inside `paths`, and belongs to the outermost map; read as any value"],
    );
}
