//! The arguments of `lock`, `accept` and `update`.

use clap::{Arg, ArgAction, Command};

const LOCK_EXAMPLES: &str = "\
Examples:
  cargo lean-api lock
  cargo lean-api lock --check
  cargo lean-api lock --workspace --all-features";

const ACCEPT_EXAMPLES: &str = "\
Examples:
  cargo lean-api accept
  cargo lean-api accept --interactive
  cargo lean-api accept --reason 'the field is not shown to users'";

const UPDATE_EXAMPLES: &str = "\
Examples:
  cargo lean-api update ~/Downloads/bank.yaml
  curl -fsS https://bank.example/openapi.yaml | cargo lean-api update - --yes";

pub(super) fn lock() -> Command {
    let command = Command::new("lock")
        .about("Writes lean.lock: the parts of descriptions that this crate uses")
        .long_about(
            "Writes lean.lock: the parts of descriptions that this crate uses. The command compiles the crate to find \
             them. It does not accept changes of a description that affect the crate: `accept` does.",
        )
        .after_help(LOCK_EXAMPLES)
        .arg(
            Arg::new("check")
                .long("check")
                .action(ArgAction::SetTrue)
                .help("Write nothing; fail if a change is not accepted or lean.lock is out of date"),
        );
    with_build(command)
}

pub(super) fn accept() -> Command {
    let command = Command::new("accept")
        .about("Accepts the changes of descriptions, and writes them to lean.lock")
        .after_help(ACCEPT_EXAMPLES)
        .arg(
            Arg::new("interactive")
                .long("interactive")
                .short('i')
                .action(ArgAction::SetTrue)
                .help("Ask for each change"),
        )
        .arg(
            Arg::new("reason")
                .long("reason")
                .value_name("TEXT")
                .num_args(1)
                .help("The reason; lean.lock keeps it with each change"),
        );
    with_build(command)
}

pub(super) fn update() -> Command {
    Command::new("update")
        .about("Shows what a new description means for this crate, and replaces the old one")
        .after_help(UPDATE_EXAMPLES)
        .arg(
            Arg::new("file")
                .value_name("FILE")
                .required(true)
                .help("The new description; `-` is standard input"),
        )
        .arg(
            Arg::new("description")
                .long("description")
                .value_name("PATH")
                .num_args(1)
                .help("The description to replace, if the crate has several"),
        )
        .arg(
            Arg::new("yes")
                .long("yes")
                .short('y')
                .action(ArgAction::SetTrue)
                .help("Replace it without asking"),
        )
        .args(packages())
}

/// The arguments of cargo that decide what is compiled.
fn with_build(command: Command) -> Command {
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    let list = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .num_args(1)
            .action(ArgAction::Append)
            .help(help)
    };
    command
        .args(packages())
        .arg(list("features", "FEATURES", "Features to compile with").short('F'))
        .arg(flag("all-features", "Compile with all features"))
        .arg(flag(
            "no-default-features",
            "Compile without the default features",
        ))
        .arg(list("target", "TRIPLE", "Compile for this target"))
        .arg(flag("offline", "Compile without the network"))
        .arg(flag("locked", "Leave Cargo.lock as it is"))
}

fn packages() -> [Arg; 3] {
    [
        Arg::new("manifest-path")
            .long("manifest-path")
            .value_name("PATH")
            .num_args(1)
            .help("The Cargo.toml of the package or workspace"),
        Arg::new("package")
            .long("package")
            .short('p')
            .value_name("NAME")
            .num_args(1)
            .action(ArgAction::Append)
            .help("A package of the workspace; repeatable"),
        Arg::new("workspace")
            .long("workspace")
            .action(ArgAction::SetTrue)
            .help("All packages of the workspace"),
    ]
}
