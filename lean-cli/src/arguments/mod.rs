//! The commands and their arguments.

mod certs;
mod diff;
mod locks;
mod look;
mod sandbox;

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;

use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, ArgGroup, ArgMatches, Command, Error, value_parser};

const EXAMPLES: &str = "\
Examples:
  cargo lean-api inspect openapi.yaml
  cargo lean-api expand openapi.yaml --operations getCustomer,listAccounts
  cargo lean-api expand openapi.json --all --out src/client.rs
  cargo lean-api diff v1:openapi.yaml openapi.yaml --fail-on breaking
  cargo lean-api certs check --dir certificates --connect https://api.sandbox.example.com
  cargo lean-api sandbox --dir sandbox-files";

const EXPAND_EXAMPLES: &str = "\
Examples:
  cargo lean-api expand openapi.yaml
  cargo lean-api expand openapi.yaml --operations getCustomer,listAccounts
  cargo lean-api expand openapi.yaml --operations 'GET /banks/{id}'
  cargo lean-api expand openapi.json --tags Customers,Accounts --overlay fixes.yaml --out src/client.rs";

const INSPECT_EXAMPLES: &str = "\
Examples:
  cargo lean-api inspect openapi.yaml
  cargo lean-api inspect openapi.yaml --list
  cargo lean-api inspect openapi.json --json | jq '.refused[].operation'";

/// Reads the arguments. Cargo runs `cargo lean-api expand` as `cargo-lean-api lean-api expand`.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<ArgMatches, Error> {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments
        .get(1)
        .is_some_and(|first| first == OsStr::new("lean-api"))
    {
        arguments.remove(1);
    }
    command().try_get_matches_from(arguments)
}

/// Prints the help text, or the errors in the arguments.
pub(crate) fn explain(error: &Error) -> ExitCode {
    // Nothing more can be done where standard output is closed.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

pub(crate) fn command() -> Command {
    Command::new("cargo-lean-api")
        .bin_name("cargo lean-api")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Typed API clients over mutual TLS: inspects descriptions, checks certificates, runs a local sandbox of Lean")
        .after_help(EXAMPLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([expand(), inspect(), certs::command(), sandbox::command()])
        .subcommands([diff::command(), look::find(), look::explain(), look::init(), look::lint(), completions()])
        .subcommands([locks::lock(), locks::accept(), locks::update()])
}

fn expand() -> Command {
    Command::new("expand")
        .about("Prints the client that `#[lean::api]` generates from a description")
        .long_about(
            "Prints the client that `#[lean::api]` generates from a description: a formatted module that compiles in a \
             crate that depends on `lean` alone. Lists refused operations on standard error.",
        )
        .after_help(EXPAND_EXAMPLES)
        .arg(spec())
        .args(choice())
        .group(ArgGroup::new("choice").args(["operations", "tags", "all"]))
        .arg(overlays())
        .arg(refs())
        .arg(Arg::new("webhooks").long("webhooks").action(ArgAction::SetTrue).help("Include the webhooks, besides the chosen operations"))
        .arg(
            Arg::new("trait")
                .long("trait")
                .value_name("NAME")
                .value_parser(identifier)
                .default_value("Api")
                .help("The name of the trait; the models are in a module named after the trait"),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .short('o')
                .value_name("FILE")
                .value_parser(value_parser!(std::path::PathBuf))
                .help("Write to a file instead of standard output"),
        )
}

fn inspect() -> Command {
    Command::new("inspect")
        .about("Counts the parts of a description, and lists refused operations with the reasons")
        .after_help(INSPECT_EXAMPLES)
        .arg(spec())
        .arg(overlays())
        .arg(refs())
        .arg(
            Arg::new("json")
                .long("json")
                .action(ArgAction::SetTrue)
                .help("Print JSON for programs"),
        )
        .arg(
            Arg::new("list")
                .long("list")
                .action(ArgAction::SetTrue)
                .help("List the operations by tag, with method names; JSON always has them"),
        )
}

fn completions() -> Command {
    Command::new("completions")
        .about("Prints completions for a shell")
        .after_help("Example:\n  cargo lean-api completions bash > ~/.local/share/bash-completion/completions/cargo-lean-api")
        .arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(value_parser!(clap_complete::Shell))
                .help("The shell"),
        )
}

fn spec() -> Arg {
    Arg::new("spec")
        .value_name("SPEC")
        .required(true)
        .help("The description: OpenAPI 3.0, 3.1 or 3.2, YAML or JSON; `-` is standard input")
}

fn choice() -> [Arg; 3] {
    let list = |name: &'static str| {
        Arg::new(name)
            .long(name)
            .value_parser(NonEmptyStringValueParser::new())
            .value_delimiter(',')
            .num_args(1)
            .action(ArgAction::Append)
    };
    [
        list("operations")
            .value_name("A,B")
            .help("Only these operations, by operationId, method name or route (`GET /banks`)"),
        list("tags")
            .value_name("T,U")
            .help("Only the operations with one of these tags"),
        Arg::new("all")
            .long("all")
            .action(ArgAction::SetTrue)
            .help("All operations and webhooks; the default"),
    ]
}

fn refs() -> Arg {
    Arg::new("refs")
        .long("refs")
        .value_name("FOLDER")
        .value_parser(NonEmptyStringValueParser::new())
        .action(ArgAction::Append)
        .help("Another folder that references may lead into, besides the folder of the description; repeatable")
}

fn overlays() -> Arg {
    Arg::new("overlay")
        .long("overlay")
        .value_name("FILE")
        .num_args(1)
        .action(ArgAction::Append)
        .help("An overlay document to apply to the description; repeatable, applied in order")
}

fn identifier(text: &str) -> Result<String, String> {
    match syn::parse_str::<syn::Ident>(text) {
        Ok(name) => Ok(name.to_string()),
        Err(_) => Err("not a Rust identifier".to_owned()),
    }
}
