//! Names do not depend on the choice of operations: each operation alone has the same types, under
//! the same names, as in the whole.
//!
//! The documents are in `../shared/corpus` next to the checkout, or in the folder that
//! `LEAN_CORPUS` names.
#![allow(clippy::print_stdout)]

use std::collections::HashMap;
use std::sync::Arc;

use lean_openapi::api::{Api, TypeDef};
use lean_openapi::document::{Description, Wanted};
use lean_openapi::resolve::{Choice, Chosen, Options};

/// Beyond that many operations of a document only some are tried.
const TRIED_MAX: usize = 40;

#[test]
fn operations_alone_have_the_names_of_the_whole() {
    let Some(corpus) = lean_lab::corpus() else {
        return;
    };
    let mut wrong = Vec::new();
    for path in lean_lab::listed_documents(&corpus) {
        let path = path.as_str();
        let Ok(description) =
            Description::open(Arc::new(lean_lab::Folder(corpus.clone())), path, &[])
        else {
            continue;
        };
        document(path, &description, &mut wrong);
    }
    wrong.iter().for_each(|line| println!("{line}"));
    assert!(
        wrong.is_empty(),
        "{} types depend on the choice",
        wrong.len()
    );
}

fn document(path: &str, description: &Description, wrong: &mut Vec<String>) {
    let all = Choice {
        operations: Chosen::All,
        ..Choice::default()
    };
    let whole = description.resolve(&all, &Options::default());
    let known: HashMap<String, String> = whole
        .types
        .iter()
        .map(|def| (def.name.rust.clone(), shape(&whole, def)))
        .collect();
    let step = description.operations().len().div_ceil(TRIED_MAX).max(1);
    for head in description.operations().iter().step_by(step) {
        let chosen = Chosen::Names(vec![Wanted::Name(head.name.clone())]);
        let api = description.resolve(
            &Choice {
                operations: chosen,
                ..Choice::default()
            },
            &Options::default(),
        );
        for def in &api.types {
            let alone = shape(&api, def);
            if known.get(&def.name.rust) != Some(&alone) {
                wrong.push(format!(
                    "{path}: {}: {} {alone} but {:?}",
                    head.name,
                    def.place,
                    known.get(&def.name.rust)
                ));
            }
        }
    }
}

/// A type with the names of the types in it in the place of their numbers.
fn shape(api: &Api, def: &TypeDef) -> String {
    let text = format!("{:?}", def.kind);
    let mut parts = text.split("TypeId(");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (number, rest) = part.split_once(')').expect("printed so");
        let id: usize = number.parse().expect("printed from a number");
        out.push_str(&api.types[id].name.rust);
        out.push_str(rest);
    }
    out
}
