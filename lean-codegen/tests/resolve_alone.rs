//! Names do not depend on what is chosen: each operation by itself has the same types, under the same names,
//! as in the whole.
//!
//! The documents stand in `../shared/corpus` beside the checkout, or where `LEAN_CORPUS` says.
#![allow(clippy::print_stdout)]

mod real;

use std::collections::HashMap;
use std::sync::Arc;

use lean_codegen::api::{Api, Place, Type, TypeDef, TypeKind};
use lean_codegen::document::{Description, Wanted};
use lean_codegen::resolve::{Choice, Chosen, Options};

/// Beyond that many operations of a document only some are tried.
const TRIED_MAX: usize = 40;

#[test]
fn operations_alone_have_the_names_of_the_whole() {
    let Some(corpus) = real::corpus() else {
        return;
    };
    let mut wrong = Vec::new();
    for path in real::documents(&corpus) {
        let path = path.as_str();
        let Ok(description) = Description::open(Arc::new(real::Folder(corpus.clone())), path, &[])
        else {
            continue;
        };
        document(path, &description, &mut wrong);
    }
    wrong.iter().for_each(|one| println!("{one}"));
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
        let one = Chosen::Names(vec![Wanted::Name(head.name.clone())]);
        let api = description.resolve(
            &Choice {
                operations: one,
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

/// What a type says, with the names of the types in it in the place of their numbers: of components alone, since which
/// of several inline types that are alike is the one that the others are depends on what is chosen.
fn shape(api: &Api, def: &TypeDef) -> String {
    said(api, def, &mut Vec::new())
}

fn said(api: &Api, def: &TypeDef, above: &mut Vec<String>) -> String {
    if let TypeKind::Alias(Type::Named(id)) = &def.kind
        && def.inline
    {
        return said(api, &api.types[id.0], above);
    }
    if above.contains(&def.name.rust) {
        return "itself".to_owned();
    }
    above.push(def.name.rust.clone());
    let mut kind = def.kind.clone();
    if let TypeKind::Struct(object) = &mut kind {
        for field in &mut object.fields {
            field.place = Place::default();
        }
    }
    let text = format!("{kind:?}");
    let mut parts = text.split("TypeId(");
    let mut out = parts.next().unwrap_or_default().to_string();
    for part in parts {
        let (number, rest) = part.split_once(')').expect("printed so");
        let id: usize = number.parse().expect("printed from a number");
        let inner = &api.types[id];
        match inner.inline {
            true => out.push_str(&said(api, inner, above)),
            false => out.push_str(&inner.name.rust),
        }
        out.push_str(rest);
    }
    above.pop();
    out
}
