//! Breaking changes between releases of the UAE's open-finance standards, held against those that its maintainers
//! signed off. Runs where `LEAN_CORPUS` names the folder of real descriptions.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

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

#[test]
fn breaking_changes_are_those_that_were_signed_off() {
    let Some(corpus) = env::var_os("LEAN_CORPUS") else {
        eprintln!("skipped: LEAN_CORPUS is not set");
        return;
    };
    let history = PathBuf::from(corpus).join("history/uae-open-finance");
    let accepted = fs::read_to_string(history.join("accepted-breaking.tsv")).expect("the list");
    let mut wanted: BTreeSet<[String; 4]> = BTreeSet::new();
    for line in accepted.lines().skip(1) {
        let columns: Vec<&str> = line.split('\t').collect();
        wanted.insert([columns[0], columns[2], columns[3], columns[4]].map(ToOwned::to_owned));
    }
    let mut found: BTreeSet<[String; 4]> = BTreeSet::new();
    let documents: BTreeSet<&String> = wanted.iter().map(|entry| &entry[0]).collect();
    for document in documents {
        let file = |release: &str| history.join(format!("standards/{release}/{document}.yaml"));
        let (old, new) = (contract(&file("v2.1")), contract(&file("v2.1-errata2")));
        for change in compare(&old, &new) {
            if change.provider == Level::Breaking {
                let (method, path) = change.subject.operation.split_once(' ').unwrap_or_default();
                found.insert([document.clone(), change.rule.clone(), method.to_owned(), path.to_owned()]);
            }
        }
    }
    let missing: Vec<_> = wanted.difference(&found).collect();
    let extra: Vec<_> = found.difference(&wanted).collect();
    assert!(missing.is_empty() && extra.is_empty(), "missing: {missing:#?}\nextra: {extra:#?}");
}
