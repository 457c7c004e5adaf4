//! Operations that the description has, and that cannot be found for a mistake in it.

use super::{Memory, first_lines};

/// Asserts the messages about a trait with `get_thing`, given the text after the version.
#[track_caller]
fn says(rest: &str, expected: &[&str]) {
    let text = format!("openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\n{rest}");
    let host = Memory::of(&[("api.yaml", &text)]);
    let messages = first_lines(
        "spec = \"api.yaml\"",
        "trait Bank { fn get_thing(); }",
        &host,
    );
    assert_eq!(messages, expected, "{text}");
}

#[test]
fn the_description_is_broken_there() {
    says(
        "paths:\n  /things:\n    get:\n      operationId: getThing\n     responses: {}\n",
        &["`api.yaml` is broken: indented by 5, where the entries around it are by 6"],
    );
    says(
        "paths:\n  /a: { get: { operationId: getThings, responses: {} } }\n  /b:\n    summary: x\n   get:\n      operationId: getThing\n",
        &[
            "`api.yaml` is broken: indented by 3, where the entries around it are by 4; `get_thing` is in a part that cannot be read",
        ],
    );
}

#[test]
fn the_paths_are_elsewhere() {
    says(
        "path: { /things: { get: { operationId: getThing } } }",
        &[
            "the description has no operation `get_thing`: unknown field `path`; did you mean `paths`?",
        ],
    );
    says(
        "x: { paths: { /things: { get: { operationId: getThing } } } }",
        &[
            "the description has no operation `get_thing`: its `paths` is inside `x`: it belongs to the outermost map",
        ],
    );
    says(
        "",
        &["the description has no operation `get_thing`: it has no `paths`"],
    );
    says(
        "paths: [ { /things: { get: { operationId: getThing } } } ]",
        &["`paths` has to be a map of paths"],
    );
}

#[test]
fn the_operation_is_not_an_operation() {
    for (method, near) in [("gett", "get"), ("GET", "get")] {
        says(
            &format!("paths: {{ /things: {{ {method}: {{ operationId: getThing }} }} }}"),
            &[&format!(
                "the description has no operation `get_thing`: `{method}` in `/things` is not a method; did you mean `{near}`?"
            )],
        );
    }
    says(
        "paths: { /things: { get: , operationId: getThing } }",
        &[
            "the description has no operation `get_thing`: it is next to its method in `/things`, not inside it: indent it further",
        ],
    );
    says(
        "paths: { /things: { get: { operationID: getThing } } }",
        &[
            "the description has no operation `get_thing`: unknown field `operationID`; did you mean `operationId`?",
        ],
    );
}

#[test]
fn an_id_that_is_there_twice_is_doubtful_unless_the_route_is_named() {
    let text = "openapi: 3.1.0
paths:
  /a: { get: { operationId: getThing, responses: { '204': { description: x } } } }
  /b: { get: { operationId: getThing, responses: { '204': { description: x } } } }
";
    let host = Memory::of(&[("api.yaml", text)]);
    let doubts_of = |chosen: &str, method: &str| {
        let attribute = format!("spec = \"api.yaml\"{chosen}")
            .parse()
            .expect("tokens");
        let item = format!("trait Bank {{ {method} }}")
            .parse()
            .expect("tokens");
        let emitted = lean_codegen::expand::api(attribute, item, &host).to_string();
        emitted.contains("it means the first of them, `GET /a`")
    };
    let doubts = |method: &str| doubts_of("", method);
    assert!(doubts_of(", operations = [getThing]", ""));
    assert!(!doubts_of(", operations = [GET \"/a\"]", ""));
    assert!(doubts("fn get_thing();"));
    assert!(!doubts("#[operation(GET \"/a\")] fn get_thing();"));
}
