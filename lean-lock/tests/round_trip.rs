//! Contracts survive the text of a lock. Also over all real descriptions where `LEAN_CORPUS` names their folder.

#![allow(clippy::print_stderr)]

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use lean_diff::{Change, compare};
use lean_lab::{files_under, named_corpus, open_description};
use lean_lock::{Lock, TypeKey, TypeUse, Usage, contract_of, facts_of, used_parts};
use lean_openapi::contract::Contract;
use lean_openapi::document::Description;
use lean_openapi::resolve::{Choice, Chosen};

const SHOP: &str = r##"
openapi: 3.1.0
info: { title: Shop, version: '1' }
servers:
  - { url: 'https://{region}.shop.test', x-name: production, variables: { region: { default: eu, enum: [eu, us] } } }
security: [{ oauth: [orders] }, { oauth: [admin], key: [] }]
paths:
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, pattern: '^a = b c$' } }]
    get:
      operationId: getOrder
      tags: [Orders, "Big orders"]
      parameters:
        - { name: fields, in: query, explode: false, schema: { type: array, items: { type: string } } }
        - { name: filter, in: query, style: deepObject, explode: true, schema: { type: object } }
      responses:
        '200':
          description: It
          headers: { ETag: { required: true, schema: { type: string } }, X-Any: { description: Any } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } }
        default: { description: Bad, content: { application/json: {} } }
    put:
      x-pagination: { style: cursor }
      security: [{}]
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/Order' } }
          multipart/form-data: { schema: { type: object, properties: { file: {} } }, encoding: { file: { contentType: 'image/png, image/jpeg' } } }
      callbacks:
        done: { '{$request.body#/url}': { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }, responses: {} } } }
      responses: { '204': { description: Done, links: { again: { operationId: getOrder } } } }
