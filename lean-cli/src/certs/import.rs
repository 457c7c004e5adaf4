//! `certs import`: the portal's archives become three files.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use lean_runtime::identity::{Identity, IdentitySource, Material, PemFiles, Role, ZipFiles};

use super::{cannot_write, failed};
use crate::{Stopped, print};

pub(super) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let archives: Vec<PathBuf> = matches
        .get_many::<PathBuf>("archives")
        .into_iter()
        .flatten()
        .cloned()
        .collect();
    let folder = matches
        .get_one::<PathBuf>("dir")
        .expect("clap has demanded it");
    let source = ZipFiles::new(archives);
    // Nothing is written of what would not load.
    let found = Identity::builder(source.clone())
        .load()
        .map_err(failed)?
        .report();
    let material = source.read().map_err(failed)?;
    let targets = [
        (Role::Key, "my_app_private_key.pem"),
        (Role::Certificate, "my_app_cert.crt"),
        (Role::Chain, "lean_public_cert_chain.pem"),
    ]
    .map(|(role, name)| (role, folder.join(name)));
    fs::create_dir_all(folder).map_err(|error| cannot_write(folder, &error))?;
    for (role, path) in &targets {
        write(path, part(&material, *role)?, matches.get_flag("force"))
            .map_err(|error| cannot_write(path, &error))?;
    }
    let [(_, key), (_, certificate), (_, chain)] = &targets;
    Identity::builder(PemFiles::new(key, certificate, chain))
        .load()
        .map_err(failed)?;
    let written: String = targets
        .iter()
        .map(|(_, path)| format!("wrote {}\n", path.display()))
        .collect();
    print(&format!("{written}\n{found}"))
}

/// The one part of that role.
fn part(material: &Material, role: Role) -> Result<&[u8], Stopped> {
    let mut of_role = material.parts().filter(|(is, _, _)| *is == role);
    match (of_role.next(), of_role.next()) {
        (Some((_, _, bytes)), None) => Ok(bytes),
        _ => Err(format!(
            "error: the archives do not hold one file that is by its name the {role}\n  = help: unpack them by hand and use `certs check --dir`\n"
        )),
    }
}

fn write(path: &Path, bytes: &[u8], replace: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options
        .write(true)
        .create_new(!replace)
        .create(true)
        .truncate(replace);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(bytes)
}
