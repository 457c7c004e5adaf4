//! Objects of an `anyOf` that a value may mix.

use super::check;

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
fn distinguishable_objects_stay_a_union() {
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
fn overlapping_objects_next_to_another_variant() {
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
