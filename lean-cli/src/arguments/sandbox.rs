use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};

const EXAMPLES: &str = "\
Examples:
  cargo lean sandbox
  cargo lean sandbox --port 8443 --dir sandbox-files --webhook http://localhost:3000/hooks";

pub(super) fn command() -> Command {
    let port = |name: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name("PORT")
            .value_parser(value_parser!(u16))
    };
    Command::new("sandbox")
        .about("Serves a local stand-in for Lean's API over mutual TLS, until it is interrupted")
        .after_help(EXAMPLES)
        .arg(
            Arg::new("region")
                .long("region")
                .value_parser(PossibleValuesParser::new(["uae", "ksa"]))
                .default_value("uae")
                .help("The country whose API is served"),
        )
        .arg(
            port("port").help(
                "The port that demands a client certificate; any free one where it is not given",
            ),
        )
        .arg(
            port("oauth-port")
                .help("The port that demands a bearer token; any free one where it is not given"),
        )
        .arg(
            Arg::new("dir")
                .long("dir")
                .value_name("DIR")
                .value_parser(value_parser!(PathBuf))
                .default_value("lean-sandbox-files")
                .help("Where the application's key, certificate and chain are written"),
        )
        .arg(
            Arg::new("webhook")
                .long("webhook")
                .value_name("URL")
                .action(ArgAction::Append)
                .help("Where webhooks are delivered"),
        )
}
