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
  0  done; with --fail-on: nothing of that level
  1  a description is at fault
  2  the arguments are
  3  with --fail-on: breaking changes
  4  with --fail-on: risky changes, and none that break
  5  with --fail-on: additive changes only";

pub(super) fn command() -> Command {
    Command::new("diff")
        .about("Compares two versions of a description: what breaks, what may, what is new")
        .override_usage("cargo lean-api diff [OPTIONS] [OLD] <NEW>")
        .after_help(EXAMPLES)
        .arg(
            Arg::new("files")
                .value_name("[OLD] NEW")
                .required(true)
                .num_args(1..=9)
                .value_parser(NonEmptyStringValueParser::new())
                .help(
                    "Descriptions: a file, REVISION:FILE, or `-`; OLD may be lean.lock. Without OLD it is the lean.lock of \
                     the package if that has NEW, else NEW as the last commit has it",
                ),
        )
        .arg(
            Arg::new("rev")
                .long("rev")
                .value_name("REVISION")
                .help("Compare with NEW as this git revision has it, not with lean.lock"),
        )
        .arg(list("operations", "A,B", "What you use, by operationId, method name or route (`GET /banks`); the rest is counted"))
        .arg(list("tags", "T,U", "What you use, by tag"))
        .arg(flag("all", "Everything is used, also what lean.lock does not have"))
        .arg(
            Arg::new("description")
                .long("description")
                .value_name("PATH")
                .help("The description in lean.lock that NEW is a version of, if the lock has several"),
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
                .help("Whose levels count: of a client of what is used, or of all clients together"),
        )
        .arg(
            Arg::new("fail-on")
                .long("fail-on")
                .value_name("LEVEL")
                .value_parser(["breaking", "risky", "additive"])
                .help("Fail if a change has this level or a greater one"),
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
