//! Parents with a discriminator, and their children.

use super::{check, check_in};

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
