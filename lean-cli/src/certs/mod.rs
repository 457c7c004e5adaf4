//! `certs`: the application's identity, shown, checked, unpacked and packed.

mod check;
mod connect;
mod import;
mod keystore;
mod show;

use std::path::{Path, PathBuf};
use std::{env, fmt};

use clap::ArgMatches;
use lean_runtime::identity::{
    Directory, Environment, Identity, IdentityError, IdentitySource, Material, PemFiles,
};

use crate::Stopped;

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    match matches.subcommand() {
        Some(("show", matches)) => show::command(matches),
        Some(("check", matches)) => check::command(matches),
        Some(("import", matches)) => import::command(matches),
        Some(("keystore", matches)) => keystore::command(matches),
        _ => Ok(()),
    }
}

/// Where the identity comes from: a folder, three files, or what the environment names.
enum Given {
    Directory(Directory),
    Files(PemFiles),
    Environment(Environment),
}

impl Given {
    fn of(matches: &ArgMatches) -> Given {
        let path = |name: &str| matches.get_one::<PathBuf>(name);
        match (path("dir"), path("key"), path("cert"), path("chain")) {
            (Some(folder), ..) => Given::Directory(Directory::new(folder)),
            (None, Some(key), Some(certificate), Some(chain)) => {
                Given::Files(PemFiles::new(key, certificate, chain))
            }
            _ => Given::Environment(Environment::new()),
        }
    }
}

impl IdentitySource for Given {
    fn read(&self) -> Result<Material, IdentityError> {
        match self {
            Given::Directory(source) => source.read(),
            Given::Files(source) => source.read(),
            Given::Environment(source) => source.read(),
        }
    }
}

/// Loads what the arguments name. Passphrases come from the environment: arguments are seen by every process.
fn load(matches: &ArgMatches) -> Result<Identity, Stopped> {
    let mut builder = Identity::builder(Given::of(matches));
    if let Some(name) = matches.get_one::<String>("passphrase-env") {
        builder = builder.passphrase(secret(name)?);
    }
    builder.load().map_err(failed)
}

fn secret(name: &str) -> Result<String, Stopped> {
    env::var(name).map_err(|_| format!("error: the environment variable `{name}` is not set\n"))
}

fn failed(error: impl fmt::Display) -> Stopped {
    format!("error: {error}\n")
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Stopped {
    format!("error: cannot write `{}`: {error}\n", path.display())
}
