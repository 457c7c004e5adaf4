//! Parameters: styles, merging, omissions, refusals.

use super::{all, check_api, check_operation, open};

#[test]
fn styles_and_what_is_usual() {
    check_operation(
        "
        /a/{p}/{l}/{m}:
          get:
            operationId: get
            parameters:
              - { name: m, in: path, required: true, style: matrix, explode: true, schema: { type: array, items: { type: string } } }
              - { name: l, in: path, required: true, style: label, schema: { type: array, items: { type: string } } }
              - { name: p, in: path, required: true, schema: { type: string } }
              - { name: q, in: query, schema: { type: array, items: { type: string } } }
              - { name: c, in: query, explode: false, allowReserved: true, schema: { type: array, items: { type: string } } }
              - { name: s, in: query, style: spaceDelimited, schema: { type: array, items: { type: string } } }
              - { name: d, in: query, style: deepObject, explode: true, schema: { type: object, properties: { x: { type: string } } } }
              - { name: X-H, in: header, required: true, schema: { type: string } }
              - { name: k, in: cookie, schema: { type: string } }
            responses: { '204': { description: none } }
        ",
        "
        get: GET /a/{p}/{l}/{m} (p path simple: Text, l path label: [Text], m path matrix*: [Text], X-H as x_h header simple: Text, \
         q? query form*: [Text], c? query form+: [Text], s? query spacedelimited: [Text], d? query deepobject*: GetD, k? cookie form*: Text) -> nothing ! nothing
        GetD = { x?: Text }
        ",
    );
}

#[test]
fn of_the_path_item_and_of_the_operation() {
    check_operation(
        "
        /a/{id}:
          parameters:
            - { name: id, in: path, required: true, schema: { type: string } }
            - { name: page, in: query, schema: { type: integer } }
            - { name: kind, in: query, schema: { type: string, enum: [a, b] } }
          get:
            operationId: get
            parameters: [{ name: page, in: query, required: true, schema: { type: string } }]
            responses: { '204': { description: none } }
          put:
            operationId: put
            responses: { '204': { description: none } }
        ",
        "
        get: GET /a/{id} (id path simple: Text, page query form*: Text, kind? query form*: AByIdKind) -> nothing ! nothing
        put: PUT /a/{id} (id path simple: Text, page? query form*: I64, kind? query form*: AByIdKind) -> nothing ! nothing
        AByIdKind = enum text A \"a\" | B \"b\"
        ",
    );
}

#[test]
fn the_case_of_headers_tells_nothing_apart() {
    check_operation(
        "
        /a:
          parameters: [{ name: X-Id, in: header, schema: { type: string } }]
          get:
            operationId: get
            parameters: [{ name: x-id, in: header, required: true, schema: { type: integer } }]
            responses: { '204': { description: none } }
        ",
        "
        get: GET /a (x-id as x_id header simple: I64) -> nothing ! nothing
        ",
    );
}

#[test]
fn headers_that_are_set_by_other_means() {
    check_operation(
        "
        /a:
          get:
            operationId: get
            parameters: [{ name: accept, in: header, schema: { type: string } }]
            responses: { '204': { description: none } }
        ",
        "
        get: GET /a () -> nothing ! nothing
        ignored: the header parameter `accept` is set by other means; left out
        ",
    );
}

#[test]
fn path_and_parameters_that_do_not_agree() {
    check_operation(
        "
        /a/{id}/{other}:
          get:
            operationId: get
            parameters:
              - { name: id, in: path, schema: { type: integer } }
              - { name: gone, in: path, required: true, schema: { type: string } }
              - { name: q, in: query, schema: { type: string } }
              - { name: q, in: query, schema: { type: integer } }
            responses: { '204': { description: none } }
        ",
        "
        get: GET /a/{id}/{other} (id path simple: I64, other path simple: Text, q? query form*: I64) -> nothing ! nothing
        repaired: the parameter `q` is there twice; the last one counts
        repaired: the path parameter `id` has to be `required: true`; read as if it were
        repaired: the path has no `{gone}`; the path parameter is left out
        repaired: `{other}` in the path is not a parameter; read as text
        ",
    );
}

