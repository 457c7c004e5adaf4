//! Schemas that contain themselves.

use super::check;

#[test]
fn recursion_is_boxed_where_it_has_to_be() {
    check(
        "T: { properties: { next: { $ref: '#/components/schemas/T' }, all: { type: array, items: { $ref: '#/components/schemas/T' } } } }",
        "T = { next?: Box T, all?: [T] }",
    );
    let schemas = "
    T: { required: [u], properties: { u: { $ref: '#/components/schemas/U' } } }
    U: { properties: { t: { $ref: '#/components/schemas/T' } } }";
    check(schemas, "T = { u: Box U }; U = { t?: Box T }");
}

#[test]
fn what_could_never_be_filled_is_optional() {
    check(
        "T: { required: [next], properties: { next: { $ref: '#/components/schemas/T' } } }",
        "T = { next?: Box T }",
    );
    let schemas = "
    T: { required: [u], properties: { u: { $ref: '#/components/schemas/U' } } }
    U: { required: [t], properties: { t: { $ref: '#/components/schemas/T' } } }";
    check(schemas, "T = { u?: Box U }; U = { t: Box T }");
}

#[test]
fn aliases_that_lead_back_to_themselves() {
    check(
        "T: { type: array, items: { $ref: '#/components/schemas/T' } }",
        "T = new [T]",
    );
    let schemas = "
    T: { $ref: '#/components/schemas/U' }
    U: { $ref: '#/components/schemas/T' }";
    check(
        schemas,
        "T = U; U = Json; repaired: the schema `U` leads back to itself and says nothing; read as any value",
    );
}
