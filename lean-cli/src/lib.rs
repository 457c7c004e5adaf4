//! The command line as a library, so that tests and the corpus can call it.
//!
//! Comes in: arguments. Goes out: text on standard output, diagnostics on standard error, an exit code: 0 done,
//! 1 what was given is at fault, 2 the arguments are; `diff` has others.

mod arguments;
mod certs;
mod colour;
pub mod diagnostics;
mod diff;
pub mod disk;
mod doc_lines;
pub mod expand;
mod explain;
mod find;
mod init;
pub mod inspect;
mod lint;
mod lock_file;
mod locks;
pub mod opened;
mod package;
mod printed;
mod revisions;
mod sandbox;
mod signature;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::ArgMatches;

/// Why a command stopped: what to print on standard error.
pub type Stopped = String;

/// Runs a command and says how it ended.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    // Cargo runs this program as the compiler while `lock` looks at what a package uses.
    if let Some(code) = locks::wrapper::run(&arguments) {
        return code;
    }
    let matches = match arguments::read(arguments) {
        Ok(matches) => matches,
        Err(error) => return arguments::explain(&error),
    };
    let done = match matches.subcommand() {
        Some(("diff", matches)) => diff::command(matches),
        Some((name, matches)) => command(name, matches).map(|()| ExitCode::SUCCESS),
        None => Ok(ExitCode::SUCCESS),
    };
    done.unwrap_or_else(|why| {
        say(&why);
        ExitCode::FAILURE
    })
}

fn command(name: &str, matches: &ArgMatches) -> Result<(), Stopped> {
    match name {
        "completions" => completions(matches),
        "expand" => expand::command(matches),
        "explain" => explain::command(matches),
        "find" => find::command(matches),
        "init" => init::command(matches),
        "inspect" => inspect::command(matches),
        "lint" => lint::command(matches),
        "certs" => certs::command(matches),
        "lock" => locks::lock(matches),
        "accept" => locks::accept(matches),
        "update" => locks::update(matches),
        "sandbox" => sandbox::command(matches),
        _ => Ok(()),
    }
}

/// Prints what a shell needs to complete the arguments.
fn completions(matches: &ArgMatches) -> Result<(), Stopped> {
    let shell = matches.get_one::<clap_complete::Shell>("shell");
    let shell = *shell.expect("clap has demanded it");
    let mut script = Vec::new();
    clap_complete::generate(
        shell,
        &mut arguments::command(),
        "cargo-lean-api",
        &mut script,
    );
    print(&String::from_utf8_lossy(&script))
}

/// A list argument; empty where it is not given.
fn list(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches
        .get_many::<String>(name)
        .into_iter()
        .flatten()
        .cloned()
        .collect()
}

/// Prints to standard output. A closed pipe, as after `head`, is not a failure.
fn print(text: &str) -> Result<(), Stopped> {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("error: cannot write: {error}\n"))
        }
        _ => Ok(()),
    }
}

/// Prints to standard error, where nothing more can be done if that fails.
fn say(text: &str) {
    let text = lean_openapi::printable::printable(text);
    let _ = io::stderr().write_all(text.as_bytes());
}
