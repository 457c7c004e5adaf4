//! `expand`: the client that the macro makes of a description, as a file.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use lean_codegen::setting::{Reader, Setting, ident};
use lean_openapi::api::Api;
use lean_openapi::name;
use lean_openapi::resolve::{Choice, Chosen};
use quote::quote;

use crate::opened::{Opened, parse_operation};
use crate::{Stopped, diagnostics, list, printed, say};

const HEADER: &str =
    "// Printed by `cargo lean-api expand`. Needs the crate `lean` and nothing else.\n\n";

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let spec = matches
        .get_one::<String>("spec")
        .expect("clap has demanded it");
    let name = matches
        .get_one::<String>("trait")
        .expect("it has a default");
    let opened = Opened::open(spec, &list(matches, "overlay"), &list(matches, "refs"))?;
    let mut api = opened.resolve(&choice(matches))?;
    for operation in &mut api.operations {
        operation.place.file = portable(&operation.place.file, Path::new(spec)).into();
    }
    say(&refused_operations(&api, &opened));
    match matches.get_one::<PathBuf>("out") {
        None => write(api, name, &mut io::stdout().lock()),
        Some(path) => {
            let shown = path.display();
            let file = File::create(path)
                .map_err(|error| format!("error: cannot write `{shown}`: {error}\n"))?;
            write(api, name, &mut BufWriter::new(file))
        }
    }
}

/// The path of a file without the folders of this machine: as seen from the working directory, or from the description.
fn portable(file: &str, spec: &Path) -> String {
    let path = Path::new(file);
    if !path.is_absolute() {
        return file.to_owned();
    }
    let here = std::env::current_dir().unwrap_or_default();
    let folder = spec.parent().unwrap_or(spec);
    let inside = path.strip_prefix(here).or(path.strip_prefix(folder));
    let inside = inside.ok().or(path.file_name().map(Path::new));
    inside.unwrap_or(path).to_string_lossy().into_owned()
}

/// Returns the client of a model as formatted code: a trait with all operations, and their models.
///
/// # Errors
/// If what was emitted is not Rust, which is a mistake of ours.
pub fn module(api: Api, trait_name: &str) -> Result<String, Stopped> {
    let mut text = Vec::new();
    write(api, trait_name, &mut text)?;
    String::from_utf8(text).map_err(|error| format!("error: {error}\n"))
}

/// Writes it item by item: the whole of a large client is more than many machines hold.
fn write(api: Api, trait_name: &str, out: &mut dyn Write) -> Result<(), Stopped> {
    let setting = Setting {
        facade: quote!(::lean),
        visibility: quote!(pub),
        module: ident(&name::module(trait_name)),
        formats: Vec::new(),
        reader: Reader::Person,
    };
    let done = out.write_all(HEADER.as_bytes()).map_err(Failed::Writing);
    let done = done.and_then(|()| {
        lean_codegen::expand::print(api, &setting, trait_name, |part| {
            let text = printed::print_part(part).map_err(Failed::Emitting)?;
            out.write_all(text.as_bytes()).map_err(Failed::Writing)
        })
    });
    match done.and_then(|()| out.flush().map_err(Failed::Writing)) {
        Err(Failed::Emitting(error)) => Err(format!(
            "error: the emitted code is not Rust: {error}\n  = help: please report the description\n"
        )),
        // A closed pipe, as after `head`, is not a failure.
        Err(Failed::Writing(error)) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("error: cannot write: {error}\n"))
        }
        _ => Ok(()),
    }
}

enum Failed {
    Emitting(syn::Error),
    Writing(io::Error),
}

fn choice(matches: &ArgMatches) -> Choice {
    let (operations, tags) = (list(matches, "operations"), list(matches, "tags"));
    let chosen = match (operations.is_empty(), tags.is_empty()) {
        (false, _) => Chosen::Names(
            operations
                .iter()
                .map(|text| parse_operation(text))
                .collect(),
        ),
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
fn refused_operations(api: &Api, opened: &Opened) -> String {
    let mut out = String::new();
    for operation in &api.operations {
        if let Some(finding) = &operation.refused {
            let title = format!("refused `{}`", operation.name.wire);
            out += &diagnostics::render_finding(&title, finding, &opened.disk);
            out.push('\n');
        }
    }
    out
}
