//! Random edits are reported as what they are, and descriptions that mean the same as nothing.

mod describe;
mod edit;
mod write;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use lean_diff::{Change, compare};
use lean_openapi::contract::Contract;
use lean_openapi::document::Description;
use lean_openapi::resolve::{Choice, Chosen};
use serde_json::Value;

use self::describe::Random;

/// Descriptions that are tried.
const SEEDS: u64 = 60;

#[test]
fn edits_are_reported_as_what_they_are() {
    for seed in 1..=SEEDS {
        let mut random = Random::of(seed);
        let old = describe::description(&mut random);
        let mut new = old.clone();
        let mut expected = BTreeSet::new();
        for operation in 0..describe::OPERATIONS {
            if random.below(3) > 0 {
                let edit = random.choose(&edit::EDITS);
                (edit.apply)(&mut new, operation);
                let route = format!("POST /things/{operation}");
                expected.insert((edit.rule.to_owned(), route, edit.pointer.to_owned()));
            }
        }
        let changes = compare(&contract(&old.to_string()), &contract(&new.to_string()));
        let found: BTreeSet<_> = changes.iter().map(key).collect();
        assert_eq!(found, expected, "seed {seed}:\n{old:#}\n{new:#}");
        assert_eq!(
            changes.len(),
            expected.len(),
            "seed {seed}: a change is reported twice"
        );
    }
}

#[test]
fn the_opposite_edit_is_reported_too() {
    for edit in &edit::EDITS {
        let old = describe::description(&mut Random::of(7));
        let mut new = old.clone();
        (edit.apply)(&mut new, 0);
        let changes = compare(&contract(&new.to_string()), &contract(&old.to_string()));
        assert_eq!(changes.len(), 1, "{}: {changes:#?}", edit.rule);
    }
}

#[test]
fn descriptions_that_mean_the_same_have_no_changes() {
    type Spell = fn(&Value, &mut Random) -> String;
    let spellings: [(&str, Spell); 5] = [
        ("other order", write::shuffled),
        ("block YAML", write::block),
        ("references inlined", write::inlined),
        ("wrapped in allOf", write::wrapped),
        ("OpenAPI 3.0", write::older),
    ];
    for seed in 1..=SEEDS {
        let mut random = Random::of(seed);
        let value = describe::description(&mut random);
        let plain = contract(&value.to_string());
        for (name, spell) in spellings {
            let text = spell(&value, &mut random);
            let other = contract(&text);
            for changes in [compare(&plain, &other), compare(&other, &plain)] {
                assert_eq!(changes, [], "seed {seed}, {name}:\n{value:#}\n{text}");
            }
        }
    }
}

fn key(change: &Change) -> (String, String, String) {
    let subject = &change.subject;
    (
        change.rule.to_string(),
        subject.operation.clone(),
        subject.pointer.clone(),
    )
}

fn contract(text: &str) -> Contract {
    let files: HashMap<String, Arc<str>> = [("api.yaml".to_owned(), text.into())].into();
    let description = Description::open(Arc::new(files), "api.yaml", &[])
        .unwrap_or_else(|findings| panic!("{findings:?}\n{text}"));
    description.contract(&Choice {
        operations: Chosen::All,
        webhooks: true,
        schemas: Vec::new(),
    })
}
