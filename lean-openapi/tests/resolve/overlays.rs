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
                .map(|operation| render::render_operation(&api, operation))
                .collect();
            format!(
                "{}\n{}",
                operations.join("\n"),
                render::render_types(&api, Some("T"))
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
fn brackets_of_a_description_that_is_somebody_elses() {
    check(
        "
        - target: $.paths.*.*.parameters[?@.name == 'p']
          update: { x-brackets: empty, schema: { type: array, items: { type: string } } }
        ",
        "
        get_a: GET /a (p? query deepempty: [Text], q? query form*: Text) -> 200 T ! nothing
        post_a: POST /a () -> nothing ! nothing
        T = { id: Text }; U = { id?: Text, note?: Text }
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
         `$.components[` is not a JSONPath: it ends too early (overlay.yaml:5:27); \
         the action neither updates, copies nor removes (overlay.yaml:6:3)",
    );
}

#[test]
fn files_that_are_not_overlays() {
    let error = |text: &str| {
        try_open(&[("api.yaml", &dedent(API)), ("overlay.yaml", text)])
            .err()
            .unwrap_or_default()
    };
    assert_eq!(
        error("{}"),
        "this is not an overlay: there is nothing in it (overlay.yaml:1:1)"
    );
    assert_eq!(
        error("overlay: 2.0.0"),
        "overlays of version `2.0.0` are not read; 1.0 and 1.1 are (overlay.yaml:1:10)"
    );
    assert_eq!(
        error("overlay: 1.0.0"),
        "the overlay has no `actions` (overlay.yaml:1:1)"
    );
    assert_eq!(
        error(&dedent(API)),
        "this is a description of an API, not an overlay (overlay.yaml:1:10)"
    );
    assert_eq!(
        error("Overlay: 1.0.0"),
        "unknown field `Overlay`; did you mean `overlay`? (overlay.yaml:1:1)"
    );
    assert_eq!(
        error("overlay: 1.0.0\naction: []"),
        "unknown field `action`; did you mean `actions`? (overlay.yaml:2:1)"
    );
    assert_eq!(
        error("overlay: 1.0.0\nactions: { target: $.info }"),
        "the `actions` of an overlay are a list (overlay.yaml:2:10)"
    );
    assert_eq!(
        error("overlay: 1.0.0\nactions:\n  - target: $.info\n   update: {}"),
        "`overlay.yaml` is broken: indented by 3, where the entries around it are by 4 (overlay.yaml:4:4)"
    );
}

#[test]
fn malformed_actions() {
    check(
        "
        - { tagret: $.info, update: { title: x } }
        - { target: $.info, updates: { title: x } }
        - { target: $.info, update: , title: x }
        - { target: $.info, update: }
        - { target: $.info, remove: 'true' }
        - { target: [$.info], remove: true }
        - { target: $, remove: true }
        - { target: $.info, update: x }
        - { target: $.info.title, update: { a: b } }
        - target: $.info
        - update: { title: x }
        ",
        "unknown field `tagret`; did you mean `target`? (overlay.yaml:4:5); \
         unknown field `updates`; did you mean `update`? (overlay.yaml:5:21); \
         unknown field `title` in an action (overlay.yaml:6:31); \
         the action brings nothing (overlay.yaml:7:29); \
         `remove` has to be `true`, without quotes (overlay.yaml:8:29); \
         a target is a text: a JSONPath such as `$.info` (overlay.yaml:9:13); \
         the whole description cannot be removed (overlay.yaml:10:13); \
         the action brings a single value, where its target is a map (overlay.yaml:11:29); \
         the action brings a map, where its target is a single value (overlay.yaml:12:35); \
         this belongs to the `target` above, not to an action of its own (overlay.yaml:14:3)",
    );
}

/// Asserts the findings about a target, and their column in it.
#[track_caller]
fn target(target: &str, column: usize, expected: &str) {
    let action = format!("- target: {target}\n  update: {{ summary: x }}");
    check(
        &action,
        &format!("{expected} (overlay.yaml:4:{})", 10 + column),
    );
}

#[test]
fn the_nearest_target() {
    let expect_near = |written: &str, column: usize, near: &str| {
        let message =
            format!("the overlay's target `{written}` matches nothing; did you mean `{near}`?");
        target(written, column, &message);
    };
    expect_near("$.path['/a'].get", 3, "$.paths['/a'].get");
    expect_near("$.paths['/a'].GET", 15, "$.paths['/a'].get");
    expect_near("$.path['/a'].GET", 3, "$.paths['/a'].get");
    expect_near("$.paths.*.pots", 11, "$.paths.*.post");
    target(
        "$.paths['/a'].get.tags",
        1,
        "the overlay's target `$.paths['/a'].get.tags` matches nothing",
    );
}

#[test]
fn targets_that_are_not_paths() {
    let expect_near = |written: &str, column: usize, near: &str| {
        target(
            written,
            column,
            &format!("`{written}` is not a JSONPath; did you mean `{near}`?"),
        );
    };
    expect_near("/paths/~1a/get", 1, "$.paths['/a'].get");
    expect_near("paths.*.get", 1, "$.paths.*.get");
    expect_near("$.paths./a.get", 9, "$.paths['/a'].get");
    let wrong = |written: &str, column: usize, why: &str| {
        target(
            written,
            column,
            &format!("`{written}` is not a JSONPath: {why}"),
        );
    };
    wrong("$.paths['/a.get", 9, "a quotation mark is not closed");
    wrong("$.paths['/a'.get", 13, "`]` is missing before `.get`");
    wrong(
        "$.paths[/a].get",
        9,
        "a name in brackets must be in quotes, before `/a].get`",
    );
    wrong("$.paths[?(@.x = 'a')]", 15, "a comparison is `==`, not `=`");
    wrong(
        "$.paths[?match(@.x, 'a')]",
        10,
        "there is no function `match`, only `length`, `count` and `value`",
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
    let lean_openapi::api::TypeKind::Struct(object) = &t.kind else {
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
