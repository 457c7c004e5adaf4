//! Breaking changes between releases of the UAE's open-finance standards, compared with those that
//! its maintainers approved. Runs if `LEAN_CORPUS` names the folder of real descriptions.

#![allow(clippy::print_stderr)]

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use lean_diff::{Level, compare};
use lean_openapi::contract::Contract;
use lean_openapi::document::Description;
use lean_openapi::resolve::{Choice, Chosen};

fn contract(path: &Path) -> Contract {
    let text = fs::read_to_string(path).expect("a description");
    let files: HashMap<String, Arc<str>> = [("api.yaml".to_owned(), text.into())].into();
    let description = Description::open(Arc::new(files), "api.yaml", &[]).expect("opens");
    description.contract(&Choice {
        operations: Chosen::All,
        webhooks: true,
        schemas: Vec::new(),
    })
}

/// Signed off and not found, each with its reason in docs/changes.md.
const NOT_HIT: [[&str; 2]; 9] = [
    [
        "uae-authorization-endpoints-openapi",
        "request-property-min-length-increased",
    ],
    [
        "uae-authorization-endpoints-openapi",
        "response-body-type-changed",
    ],
    [
        "uae-authorization-endpoints-openapi",
        "response-required-property-removed",
    ],
    [
        "uae-bank-initiation-openapi",
        "request-body-additional-properties-removed",
    ],
    [
        "uae-bank-initiation-openapi",
        "request-property-enum-value-removed",
    ],
    [
        "uae-bank-initiation-openapi",
        "request-property-max-length-set",
    ],
    [
        "uae-bank-initiation-openapi",
        "request-property-min-length-set",
    ],
    ["uae-bank-initiation-openapi", "request-property-removed"],
    [
        "uae-webhook-template-openapi",
        "response-property-type-changed",
    ],
];

/// Breaking for us alone, each with its reason in docs/changes.md.
const OURS_ALONE: [[&str; 2]; 2] = [
    [
        "uae-bank-initiation-openapi",
        "request-property-type-changed",
    ],
    [
        "uae-confirmation-of-payee-openapi",
        "request-property-type-changed",
    ],
];

#[test]
fn breaking_changes_are_those_that_were_signed_off() {
    let Some(corpus) = lean_lab::named_corpus() else {
        return;
    };
    let history = corpus.join("history/uae-open-finance");
    let accepted = fs::read_to_string(history.join("accepted-breaking.tsv")).expect("the list");
    let mut wanted: BTreeSet<[String; 4]> = BTreeSet::new();
    for line in accepted.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        wanted.insert([columns[0], columns[2], columns[3], columns[4]].map(ToOwned::to_owned));
    }
    let (mut found, mut breaking) = (BTreeSet::new(), BTreeSet::new());
    let documents: BTreeSet<&String> = wanted.iter().map(|entry| &entry[0]).collect();
    for document in documents {
        let file = |release: &str| history.join(format!("standards/{release}/{document}.yaml"));
        let (old, new) = (contract(&file("v2.1")), contract(&file("v2.1-errata2")));
        for change in compare(&old, &new) {
            let (method, path) = change.subject.operation.split_once(' ').unwrap_or_default();
            let entry =
                [document.as_str(), &change.rule.to_string(), method, path].map(ToOwned::to_owned);
            if change.provider == Level::Breaking {
                breaking.insert(entry.clone());
            }
            found.insert(entry);
        }
    }
    // An entry may name more endpoints than are hit: one of them is enough.
    let missing: Vec<_> = entries(&wanted)
        .difference(&entries(&found))
        .filter(|[document, rule]| !NOT_HIT.contains(&[document.as_str(), rule.as_str()]))
        .cloned()
        .collect();
    let extra = breaking.difference(&wanted);
    let ours = |entry: &&[String; 4]| {
        let [document, rule, ..] = *entry;
        OURS_ALONE.contains(&[document.as_str(), rule.as_str()])
    };
    let extra: Vec<_> = extra.filter(|entry| !ours(entry)).collect();
    assert!(missing.is_empty(), "not found: {missing:#?}");
    assert!(extra.is_empty(), "breaking, and not signed off: {extra:#?}");
}

/// Returns documents and rules, without the endpoints.
fn entries(of: &BTreeSet<[String; 4]>) -> BTreeSet<[String; 2]> {
    let entries = of
        .iter()
        .map(|[document, rule, ..]| [document.clone(), rule.clone()]);
    entries.collect()
}
