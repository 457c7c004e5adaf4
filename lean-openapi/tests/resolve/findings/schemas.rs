//! Findings about schemas: keywords, types, values and discriminators.

use super::{expect_findings, in_schema};

#[test]
fn types_and_formats_that_there_are_not() {
    let of = |schema: &str, expected: &str| in_schema(&format!("T: {schema}"), &[expected]);
    of(
        "{ type: date }",
        "there is no type `date`; read as `string`, `format: date`",
    );
    of(
        "{ type: strng }",
        "there is no type `strng`; did you mean `string`?",
    );
    of(
        "{ type: any }",
        "there is no type `any`: without `type`, any value will do; read as any value",
    );
    of(
        "{ type: { a: b } }",
        "a type is a text, such as `string`; left out",
    );
    of(
        "{ typ: string }",
        "unknown field `typ`; did you mean `type`?",
    );
    for format in ["date_time", "datetime", "dateTime"] {
        of(
            &format!("{{ type: string, format: {format} }}"),
            &format!("`{format}` is not a known format; did you mean `date-time`?"),
        );
    }
    in_schema("T: { type: string, format: country-code }", &[]);
    of(
        "{ type: string, enum: a }",
        "`enum` has to be a list: `[a]`; left out",
    );
}

#[test]
fn keywords_of_schemas() {
    in_schema(
        "T: { type: object, propeties: {} }\nU: { $ref: '#/components/schemas/T', propertis: {}, colour: red }\nV: { colour: red }",
        &[
            "unknown field `propeties`; did you mean `properties`?",
            "unknown field `propertis`; did you mean `properties`?",
            "unknown keyword `colour`; left out, here and elsewhere",
        ],
    );
    in_schema(
        "T: { type: string, not: { const: a } }",
        &["`not` is not checked: no type says it"],
    );
    in_schema(
        "T: { type: array, items: {}, contains: { const: 1 } }",
        &["`contains` is not checked: no type says it"],
    );
    in_schema(
        "T: { type: object, propertyNames: { maxLength: 3 } }",
        &["`propertyNames` is not checked: no type says it"],
    );
    in_schema(
        "T: { type: object, properties: { a: {}, b: {} }, dependentRequired: { a: [b] } }",
        &["`dependentRequired` is not checked: no type says it"],
    );
    in_schema(
        "T: { type: string, contentMediaType: application/json, contentSchema: {} }",
        &["`contentSchema` is not read: the text stays a text"],
    );
    in_schema(
        "T: { allOf: [{ type: string }, { type: integer }] }",
        &["parts of this schema allow no type in common; the first one counts"],
    );
    in_schema(
        "T: { allOf: [{ enum: [a] }, { enum: [b] }] }",
        &["the list of values is empty; read as if it were not there"],
    );
    in_schema(
        "T: { $ref: '#/components/schemas/Gone' }",
        &["the reference `#/components/schemas/Gone` leads to nothing; read as any value"],
    );
}

#[test]
fn values_that_do_not_fit_each_other() {
    in_schema(
        "T: { type: integer, enum: [1, '2', many] }",
        &["`many` does not have the type `integer`; the listed values count"],
    );
    in_schema(
        "T: { type: [boolean, 'null'], enum: [on, off, null] }",
        &["`on` does not have the type `boolean`; the listed values count"],
    );
    in_schema(
        "T: { type: string, enum: [up, down], default: sideways }",
        &["the default `sideways` is not one of the listed values"],
    );
    in_schema("T: { type: string, enum: [up, 2], default: 2 }", &[]);
    in_schema("T: { type: string, enum: [up], default: null }", &[]);
    in_schema("T: { enum: [true, 1, a], default: a }", &[]);
}

#[test]
fn additional_properties_count_before_unevaluated_ones() {
    crate::check(
        "T: { type: object, additionalProperties: { type: integer }, unevaluatedProperties: false }",
        "T = {I64}",
    );
    crate::check(
        "T: { type: object, properties: { a: {} }, unevaluatedProperties: false }",
        "T = { a?: Json, closed }",
    );
    crate::check(
        "T: { type: array, items: [{ type: string }], additionalItems: { type: string } }",
        "T = [Text]",
    );
}

#[test]
fn siblings_of_references() {
    let schemas = "components: { schemas: { T: { $ref: '#/components/schemas/U', required: [a] }, U: { properties: { a: {} } } } }";
    expect_findings(
        "3.0.0",
        schemas,
        &[
            "OpenAPI 3.0 ignores `required` next to `$ref`; left out: put the reference into `allOf`",
        ],
    );
    expect_findings("3.1.0", schemas, &[]);
    let rest = "
        paths:
          /a:
            get:
              parameters: [{ $ref: '#/components/parameters/P', required: true }]
              responses: { '204': { description: none } }
        components: { parameters: { P: { name: p, in: query, schema: { type: string } } } }
        ";
    expect_findings(
        "3.1.0",
        rest,
        &["`required` has no effect next to `$ref`; left out"],
    );
}

#[test]
fn discriminators() {
    let parts = "A: { properties: { k: {} } }\nB: { properties: { k: {} } }\nC: {}\n";
    let union = |discriminator: &str| {
        format!(
            "{parts}T: {{ oneOf: [{{ $ref: '#/components/schemas/A' }}, {{ $ref: '#/components/schemas/B' }}], discriminator: {discriminator} }}"
        )
    };
    in_schema(
        &union("{ propertyName: k, mapping: { a: Gone } }"),
        &["the mapping to `Gone` leads to nothing; left out"],
    );
    in_schema(
        &union("{ propertyName: k, mapping: { c: C } }"),
        &["the tag `c` means a schema that is not a member of the union; left out"],
    );
    in_schema(
        &union("{ propertyName: k, defaultMapping: C }"),
        &["the default mapping `C` is not a member of the union; left out"],
    );
    in_schema(
        &union("{ propertyName: k, mapping: { B: A } }"),
        &["the tag `B` means two members of the union; the first one counts"],
    );
    in_schema(
        &union("{ propertyName: k, maping: {} }"),
        &["unknown field `maping`; did you mean `mapping`?"],
    );
    in_schema(
        &union("{}"),
        &["the discriminator names no property; left out"],
    );
    in_schema(
        "T: { properties: { k: {} }, discriminator: { propertyName: k } }",
        &["the discriminator tells nothing apart: no schema has this one in its `allOf`"],
    );
}

#[test]
fn dialects() {
    expect_findings(
        "3.1.0",
        "jsonSchemaDialect: http://json-schema.org/draft-04/schema#",
        &[
            "schemas of the dialect `http://json-schema.org/draft-04/schema#` are read as JSON Schema 2020-12",
        ],
    );
    expect_findings(
        "3.1.0",
        "jsonSchemaDialect: https://spec.openapis.org/oas/3.1/dialect/base",
        &[],
    );
}
