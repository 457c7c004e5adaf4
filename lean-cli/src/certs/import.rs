//! `certs import`: the portal's archives become the three files.

use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use lean_runtime::identity::{Identity, IdentitySource, Material, Role, ZipFiles};

use super::files::{self, Existing, Readers};
use crate::{Stopped, print};

pub(super) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let archives: Vec<PathBuf> = matches
        .get_many("archives")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let out = matches
        .get_one::<PathBuf>("dir")
        .expect("clap has demanded it");
    let material = ZipFiles::new(archives)
        .read()
        .map_err(super::identity_error)?;
    let identity =
        check(&material, files::secret(matches, "passphrase")?).map_err(super::identity_error)?;

    let parts = parts(&material, out)?;
    let existing = Existing::of(matches);
    existing.permits(&parts.each_ref().map(|part| part.path.as_path()))?;
    create_folder(out)?;
    for part in &parts {
        files::write(&part.path, part.bytes, part.readers, existing)?;
    }
    let list: Vec<_> = parts
        .iter()
        .map(|part| format!("wrote {}\n", part.path.display()))
        .collect();
    print(&format!("{}{}", list.concat(), identity.report()))
}

/// Nothing is written that no server would take.
fn check(
    material: &Material,
    passphrase: Option<String>,
) -> Result<Identity, lean_runtime::identity::IdentityError> {
    let material = material.clone();
    let builder = Identity::builder(move || Ok(material.clone()));
    match passphrase {
        Some(passphrase) => builder.passphrase(passphrase).load(),
        None => builder.load(),
    }
}

struct Part<'a> {
    path: PathBuf,
    bytes: &'a [u8],
    readers: Readers,
}

/// The key last. Until it is there, who reads the directory finds a pair that does not match, and keeps the old one.
fn parts<'a>(material: &'a Material, out: &Path) -> Result<[Part<'a>; 3], Stopped> {
    let part = |role: Role, readers| {
        let name = role.portal_name().unwrap_or_default();
        let found = material.parts().find(|(other, ..)| *other == role);
        let Some((_, _, bytes)) = found else {
            return Err(format!(
                "error: the archives hold no file named `{name}`\n  = help: unzip them, and load the files with `Identity::from_dir`\n"
            ));
        };
        Ok(Part {
            path: out.join(name),
            bytes,
            readers,
        })
    };
    Ok([
        part(Role::Chain, Readers::Everybody)?,
        part(Role::Certificate, Readers::Everybody)?,
        part(Role::Key, Readers::Owner)?,
    ])
}

/// The directory, open to its owner alone if it is new.
fn create_folder(directory: &Path) -> Result<(), Stopped> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(directory)
        .map_err(|why| files::error(&format!("cannot make `{}`: {why}", directory.display())))
}
