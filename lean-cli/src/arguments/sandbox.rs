//! The arguments of `sandbox`.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, Command, value_parser};

const EXAMPLES: &str = "\
Examples:
  cargo lean-api sandbox
  cargo lean-api sandbox --port 8443 --dir sandbox-files --webhook http://localhost:3000/hooks
  cargo lean-api sandbox --print env > sandbox.env

The sandbox writes these files to the folder of --dir: the portal's three files, a second set of them in `next`,
`oauth_root.pem`, a certificate for a receiver of webhooks in `receiver`, and every address, token and secret in
`sandbox.env` and `sandbox.json`. A later start with the same folder uses the same files, ids and secrets.";

pub(super) fn command() -> Command {
    Command::new("sandbox")
        .about("Runs a local sandbox of Lean's API over mutual TLS until interrupted")
        .after_help(EXAMPLES)
        .args(listeners())
        .args(files())
        .args(secrets())
        .args(behaviour())
}

fn value(name: &'static str, value_name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value_name).help(help)
}

fn listeners() -> [Arg; 4] {
    let port = |name, help| value(name, "PORT", help).value_parser(value_parser!(u16));
    [
        Arg::new("region")
            .long("region")
            .value_name("REGION")
            .value_parser(PossibleValuesParser::new(["uae", "ksa"]))
            .default_value("uae")
            .help("The country whose API is served"),
        port(
            "port",
            "The port that requires a client certificate [default: a free port]",
        ),
        port(
            "oauth-port",
            "The port that requires a bearer token [default: a free port]",
        ),
        Arg::new("tls")
            .long("tls")
            .value_name("VERSION")
            .value_parser(PossibleValuesParser::new(["1.2", "1.3"]))
            .action(ArgAction::Append)
            .help("A TLS version that the sandbox accepts; repeatable [default: 1.3]"),
    ]
}

fn files() -> [Arg; 3] {
    [
        value(
            "dir",
            "DIR",
            "The folder for certificates and secrets; a later start uses them again",
        )
        .value_parser(value_parser!(PathBuf))
        .default_value("lean-sandbox-files"),
        Arg::new("key")
            .long("key")
            .value_name("KIND")
            .value_parser(PossibleValuesParser::new(["rsa", "p256", "p384"]))
            .default_value("rsa")
            .help("The kind of the application's key; the portal issues RSA keys"),
        Arg::new("print")
            .long("print")
            .value_name("FORM")
            .value_parser(PossibleValuesParser::new(["text", "env", "json"]))
            .default_value("text")
            .help("The form of the printed addresses and secrets: for people, for a shell, or for programs"),
    ]
}

fn secrets() -> [Arg; 4] {
    [
        value(
            "app-token",
            "UUID",
            "The app token, which is also the client id",
        ),
        value(
            "client-secret",
            "TEXT",
            "The client secret of the token endpoint",
        ),
        value(
            "bearer-token",
            "TEXT",
            "A bearer token that is valid from the start and never expires",
        ),
        value("webhook-secret", "TEXT", "The key that signs webhooks"),
    ]
}

fn behaviour() -> [Arg; 4] {
    [
        value("webhook", "URL", "A URL that receives webhooks; repeatable")
            .action(ArgAction::Append),
        value(
            "webhook-ca",
            "FILE",
            "Certificates, in PEM, of the authorities of HTTPS receivers of webhooks; repeatable",
        )
        .value_parser(value_parser!(PathBuf))
        .action(ArgAction::Append),
        value(
            "seed",
            "NUMBER",
            "The seed of ids and bank data [default: 1]",
        )
        .value_parser(value_parser!(u64)),
        value(
            "bank-delay",
            "TIME",
            "The response time of banks, such as `300ms` or `2s` [default: 300ms]",
        )
        .value_parser(parse_time),
    ]
}

/// A whole number of milliseconds or seconds.
fn parse_time(text: &str) -> Result<Duration, String> {
    let parsed = match text.strip_suffix("ms") {
        Some(number) => number.parse().ok().map(Duration::from_millis),
        None => text
            .strip_suffix('s')
            .and_then(|number| number.parse().ok())
            .map(Duration::from_secs),
    };
    parsed.ok_or_else(|| "not a time such as `300ms` or `2s`".to_owned())
}