webhooks:
  note: { post: { requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } } }, responses: {} } }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: 'https://shop.test/token', scopes: { orders: Orders } } } }
    key: { type: apiKey, in: header, name: X-Key }
  schemas:
    Order:
      type: object
      required: [id, missing]
      additionalProperties: false
      properties:
        id: { type: string, readOnly: true }
        parent: { anyOf: [{ $ref: '#/components/schemas/Order' }, { type: 'null' }] }
        state: { enum: [open, "in progress", '"quoted"', null] }
        kind: { const: order }
        amount: { type: [integer, 'null'], minimum: 1, exclusiveMaximum: 10, default: 5 }
        next: { type: object, properties: { self: { $ref: '#/components/schemas/Order/properties/next' } } }
        pay: { oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Cash' }, { type: string }], discriminator: { propertyName: type, mapping: { card: Card, "cash money": Cash } } }
        tuple: { type: array, prefixItems: [{ type: string }, { type: integer }], items: false }
        pair: { type: array, prefixItems: [{ type: string }] }
        map: { type: object, additionalProperties: { type: array, items: { $ref: '#/components/schemas/Card' } } }
        odd: { not: { type: string, description: "a 'b' c" }, patternProperties: { '^x': { type: string } } }
        "": { type: string }
        "two words": { $ref: '#/components/schemas/any thing' }
    Card: { type: object, properties: { number: { type: string, minLength: 4, maxLength: 19 } } }
    Cash: { type: object, additionalProperties: true }
    Note: { type: object, properties: { text: { type: string, deprecated: true, format: note, contentEncoding: base64 } } }
    any thing: {}
"##;

fn all(description: &Description) -> Contract {
    description.contract(&Choice {
        operations: Chosen::All,
        schemas: description.schema_names(),
        webhooks: true,
    })
}

fn open(text: &str) -> Description {
    let files: HashMap<String, Arc<str>> = [("api.yaml".to_owned(), text.into())].into();
    Description::open(Arc::new(files), "api.yaml", &[]).expect("a description")
}

/// The contract means the same after a trip through text, and its text is the same.
fn survives(name: &str, contract: &Contract) -> Result<usize, String> {
    let facts = facts_of(contract);
    let read = contract_of(&facts);
    for (old, new) in [(contract, &read), (&read, contract)] {
        // Descriptions that say something twice differ from themselves.
        let of_itself = compare(contract, contract);
        let changes = compare(old, new);
        if let Some(change) = changes.iter().find(|change| !is_among(change, &of_itself)) {
            let (rule, old, new) = (&change.rule, &change.old, &change.new);
            return Err(format!(
                "{name}: {rule} {}: `{old}` `{new}`",
                change.subject
            ));
        }
    }
    let (before, after) = (facts.lines(), facts_of(&read).lines());
    let mut pairs = before.iter().zip(&after);
    match pairs.find(|(before, after)| before != after) {
        Some((before, after)) => Err(format!("{name}: `{before}` became `{after}`")),
        None if before.len() != after.len() => Err(format!("{name}: facts are lost")),
        None => Ok(before.len()),
    }
}

fn is_among(change: &Change, others: &[Change]) -> bool {
    others
        .iter()
        .any(|other| other.fingerprint() == change.fingerprint())
}

fn everything(contract: &Contract) -> Usage {
    let route = |method: &String, path: &String| ((method.clone(), path.clone()), BTreeSet::new());
    let operations = contract.operations.iter();
    Usage {
        operations: operations
            .map(|operation| route(&operation.method, &operation.path))
            .collect(),
        webhooks: true,
        ..Usage::default()
    }
}

#[test]
fn a_contract_survives() {
    let contract = all(&open(SHOP));
    let lines = survives("shop", &contract).expect("it means the same");
    assert!(lines > 90, "{lines}");

    let mut lock = Lock::default();
    lock.set("api/shop.yaml", &contract, &everything(&contract));
    let text = lock.text();
    let read = Lock::parse(&text).expect("it was written by us");
    assert_eq!(read.text(), text);
    let again = read.contract("api/shop.yaml").expect("it is there");
    let changes = compare(&used_parts(&contract, &everything(&contract))[0], &again);
    let webhooks = changes
        .iter()
        .filter(|change| !change.rule.to_string().starts_with("webhook"));
    assert_eq!(webhooks.count(), 0, "{changes:#?}");
}

#[test]
fn lines_read_as_sentences() {
    let contract = all(&open(SHOP));
    let mut lock = Lock::default();
    lock.set("shop.yaml", &contract, &everything(&contract));
    let text = lock.text();
    for line in [
        "shop.yaml operation GET /orders/{id} = get_order",
        "shop.yaml operation GET /orders/{id} path id pattern '^a = b c$'",
        "shop.yaml operation GET /orders/{id} query fields not-exploded",
        "shop.yaml operation GET /orders/{id} response 200 body application/json = #Order",
        "shop.yaml operation GET /orders/{id} response default body application/json = none",
        "shop.yaml schema Order .amount = integer or null",
        "shop.yaml schema Order .amount minimum = 1",
        "shop.yaml schema Order .id required",
        "shop.yaml schema Order .parent = #Order or null",
        "shop.yaml schema Order .state values \"in progress\"",
        "shop.yaml schema Order .next .self = ^ .next",
        "shop.yaml scheme key = key header X-Key",
        "shop.yaml server https://{region}.shop.test name = production",
    ] {
        assert!(
            text.lines().any(|known| known == line),
            "{line} is not in\n{text}"
        );
    }
    let body: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(body.is_sorted());
}

#[test]
fn a_part_is_what_the_whole_says() {
    let contract = all(&open(SHOP));
    let mut lock = Lock::default();
    lock.set("shop.yaml", &contract, &everything(&contract));
    lock.set("other.yaml", &contract, &everything(&contract));
    let route = ("GET".to_owned(), "/orders/{id}".to_owned());
    let part =
        Lock::parse_part(&lock.text(), "shop.yaml", std::slice::from_ref(&route)).expect("facts");
    assert_eq!(part.keys().collect::<Vec<_>>(), ["shop.yaml"]);
    let part = part.contract("shop.yaml").expect("facts");
    assert_eq!(part.operations.len(), 1, "only what was asked for");
    let usage = Usage {
        operations: [(route, BTreeSet::new())].into(),
        ..Usage::default()
    };
    let whole = &used_parts(&contract, &usage)[0];
    let before: Vec<_> = facts_of(whole).lines();
    let after = facts_of(&used_parts(&part, &usage)[0]).lines();
    assert_eq!(before, after);
}

#[test]
fn of_a_type_only_its_members_are_kept() {
    let contract = all(&open(SHOP));
    let key = TypeKey {
        schema: "Order".to_owned(),
        path: Vec::new(),
    };
    let used = TypeUse {
        members: Some(["amount".to_owned(), "pay".to_owned()].into()),
        received: true,
        ..TypeUse::default()
    };
    let mut lock = Lock::default();
    let usage = Usage {
        types: [(key, used)].into(),
        ..Usage::default()
    };
    lock.set("shop.yaml", &contract, &usage);
    let text = lock.text();
    assert!(text.contains("schema Order .amount minimum = 1"), "{text}");
    for absent in [
        "schema Order .state",
        "schema Card",
        "operation",
        "variants",
    ] {
        assert!(!text.contains(absent), "{absent} is in\n{text}");
    }
    assert_eq!(lock.usage("shop.yaml"), Some(usage));
}

#[test]
fn two_values_for_one_fact_are_a_fault() {
    let faults =
        Lock::parse("a.yaml schema A minimum = 1\na.yaml schema A minimum = 2\n").expect_err("two");
    assert_eq!(faults[0].line, "a.yaml schema A minimum");
    assert_eq!(faults[0].values, Some(("1".to_owned(), "2".to_owned())));
    let faults = Lock::parse("<<<<<<< ours\n'a\n").expect_err("no facts");
    assert_eq!(
        faults.iter().filter(|fault| fault.values.is_none()).count(),
        2,
        "{faults:?}"
    );
    let twice = "# a comment\n\na.yaml schema A = object\r\na.yaml schema A = object\n";
    assert!(Lock::parse(twice).is_ok());
}

#[test]
fn real_contracts_survive() {
    let Some(corpus) = named_corpus() else {
        return;
    };
    let (mut count, mut lines, mut faults) = (0, 0, Vec::new());
    for path in files_under(&corpus) {
        let Ok(description) = open_description(&path) else {
            continue;
        };
        let name = path.to_string_lossy();
        match survives(&name, &all(&description)) {
            Ok(facts) => lines += facts,
            Err(why) => faults.push(why),
        }
        count += 1;
    }
    eprintln!("{count} descriptions, {lines} facts");
    assert!(count > 0);
    assert!(
        faults.is_empty(),
        "{} of them:\n{}",
        faults.len(),
        faults.join("\n")
    );
}
