//! `oneOf`, `anyOf`, discriminators, lists of types, inheritance.

use super::{check, check_in};

#[test]
fn unions_of_components() {
    let schemas = "
    T: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    A: { type: object, properties: { a: { type: string } } }
    B: { type: object, properties: { b: { type: string } } }";
    check(
        schemas,
        "T = one of A | B; A = { a?: Text }; B = { b?: Text }",
    );
}

#[test]
fn discriminators_by_name_by_uri_and_implied() {
    let schemas = "
    T:
      oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }]
      discriminator: { propertyName: kind, mapping: { a1: A, a2: '#/components/schemas/A', b: '#/components/schemas/B' } }
    A: { type: object, properties: { kind: { type: string } } }
    B: { type: object, properties: { kind: { type: string } } }
    C: { type: object, properties: { kind: { type: string } } }";
    check(
        schemas,
        r#"T = one by kind of A "a1"+"a2" | B "b" | C "C"; A = { kind?: Text }; B = { kind?: Text }; C = { kind?: Text }"#,
    );
}

#[test]
fn what_the_members_say_of_the_tag_counts_before_their_names() {
    let schemas = "
    T: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }], discriminator: { propertyName: kind } }
    A: { type: object, required: [kind], properties: { kind: { const: a } } }
    B: { type: object, required: [kind], properties: { kind: { type: string, enum: [b, bb] } } }";
    check(
        schemas,
        r#"T = one by kind of A "a" | B "b"+"bb"; A = { kind: "a" }; B = { kind: BKind }; BKind = enum text B "b" | Bb "bb""#,
    );
}

#[test]
fn a_default_mapping() {
    let schemas = "
    T:
      oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]
      discriminator: { propertyName: kind, defaultMapping: B }
    A: { type: object, properties: { kind: { type: string } } }
    B: { type: object, properties: { kind: { type: string } } }";
    check_in(
        "3.2.0",
        schemas,
        r#"T = one by kind of A "A" | B "B" by default; A = { kind?: Text }; B = { kind?: Text }"#,
    );
}

#[test]
fn fixed_members_tell_variants_apart() {
    let schemas = "
    T:
      oneOf:
        - { type: object, required: [kind, x], properties: { kind: { const: circle }, x: { type: integer } } }
        - { type: object, required: [kind], properties: { kind: { const: square } } }";
    check(
        schemas,
        r#"T = one by kind of Circle TCircle "circle" | Square TSquare "square"; TCircle = { kind: "circle", x: I64 }; TSquare = { kind: "square" }"#,
    );
}

#[test]
fn one_or_null_is_not_a_union() {
    let schemas = "
    T: { required: [a], properties: { a: { oneOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] } } }
    A: { properties: { x: { type: string } } }";
    check(schemas, "T = { a: A? }; A = { x?: Text }");
    let schemas = "
    T: { properties: { a: { nullable: true, oneOf: [{ $ref: '#/components/schemas/A' }, { enum: [null] }] } } }
    A: { properties: { x: { type: string } } }";
    check_in("3.0.3", schemas, "T = { a?: A? }; A = { x?: Text }");
}

#[test]
fn unions_of_constraints_are_not_unions() {
    let schemas = "
    T:
      properties: { a: { type: string }, b: { type: string } }
      anyOf: [{ required: [a] }, { required: [b] }]";
    check(schemas, "T = { a?: Text, b?: Text }");
    check(
        "T: { type: string, anyOf: [{ pattern: a }, { maxLength: 3 }] }",
        "T = new Text",
    );
}

#[test]
fn enums_merge() {
    check(
        "T: { oneOf: [{ const: a, title: First, description: the first }, { const: b }] }",
        r#"T = enum text First "a" | B "b""#,
    );
    let schemas = "
    T: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: string, enum: [z] }] }
    A: { type: string, enum: [x, y] }";
    check(
        schemas,
        r#"T = enum text X "x" | Y "y" | Z "z"; A = enum text X "x" | Y "y""#,
    );
}

#[test]
fn text_or_enum_is_an_open_enum() {
    check(
        "T: { anyOf: [{ type: string }, { type: string, enum: [a, b] }] }",
        r#"T = enum text A "a" | B "b""#,
    );
    let schemas = "
    T: { properties: { a: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: string }] } } }
    A: { type: string, enum: [x, y] }";
    check(schemas, r#"T = { a?: A }; A = enum text X "x" | Y "y""#);
}

