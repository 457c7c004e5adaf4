//! Schemas that several parts describe: `allOf`, keywords next to references, and conditions.

use super::{check, check_in};

#[test]
fn siblings_of_a_reference_30_ignores_and_31_applies() {
    let schemas = "
    T: { properties: { a: { $ref: '#/components/schemas/A', readOnly: true, default: x, deprecated: true } } }
    A: { type: string }";
    let ignored = ["readOnly", "deprecated", "default"].map(|key| {
        format!("; ignored: OpenAPI 3.0 ignores `{key}` next to `$ref`; left out: put the reference into `allOf`")
    });
    let expected = format!("T = {{ a?: A }}; A = new Text{}", ignored.concat());
    check_in("3.0.0", schemas, &expected);
    check(
        schemas,
        "T = { a?: A = \"x\" read-only deprecated }; A = new Text",
    );
}

#[test]
fn properties_next_to_a_reference_make_a_new_type() {
    let schemas = "
    T: { $ref: '#/components/schemas/A', required: [a], properties: { b: { type: integer } } }
    A: { properties: { a: { type: string } } }";
    check(schemas, "T = { a: Text, b?: I64 }; A = { a?: Text }");
    let ignored = |key: &str| {
        format!(
            "; ignored: OpenAPI 3.0 ignores `{key}` next to `$ref`; left out: put the reference into `allOf`"
        )
    };
    let expected = format!(
        "T = A; A = {{ a?: Text }}{}{}",
        ignored("properties"),
        ignored("required")
    );
    check_in("3.0.0", schemas, &expected);
}

#[test]
fn all_of_is_merged() {
    let schemas = "
    T:
      required: [c]
      allOf:
        - $ref: '#/components/schemas/A'
        - { required: [a], properties: { b: { type: string } } }
        - { properties: { c: { type: boolean } } }
    A: { type: object, properties: { a: { type: string } } }";
    check(
        schemas,
        "T = { a: Text, b?: Text, c: Bool }; A = { a?: Text }",
    );
}

#[test]
fn all_of_one_is_a_reference_with_remarks() {
    let schemas = "
    T: { properties: { a: { allOf: [{ $ref: '#/components/schemas/A' }], description: hello, readOnly: true } } }
    A: { type: object, properties: { x: { type: string } } }";
    check(schemas, "T = { a?: A read-only }; A = { x?: Text }");
}

#[test]
fn all_of_the_same_member_from_two_parts() {
    let schemas = "
    T:
      allOf:
        - { properties: { a: { type: [string, integer] } } }
        - { properties: { a: { type: string, format: uuid } } }";
    check(schemas, "T = { a?: Uuid }");
    let schemas = "
    T:
      allOf:
        - { properties: { a: { type: string } } }
        - { properties: { a: { description: only a remark } } }";
    check(schemas, "T = { a?: Text }");
}

#[test]
fn conditions_give_members_that_may_be_there() {
    let schemas = "
    T:
      properties: { kind: { type: string } }
      if: { properties: { kind: { const: a } } }
      then: { required: [x], properties: { x: { type: string } } }";
    check(schemas, "T = { kind?: Text, x?: Text }");
}
