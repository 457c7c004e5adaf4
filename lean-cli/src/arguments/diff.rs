//! The arguments of `diff`.

use clap::builder::NonEmptyStringValueParser;
use clap::{Arg, ArgAction, ArgGroup, Command};

const EXAMPLES: &str = "\
Examples:
  cargo lean-api diff old.yaml new.yaml
  cargo lean-api diff openapi.yaml                      (with lean.lock, or else the last commit)
  cargo lean-api diff lean.lock ~/Downloads/openapi.yaml
  cargo lean-api diff HEAD~1:lean.lock openapi.yaml
  cargo lean-api diff openapi.yaml --rev v1.2.0
  cargo lean-api diff v1.2.0:openapi.yaml openapi.yaml --operations getCustomer,listAccounts
  curl -fsS https://api.example.com/openapi.json | cargo lean-api diff openapi.json - --fail-on breaking

Exit codes:
  0  success; with --fail-on: no change of that level or higher
  1  error in a file
  2  error in the arguments
  3  with --fail-on: breaking changes
  4  with --fail-on: risky changes, but no breaking ones
  5  with --fail-on: additive changes only";

pub(super) fn command() -> Command {
    Command::new("diff")
        .about("Compares two versions of a description: breaking, risky and additive changes")
        .override_usage("cargo lean-api diff [OPTIONS] [OLD] <NEW>")
        .after_help(EXAMPLES)
        .arg(
            Arg::new("files")
                .value_name("[OLD] NEW")
                .required(true)
                .num_args(1..=9)
                .value_parser(NonEmptyStringValueParser::new())
                .help(
                    "Descriptions: a file, REVISION:FILE, or `-` for standard input; OLD may also be a lean.lock. The default \
                     for OLD is the package's lean.lock if it has NEW, else NEW in the last commit",
                ),
        )
        .arg(
            Arg::new("rev")
                .long("rev")
                .value_name("REVISION")
                .help("Compare with NEW in this git revision instead of lean.lock"),
        )
        .arg(list("operations", "A,B", "The operations that you use, by operationId, method name or route (`GET /banks`); changes of others are only counted"))
        .arg(list("tags", "T,U", "The tags of the operations that you use"))
        .arg(flag("all", "Report the changes of all operations, not only of those in lean.lock"))
        .arg(
            Arg::new("description")
                .long("description")
                .value_name("PATH")
                .help("The description in lean.lock to compare with, if the lock has several"),
        )
        .arg(super::look::manifest())
        .arg(super::overlays())
        .arg(super::refs())
        .arg(
            Arg::new("view")
                .long("view")
                .value_name("VIEW")
                .value_parser(["consumer", "provider"])
                .default_value("consumer")
                .help("Whose levels to report: those of a client of the used operations, or those of all clients"),
        )
        .arg(
            Arg::new("fail-on")
                .long("fail-on")
                .value_name("LEVEL")
                .value_parser(["breaking", "risky", "additive"])
                .help("Exit with 3, 4 or 5 if a change has this level or a higher one"),
        )
        .arg(flag("json", "Print JSON for programs"))
        .arg(flag("markdown", "Print Markdown for pull requests"))
        .arg(flag("github", "Print annotations for GitHub's workflows"))
        .group(ArgGroup::new("form").args(["json", "markdown", "github"]))
        .arg(flag("git-driver", "Take the arguments of git's external diffs").hide(true))
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

fn list(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(value)
        .value_parser(NonEmptyStringValueParser::new())
        .value_delimiter(',')
        .num_args(1)
        .action(ArgAction::Append)
        .help(help)
}
