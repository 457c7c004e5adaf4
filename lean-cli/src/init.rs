//! `init`: the first trait of a description, and what the manifest needs.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use lean_openapi::api::{Api, Operation};
use lean_openapi::document::Wanted;
use lean_openapi::printable::printable;
use lean_openapi::resolve::{Choice, Chosen};
use serde_json::json;

use crate::opened::{Opened, parse_operation};
use crate::{Stopped, list, print, say};

/// Operations that a first trait has if none are named.
const FIRST_MAX: usize = 3;

const MANIFEST: &str = concat!(
    "[dependencies]\nlean-api = \"",
    env!("CARGO_PKG_VERSION"),
    "\"\ntokio = { version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }\n"
);

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let spec = matches
        .get_one::<String>("spec")
        .expect("clap has demanded it");
    if spec == "-" {
        return Err("error: a trait names the file of its description, and standard input has no file name\n  = help: save the description first\n".to_owned());
    }
    let opened = Opened::open(spec, &list(matches, "overlay"), &list(matches, "refs"))?;
    let api = opened.resolve(&choice(matches, &opened))?;
    let name = matches
        .get_one::<String>("trait")
        .expect("it has a default");
    let manifest = matches.get_one::<PathBuf>("manifest-path");
    let folder = manifest
        .and_then(|manifest| manifest.parent())
        .unwrap_or_else(|| Path::new(""));
    let code = trait_code(
        &api,
        name,
        &relative_path(spec, folder)?,
        &list(matches, "overlay"),
    );
    if matches.get_flag("json") {
        let value = json!({ "manifest": MANIFEST, "code": code });
        return print(&format!("{value:#}\n"));
    }
    let Some(out) = matches.get_one::<PathBuf>("out") else {
        return print(&printable(&format!("{}\n{code}", manifest_comment())));
    };
    let mut file = File::create_new(out).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => format!(
            "error: `{}` is there already\n  = help: name another file, or leave out `--out` to see the code\n",
            out.display()
        ),
        _ => format!("error: cannot write `{}`: {error}\n", out.display()),
    })?;
    file.write_all(code.as_bytes())
        .map_err(|error| format!("error: cannot write: {error}\n"))?;
    say(&format!(
        "wrote `{}`; `Cargo.toml` needs:\n\n{MANIFEST}\nthen run `cargo lean-api lock`\n",
        out.display()
    ));
    Ok(())
}

fn manifest_comment() -> String {
    let lines = MANIFEST.lines().map(|line| format!("//   {line}\n"));
    format!(
        "// Cargo.toml:\n{}// Then run `cargo lean-api lock`.\n",
        lines.collect::<String>()
    )
}

/// The operations that are named, else the first that can be called.
fn choice(matches: &ArgMatches, opened: &Opened) -> Choice {
    let names = list(matches, "operations");
    let operations: Vec<Wanted> = if names.is_empty() {
        let all = Choice {
            operations: Chosen::All,
            schemas: Vec::new(),
            webhooks: false,
        };
        let api = opened
            .description
            .resolve(&all, &lean_openapi::resolve::Options::default());
        let can_be_called = api
            .operations
            .iter()
            .filter(|operation| operation.refused.is_none());
        can_be_called.take(FIRST_MAX).map(route).collect()
    } else {
        names.iter().map(|name| parse_operation(name)).collect()
    };
    Choice {
        operations: Chosen::Names(operations),
        schemas: Vec::new(),
        webhooks: false,
    }
}

fn route(operation: &Operation) -> Wanted {
    Wanted::Route {
        method: operation.method.clone(),
        path: operation.path.clone(),
    }
}

/// The path of the description as the package sees it.
fn relative_path(spec: &str, folder: &Path) -> Result<String, Stopped> {
    let whole = |path: &Path| {
        fs::canonicalize(path).map_err(|error| format!("error: `{}`: {error}\n", path.display()))
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let (spec_whole, folder) = (whole(Path::new(spec))?, whole(folder)?);
    let path = spec_whole.strip_prefix(&folder).unwrap_or(&spec_whole);
    Ok(path.to_string_lossy().replace('\\', "/"))
}

fn trait_code(api: &Api, name: &str, spec: &str, overlays: &[String]) -> String {
    let quoted = |text: &str| format!("{text:?}");
    let mut arguments = format!("spec = {}", quoted(spec));
    for overlay in overlays {
        let _ = write!(arguments, ", overlay = {}", quoted(overlay));
    }
    let mut out = format!(
        "/// Calls of {}.\n#[lean::api({arguments})]\npub trait {name} {{\n",
        title(&api.title)
    );
    for operation in &api.operations {
        if !operation.named {
            let _ = writeln!(
                out,
                "    #[operation({} {})]",
                operation.method,
                quoted(&operation.path)
            );
        }
        let _ = writeln!(out, "    fn {}();", raw_identifier(&operation.name.rust));
    }
    out += "}\n";
    out
}

fn title(title: &str) -> String {
    let line: String = title
        .lines()
        .next()
        .unwrap_or_default()
        .chars()
        .take(80)
        .collect();
    if line.is_empty() {
        "the API".to_owned()
    } else {
        printable(&line)
    }
}

/// The name as Rust takes it.
fn raw_identifier(name: &str) -> String {
    match syn::parse_str::<syn::Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("r#{name}"),
    }
}
