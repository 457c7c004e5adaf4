//! Documents that are not descriptions, are broken, or mean harm: one clear error, or the rest works.

use std::fmt::Write;

use super::{all, check, dedent, open, render, try_open, with_schemas};

#[track_caller]
fn check_error(text: &str, expected: &str) {
    let error = try_open(&[("api.yaml", text)]).err().unwrap_or_default();
    assert_eq!(error, expected);
}

#[test]
fn files_that_are_not_descriptions() {
    check_error(
        "swagger: '2.0'\ninfo: {}",
        "this is a Swagger 2.0 description; OpenAPI 3.0, 3.1 and 3.2 are read (api.yaml:1:10)",
    );
    check_error(
        "hello: world",
        "this is not an OpenAPI description: it has no `openapi` field (api.yaml:1:1)",
    );
    check_error(
        "openapi: 4.0.0",
        "OpenAPI `4.0.0` is not read; 3.0, 3.1 and 3.2 are (api.yaml:1:10)",
    );
    check_error(
        "",
        "this is not an OpenAPI description: there is nothing in it (api.yaml:1:1)",
    );
    check_error(
        "arazzo: 1.0.1\nworkflows: []",
        "this is an Arazzo document, not a description of an API (api.yaml:1:9)",
    );
    for (text, what) in [
        (
            "<!DOCTYPE html>\n<html><p style=\"a: b\"></html>",
            "an HTML page",
        ),
        (
            "<?xml version='1.0'?>\n<definitions xmlns='http://schemas.xmlsoap.org/wsdl/'/>",
            "a WSDL document",
        ),
        (
            "version https://git-lfs.github.com/spec/v1\noid sha256:a",
            "a pointer of Git LFS, not the file itself",
        ),
        (
            "type Query {\n  a: String\n}",
            "a GraphQL schema, or a program",
        ),
        ("syntax = \"proto3\";", "a Protocol Buffers file"),
    ] {
        check_error(text, &format!("`api.yaml` is {what} (api.yaml:1:1)"));
    }
    check_error(
        "{ \"info\": { \"_postman_id\": \"a\" }, \"item\": [] }",
        "this is a Postman collection, not a description of an API (api.yaml:1:1)",
    );
    check_error(
        "openApi: 3.1.0\npaths: {}",
        "unknown field `openApi`; did you mean `openapi`? (api.yaml:1:1)",
    );
    check_error(
        "data:\n  openapi: 3.1.0",
        "this is not an OpenAPI description: its `openapi` is inside `data` (api.yaml:2:3)",
    );
    check_error(
        "overlay: 1.0.0\nactions: []",
        "this is an overlay, not a description of an API (api.yaml:1:10)",
    );
    check_error(
        "asyncapi: 3.0.0",
        "this is an AsyncAPI document, not a description of an API (api.yaml:1:11)",
    );
    check_error(
        "openapi: 3.1.0\npaths: [b",
        "`api.yaml` is broken: this `[` is not closed (api.yaml:2:8)",
    );
    check_error(
        "[1, 2",
        "`api.yaml` is broken: this `[` is not closed (api.yaml:1:1)",
    );
}

#[test]
fn a_file_that_is_not_there() {
    let map = std::collections::HashMap::<String, std::sync::Arc<str>>::new();
    let error =
        lean_openapi::document::Description::open(std::sync::Arc::new(map), "x/../api.yaml", &[])
            .err();
    let message = error.map(|findings| findings[0].message.clone());
    assert_eq!(
        message.as_deref(),
        Some("cannot read `api.yaml`: there is no such file")
    );
}

#[test]
fn things_of_the_wrong_kind() {
    let texts = [
        "openapi: 3.0.0\npaths: []",
        "openapi: 3.0.0\npaths: { /a: 1, /b: [], /c: { get: 3, put: [], post: { parameters: 1, requestBody: [], responses: x } } }",
        "openapi: 3.1.0\npaths: { /a: { get: { parameters: [1, [], {}, { name: 1 }], responses: { 200: 1, abc: {}, default: [] } } } }",
        "openapi: 3.1.0\ncomponents: []",
        "openapi: 3.1.0\ncomponents: { schemas: { A: 1, B: [], C: null, D: { properties: 1, required: x, allOf: 3, oneOf: { a: 1 }, enum: 4, type: 5, items: 3, discriminator: 7 } } }",
        "openapi: 3.1.0\nservers: 3\nsecurity: x\nwebhooks: []\ninfo: []\npaths: { /a: { get: { servers: {}, security: {}, callbacks: 1, tags: 3 } } }",
        "openapi: 3.1.0\ncomponents: { securitySchemes: { a: 1, b: { type: x } } }\nsecurity: [{ a: 1, b: 2 }]\npaths: { /a: { get: {} } }",
        "openapi: 3.1.0\npaths: { '': { get: {} }, '{': { get: {} }, '/{}/{a': { get: {} }, '/}{': { get: {} } }",
    ];
    for text in texts {
        let api = all(&open(&[("api.yaml", text)]));
        assert!(render::render_api(&api).len() < 10_000, "{text}");
    }
}

