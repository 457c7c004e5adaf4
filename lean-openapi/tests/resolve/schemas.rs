//! Schemas that are not unions.

use super::{check, check_in};

#[test]
fn formats_choose_the_type_of_text() {
    check("T: { type: string }", "T = new Text");
    check("T: { type: string, format: uuid }", "T = new Uuid");
    check("T: { type: string, format: date }", "T = new Date");
    check("T: { type: string, format: date-time }", "T = new DateTime");
    check("T: { type: string, format: time }", "T = new Time");
    check("T: { type: string, format: duration }", "T = new Duration");
    check(
        "T: { type: string, format: decimal }",
        "T = new DecimalText",
    );
    check("T: { type: string, format: byte }", "T = new Base64");
    check("T: { type: string, format: password }", "T = new Secret");
    check("T: { type: string, format: ipv4 }", "T = new Ipv4");
    check("T: { type: string, format: uri }", "T = new Uri");
    check("T: { type: string, format: int64 }", "T = new TextI64");
    check("T: { type: string, format: uint64 }", "T = new TextU64");
    check(
        "T: { type: string, format: never-heard-of }",
        "T = new Text",
    );
    check(
        "T: { type: string, contentEncoding: base64 }",
        "T = new Base64",
    );
    check(
        "T: { type: string, contentMediaType: image/png }",
        "T = Binary",
    );
    check(
        "T: { type: string, contentMediaType: application/json }",
        "T = new Text",
    );
}

#[test]
fn bounds_and_formats_choose_the_width_of_numbers() {
    check("T: { type: integer }", "T = new I64");
    check("T: { type: integer, format: int32 }", "T = new I32");
    check(
        "T: { type: integer, format: uint8, minimum: 0 }",
        "T = new U32",
    );
    check(
        "T: { type: integer, format: int32, maximum: 4294967295 }",
        "T = new I64",
    );
    check("T: { type: integer, minimum: 0 }", "T = new I64");
    check(
        "T: { type: integer, minimum: 0, maximum: 18446744073709551615 }",
        "T = new U64",
    );
    check(
        "T: { type: integer, format: int64, minimum: 0, maximum: 18446744073709552000 }",
        "T = new U64",
    );
    check(
        "T: { type: integer, minimum: -1e30, maximum: 1e30 }",
        "T = new I128",
    );
    check(
        "T: { type: integer, maximum: 9223372036854775807 }",
        "T = new I64",
    );
    check("T: { type: number }", "T = new Number");
    check("T: { type: number, format: double }", "T = new Float");
    check("T: { type: number, format: decimal }", "T = new Decimal");
    check("T: { type: number, multipleOf: 0.01 }", "T = new Decimal");
    check("T: { type: number, multipleOf: 1e-2 }", "T = new Decimal");
    check("T: { type: number, multipleOf: 5.0 }", "T = new Number");
    check("T: { type: number, format: int64 }", "T = new I64");
}

#[test]
fn absent_and_null_are_different() {
    let schemas = "
    T:
      required: [a, b]
      properties:
        a: { type: string }
        b: { type: [string, 'null'] }
        c: { type: string }
        d: { type: [string, 'null'] }";
    check(schemas, "T = { a: Text, b: Text?, c?: Text, d?: Text? }");
}

#[test]
fn null_in_all_its_spellings() {
    let expected = "T = { a?: Text? }";
    check_in(
        "3.0.3",
        "T: { properties: { a: { type: string, nullable: true } } }",
        expected,
    );
    check(
        "T: { properties: { a: { type: [string, 'null'] } } }",
        expected,
    );
    check(
        "T: { properties: { a: { oneOf: [{ type: string }, { type: 'null' }] } } }",
        expected,
    );
    check(
        "T: { properties: { a: { anyOf: [{ type: string }, { const: null }] } } }",
        expected,
    );
    check(
        "T: { properties: { a: { anyOf: [{ type: string }, { enum: [null] }] } } }",
        expected,
    );
    check(
        "T: { properties: { a: { type: 'null' } } }",
        "T = { a?: Null? }",
    );
    check(
        "T: { properties: { a: { type: string, nullable: true } } }",
        "T = { a?: Text? }; repaired: `nullable` is of OpenAPI 3.0; read as if `null` were among the types",
    );
}

#[test]
fn null_of_a_component_is_known_where_it_is_used() {
    let schemas = "
    T: { required: [n, l], properties: { n: { $ref: '#/components/schemas/N' }, l: { type: array, items: { $ref: '#/components/schemas/N' } } } }
    N: { type: [string, 'null'] }";
    check(schemas, "T = { n: N?, l: [N?] }; N = new Text");
    let schemas = "
    T: { properties: { n: { allOf: [{ $ref: '#/components/schemas/N' }], nullable: true } } }
    N: { type: string }";
    check_in("3.0.0", schemas, "T = { n?: N? }; N = new Text");
}

