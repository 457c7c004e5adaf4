//! `certs`: the application's identity, shown, checked, unpacked and packed.

mod check;
mod files;
mod import;
mod keystore;
mod show;

use std::path::PathBuf;

use clap::ArgMatches;
use lean_runtime::identity::{
    Code, Directory, Environment, Identity, IdentityBuilder, IdentityError, IdentitySource,
    Material, PemFiles,
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

const NOTHING_GIVEN: &str = "\
error: which key and certificate? None are named
  = help: name the folder that holds them, say `certificates`; or the files by --key, --cert and --chain
  = help: or set LEAN_PRIVATE_KEY, LEAN_CERTIFICATE and LEAN_CERTIFICATE_CHAIN to their paths or texts
";

/// The source of the identity: a folder, three files, or the variables of the environment.
enum Given {
    Directory(Directory),
    Files(PemFiles),
    Environment(Environment),
}

impl Given {
    fn of(matches: &ArgMatches) -> Result<Given, Stopped> {
        if !names_identity(matches) {
            return Err(NOTHING_GIVEN.to_owned());
        }
        let path = |name: &str| matches.get_one::<PathBuf>(name);
        Ok(
            match (folder(matches), path("key"), path("cert"), path("chain")) {
                (Some(folder), ..) => Given::Directory(Directory::new(folder)),
                (None, Some(key), Some(certificate), Some(chain)) => {
                    Given::Files(PemFiles::new(key, certificate, chain))
                }
                _ => Given::Environment(Environment::new()),
            },
        )
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

/// Returns the source that the arguments name: any paths, or the parts of an identity.
fn source(matches: &ArgMatches) -> Result<Box<dyn IdentitySource>, Stopped> {
    let paths = matches.try_get_many::<PathBuf>("paths").ok().flatten();
    match paths {
        Some(paths) => files::source(paths.cloned().collect()),
        None => Ok(Box::new(Given::of(matches)?)),
    }
}

/// Returns true if the arguments or the environment name an identity.
fn names_identity(matches: &ArgMatches) -> bool {
    folder(matches).is_some()
        || matches.contains_id("key")
        || [
            "LEAN_PRIVATE_KEY",
            "LEAN_CERTIFICATE",
            "LEAN_CERTIFICATE_CHAIN",
        ]
        .iter()
        .any(|name| std::env::var_os(name).is_some())
}

/// The folder, given with or without its name.
fn folder(matches: &ArgMatches) -> Option<&PathBuf> {
    let placed = matches.try_get_one::<PathBuf>("folder").ok().flatten();
    placed.or_else(|| matches.get_one::<PathBuf>("dir"))
}

/// Of what the arguments name. Passphrases come from the environment or a file: arguments are seen by every process.
fn builder(matches: &ArgMatches) -> Result<IdentityBuilder, Stopped> {
    let builder = Identity::builder(Given::of(matches)?);
    Ok(match files::secret(matches, "passphrase")? {
        Some(passphrase) => builder.passphrase(passphrase),
        None => builder,
    })
}

/// Returns the message of the error, with the remedy as a command line.
fn identity_error(error: IdentityError) -> Stopped {
    let help = match error.code() {
        Code::FileIsPkcs12 | Code::KeyEncrypted => {
            "  = help: name an environment variable by --passphrase-env, or a file by --passphrase-file\n"
        }
        _ => "",
    };
    files::error(&error.to_string()) + help
}