#[test]
fn queries_and_fragments_in_paths() {
    check_operation(
        "
        /a?beta=true:
          get: { operationId: get, responses: { '204': { description: none } } }
        /a/{id}#upload:
          post: { operationId: post, responses: { '204': { description: none } }, parameters: [{ name: id, in: path, required: true, schema: { type: string } }] }
        /b?id={id}:
          get: { operationId: b, responses: { '204': { description: none } }, parameters: [{ name: id, in: path, required: true, schema: { type: string } }] }
        ",
        "
        get: GET /a (beta query form*: \"true\") -> nothing ! nothing
        post: POST /a/{id} (id path simple: Text) -> nothing ! nothing
        b: GET /b (id query form*: Text) -> nothing ! nothing
        ",
    );
}

#[test]
fn names_that_clash_say_where_they_go() {
    check_operation(
        "
        /a/{id}:
          get:
            operationId: get
            parameters:
              - { name: id, in: path, required: true, schema: { type: string } }
              - { name: id, in: query, schema: { type: string } }
              - { name: ID, in: query, schema: { type: string } }
              - { name: Id, in: header, schema: { type: string } }
            responses: { '204': { description: none } }
        ",
        "
        get: GET /a/{id} (id path simple: Text, id as id_query? query form*: Text, ID as id_2? query form*: Text, Id as id_header? header simple: Text) -> nothing ! nothing
        ",
    );
}

#[test]
fn by_a_media_type() {
    check_operation(
        "
        /a:
          get:
            operationId: get
            parameters:
              - { name: filter, in: query, content: { application/json: { schema: { type: object, properties: { deep: { properties: { x: { type: array, items: { type: string } } } } } } } } }
            responses: { '204': { description: none } }
        ",
        "
        get: GET /a (filter? query application/json: GetFilter) -> nothing ! nothing
        GetFilter = { deep?: GetFilterDeep }
        GetFilterDeep = { x?: [Text] }
        ",
    );
}

#[test]
fn the_whole_query_by_a_media_type() {
    check_api(
        "
        openapi: 3.2.0
        info: { title: t, version: '1' }
        paths:
          /a:
            query:
              operationId: search
              parameters: [{ name: q, in: querystring, content: { application/x-www-form-urlencoded: { schema: { properties: { x: { type: string } } } } } }]
              responses: { '204': { description: none } }
            additionalOperations:
              Purge: { operationId: purge, responses: { '204': { description: none } } }
        ",
        "
        search: QUERY /a (q? querystring application/x-www-form-urlencoded: SearchQ) -> nothing ! nothing
        purge: Purge /a () -> nothing ! nothing
        SearchQ = { x?: Text }
        ",
    );
}

#[test]
fn undefined_forms_are_refused_by_name_and_optional_ones_left_out() {
    check_operation(
        "
        /a:
          get:
            operationId: nested
            parameters: [{ name: f, in: query, required: true, schema: { type: array, items: { type: object, properties: { x: { type: string } } } } }]
            responses: { '204': { description: none } }
          put:
            operationId: deepList
            parameters: [{ name: f, in: query, style: deepObject, explode: true, schema: { properties: { x: { type: array, items: { type: string } } } } }]
            responses: { '204': { description: none } }
          post:
            operationId: pipes
            parameters: [{ name: f, in: query, style: pipeDelimited, explode: true, schema: { type: array, items: { type: string } } }]
            responses: { '204': { description: none } }
          delete:
            operationId: fine
            parameters: [{ name: f, in: query, style: pipeDelimited, schema: { type: array, items: { type: string } } }]
            responses: { '204': { description: none } }
        ",
        "
        nested: refused: the parameter `f` cannot be written: the style `form` is not defined for lists or objects inside others
        deep_list: PUT /a (f? query deepobject*: DeepListF) -> nothing ! nothing
        pipes: POST /a () -> nothing ! nothing
        fine: DELETE /a (f? query pipedelimited: [Text]) -> nothing ! nothing
        DeepListF = { x?: [Text] }
        refused: the parameter `f` cannot be written: the style `pipeDelimited` is not defined with `explode: true`; `pipes` goes without it
        ",
    );
}

#[test]
fn brackets_as_the_description_says() {
    check_operation(
        "
        /a:
          get:
            operationId: indexed
            parameters: [{ name: f, in: query, x-brackets: index, required: true, schema: { type: array, items: { type: object, properties: { x: { type: string } } } } }]
            responses: { '204': { description: none } }
          put:
            operationId: repeated
            parameters: [{ name: f, in: query, x-brackets: repeat, required: true, schema: { type: array, items: { type: object, properties: { x: { type: string } } } } }]
            responses: { '204': { description: none } }
          post:
            operationId: empty
            parameters: [{ name: f, in: query, x-brackets: empty, required: true, schema: { type: array, items: { type: array, items: { type: string } } } }]
            responses: { '204': { description: none } }
          delete:
            operationId: wrong
            parameters: [{ name: f, in: query, x-brackets: round, schema: { type: array, items: { type: string } } }]
            responses: { '204': { description: none } }
        ",
        "
        indexed: GET /a (f query deepindexed: [IndexedFItem]) -> nothing ! nothing
        repeated: refused: the parameter `f` cannot be written: `x-brackets: repeat` does not tell the items of a list apart that are lists or objects
        empty: refused: the parameter `f` cannot be written: `x-brackets: empty` does not tell the items of a list apart that are lists or objects
        wrong: DELETE /a (f? query form*: [Text]) -> nothing ! nothing
        IndexedFItem = { x?: Text }
        repaired: `x-brackets` is one of `empty`, `index` and `repeat`; left out
        ",
    );
}

#[test]
fn parts_that_no_style_writes_are_refused() {
    let refusal = |encoding: &str| {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths:\n  /a:\n    post:\n      operationId: send\n      \
             requestBody: {{ content: {{ application/x-www-form-urlencoded: {{ \
             schema: {{ type: object, properties: {{ v: {{ type: array, items: {{ type: object, properties: {{ x: {{ type: string }} }} }} }} }} }}, \
             {encoding} }} }} }}\n      responses: {{ '204': {{ description: none }} }}\n"
        );
        let api = all(&open(&[("api.yaml", &text)]));
        let refused = api.operations[0].refused.clone();
        refused.map(|finding| finding.message).unwrap_or_default()
    };
    for encoding in [
        "encoding: { v: { style: form } }",
        "encoding: { v: { explode: true } }",
    ] {
        assert_eq!(
            refusal(encoding),
            "the part `v` cannot be written: the style `form` is not defined for lists or objects inside others"
        );
    }
    assert!(refusal("encoding: { v: { x-brackets: repeat } }").contains("`x-brackets: repeat`"));
    for encoding in [
        "encoding: { v: { style: deepObject } }",
        "encoding: { v: { x-brackets: empty } }",
        "x-brackets: index",
        "encoding: {}",
    ] {
        assert_eq!(refusal(encoding), "", "{encoding}");
    }
}

#[test]
fn parameters_of_components() {
    check_api(
        "
        openapi: 3.1.0
        info: { title: t, version: '1' }
        paths:
          /a:
            get:
              operationId: get
              parameters: [{ $ref: '#/components/parameters/status' }, { $ref: '#/components/parameters/nowhere' }]
              responses: { '204': { description: none } }
        components:
          parameters:
            status: { name: status, in: query, schema: { type: string, enum: [a, b] } }
        ",
        "
        get: GET /a (status? query form*: StatusParameter) -> nothing ! nothing
        StatusParameter = enum text A \"a\" | B \"b\"
        repaired: the reference `#/components/parameters/nowhere` leads to nothing; left out
        ",
    );
}
