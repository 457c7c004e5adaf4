//! Contracts: the same facts for every spelling of a description.

use lean_openapi::contract::{Additional, Contract, SchemaId};
use lean_openapi::resolve::{Choice, Chosen};

use super::open;

fn contract(text: &str) -> Contract {
    let choice = Choice {
        operations: Chosen::All,
        ..Choice::default()
    };
    open(&[("api.yaml", text)]).contract(&choice)
}

/// The schema as text, written out where it is used; a schema inside itself is `^`.
fn schema(contract: &Contract, id: SchemaId, open: &mut Vec<SchemaId>) -> String {
    if open.contains(&id) {
        return "^".to_owned();
    }
    open.push(id);
    let schema_of = contract.schema(id);
    let mut words = schema_of
        .types
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>();
    words.extend(schema_of.nullable.then(|| "null".to_owned()));
    words.extend(schema_of.format.clone());
    let values = schema_of
        .values
        .iter()
        .flatten()
        .map(|listed| listed.value.clone());
    words.extend(values);
    let limits = schema_of.limits.iter();
    words.extend(limits.map(|limit| format!("{}={}", limit.keyword, limit.value)));
    for member in &schema_of.members {
        let mark = if member.required { "" } else { "?" };
        let of = schema(contract, member.schema, open);
        words.push(format!("{}{mark}:({of})", member.name));
    }
    for id in &schema_of.items {
        words.push(format!("[{}]", schema(contract, *id, open)));
    }
    for group in &schema_of.groups {
        let variants = group.variants.iter().map(|id| schema(contract, *id, open));
        words.push(
            variants
                .map(|text| format!("({text})"))
                .collect::<Vec<_>>()
                .join("|"),
        );
    }
    match schema_of.additional {
        Additional::Unsaid | Additional::Open => {}
        Additional::Closed => words.push("closed".to_owned()),
        Additional::Of(id) => words.push(format!("*:({})", schema(contract, id, open))),
    }
    open.pop();
    words.join(" ")
}

fn response(version: &str, schemas: &str, used: &str) -> String {
    let text = format!(
        "openapi: {version}\ninfo: {{ title: T, version: '1' }}\npaths:\n  /t:\n    get:\n      responses:\n        '200':\n          description: ok\n          content: {{ application/json: {{ schema: {used} }} }}\ncomponents:\n  schemas:\n{schemas}"
    );
    let contract = contract(&text);
    let media = &contract.operations[0].responses[0].media[0];
    schema(&contract, media.schema.expect("a schema"), &mut Vec::new())
}

#[track_caller]
fn same(spellings: &[(&str, &str, &str)], expected: &str) {
    for (version, schemas, used) in spellings {
        assert_eq!(
            response(version, schemas, used),
            expected,
            "{version} {schemas} {used}"
        );
    }
}

#[test]
fn null_is_one_thing_in_every_version() {
    same(
        &[
            (
                "3.0.3",
                "    A: { type: string, nullable: true }",
                "{ $ref: '#/components/schemas/A' }",
            ),
            (
                "3.1.0",
                "    A: { type: [string, 'null'] }",
                "{ $ref: '#/components/schemas/A' }",
            ),
            (
                "3.1.0",
                "    A: { type: string }",
                "{ anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] }",
            ),
            (
                "3.1.0",
                "    A: { oneOf: [{ type: 'null' }, { type: string }] }",
                "{ $ref: '#/components/schemas/A' }",
            ),
        ],
        "string null",
    );
}

#[test]
fn references_and_all_of_are_merged() {
    let expected = "object a:(integer minimum=1) b?:(string)";
    same(
        &[
            (
                "3.0.3",
                "    A: { type: object, properties: { a: { type: integer, minimum: 1 } }, required: [a] }",
                "{ allOf: [{ $ref: '#/components/schemas/A' }, { properties: { b: { type: string } } }] }",
            ),
            (
                "3.1.0",
                "    A: { type: integer, minimum: 1 }",
                "{ type: object, required: [a], properties: { b: { type: string }, a: { $ref: '#/components/schemas/A' } } }",
            ),
        ],
        expected,
    );
}

#[test]
fn bounds_are_spelled_as_in_new_versions() {
    same(
        &[
            (
                "3.0.3",
                "    A: { type: number }",
                "{ type: number, minimum: 1, exclusiveMinimum: true }",
            ),
            (
                "3.1.0",
                "    A: { type: number }",
                "{ type: number, exclusiveMinimum: 1 }",
            ),
        ],
        "number exclusiveMinimum=1",
    );
}

#[test]
fn schemas_that_hold_themselves_end() {
    let node = "    Node: { type: object, properties: { next: { $ref: '#/components/schemas/Node' }, name: { type: string, pattern: '^a' } } }";
    assert_eq!(
        response(
            "3.1.0",
            node,
            "{ type: array, items: { $ref: '#/components/schemas/Node' } }"
        ),
        "array [object name?:(string pattern=^a) next?:(^)]"
    );
}

#[test]
fn places_are_those_of_the_keyword() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /t:\n    get:\n      parameters:\n        - name: p\n          in: query\n          required: true\n          schema:\n            type: string\n            maxLength: 4\n      responses: {}\n";
    let contract = contract(text);
    let parameter = &contract.operations[0].parameters[0];
    assert_eq!(parameter.required_place.line, 9);
    let schema = contract.schema(parameter.schema.expect("a schema"));
    assert_eq!(schema.place_of("maxLength").line, 12);
}
