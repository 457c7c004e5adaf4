//! The arguments of `find`, `explain`, `init` and `lint`.

use std::path::PathBuf;

use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, Command, value_parser};

const FIND_EXAMPLES: &str = "\
Examples:
  cargo lean-api find create payment
  cargo lean-api find 'list transactions' --spec openapi.yaml --json";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  cargo lean-api explain getCustomer
  cargo lean-api explain 'GET /banks' --spec openapi.yaml
  cargo lean-api explain Customer --json";

const INIT_EXAMPLES: &str = "\
Examples:
  cargo lean-api init openapi.yaml
  cargo lean-api init openapi.yaml --operations getCustomer,listAccounts --trait Bank --out src/bank.rs";

const LINT_EXAMPLES: &str = "\
Examples:
  cargo lean-api lint openapi.yaml
  cargo lean-api lint openapi.yaml --repair fixes.json && cargo lean-api lint openapi.yaml --overlay fixes.json";

pub(super) fn find() -> Command {
    Command::new("find")
        .about("Finds operations by words of their names, paths, summaries and tags")
        .after_help(FIND_EXAMPLES)
        .arg(words(
            "words",
            "WORD",
            "The words; a listed operation contains all of them",
        ))
        .args(source())
        .arg(json())
}

pub(super) fn explain() -> Command {
    Command::new("explain")
        .about("Explains an operation or a schema: signature, parameters, responses, credentials, an example, the position in the file")
        .after_help(EXPLAIN_EXAMPLES)
        .arg(words("name", "OPERATION|TYPE", "An operationId, a method name, a route, or a schema of the components"))
        .args(source())
        .arg(json())
}

pub(super) fn init() -> Command {
    Command::new("init")
        .about(
            "Writes a first trait for a description, and prints the dependencies for `Cargo.toml`",
        )
        .after_help(INIT_EXAMPLES)
        .arg(super::spec())
        .arg(
            words(
                "operations",
                "A,B",
                "The operations of the trait [default: the first three]",
            )
            .long("operations")
            .required(false)
            .num_args(1)
            .value_delimiter(',')
            .action(ArgAction::Append),
        )
        .arg(
            Arg::new("trait")
                .long("trait")
                .value_name("NAME")
                .value_parser(super::identifier)
                .default_value("Api")
                .help("The name of the trait"),
        )
        .arg(
            Arg::new("out")
                .long("out")
                .short('o')
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Write to a new file instead of standard output"),
        )
        .args([super::overlays(), super::refs(), manifest(), json()])
}

pub(super) fn lint() -> Command {
    Command::new("lint")
        .about("Lists the problems of a description that affect clients, and writes an overlay that repairs them")
        .after_help(LINT_EXAMPLES)
        .arg(super::spec())
        .args([super::overlays(), super::refs(), json()])
        .arg(
            Arg::new("repair")
                .long("repair")
                .value_name("FILE")
                .value_parser(value_parser!(PathBuf))
                .help("Write a repairing overlay to a new file: it names unnamed operations and removes those that cannot be called"),
        )
}

/// The argument for the description.
fn source() -> [Arg; 4] {
    let spec = Arg::new("spec")
        .long("spec")
        .value_name("FILE")
        .value_parser(NonEmptyStringValueParser::new())
        .help("The description; `-` is standard input [default: the descriptions in the package's lean.lock]");
    [spec, super::overlays(), super::refs(), manifest()]
}

pub(super) fn manifest() -> Arg {
    Arg::new("manifest-path")
        .long("manifest-path")
        .value_name("PATH")
        .value_parser(value_parser!(PathBuf))
        .help("The package's Cargo.toml")
}

fn json() -> Arg {
    Arg::new("json")
        .long("json")
        .action(ArgAction::SetTrue)
        .help("Print JSON for programs")
}

fn words(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .value_name(value)
        .required(true)
        .num_args(1..=32)
        .value_parser(NonEmptyStringValueParser::new())
        .help(help)
}
