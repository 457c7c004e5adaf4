//! Inline schemas that say the same are one type under several names.

use super::{all, check, dedent, open};

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
fn whatever_differs_in_a_word_stays_apart() {
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
        h: { type: string, enum: [q, p] }";
    check(
        schemas,
        "T = { a?: TA, b?: TB, c?: TC, d?: TD, e?: TE, f?: TF deprecated, g?: TG, h?: TH }; TA = { x?: Text }; TB = { x: Text }; \
         TC = { x?: Text }; TD = { x?: Text, closed }; TE = { x?: Text? }; TF = { x?: Text }; \
         TG = enum text P \"p\" | Q \"q\"; TH = enum text Q \"q\" | P \"p\"",
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
fn a_twin_goes_all_the_ways_that_the_others_go() {
    let text = dedent(
        "
        openapi: 3.1.0
        info: { title: t, version: '1' }
        paths:
          /a:
            get:
              operationId: a
              responses: { '200': { description: d, content: { application/json: { schema: { properties: { x: { type: string } } } } } } }
          /b:
            post:
              operationId: b
              requestBody: { content: { application/json: { schema: { properties: { x: { type: string } } } } } }
              responses: { '204': { description: d } }
        ",
    );
    let api = all(&open(&[("api.yaml", &text)]));
    let ways = |name: &str| {
        let def = api.types.iter().find(|def| def.name.rust == name);
        def.map(|def| (def.sent, def.received))
    };
    assert_eq!(ways("AReply"), Some((true, true)), "it can be built, too");
}
