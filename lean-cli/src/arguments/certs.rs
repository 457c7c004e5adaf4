//! The arguments of `certs`.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgGroup, Command, value_parser};

const EXAMPLES: &str = "\
Examples:
  cargo lean-api certs import downloads/app.zip downloads/chain.zip --out certificates
  cargo lean-api certs show certificates
  cargo lean-api certs check certificates --connect https://mtls.sandbox.leantech.me
  cargo lean-api certs check --key my_app_private_key.pem --cert my_app_cert.crt --chain lean_public_cert_chain.pem \\
      --connect https://api.example.com
  cargo lean-api certs check certificates --trust company-ca.pem --connect https://gateway.company.example
  KEYSTORE_PASSWORD=.. cargo lean-api certs keystore certificates --out app.p12 --password-env KEYSTORE_PASSWORD";

pub(super) fn command() -> Command {
    Command::new("certs")
        .about(
            "Shows, checks, imports and packs the application's private key, certificate and chain",
        )
        .after_help(EXAMPLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands([show(), check(), import(), keystore()])
}

fn show() -> Command {
    Command::new("show")
        .about("Lists keys and certificates, including expired and unrelated ones: subjects, issuers, validity, fingerprints")
        .arg(
            file("paths", "PATH")
                .num_args(1..)
                .conflicts_with_all(["dir", "key", "cert", "chain"])
                .help("A folder, files in PEM, DER or PKCS#12, or the portal's zip archives"),
        )
        .args(source())
        .arg(json())
}

fn check() -> Command {
    Command::new("check")
        .about("Checks that servers will accept the certificate; with --connect, also checks the connection to a server")
        .long_about(
            "Checks that key and certificate belong together, that the chain is complete, and that nothing has expired. \
             With --connect, also checks the connection to a server step by step; the only request is a bare `GET /` \
             without a token. The exit code is 1 if a check fails; warnings are not failures.",
        )
        .arg(folder())
        .args(source())
        .arg(
            Arg::new("connect")
                .long("connect")
                .value_name("URL")
                .action(ArgAction::Append)
                .help("Check the connection to this server: name, TCP, TLS, both certificates, clocks; repeatable"),
        )
        .arg(
            file("trust", "FILE")
                .long("trust")
                .requires("connect")
                .help("Trust only the authorities in this file instead of the chain file; the identity becomes optional"),
        )
        .arg(
            Arg::new("timeout")
                .long("timeout")
                .value_name("SECONDS")
                .default_value("30")
                .value_parser(value_parser!(u64).range(1..=3600))
                .help("The time limit for the checks of one server"),
        )
        .arg(json())
}

fn import() -> Command {
    Command::new("import")
        .about("Checks the portal's zip archives, and unpacks them into a folder")
        .arg(
            file("archives", "ZIP")
                .required(true)
                .num_args(1..)
                .help("The archives, usually two"),
        )
        .arg(
            file("dir", "DIR")
                .long("out")
                .short('o')
                .alias("dir")
                .required(true)
                .help("The folder; it is created if it does not exist"),
        )
        .arg(force())
        .args(secret("passphrase", "passphrase of the private key"))
}

fn keystore() -> Command {
    Command::new("keystore")
        .about("Packs key and certificates as PKCS#12, for Java and Windows")
        .arg(folder())
        .args(source())
        .arg(
            file("out", "FILE")
                .long("out")
                .short('o')
                .required(true)
                .help("The file to write, usually `.p12`"),
        )
        .args(secret("password", "password of the store"))
        .group(
            ArgGroup::new("password")
                .args(["password-env", "password-file"])
                .required(true),
        )
        .arg(force())
}

/// Returns the arguments that name an identity: a folder, three files, or the environment.
fn source() -> [Arg; 6] {
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
    let [variable, secrets_file] = secret("passphrase", "passphrase of the private key or store");
    [
        file("dir", "DIR")
            .long("dir")
            .conflicts_with_all(parts)
            .help("The folder with the files of one identity"),
        part("key", "The private key, PEM"),
        part("cert", "The application's certificate, PEM"),
        part("chain", "The chain of authorities, PEM"),
        variable,
        secrets_file,
    ]
}

fn folder() -> Arg {
    file("folder", "DIR")
        .conflicts_with_all(["dir", "key", "cert", "chain"])
        .help("The folder with the files of one identity [default: the files in LEAN_PRIVATE_KEY, LEAN_CERTIFICATE and LEAN_CERTIFICATE_CHAIN]")
}

fn force() -> Arg {
    Arg::new("force")
        .long("force")
        .action(ArgAction::SetTrue)
        .help("Replace existing files")
}

/// Returns the arguments that say where to read a secret from. The secret itself is never an
/// argument: every process could see it.
fn secret(name: &str, what: &str) -> [Arg; 2] {
    let (variable, path) = match name {
        "password" => ("password-env", "password-file"),
        _ => ("passphrase-env", "passphrase-file"),
    };
    [
        Arg::new(variable)
            .long(variable)
            .value_name("NAME")
            .conflicts_with(path)
            .help(format!("The environment variable that holds the {what}")),
        Arg::new(path)
            .long(path)
            .value_name("FILE")
            .value_parser(value_parser!(PathBuf))
            .help(format!("The file whose first line is the {what}")),
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
