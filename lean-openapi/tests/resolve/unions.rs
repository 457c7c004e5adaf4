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
fn one_or_null_is_no_union() {
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
fn unions_of_constraints_are_none() {
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
fn a_base_beside_a_union_is_in_every_variant() {
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

#[test]
fn inheritance_by_a_discriminated_parent() {
    let schemas = "
    T: { properties: { pet: { $ref: '#/components/schemas/Pet' } } }
    Pet:
      type: object
      required: [petType]
      properties: { petType: { type: string }, size: { properties: { cm: { type: integer } } } }
      discriminator: { propertyName: petType, mapping: { dog: Dog } }
    Cat: { allOf: [{ $ref: '#/components/schemas/Pet' }, { properties: { lives: { type: integer } } }] }
    Dog: { allOf: [{ $ref: '#/components/schemas/Pet' }] }";
    let pets = "PetSize = { cm?: I64 }; Cat = { petType as pet_type: Text, size?: PetSize, lives?: I64 }; \
                Dog = { petType as pet_type: Text, size?: PetSize }";
    let expected = format!(
        "T = {{ pet?: Pet }}; Pet = one by petType of Cat \"Cat\" | Dog \"dog\" | Pet PetBase \"Pet\" by default; \
         PetBase = {{ petType as pet_type: Text, size?: PetSize, ..Json }}; {pets}"
    );
    check_in("3.0.0", schemas, &expected);
}

#[test]
fn a_parent_that_lists_its_children() {
    let schemas = "
    T:
      type: object
      required: [kind]
      properties: { kind: { type: string } }
      oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }]
      discriminator: { propertyName: kind }
    A: { allOf: [{ $ref: '#/components/schemas/T' }, { properties: { a: { type: string } } }] }
    B: { allOf: [{ $ref: '#/components/schemas/T' }, { properties: { b: { type: string } } }] }";
    check(
        schemas,
        "T = one by kind of A \"A\" | B \"B\"; A = { kind: Text, a?: Text }; B = { kind: Text, b?: Text }",
    );
}

#[test]
fn variants_of_one_parent_have_its_discriminator() {
    let schemas = "
    T: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    P: { type: object, properties: { kind: { type: string } }, discriminator: { propertyName: kind, mapping: { a: A } } }
    A: { allOf: [{ $ref: '#/components/schemas/P' }, { properties: { x: { type: string } } }] }
    B: { allOf: [{ $ref: '#/components/schemas/P' }, { properties: { y: { type: string } } }] }";
    check(
        schemas,
        "T = one by kind of A \"a\" | B \"B\"; P = one by kind of A \"a\" | B \"B\" | P PBase \"P\" by default; \
         PBase = { kind?: Text, ..Json }; A = { kind?: Text, x?: Text }; B = { kind?: Text, y?: Text }",
    );
}

#[test]
fn values_of_tags_behind_references() {
    let schemas = "
    T: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    A: { type: object, required: [kind], properties: { kind: { $ref: '#/components/schemas/KA' } } }
    B: { type: object, required: [kind], properties: { kind: { allOf: [{ $ref: '#/components/schemas/KB' }] } } }
    KA: { type: string, enum: [a] }
    KB: { type: string, enum: [b, bb] }";
    check(
        schemas,
        "T = one by kind of A \"a\" | B \"b\"+\"bb\"; A = { kind: Ka }; B = { kind: Kb }; Ka = enum text A \"a\"; \
         Kb = enum text B \"b\" | Bb \"bb\"",
    );
}

/// By `anyOf` several may hold at once: objects that overlap are one object with the members of all.
#[test]
fn objects_that_may_hold_together_are_one() {
    let schemas = "
    T: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] }
    A: { type: object, properties: { a: { type: string }, x: { type: integer, description: of A } } }
    B: { type: object, properties: { b: { properties: { c: { type: boolean } } }, x: { type: integer } } }";
    check(
        schemas,
        "T = { a?: Text, x?: I64, b?: BB }; A = { a?: Text, x?: I64 }; B = { b?: BB, x?: I64 }; BB = { c?: Bool }",
    );
    check(
        "T:
      properties: { id: { type: string } }
      required: [id]
      anyOf:
        - { required: [id, z], properties: { a: { type: string }, z: { type: string } } }
        - { required: [z], properties: { b: { type: string }, z: { type: string } } }",
        "T = { id: Text, a?: Text, z: Text, b?: Text }",
    );
}

#[test]
fn objects_that_are_told_apart_stay_a_union() {
    // One requires what the other does not have.
    let schemas = "
    T: { anyOf: [{ title: Cat, required: [meow], properties: { meow: { type: string } } },
                 { title: Dog, properties: { bark: { type: string } } }] }";
    check(
        schemas,
        "T = any of Cat TCat | Dog TDog; TCat = { meow: Text }; TDog = { bark?: Text }",
    );
    // One has all that the other has.
    let schemas = "
    T: { anyOf: [{ title: Whole, required: [a], properties: { a: { type: string }, b: { type: string } } },
                 { title: Short, properties: { a: { type: string } } }] }";
    check(
        schemas,
        "T = any of Whole TWhole | Short TShort; TWhole = { a: Text, b?: Text }; TShort = { a?: Text }",
    );
    // They contradict each other.
    let schemas = "
    T: { anyOf: [{ title: P, properties: { a: { type: string }, p: { type: string } } },
                 { title: Q, properties: { a: { type: integer }, q: { type: string } } }] }";
    check(
        schemas,
        "T = any of P TP | Q TQ; TP = { a?: Text, p?: Text }; TQ = { a?: I64, q?: Text }",
    );
    // Members that are not listed are excluded.
    let schemas = "
    T: { anyOf: [{ title: P, properties: { p: { type: string } }, additionalProperties: false },
                 { title: Q, properties: { q: { type: string } } }] }";
    check(
        schemas,
        "T = any of P TP | Q TQ; TP = { p?: Text, closed }; TQ = { q?: Text }",
    );
}

#[test]
fn objects_that_may_hold_together_beside_something_else() {
    let schemas = "
    T: { anyOf: [{ type: string }, { title: P, properties: { p: { type: string } } }, { title: Q, properties: { q: { type: string } } }] }";
    check(
        schemas,
        "T = any of Text | POrQ TPOrQ; TPOrQ = { p?: Text, q?: Text }",
    );
}

#[test]
fn objects_that_may_hold_together_and_hold_themselves() {
    let schemas = "
    T: { anyOf: [{ properties: { a: { $ref: '#/components/schemas/T' } } }, { properties: { b: { $ref: '#/components/schemas/T' } } }] }";
    check(schemas, "T = { a?: Box T, b?: Box T }");
}
