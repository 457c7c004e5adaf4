//! Unreadable text: everything that depends on it is refused by name. The reason is reported first
//! and once, and the rest is processed.

use super::{all, dedent, open};
use lean_openapi::api::Api;

/// Two operations, of which `get_thing` is given in part.
fn around(text: &str) -> Api {
    let head = "
        openapi: 3.0.3
        info: { title: t, version: '1' }
        paths:
          /fine: { get: { operationId: fine, responses: { '204': { description: none } } } }
          /things/{id}:
        ";
    all(&open(&[("api.yaml", &format!("{}\n{text}", dedent(head)))]))
}

/// Asserts the message, and that it is the reason why `get_thing` is refused.
#[track_caller]
fn refused(text: &str, expected: &str) {
    let api = around(text);
    let messages: Vec<String> = api
        .findings
        .iter()
        .map(|finding| format!("{} ({})", finding.message, finding.place))
        .collect();
    assert_eq!(messages, [expected], "{text}");
    let operation = |name: &str| {
        api.operations
            .iter()
            .find(|operation| operation.name.rust == name)
    };
    let refused = operation("get_thing").expect("it keeps its name");
    let refused = refused.refused.as_ref().expect("it is refused");
    assert_eq!(format!("{} ({})", refused.message, refused.place), expected);
    assert!(operation("fine").expect("it is there").refused.is_none());
}

#[test]
fn an_operation_that_is_indented_wrongly() {
    refused(
        "    get:\n      operationId: getThing\n     responses: {}\n",
        "`api.yaml` is broken: indented by 5, where the entries around it are by 6 (api.yaml:8:6)",
    );
}

#[test]
fn a_parameter_that_is_not_closed() {
    refused(
        "    get:\n      operationId: getThing\n      parameters:\n        - { name: id, in: path\n      responses: {}\n",
        "`api.yaml` is broken: this `{` is not closed (api.yaml:9:11)",
    );
    refused(
        "    get:\n      operationId: getThing\n      parameters:\n        - name: \"id\n          in: path\n      responses: {}\n",
        "`api.yaml` is broken: this `\"` is not closed in the lines that belong to it (api.yaml:9:17)",
    );
}

#[test]
fn what_an_operation_refers_to() {
    refused(
        "    get: { operationId: getThing, parameters: [{ $ref: '#/components/parameters/Id' }], responses: { '204': { description: none } } }\ncomponents:\n  parameters:\n    Id:\n      name: id\n     in: path\n",
        "`api.yaml` is broken: indented by 5, where the entries around it are by 6 (api.yaml:11:6)",
    );
    refused(
        "    get: { operationId: getThing, parameters: [{ name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }], responses: { '204': { description: none } } }\ncomponents:\n  schemas:\n    Id:\n      type: string\n     format: uuid\n",
        "`api.yaml` is broken: indented by 5, where the entries around it are by 6 (api.yaml:11:6)",
    );
    refused(
        "    get: { operationId: getThing, parameters: [{ name: id, in: path, required: true, schema: { $ref: '#/components/schemas/Id' } }], responses: { '204': { description: none } } }\ncomponents:\n  schemas:\n    Id: { type: string }\n   parameters: {}\n",
        "`api.yaml` is broken: indented by 3, where the entries around it are by 4 (api.yaml:10:4)",
    );
}

#[test]
fn what_everybody_is_asked_for() {
    let text = "openapi: 3.0.3\nsecurity: [ { key: [] }\npaths:\n  /a: { get: { operationId: a, responses: { '204': { description: none } } } }\n";
    let api = all(&open(&[("api.yaml", text)]));
    let refused = api.operations[0].refused.as_ref().expect("it is refused");
    assert_eq!(
        refused.message,
        "`api.yaml` is broken: this `[` is not closed"
    );
    assert_eq!(api.findings.len(), 1);
}

#[test]
fn words_that_say_what_is_missing() {
    refused(
        "    get:\n      operationId: getThing\n      parameters:\n        - name:id\n          in: path\n      responses: {}\n",
        "`api.yaml` is broken: a space is missing after this `:` (api.yaml:9:15)",
    );
    refused(
        "    get:\n      operationId: getThing\n      summary:x\n      responses: {}\n",
        "`api.yaml` is broken: a space is missing after this `:` (api.yaml:8:14)",
    );
    refused(
        "    get:\n      operationId: getThing\n      <<<<<<< HEAD\n      responses: {}\n",
        "`api.yaml` is broken: a conflict of a merge is left in the file (api.yaml:8:7)",
    );
    refused(
        "    get:\n      operationId= getThing\n      responses: {}\n",
        "`api.yaml` is broken: expected `key: value` (api.yaml:7:7)",
    );
    let error = super::try_open(&[("api.yaml", "openapi: 3.1.0\n\u{a0}\u{a0}paths: {}\n")]);
    assert_eq!(
        error.err().as_deref(),
        Some(
            "`api.yaml` is broken: a no-break space cannot indent: YAML wants spaces (api.yaml:2:1)"
        )
    );
}

#[test]
fn a_key_that_is_misspelt_is_not_missing_too() {
    let expect = |rest: &str, expected: &str| {
        let api = all(&open(&[("api.yaml", &format!("openapi: 3.1.0\n{rest}\n"))]));
        let messages: Vec<&str> = api
            .findings
            .iter()
            .map(|finding| finding.message.as_str())
            .collect();
        assert_eq!(messages, [expected], "{rest}");
    };
    expect(
        "paths: { '/a/{b}': { get: { parameters: [{ name: b, in: path, reqired: true, schema: {} }], responses: { '204': {} } } } }",
        "unknown field `reqired`; did you mean `required`?",
    );
    let scheme = |scheme: &str| {
        format!(
            "security: [{{ s: [] }}]\npaths: {{ /a: {{ get: {{ responses: {{ '204': {{}} }} }} }} }}\ncomponents: {{ {scheme} }}"
        )
    };
    expect(
        &scheme("securitySchemes: { s: { type: openIdConnect, openIdConnectURL: 'https://a' } }"),
        "unknown field `openIdConnectURL`; did you mean `openIdConnectUrl`?",
    );
    expect(
        &scheme(
            "securitySchemes: { s: { type: oauth2, flows: { clientCredentials: { tokenURL: 'https://a', scopes: {} } } } }",
        ),
        "unknown field `tokenURL`; did you mean `tokenUrl`?",
    );
    expect(
        &scheme("securityScheme: { s: { type: http, scheme: bearer } }"),
        "unknown field `securityScheme`; did you mean `securitySchemes`?",
    );
    expect(
        &scheme(
            "securitySchemes: { s: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://a', scopes: [ read ] } } } }",
        ),
        "`scopes` has to be a map; left out",
    );
}

#[test]
fn comments_in_json() {
    for text in [
        "// a\n{ \"openapi\": \"3.1.0\" }",
        "{ // a\n \"openapi\": \"3.1.0\" }",
        "{ \"openapi\": \"3.1.0\", /* a */ \"paths\": {} }",
    ] {
        let error = super::try_open(&[("api.json", text)])
            .err()
            .expect("it is not one");
        assert!(
            error.starts_with("`api.json` is broken: JSON has no comments"),
            "{error}"
        );
    }
}
