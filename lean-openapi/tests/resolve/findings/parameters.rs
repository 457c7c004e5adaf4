//! Findings about parameters and paths.

use super::in_operation;
use crate::{all, open};

#[test]
fn parameters_that_go_nowhere() {
    let expect = |parameter: &str, expected: &str| {
        in_operation(&format!("parameters: [{{ {parameter} }}]"), &[expected]);
    };
    let expect_near = |place: &str, near: &str| {
        expect(
            &format!("name: q, in: {place}, schema: {{}}"),
            &format!("a parameter cannot be `in: {place}`; did you mean `{near}`?"),
        );
    };
    expect_near("querry", "query");
    expect_near("Query", "query");
    expect_near("headers", "header");
    expect(
        "name: q, in: url, schema: {}",
        "a parameter cannot be `in: url`, only in `path`, `query`, `header` or `cookie`; left out",
    );
    expect(
        "name: q, schema: {}",
        "the parameter `q` does not say where it goes (`in`); left out",
    );
    expect(
        "name: q, In: query, schema: {}",
        "unknown field `In`; did you mean `in`?",
    );
    expect(
        "naem: q, in: query, schema: {}",
        "unknown field `naem`; did you mean `name`?",
    );
    expect(
        "name: q, in: query, required: 'true', schema: {}",
        "`required` has to be `true` or `false`, without quotes; left out",
    );
    expect(
        "name: q, in: query, schema: string",
        "`string` is not a schema; did you mean `{ type: string }`?",
    );
    in_operation(
        "parameters: [{ name: q, in: query, type: string }]",
        &[
            "the parameter `q` has its `type` outside of `schema`, as in Swagger 2.0: it belongs into `schema: { type: string }`",
        ],
    );
}

/// Returns the findings about `GET` of a path, and the reason why it is refused.
fn findings_of_path(path: &str, parameters: &str) -> (Vec<String>, Option<String>) {
    let text = format!(
        "openapi: 3.1.0\npaths:\n  {path}: {{ get: {{ operationId: get, parameters: [{parameters}], responses: {{ '204': {{ description: none }} }} }} }}\n"
    );
    let mut api = all(&open(&[("api.yaml", &text)]));
    let refused = api
        .operations
        .remove(0)
        .refused
        .map(|finding| finding.message);
    (
        api.findings
            .into_iter()
            .map(|finding| finding.message)
            .collect(),
        refused,
    )
}

#[test]
fn paths_and_their_parameters() {
    let id = "{ name: id, in: path, required: true, schema: {} }";
    let expect = |path: &str, expected: &str| assert_eq!(findings_of_path(path, id).0, [expected]);
    expect(
        "/a/:id",
        "the path has no `{id}`: it writes `:id`; did you mean `{id}`?",
    );
    expect(
        "/a/{ID}",
        "the path parameter `id` is called `ID` in `/a/{ID}`; read as that one",
    );
    expect(
        "a/{id}",
        "the path `a/{id}` has to begin with `/`; read as `/a/{id}`",
    );
    assert_eq!(
        findings_of_path("/a/{id}", "{ name: id, in: query, schema: {} }").0,
        ["the path has `{id}`, which is declared `in: query`; did you mean `in: path`?"]
    );
    for path in ["/a/{id", "/a/id}", "/a/{{id}}", "/a/{id/b}"] {
        let (messages, refused) = findings_of_path(path, id);
        assert_eq!(
            refused.expect("it is refused"),
            format!("the braces of the path `{path}` do not match")
        );
        assert!(messages.is_empty());
    }
}

#[test]
fn parameters() {
    in_operation(
        "parameters: [{ name: q, in: query, content: { application/json: {}, text/plain: {} } }]",
        &["the parameter `q` can have one media type; `text/plain` is left out"],
    );
    in_operation(
        "parameters: [{ name: q, in: query, schema: { type: string }, content: { text/plain: {} } }]",
        &["the parameter `q` has both `schema` and `content`; the schema counts"],
    );
    in_operation(
        "parameters: [{ name: q, in: query, content: {} }]",
        &["the content of the parameter `q` is empty; read as JSON"],
    );
    in_operation(
        "parameters: [{ name: q, in: query, content: { application/xml: { schema: { properties: { a: { type: string } } } } } }]",
        &[
            "the parameter `q` cannot be written: nothing writes lists or objects as `application/xml` there; `post` goes without it",
        ],
    );
    in_operation(
        "parameters: [{ name: w, in: querystring, content: { application/json: {} } }, { name: v, in: querystring, content: { application/json: {} } }]",
        &["`v` cannot be the whole query together with `w`; left out"],
    );
    in_operation(
        "parameters: [{ $ref: '#/components/parameters/Gone' }]",
        &["the reference `#/components/parameters/Gone` leads to nothing; left out"],
    );
    in_operation(
        "parameters: [{ name: p, in: path, required: true, schema: {} }]",
        &["the path has no `{p}`; the path parameter is left out"],
    );
    in_operation(
        "parameters: [{ name: q, in: body, schema: {} }]",
        &[
            "the parameter `q` is `in: body`, as in Swagger 2.0: it belongs into `requestBody`, under `application/json`; left out",
        ],
    );
    in_operation(
        "parameters: [{ name: q, in: query }]",
        &["the parameter `q` has no schema; read as text"],
    );
    in_operation(
        "parameters: [{ name: q, in: query, style: tabs, schema: {} }]",
        &["there is no style `tabs`; `q` is written in the usual one"],
    );
}
