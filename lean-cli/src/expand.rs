//! `expand`: the client that the macro makes of a description, as a file.

use std::fs;
use std::path::PathBuf;

use clap::ArgMatches;
use lean_codegen::api::Api;
use lean_codegen::resolve::{Choice, Chosen};
use lean_codegen::setting::{Setting, ident};
use quote::quote;

use crate::opened::{Opened, wanted};
use crate::{Stopped, diagnostics, list, print, printed, say};

const HEADER: &str =
    "// Printed by `cargo lean expand`. Needs the crate `lean` and nothing else.\n\n";

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let spec = matches
        .get_one::<String>("spec")
        .expect("clap has demanded it");
    let name = matches
        .get_one::<String>("trait")
        .expect("it has a default");
    let opened = Opened::open(spec, &list(matches, "overlay"))?;
    let api = opened.resolve(&choice(matches))?;
    say(&refused(&api, &opened));
    let text = module(api, name)?;
    match matches.get_one::<PathBuf>("out") {
        None => print(&text),
        Some(path) => fs::write(path, text)
            .map_err(|error| format!("error: cannot write `{}`: {error}\n", path.display())),
    }
}

/// The client of a model as formatted code: a trait of all its operations, and their models beside it.
///
/// # Errors
/// If what was emitted is not Rust, which is a mistake of ours.
pub fn module(api: Api, trait_name: &str) -> Result<String, Stopped> {
    let module = ident(&snake(trait_name));
    let setting = Setting {
        facade: quote!(::lean),
        visibility: quote!(pub),
        module,
    };
    let tokens = lean_codegen::expand::printed(api, &setting, trait_name);
    let text = printed::printed(tokens).map_err(|error| {
        format!("error: the emitted code is not Rust: {error}\n  = help: please report the description\n")
    })?;
    Ok(format!("{HEADER}{text}"))
}

fn choice(matches: &ArgMatches) -> Choice {
    let (operations, tags) = (list(matches, "operations"), list(matches, "tags"));
    let chosen = match (operations.is_empty(), tags.is_empty()) {
        (false, _) => Chosen::Names(operations.iter().map(|text| wanted(text)).collect()),
        (true, false) => Chosen::Tags(tags),
        (true, true) => Chosen::All,
    };
    let webhooks = matches.get_flag("webhooks") || chosen == Chosen::All;
    Choice {
        operations: chosen,
        schemas: Vec::new(),
        webhooks,
    }
}

/// The operations that were left out, each by name with its reason.
fn refused(api: &Api, opened: &Opened) -> String {
    let mut out = String::new();
    for operation in &api.operations {
        if let Some(finding) = &operation.refused {
            let title = format!("refused `{}`", operation.name.wire);
            out += &diagnostics::shown(&title, finding, &opened.disk);
            out.push('\n');
        }
    }
    out
}

/// `BankApi` to `bank_api`: as the macro names the module.
fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}