#[test]
fn references_in_circles_of_every_kind() {
    let schemas = "
    T: { properties: { a: { $ref: '#/components/schemas/A' }, b: { $ref: '#/components/schemas/B' }, c: { $ref: '#/components/schemas/C' } } }
    A: { $ref: '#/components/schemas/B' }
    B: { $ref: '#/components/schemas/A' }
    C: { allOf: [{ $ref: '#/components/schemas/D' }] }
    D: { anyOf: [{ $ref: '#/components/schemas/C' }, { $ref: '#/components/schemas/D' }] }";
    let api = all(&open(&[("api.yaml", &with_schemas("3.1.0", schemas))]));
    assert_eq!(api.types.len(), 5);
    check(
        "T: { oneOf: [{ $ref: '#/components/schemas/T' }] }",
        "T = Json; repaired: the schema `T` leads back to itself and says nothing; read as any value",
    );
    check(
        "T: { items: { $ref: '#/components/schemas/T/items' } }",
        "T = [Json]; repaired: this schema is its own part with nothing between; read as any value",
    );
    let text =
        "openapi: 3.1.0\npaths: { /a: { $ref: '#/paths/~1b' }, /b: { $ref: '#/paths/~1a' } }";
    let api = all(&open(&[("api.yaml", text)]));
    assert_eq!(api.findings.len(), 2);
    let text = "openapi: 3.1.0\npaths: { /a: { get: { parameters: [{ $ref: '#/paths/~1a/get/parameters/0' }], responses: { 200: { $ref: '#/paths/~1a/get/responses/200' } } } } }";
    assert!(!all(&open(&[("api.yaml", text)])).findings.is_empty());
}

/// Each of forty levels merges the next one twice: a billion merges if nothing remembers.
#[test]
fn merges_that_double_at_every_level() {
    let mut schemas = String::new();
    for index in 0..40 {
        let next = index + 1;
        let refs = format!("{{ $ref: '#/components/schemas/T{next}' }}");
        let _ = writeln!(
            schemas,
            "T{index}: {{ allOf: [{refs}, {{ allOf: [{refs}] }}, {{ properties: {{ p{index}: {{ type: string }} }} }}] }}"
        );
    }
    schemas.push_str("T40: { properties: { x: { type: string } } }");
    quick(&with_schemas("3.1.0", &schemas));
}

/// Unions of unions, twice each.
#[test]
fn unions_that_double_at_every_level() {
    let mut schemas = String::new();
    for index in 0..30 {
        let next = format!("{{ $ref: '#/components/schemas/T{}' }}", index + 1);
        let _ = writeln!(
            schemas,
            "T{index}: {{ allOf: [{{ oneOf: [{next}, {next}, {{ type: string }}] }}, {{ anyOf: [{next}, {{ type: integer }}] }}] }}"
        );
    }
    schemas.push_str("T30: { properties: { x: { type: string } } }");
    quick(&with_schemas("3.1.0", &schemas));
}

#[test]
fn schemas_deep_in_each_other() {
    let deep = format!(
        "T: {}{{ type: string }}{}",
        "{ properties: { a: ".repeat(58),
        " } }".repeat(58)
    );
    let api = quick(&with_schemas("3.1.0", &deep));
    assert!(api.types.len() > 50);
    let deep = format!(
        "T: {}{{ type: string }}{}",
        "{ items: ".repeat(110),
        " }".repeat(110)
    );
    quick(&with_schemas("3.1.0", &deep));
    let deep = format!(
        "T: {}{{ type: string }}{}",
        "{ allOf: [".repeat(55),
        "] }".repeat(55)
    );
    quick(&with_schemas("3.1.0", &deep));
}

/// Names that all want to be the same one.
#[test]
fn thousands_of_names_that_clash() {
    let mut schemas = "T: { properties: {".to_string();
    for index in 0..3_000_u32 {
        // Upper and lower case encode the digits: all names are equal in `snake_case`.
        let name: String = (0..12)
            .map(|bit| if index >> bit & 1 == 1 { 'A' } else { 'a' })
            .collect();
        let _ = write!(schemas, " {name}: {{ type: string }},");
    }
    schemas.push_str(" } }");
    quick(&with_schemas("3.1.0", &schemas));
}

/// Work is counted, not timed: a slow machine does no more of it than a fast one.
#[track_caller]
fn quick(text: &str) -> lean_openapi::api::Api {
    let api = all(&open(&[("api.yaml", text)]));
    assert!(api.work < 300_000, "{} steps", api.work);
    api
}

