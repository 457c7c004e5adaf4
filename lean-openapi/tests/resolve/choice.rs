//! The types of a schema do not depend on the choice of operations: unions elsewhere in the description count.

use std::collections::HashMap;
use std::sync::Arc;

use lean_openapi::api::{Api, Field, Type, TypeKind};
use lean_openapi::document::{Description, Wanted};
use lean_openapi::resolve::{Choice, Chosen, Options};

/// A description with an operation for each schema: `/a` returns `A`.
fn description(schemas: &str, others: &[(&str, &str)]) -> Description {
    let names = schemas.lines().filter_map(|line| {
        let name = line.strip_prefix("    ")?.split_once(':')?.0;
        (!name.starts_with(' ')).then_some(name)
    });
    let operation = |name: &str| {
        let schema = format!("{{ $ref: '#/components/schemas/{name}' }}");
        let reply = format!(
            "{{ description: d, content: {{ application/json: {{ schema: {schema} }} }} }}"
        );
        format!(
            "  /{name}: {{ get: {{ operationId: get{name}, responses: {{ '200': {reply} }} }} }}\n"
        )
    };
    let paths: String = names.map(operation).collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: t, version: '1' }}\npaths:\n{paths}components:\n  schemas:{schemas}\n"
    );
    let mut files: HashMap<String, Arc<str>> = [("api.yaml".to_owned(), text.into())].into();
    for (name, text) in others {
        files.insert((*name).to_owned(), (*text).into());
    }
    Description::open(Arc::new(files), "api.yaml", &[]).expect("opens")
}

fn resolve(description: &Description, operations: Chosen) -> Api {
    let choice = Choice {
        operations,
        ..Choice::default()
    };
    description.resolve(&choice, &Options::default())
}

fn alone(description: &Description, operation: &str) -> Api {
    resolve(
        description,
        Chosen::Names(vec![Wanted::Name(operation.to_string())]),
    )
}

/// Each type by name, without the numbers of types.
fn types(api: &Api) -> HashMap<String, String> {
    let text = |kind: &TypeKind| {
        let mut text = format!("{kind:?}");
        for (id, def) in api.types.iter().enumerate().rev() {
            text = text.replace(&format!("TypeId({id})"), &def.name.rust);
        }
        text
    };
    let types = api.types.iter();
    types
        .map(|def| (def.name.rust.clone(), text(&def.kind)))
        .collect()
}

#[track_caller]
fn check_independent(schemas: &str, others: &[(&str, &str)]) {
    let whole = types(&resolve(&description(schemas, others), Chosen::All));
    for head in description(schemas, others).operations() {
        // A description that was not read for another operation before.
        let description = description(schemas, others);
        for (name, kind) in types(&alone(&description, &head.name)) {
            assert_eq!(whole.get(&name), Some(&kind), "`{name}` by `{}`", head.name);
        }
    }
}

#[track_caller]
fn member(api: &Api, object: &str, member: &str) -> Field {
    let def = api
        .types
        .iter()
        .find(|def| def.name.rust == object)
        .expect("the type");
    let TypeKind::Struct(object) = &def.kind else {
        panic!("`{object}` is no struct");
    };
    let field = object.fields.iter().find(|field| field.name.wire == member);
    field.expect("the member").clone()
}

const DISCRIMINATED: &str = "
    Pet:
      oneOf: [{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }]
      discriminator: { propertyName: kind, mapping: { dog: Dog, cat: '#/components/schemas/Cat' } }
    Dog: { type: object, required: [kind], properties: { kind: { type: string } } }
    Cat: { type: object, required: [kind], properties: { kind: { type: string, enum: [cat] } } }";

#[test]
fn tags_of_a_union_that_was_not_chosen() {
    check_independent(DISCRIMINATED, &[]);
    let description = description(DISCRIMINATED, &[]);
    let dog = member(&alone(&description, "getDog"), "Dog", "kind");
    assert_eq!(
        (dog.ty, dog.implied.as_deref()),
        (Type::Text, Some("\"dog\""))
    );
    let cat = member(&alone(&description, "getCat"), "Cat", "kind");
    assert_eq!(cat.ty, Type::Const("\"cat\"".to_string()));
}