#[test]
fn texts_and_numbers_collapse() {
    check(
        "T: { oneOf: [{ type: string }, { type: string, format: uuid }] }",
        "T = new Text",
    );
    check(
        "T: { oneOf: [{ type: integer }, { type: number }] }",
        "T = new Number",
    );
    check(
        "T: { oneOf: [{ type: string, pattern: a }, { type: string, pattern: b }] }",
        "T = new Text",
    );
    check("T: { anyOf: [{ type: string }, {}] }", "T = Json");
}

#[test]
fn lists_of_types_are_unions_of_primitives() {
    check(
        "T: { type: [string, integer] }",
        "T = any of Integer I64 | Text",
    );
    check(
        "T: { properties: { a: { type: [boolean, string, 'null'] } } }",
        "T = { a?: TA? }; TA = any of Bool | Text",
    );
    check("T: { type: [integer, number] }", "T = new Number");
    check(
        "T: { type: [array, string], items: { type: string } }",
        "T = any of List [Text] | Text",
    );
    check(
        "T: { type: [string, number, boolean, object, array, 'null'] }",
        "T = any of Map {Json} | List [Json] | Bool | Number | Text",
    );
}

#[test]
fn a_base_next_to_a_union_is_in_every_variant() {
    let schemas = "
    T:
      type: object
      required: [id]
      properties: { id: { type: string } }
      oneOf:
        - { title: Card, required: [number], properties: { number: { type: string } } }
        - { title: Bank, required: [iban], properties: { iban: { type: string } } }";
    check(
        schemas,
        "T = one of Card TCard | Bank TBank; TCard = { id: Text, number: Text }; TBank = { id: Text, iban: Text }",
    );
}

#[test]
fn unions_in_unions_are_one() {
    let schemas = "
    T: { oneOf: [{ oneOf: [{ type: string }, { type: integer }] }, { type: 'null' }, { type: boolean }] }";
    check(schemas, "T = one of Text | Integer I64 | Bool");
}

#[test]
fn two_unions_at_once_are_multiplied() {
    let schemas = "
    T:
      allOf:
        - oneOf: [{ title: A, required: [a], properties: { a: { type: string } } }, { title: B, required: [b], properties: { b: { type: string } } }]
        - oneOf: [{ title: C, required: [c], properties: { c: { type: string } } }, { title: D, required: [d], properties: { d: { type: string } } }]";
    check(
        schemas,
        "T = one of AAndC TAAndC | AAndD TAAndD | BAndC TBAndC | BAndD TBAndD; TAAndC = { a: Text, c: Text }; \
         TBAndC = { b: Text, c: Text }; TAAndD = { a: Text, d: Text }; TBAndD = { b: Text, d: Text }",
    );
}

#[test]
fn variants_without_names_are_named_after_what_they_refer_to_or_have() {
    let schemas = "
    T:
      oneOf:
        - { allOf: [{ $ref: '#/components/schemas/Base' }, { $ref: '#/components/schemas/Card' }], properties: { x: { type: string } } }
        - { allOf: [{ $ref: '#/components/schemas/Base' }, { $ref: '#/components/schemas/Cash' }], properties: { x: { type: string } } }
    Base: { required: [id], properties: { id: { type: string } } }
    Card: { required: [pan], properties: { pan: { type: string } } }
    Cash: { required: [coins], properties: { coins: { type: integer } } }";
    check(
        schemas,
        "T = one of Card TCard | Cash TCash; TCard = { id: Text, pan: Text, x?: Text }; TCash = { id: Text, coins: I64, x?: Text }; \
         Base = { id: Text }; Card = { pan: Text }; Cash = { coins: I64 }",
    );
    let schemas = "
    T: { oneOf: [{ required: [a], properties: { a: { type: string }, c: { type: string } } }, { properties: { c: { type: string }, b: { type: string } } }] }";
    check(
        schemas,
        "T = one of WithA TWithA | WithB TWithB; TWithA = { a: Text, c?: Text }; TWithB = { c?: Text, b?: Text }",
    );
}

#[test]
fn several_lists_are_named_after_their_items() {
    let list = |items: &str| format!("{{ type: array, items: {items} }}");
    let schemas = format!(
        "
    T: {{ oneOf: [{{ type: string }}, {}, {}, {}, {}] }}
    Card: {{ type: object, properties: {{ pan: {{ type: string }} }} }}",
        list("{ type: string }"),
        list("{ type: integer }"),
        list(&list("{ type: integer }")),
        list("{ $ref: '#/components/schemas/Card' }"),
    );
    check(
        &schemas,
        "T = one of Text | TextList [Text] | IntegerList [I64] | IntegerListList [[I64]] | CardList [Card]; Card = { pan?: Text }",
    );
    let schemas = "
    T: { oneOf: [{ type: string }, { type: array, items: { type: string } }] }";
    check(schemas, "T = one of Text | List [Text]");
}
