//! A random handful of operations: compiles alone, and its types are called as they are among all.

use std::collections::HashMap;
use std::path::Path;

use lean_cli::opened::Opened;
use lean_openapi::api::Api;
use lean_openapi::document::Wanted;
use lean_openapi::resolve::{Choice, Chosen};

use crate::rustc::Rustc;

const CHOSEN: usize = 5;

pub(crate) fn check(
    opened: &Opened,
    whole: &Api,
    rustc: &Rustc,
    folder: &Path,
    seed: u64,
) -> Result<(), String> {
    let callable: Vec<&str> = whole
        .operations
        .iter()
        .filter(|operation| operation.refused.is_none())
        .map(|operation| operation.name.rust.as_str())
        .collect();
    if callable.len() <= CHOSEN {
        return Ok(());
    }
    let names: Vec<Wanted> = pick(callable.len(), seed)
        .into_iter()
        .map(|index| Wanted::Name(callable[index].to_owned()))
        .collect();
    let choice = Choice {
        operations: Chosen::Names(names),
        schemas: Vec::new(),
        webhooks: false,
    };
    let part = opened.description.resolve(&choice, &Default::default());
    same_names(whole, &part)?;
    let text = lean_cli::expand::module(part, "Api")?;
    rustc.check(folder, "subset", &text)
}

fn same_names(whole: &Api, part: &Api) -> Result<(), String> {
    let known: HashMap<&str, _> = whole
        .types
        .iter()
        .map(|def| (def.name.rust.as_str(), &def.place))
        .collect();
    let calls: Vec<&str> = whole
        .operations
        .iter()
        .map(|operation| operation.call.as_str())
        .collect();
    for def in &part.types {
        if known.get(def.name.rust.as_str()) != Some(&&def.place) {
            return Err(format!(
                "`{}` ({}) has another name among all operations",
                def.name.rust, def.place
            ));
        }
    }
    match part
        .operations
        .iter()
        .find(|operation| !calls.contains(&operation.call.as_str()))
    {
        Some(operation) => Err(format!(
            "the call `{}` has another name among all operations",
            operation.call
        )),
        None => Ok(()),
    }
}

/// Some indices below `count`, the same for the same seed.
fn pick(count: usize, seed: u64) -> Vec<usize> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut picked = Vec::new();
    while picked.len() < CHOSEN {
        // xorshift64: random enough to choose by.
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let index = usize::try_from(state >> 33).unwrap_or(0) % count;
        if !picked.contains(&index) {
            picked.push(index);
        }
    }
    picked
}