#[test]
fn members_of_one_value_without_a_discriminator() {
    let schemas = "
    Pet: { oneOf: [{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Cat' }] }
    Dog: { type: object, required: [kind], properties: { kind: { type: string, enum: [dog] } } }
    Cat: { type: object, required: [kind], properties: { kind: { type: string, enum: [cat] } } }
    Cow: { type: object, required: [kind], properties: { kind: { type: string, enum: [cow] } } }";
    check_independent(schemas, &[]);
    let description = description(schemas, &[]);
    let dog = member(&alone(&description, "getDog"), "Dog", "kind");
    assert_eq!(dog.ty, Type::Const("\"dog\"".to_string()));
    let cow = member(&alone(&description, "getCow"), "Cow", "kind");
    assert!(
        matches!(cow.ty, Type::Named(_)),
        "no union has it: {:?}",
        cow.ty
    );
}

#[test]
fn children_and_grandchildren_of_a_parent() {
    let schemas = "
    Pet:
      type: object
      required: [kind]
      properties: { kind: { type: string } }
      discriminator: { propertyName: kind, mapping: { dog: Dog, far: '#/components/schemas/Far' } }
    Dog:
      allOf: [{ $ref: '#/components/schemas/Pet' }, { type: object, properties: { bark: { type: string } } }]
      discriminator: { propertyName: kind }
    Poodle: { allOf: [{ $ref: '#/components/schemas/Dog' }, { type: object, properties: { curls: { type: integer } } }] }
    Far: { type: object, required: [kind], properties: { kind: { type: string } } }";
    check_independent(schemas, &[]);
    let description = description(schemas, &[]);
    let far = member(&alone(&description, "getFar"), "Far", "kind");
    assert_eq!(far.implied.as_deref(), Some("\"far\""));
    let poodle = member(&alone(&description, "getPoodle"), "Poodle", "kind");
    assert_eq!(poodle.implied.as_deref(), Some("\"Poodle\""));
}

#[test]
fn unions_inside_of_other_schemas() {
    let schemas = "
    Zoo:
      type: object
      properties:
        animals:
          type: array
          items:
            allOf:
            - oneOf: [{ $ref: '#/components/schemas/Animal' }, { $ref: '#/components/schemas/Cat' }, { type: 'null' }]
              discriminator: { propertyName: kind }
        discriminator: { type: string }
        oneOf: { type: array, items: { type: string } }
    Cage: { anyOf: [{ oneOf: [{ $ref: '#/components/schemas/Bird' }, { $ref: '#/components/schemas/Fish' }] }, { type: string }] }
    Animal: { allOf: [{ $ref: '#/components/schemas/Dog' }] }
    Dog: { type: object, required: [kind], properties: { kind: { type: string, enum: [dog] } } }
    Cat: { type: object, required: [kind], properties: { kind: { type: string } } }
    Bird: { type: object, required: [is], properties: { is: { type: string, enum: [bird] } } }
    Fish: { type: object, required: [is], properties: { is: { type: string, enum: [fish] } } }";
    check_independent(schemas, &[]);
    let description = description(schemas, &[]);
    let dog = member(&alone(&description, "getDog"), "Dog", "kind");
    assert_eq!(dog.ty, Type::Const("\"dog\"".to_string()));
    let cat = member(&alone(&description, "getCat"), "Cat", "kind");
    assert_eq!(cat.implied.as_deref(), Some("\"Cat\""));
}

#[test]
fn unions_of_other_files() {
    let schemas = "
    Zoo: { $ref: 'zoo.yaml#/Zoo' }
    Dog: { type: object, required: [kind], properties: { kind: { type: string, enum: [dog] } } }
    Cat: { $ref: 'zoo.yaml#/Cat' }";
    let zoo = "Zoo:\n  oneOf: [{ $ref: 'api.yaml#/components/schemas/Dog' }, { $ref: '#/Cat' }]\nCat: { type: object, required: [kind], properties: { kind: { type: string, enum: [cat] } } }\n";
    check_independent(schemas, &[("zoo.yaml", zoo)]);
    let description = description(schemas, &[("zoo.yaml", zoo)]);
    let dog = member(&alone(&description, "getDog"), "Dog", "kind");
    assert_eq!(dog.ty, Type::Const("\"dog\"".to_string()));
}

#[test]
fn mistakes_in_other_unions_are_not_reported() {
    let schemas = "
    Pet:
      oneOf: [{ $ref: '#/components/schemas/Dog' }, { $ref: '#/components/schemas/Lost' }]
      discriminator: { propertyName: kind, mapping: { dog: Dog, lost: Lost } }
    Dog: { type: object, required: [kind], properties: { kind: { type: string } } }";
    let description = description(schemas, &[]);
    let api = alone(&description, "getDog");
    assert_eq!(api.findings, [], "{:?}", api.findings);
    assert_eq!(api.operations[0].refused, None);
}
