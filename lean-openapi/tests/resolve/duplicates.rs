//! Inline schemas that say the same are one type under several names.

use lean_openapi::api::{Api, TypeId};

use super::{all, dedent, of_operation, open, render, with_schemas};

/// Asserts the model of the component `T` with duplicates joined, then all other types.
#[track_caller]
fn check(schemas: &str, expected: &str) {
    let api = joined(&with_schemas("3.1.0", schemas));
    assert_eq!(render::render_types(&api, Some("T")), expected);
}

fn joined(text: &str) -> Api {
    let mut api = all(&open(&[("api.yaml", text)]));
    lean_openapi::dedup::join(&mut api.types);
    api
}

#[test]
fn inline_enums_and_objects_that_are_alike() {
    let schemas = "
    T:
      properties:
        created: { properties: { by: { type: string, enum: [user, system] }, at: { type: integer } } }
        changed: { properties: { by: { type: string, enum: [user, system] }, at: { type: integer } } }";
    check(
        schemas,
        "T = { created?: TCreated, changed?: TChanged }; TCreated = { by?: TCreatedBy, at?: I64 }; \
         TCreatedBy = enum text User \"user\" | System \"system\"; TChanged = TCreated; TChangedBy = TCreatedBy",
    );
}

#[test]
fn types_that_differ_in_a_word_stay_separate() {
    let schemas = "
    T:
      properties:
        a: { properties: { x: { type: string } } }
        b: { properties: { x: { type: string } }, required: [x] }
        c: { properties: { x: { type: string, description: another } } }
        d: { properties: { x: { type: string } }, additionalProperties: false }
        e: { properties: { x: { type: [string, 'null'] } } }
        f: { properties: { x: { type: string } }, deprecated: true }
        g: { type: string, enum: [p, q] }
        i: { title: Another, properties: { x: { type: string } } }
        h: { type: string, enum: [q, p] }";
    check(
        schemas,
        "T = { a?: TA, b?: TB, c?: TC, d?: TD, e?: TE, f?: TF deprecated, g?: TG, i?: TI, h?: TH }; TA = { x?: Text }; TB = { x: Text }; \
         TC = { x?: Text }; TD = { x?: Text, closed }; TE = { x?: Text? }; TF = { x?: Text }; \
         TG = enum text P \"p\" | Q \"q\"; TI = { x?: Text }; TH = enum text Q \"q\" | P \"p\"",
    );
}

#[test]
fn components_stay_apart_however_alike() {
    let schemas = "
    T: { properties: { a: { $ref: '#/components/schemas/A' }, b: { $ref: '#/components/schemas/B' }, c: { properties: { x: { type: string } } } } }
    A: { properties: { x: { type: string } } }
    B: { properties: { x: { type: string } } }";
    check(
        schemas,
        "T = { a?: A, b?: B, c?: TC }; TC = { x?: Text }; A = { x?: Text }; B = { x?: Text }",
    );
}

#[test]
fn a_duplicate_goes_in_the_directions_of_all_duplicates() {
    let paths = "
    /a:
      get:
        operationId: a
        responses: { '200': { description: d, content: { application/json: { schema: { properties: { x: { type: string } } } } } } }
    /b:
      post:
        operationId: b
        requestBody: { content: { application/json: { schema: { properties: { x: { type: string } } } } } }
        responses: { '204': { description: d } }";
    let api = joined(&of_operation("3.1.0", paths));
    let ways = |name: &str| {
        let def = api.types.iter().find(|def| def.name.rust == name);
        def.map(|def| (def.sent, def.received))
    };
    assert_eq!(ways("AReply"), Some((true, true)), "it can be built, too");
}

