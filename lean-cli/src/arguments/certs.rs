use std::path::PathBuf;

use clap::{Arg, ArgAction, Command, value_parser};

const EXAMPLES: &str = "\
Examples:
  cargo lean certs show --dir certificates
  cargo lean certs check --key my_app_private_key.pem --cert my_app_cert.crt --chain lean_public_cert_chain.pem \\
      --connect https://api.example.com
  cargo lean certs import downloads/app.zip downloads/chain.zip --dir certificates
  KEYSTORE_PASSWORD=.. cargo lean certs keystore --dir certificates --out app.p12";

pub(super) fn command() -> Command {
    Command::new("certs")
        .about("The application's private key, certificate and chain: what they are, whether they are good")
        .after_help(EXAMPLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([show(), check(), import(), keystore()])
}

fn show() -> Command {
    Command::new("show")
        .about("Says what is there: subjects, issuers, validity, fingerprints")
        .args(source())
        .arg(json())
}

fn check() -> Command {
    Command::new("check")
        .about("Checks everything that a server would refuse later; with --connect, asks a server")
        .args(source())
        .arg(
            Arg::new("connect")
                .long("connect")
                .value_name("URL")
                .action(ArgAction::Append)
                .help("Connect, show the certificate and say what the server made of it; no request is sent"),
        )
        .arg(json())
}

fn import() -> Command {
    Command::new("import")
        .about("Unpacks the portal's zip archives into a folder, once they have been found good")
        .arg(
            file("archives", "ZIP")
                .required(true)
                .num_args(1..)
                .help("The archives, most often two"),
        )
        .arg(
            file("dir", "DIR")
                .long("dir")
                .required(true)
                .help("The folder; it is made if need be"),
        )
        .arg(
            Arg::new("force")
                .long("force")
                .action(ArgAction::SetTrue)
                .help("Replace files that are there"),
        )
}

fn keystore() -> Command {
    Command::new("keystore")
        .about("Packs key and certificates as PKCS#12, for Java and Windows")
        .args(source())
        .arg(
            file("out", "FILE")
                .long("out")
                .short('o')
                .required(true)
                .help("The file to write, `.p12`"),
        )
        .arg(
            Arg::new("password-env")
                .long("password-env")
                .value_name("NAME")
                .default_value("KEYSTORE_PASSWORD")
                .help("The environment variable that holds the store's password"),
        )
        .arg(
            Arg::new("alias")
                .long("alias")
                .value_name("NAME")
                .default_value("lean")
                .help("The name of the entry"),
        )
}

/// Where an identity comes from: a folder, three files, or the environment.
fn source() -> [Arg; 5] {
    let parts = ["key", "cert", "chain"];
    let part = |name: &'static str, help: &'static str| {
        let others = parts
            .into_iter()
            .filter(move |part| *part != name)
            .collect::<Vec<_>>();
        file(name, "FILE")
            .long(name)
            .requires_all(others)
            .help(help)
    };
    [
        file("dir", "DIR")
            .long("dir")
            .conflicts_with_all(parts)
            .help("A folder that holds the files of one identity"),
        part("key", "The private key, PEM"),
        part("cert", "The application's certificate, PEM"),
        part("chain", "The chain of authorities, PEM"),
        Arg::new("passphrase-env")
            .long("passphrase-env")
            .value_name("NAME")
            .help("The environment variable that holds the passphrase of the private key"),
    ]
}

fn file(name: &'static str, value: &'static str) -> Arg {
    Arg::new(name)
        .value_name(value)
        .value_parser(value_parser!(PathBuf))
}

fn json() -> Arg {
    Arg::new("json")
        .long("json")
        .action(ArgAction::SetTrue)
        .help("Print JSON for programs")
}
