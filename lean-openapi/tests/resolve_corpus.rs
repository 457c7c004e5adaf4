//! Resolves every real document at hand, with all its operations: none panics, none is lost as a whole.
//!
//! The documents are in `../shared/corpus` next to the checkout, or in the folder that
//! `LEAN_CORPUS` names. Without them nothing is tested, and the test prints this.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lean_openapi::api::{Api, Finding, TypeKind};
use lean_openapi::document::Description;
use lean_openapi::resolve::{Choice, Chosen, Options};

#[test]
fn every_document_resolves() {
    let Some(corpus) = lean_lab::corpus() else {
        return;
    };
    let mut totals = (0, 0, 0);
    let only = std::env::var("LEAN_CORPUS_ONLY").ok();
    for path in lean_lab::listed_documents(&corpus) {
        if only
            .as_ref()
            .is_some_and(|only| !path.contains(only.as_str()))
        {
            continue;
        }
        let (operations, refused) = report(&corpus, &path);
        totals = (totals.0 + 1, totals.1 + operations, totals.2 + refused);
    }
    println!(
        "{} documents, {} operations, {} refused",
        totals.0, totals.1, totals.2
    );
}

fn report(corpus: &Path, path: &str) -> (usize, usize) {
    let started = Instant::now();
    let loader = Arc::new(lean_lab::Folder(corpus.to_path_buf()));
    let description = match Description::open(loader, path, &[]) {
        Ok(description) => description,
        Err(findings) => {
            println!("{path}: not opened: {}", shown(&findings[0]));
            return (0, 0);
        }
    };
    let opened = started.elapsed();
    let choice = Choice {
        operations: Chosen::All,
        schemas: description.schema_names(),
        webhooks: true,
    };
    let api = description.resolve(&choice, &Options::default());
    let took = started.elapsed();
    assert!(took < Duration::from_secs(60), "{path} took {took:?}");
    coherent(path, &api);
    let refused: Vec<&Finding> = api
        .operations
        .iter()
        .filter_map(|operation| operation.refused.as_ref())
        .collect();
    println!(
        "{path}: {} operations, {} types, {} refused, {} findings, opened in {} ms, {} ms in all",
        api.operations.len(),
        api.types.len(),
        refused.len(),
        api.findings.len(),
        opened.as_millis(),
        took.as_millis()
    );
    tally("refused", refused.iter().copied());
    tally("found", &api.findings);
    (api.operations.len(), refused.len())
}

/// Nothing in the model leads nowhere, no two types have one name, no two fields either.
fn coherent(path: &str, api: &Api) {
    let mut names = BTreeMap::new();
    for def in &api.types {
        if let Some(place) = names.insert(def.name.rust.clone(), def.place.clone()) {
            panic!(
                "{path}: two types are called {}: {place} and {}",
                def.name.rust, def.place
            );
        }
        let inner: Vec<&str> = match &def.kind {
            TypeKind::Struct(object) => object
                .fields
                .iter()
                .map(|field| field.name.rust.as_str())
                .collect(),
            TypeKind::Enum(values) => values
                .variants
                .iter()
                .map(|variant| variant.name.rust.as_str())
                .collect(),
            TypeKind::Union(union) => union
                .variants
                .iter()
                .map(|variant| variant.name.rust.as_str())
                .collect(),
            TypeKind::Newtype(_) | TypeKind::Alias(_) => Vec::new(),
        };
        let mut sorted = inner.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(
            sorted.len(),
            inner.len(),
            "{path}: {} repeats a member: {inner:?}",
            def.name.rust
        );
    }
    let debug = format!("{api:?}");
    for id in debug.split("TypeId(").skip(1) {
        let id: usize = id
            .split(')')
            .next()
            .and_then(|id| id.parse().ok())
            .expect("printed from a number");
        assert!(id < api.types.len(), "{path}: a type leads nowhere");
    }
}

fn tally<'f>(what: &str, findings: impl IntoIterator<Item = &'f Finding>) {
    let mut kinds: BTreeMap<String, (usize, &Finding)> = BTreeMap::new();
    for finding in findings {
        let kind: String = finding
            .message
            .split('`')
            .step_by(2)
            .collect::<Vec<_>>()
            .join("_");
        kinds.entry(kind).or_insert((0, finding)).0 += 1;
    }
    for (count, finding) in kinds.values() {
        println!("    {what} {count} x {}", shown(finding));
    }
}

fn shown(finding: &Finding) -> String {
    let message: String = finding.message.chars().take(200).collect();
    format!("{message} ({})", finding.place)
}