#[test]
fn one_broken_part_leaves_the_rest() {
    let text = dedent(
        "
        openapi: 3.0.0
        info: { title: t, version: '1' }
        paths:
          /a: { get: { operationId: a, responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Broken' } } } } } } }
          /b: { get: { operationId: b, responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/Fine' } } } } } } }
        components:
          schemas:
            Broken:
              type: object
              properties: { a: { type: string
            Fine:
              type: object
              properties: { a: { type: string } }
        ",
    );
    let api = all(&open(&[("api.yaml", &text)]));
    let lines: Vec<String> = api
        .operations
        .iter()
        .map(|operation| render::render_operation(&api, operation))
        .collect();
    assert_eq!(lines[1], "b: GET /b () -> 200 Fine ! nothing");
    assert!(!api.findings.is_empty());
}

/// A parameter whose members hold each other: worked out once each, not once for every way to them.
#[test]
fn parameters_of_types_that_hold_each_other() {
    let mut text = "openapi: 3.1.0\npaths: { /a: { get: { operationId: a, parameters: [{ name: p, in: query, schema: { $ref: '#/components/schemas/T0' } }] } } }\ncomponents:\n  schemas:\n".to_string();
    for index in 0..30 {
        let refs: Vec<String> = (0..30)
            .map(|other| format!("m{other}: {{ $ref: '#/components/schemas/T{other}' }}"))
            .collect();
        let _ = writeln!(
            text,
            "    T{index}: {{ properties: {{ {} }} }}",
            refs.join(", ")
        );
    }
    let api = quick(&text);
    assert!(api.operations[0].parameters.is_empty());
}

/// Lists that are far too long: left out, and said so.
#[test]
fn hundred_thousands_of_one_thing() {
    let many =
        |line: &dyn Fn(usize) -> String| (0..100_000).map(line).collect::<Vec<_>>().join(", ");
    let schemas = [
        format!(
            "T: {{ type: string, enum: [{}] }}",
            many(&|index| format!("v{index}"))
        ),
        format!(
            "T: {{ properties: {{ {} }} }}",
            many(&|index| format!("p{index}: {{ type: string }}"))
        ),
        format!(
            "T: {{ oneOf: [{}] }}",
            many(&|index| format!("{{ const: {index} }}"))
        ),
        format!(
            "T: {{ type: object, required: [{}] }}",
            many(&|index| format!("r{index}"))
        ),
        many(&|index| {
            format!(
                "T{}: {{ type: string }}",
                "_".repeat(index % 7) + &index.to_string()
            )
        })
        .replace(", ", "\n"),
        (0..5_000)
            .map(|index| format!("T{}: {{ type: string }}\n", "-".repeat(index)))
            .collect(),
    ];
    for schemas in schemas {
        quick(&with_schemas("3.1.0", &schemas));
    }
    let parameters =
        many(&|index| format!("{{ name: p{index}, in: query, schema: {{ type: string }} }}"));
    quick(&format!(
        "openapi: 3.1.0\npaths: {{ /a: {{ get: {{ parameters: [{parameters}] }} }} }}"
    ));
    let ids: String = (0..20_000)
        .map(|index| {
            format!(
                "  /a{index}: {{ get: {{ operationId: a{} }} }}\n",
                "-".repeat(index % 3)
            )
        })
        .collect();
    quick(&format!("openapi: 3.1.0\npaths:\n{ids}"));
}

/// An overlay that touches every value.
#[test]
fn an_overlay_for_everything() {
    let paths: String = (0..5_000)
        .map(|index| format!("  /a{index}: {{ get: {{ summary: x, responses: {{}} }} }}\n"))
        .collect();
    let api = format!("openapi: 3.1.0\npaths:\n{paths}");
    let overlay = "overlay: 1.0.0\nactions:\n  - { target: '$.paths.*', update: { description: y } }\n  - { target: '$..summary', remove: true }\n";
    let description = open(&[("api.yaml", &api), ("overlay.yaml", overlay)]);
    assert_eq!(description.operations().len(), 5_000);
}

/// Many large objects that may all be mixed are compared and joined in the time that reading them takes.
#[test]
fn many_objects_that_may_hold_together() {
    let mut members = String::new();
    for index in 0..60 {
        let own: Vec<String> = (0..100).map(|at| format!("p{index}x{at}: {{}}")).collect();
        let _ = write!(members, "{{ properties: {{ {} }} }}, ", own.join(", "));
    }
    let text = with_schemas("3.1.0", &format!("\n    T: {{ anyOf: [{members}] }}"));
    let description = open(&[("api.yaml", &text)]);
    let started = std::time::Instant::now();
    let rendered = render::render_api(&all(&description));
    assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    assert!(rendered.contains("p59x99"), "all are there");
}