#[test]
fn duplicates_of_duplicates() {
    // What `GetB` and `PostC` hold is one type by reference, what `GetA` holds another until it is joined.
    let text = dedent(
        "
        openapi: 3.1.0
        info: { title: t, version: '1' }
        paths:
          /a:
            get:
              operationId: getA
              responses: { '200': { description: d, content: { application/json: { schema: { properties: { n: { properties: { x: { type: string } } } } } } } } }
          /b:
            get:
              operationId: getB
              responses: { '200': { description: d, content: { application/json: { schema: { properties: { n: { $ref: '#/components/schemas/Z/properties/q' } } } } } } }
          /c:
            post:
              operationId: postC
              requestBody: { content: { application/json: { schema: { properties: { n: { $ref: '#/components/schemas/Z/properties/q' } } } } } }
              responses: { '204': { description: d } }
        components: { schemas: { Z: { properties: { q: { properties: { x: { type: string } } } } } } }
        ",
    );
    let api = joined(&text);
    assert_eq!(
        render::render_types(&api, Some("GetAReply")),
        "GetAReply = { n?: GetAReplyN }; GetAReplyN = { x?: Text }; GetBReply = GetAReply; PostCRequest = GetAReply; Z = { q?: ZQ }; ZQ = GetAReplyN"
    );
    let first = api.types.iter().find(|def| def.name.rust == "GetAReply");
    assert!(
        first.is_some_and(|def| def.sent),
        "one of them is sent, so all can be built"
    );
}

/// Returns the key that identifies the type of that name, for this choice of operations.
fn key(text: &str, operations: &[&str], name: &str) -> u64 {
    use lean_openapi::document::Wanted;
    use lean_openapi::resolve::{Choice, Chosen};

    let names = operations
        .iter()
        .map(|name| Wanted::Name((*name).to_owned()));
    let choice = Choice {
        operations: Chosen::Names(names.collect()),
        schemas: vec!["T".to_owned()],
        webhooks: false,
    };
    let mut api = open(&[("api.yaml", text)]).resolve(&choice, &Default::default());
    lean_openapi::dedup::join(&mut api.types);
    let index = api.types.iter().position(|def| def.name.rust == name);
    lean_openapi::key::key(&api, TypeId(index.expect("the type")))
}

#[test]
fn a_proof_for_one_duplicate_holds_for_all() {
    let text = dedent(
        "
        openapi: 3.1.0
        info: { title: t, version: '1' }
        paths:
          /b:
            get:
              operationId: getB
              responses: { '200': { description: d, content: { application/json: { schema: { properties: { n: { type: array, items: { $ref: '#/components/schemas/T/properties/a' } } } } } } } }
          /d:
            get:
              operationId: getD
              responses: { '200': { description: d, content: { application/json: { schema: { properties: { x: { type: string } } } } } } }
        components:
          schemas:
            T:
              properties:
                a: { properties: { n: { type: array, items: { $ref: '#/components/schemas/T/properties/a' } } } }
                d: { properties: { x: { type: string } } }
        ",
    );
    for name in ["TA", "TD", "T"] {
        let alone = key(&text, &[], name);
        assert_eq!(key(&text, &["getB", "getD"], name), alone, "{name}");
    }
    assert_eq!(key(&text, &["getD"], "GetDReply"), key(&text, &[], "TD"));
    assert_ne!(key(&text, &[], "TA"), key(&text, &[], "TD"));
}

#[test]
fn types_that_are_reached_on_many_ways() {
    let mut schemas = String::from(
        "T: { properties: { x: { $ref: '#/components/schemas/A0/properties/x' } } }\n",
    );
    for index in 0..60 {
        let next = format!(
            "{{ $ref: '#/components/schemas/A{}/properties/x' }}",
            index + 1
        );
        schemas += &format!(
            "A{index}: {{ properties: {{ x: {{ properties: {{ a: {next}, b: {next} }} }} }} }}\n"
        );
    }
    schemas += "A60: { properties: { x: { properties: { z: { type: string } } } } }\n";
    let text = with_schemas("3.1.0", &schemas);
    key(&text, &[], "A0X");
}