#[test]
fn maps_and_structs_with_a_rest() {
    check("T: { type: object }", "T = {Json}");
    check(
        "T: { type: object, additionalProperties: { type: integer } }",
        "T = {I64}",
    );
    check(
        "T: { type: object, additionalProperties: false }",
        "T = { closed }",
    );
    check(
        "T: { patternProperties: { '^x': { type: string } } }",
        "T = {Text}",
    );
    check(
        "T: { properties: { a: { type: string } }, additionalProperties: { type: integer } }",
        "T = { a?: Text, ..I64 }",
    );
    check(
        "T: { properties: { a: { type: string } }, additionalProperties: false }",
        "T = { a?: Text, closed }",
    );
    check(
        "T: { properties: { a: { type: string } }, additionalProperties: true }",
        "T = { a?: Text, ..Json }",
    );
    check(
        "T: { properties: { a: { type: string }, b: false } }",
        "T = { a?: Text }",
    );
}

#[test]
fn lists_and_tuples() {
    check("T: { type: array, items: { type: string } }", "T = [Text]");
    check("T: { type: array }", "T = [Json]");
    check(
        "T: { type: array, items: { type: [string, 'null'] } }",
        "T = [Text?]",
    );
    check(
        "T: { type: array, prefixItems: [{ type: string }, { type: integer }], items: false }",
        "T = (Text, I64)",
    );
    check(
        "T: { type: array, prefixItems: [{ type: string }], items: { type: string } }",
        "T = [Text]",
    );
    check(
        "T: { type: array, prefixItems: [{ type: string }], items: { type: integer } }",
        "T = [Json]",
    );
    check(
        "T: { type: array, prefixItems: [{ type: string }, { type: integer }], minItems: 1 }",
        "T = [Json]",
    );
}

#[test]
fn anything() {
    check("T: {}", "T = Json");
    check("T: true", "T = Json");
    check("T: { description: whatever }", "T = Json");
    check(
        "T: { properties: { a: { nullable: true }, b: {} } }",
        "T = { a?: Json, b?: Json }; repaired: `nullable` is of OpenAPI 3.0; read as if `null` were among the types",
    );
}

#[test]
fn missing_types_are_inferred() {
    check(
        "T: { properties: { a: { minLength: 1 } } }",
        "T = { a?: Text }",
    );
    check(
        "T: { properties: { a: { maximum: 10 } } }",
        "T = { a?: Number }",
    );
    check(
        "T: { properties: { a: { items: { type: string } } } }",
        "T = { a?: [Text] }",
    );
    check(
        "T: { properties: { a: { format: uuid } } }",
        "T = { a?: Uuid }",
    );
    check(
        "T: { properties: { a: { additionalProperties: { type: string } } } }",
        "T = { a?: {Text} }",
    );
}

#[test]
fn marks_of_members() {
    let schemas = "
    T:
      properties:
        a: { type: string, readOnly: true }
        b: { type: string, writeOnly: true }
        c: { type: string, deprecated: true, default: x }
        d: { type: string, format: password }
        e: { type: string, x-sensitive: true }";
    check(
        schemas,
        r#"T = { a?: Text read-only, b?: Text write-only, c?: Text = "x" deprecated, d?: Secret sensitive, e?: Text sensitive }"#,
    );
}

#[test]
fn small_mistakes_are_repaired() {
    check(
        "T: { type: integer, minimum: 1, exclusiveMinimum: true }",
        "T = new I64; repaired: `exclusiveMinimum` is written as another version of OpenAPI has it; read as it means there",
    );
    check(
        "T: { type: int }",
        "T = new I64; repaired: there is no type `int`; read as `integer`",
    );
    check(
        "T: { type: gizmo }",
        "T = Json; repaired: there is no type `gizmo`; read as any value",
    );
    check(
        "T: { required: [ghost], properties: { a: { type: string, required: true } } }",
        "T = { a?: Text }; repaired: `required` belongs to the object, as a list of names; left out; \
         repaired: `ghost` is required but no property; left out",
    );
    check(
        "T: { properties: { a: { $ref: '#/components/schemas/Nowhere' } } }",
        "T = { a?: Json }; repaired: the reference `#/components/schemas/Nowhere` leads to nothing; read as any value",
    );
}

/// Most who write `items` or `properties` without `type` mean lists and objects; who writes no more than which of several
/// things items are may mean that of the value itself.
#[test]
fn kinds_without_a_type() {
    check("T: { items: { type: string } }", "T = [Text]");
    check(
        "T: { properties: { a: { type: string } } }",
        "T = { a?: Text }",
    );
    check(
        "T: { items: { anyOf: [{ type: string }, { type: integer }] } }",
        "T = one of List [TItem]; TItem = any of Text | Integer I64",
    );
    check(
        "T: { type: array, items: { anyOf: [{ type: string }, { type: integer }] } }",
        "T = [TItem]; TItem = any of Text | Integer I64",
    );
}
