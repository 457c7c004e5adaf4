//! Overlays: what actions change, and what they must match.

use super::{all, dedent, open, render, try_open};

const API: &str = "
    openapi: 3.0.3
    info: { title: t, version: '1' }
    tags: [{ name: a }, { name: b }]
    paths:
      /a:
        get:
          operationId: getA
          x-internal: true
          parameters: [{ name: p, in: query, schema: { type: string } }, { name: q, in: query, schema: { type: string } }]
          responses: { '200': { description: ok, content: { application/json: { schema: { $ref: '#/components/schemas/T' } } } } }
        post:
          operationId: postA
          responses: { '204': { description: none } }
    components:
      schemas:
        T: { type: object, required: [id], properties: { id: { type: string } } }
        U: { type: object, properties: { id: { type: string }, note: { type: string } } }
    ";

#[track_caller]
fn check(actions: &str, expected: &str) {
    let overlay = format!(
        "overlay: 1.1.0\ninfo: {{ title: o, version: '1' }}\nactions:\n{}\n",
        dedent(actions)
    );
    let rendered = match try_open(&[("api.yaml", &dedent(API)), ("overlay.yaml", &overlay)]) {
        Ok(description) => {
            let api = all(&description);
            let operations: Vec<String> = api
                .operations
                .iter()
                .map(|one| render::operation(&api, one))
                .collect();
            format!(
                "{}\n{}",
                operations.join("\n"),
                render::types(&api, Some("T"))
            )
        }
        Err(message) => message,
    };
    assert_eq!(rendered, dedent(expected));
}

#[test]
fn updates_merge_maps_and_append_to_lists() {
    check(
        "
        - target: $.components.schemas.T
          update: { required: [amount], properties: { id: { format: uuid }, amount: { type: number, format: decimal } } }
        - target: $.paths['/a'].get.parameters
          update: { name: r, in: query, required: true, schema: { type: integer } }
        ",
        "
        get_a: GET /a (r query form*: I64, p? query form*: Text, q? query form*: Text) -> 200 T ! nothing
        post_a: POST /a () -> nothing ! nothing
        T = { id: Uuid, amount: Decimal }; U = { id?: Text, note?: Text }
        ",
    );
}

#[test]
fn removes_and_copies() {
    check(
        "
        - { target: '$.paths.*.*.parameters[?@.name == \"p\"]', remove: true }
        - { target: '$..properties.note', remove: true }
        - { target: $.components.schemas.U, copy: $.components.schemas.T }
        - { target: '$.paths[\"/a\"].post', remove: true }
        ",
        "
        get_a: GET /a (q? query form*: Text) -> 200 T ! nothing
        T = { id: Text }; U = { id: Text }
        ",
    );
}

#[test]
fn filters() {
    check(
        "
        - { target: \"$.paths['/a'][?(@.x-internal == true && @.operationId)]\", remove: true }
        - { target: '$.components.schemas[?length(@.properties) > 1 || @.nothing]', remove: true }
        - { target: '$.tags[-1]', remove: true }
        - { target: '$.tags[0:1]', update: { description: first } }
        ",
        "
        post_a: POST /a () -> nothing ! nothing
        T = { id: Text }
        ",
    );
}

#[test]
fn an_action_that_matches_nothing_is_an_error() {
    check(
        "
        - { target: '$.paths[\"/b\"]', remove: true }
        - { target: '$.components[', remove: true }
        - { target: $.paths }
        ",
        "the overlay's target `$.paths[\"/b\"]` matches nothing (overlay.yaml:4:13); \
         `$.components[` is no JSONPath: `` is not understood (overlay.yaml:5:13); \
         the action neither updates, copies nor removes (overlay.yaml:6:3)",
    );
}

#[test]
fn what_is_no_overlay() {
    let error = |text: &str| {
        try_open(&[("api.yaml", &dedent(API)), ("overlay.yaml", text)])
            .err()
            .unwrap_or_default()
    };
    assert_eq!(
        error("{}"),
        "this is no overlay: it has no `overlay` field (overlay.yaml:1:1)"
    );
    assert_eq!(
        error("overlay: 2.0.0"),
        "overlays of version `2.0.0` are not read; 1.0 and 1.1 are (overlay.yaml:1:10)"
    );
    assert_eq!(
        error("overlay: 1.0.0"),
        "the overlay has no `actions` (overlay.yaml:1:1)"
    );
}

#[test]
fn places_stay_right() {
    let overlay = "overlay: 1.0.0\nactions:\n  - target: $.components.schemas.T.properties\n    update: { extra: { type: string } }\n";
    let api = all(&open(&[
        ("api.yaml", &dedent(API)),
        ("overlay.yaml", overlay),
    ]));
    let t = api
        .types
        .iter()
        .find(|def| def.name.rust == "T")
        .expect("it is there");
    let lean_codegen::api::TypeKind::Struct(object) = &t.kind else {
        panic!("{t:?}")
    };
    let places: Vec<String> = object
        .fields
        .iter()
        .map(|field| format!("{} {}", field.name.wire, field.place))
        .collect();
    assert_eq!(places, ["id api.yaml:16:58", "extra overlay.yaml:4:22"]);
    assert_eq!(api.operations[0].place.to_string(), "api.yaml:6:5");
}
