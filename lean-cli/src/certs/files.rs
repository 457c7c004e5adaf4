//! Sources, secrets and files that must not be overwritten.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use lean_runtime::identity::{AnyFiles, Directory, IdentitySource, ZipFiles};

use crate::Stopped;

/// Returns the source that the paths lead to: one directory, archives, or files.
pub(super) fn source(paths: Vec<PathBuf>) -> Result<Box<dyn IdentitySource>, Stopped> {
    if let [directory] = paths.as_slice()
        && directory.is_dir()
    {
        return Ok(Box::new(Directory::new(directory)));
    }
    let archives = paths
        .iter()
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end.eq_ignore_ascii_case("zip"))
        })
        .count();
    match archives {
        0 => Ok(Box::new(AnyFiles::new(paths))),
        all if all == paths.len() => Ok(Box::new(ZipFiles::new(paths))),
        _ => Err(error("give archives or other files, not both at once")),
    }
}

/// A secret from an environment variable or from a file's first line: `<name>-env`, `<name>-file`.
pub(super) fn secret(matches: &ArgMatches, name: &str) -> Result<Option<String>, Stopped> {
    if let Some(variable) = matches.get_one::<String>(&format!("{name}-env")) {
        return match std::env::var(variable) {
            Ok(secret) if !secret.is_empty() => Ok(Some(secret)),
            _ => Err(error(&format!(
                "the environment variable `{variable}` is not set, is empty or is not UTF-8"
            ))),
        };
    }
    let Some(path) = matches.get_one::<PathBuf>(&format!("{name}-file")) else {
        return Ok(None);
    };
    let text = fs::read_to_string(path)
        .map_err(|why| error(&format!("cannot read `{}`: {why}", path.display())))?;
    match text.lines().next().unwrap_or_default() {
        "" => Err(error(&format!(
            "the first line of `{}` is empty",
            path.display()
        ))),
        line => Ok(Some(line.to_owned())),
    }
}

/// The permission to replace existing files.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Existing {
    Keep,
    Replace,
}

impl Existing {
    pub(super) fn of(matches: &ArgMatches) -> Self {
        if matches.get_flag("force") {
            Self::Replace
        } else {
            Self::Keep
        }
    }

    /// Refuses all before any is written.
    pub(super) fn permits(self, paths: &[&Path]) -> Result<(), Stopped> {
        let there = paths.iter().find(|path| path.symlink_metadata().is_ok());
        match (self, there) {
            (Self::Keep, Some(path)) => Err(format!(
                "error: `{}` is there already\n  = help: give --force to replace it\n",
                path.display()
            )),
            _ => Ok(()),
        }
    }
}

/// The users who may read a file.
#[derive(Clone, Copy)]
pub(super) enum Readers {
    Owner,
    Everybody,
}

/// Writes a whole file or nothing: first to a temporary file in the same folder, then by renaming
/// it.
pub(super) fn write(
    path: &Path,
    bytes: &[u8],
    readers: Readers,
    existing: Existing,
) -> Result<(), Stopped> {
    let cannot = |why: io::Error| error(&format!("cannot write `{}`: {why}", path.display()));
    let Some(name) = path.file_name() else {
        return Err(error(&format!(
            "`{}` is not the path of a file",
            path.display()
        )));
    };
    let beside = path.with_file_name(format!(
        ".{}.{}",
        name.to_string_lossy(),
        std::process::id()
    ));
    let written = create(&beside, bytes, readers).and_then(|()| match existing {
        Existing::Replace => fs::rename(&beside, path),
        // Unlike a move, a link never replaces what appeared meanwhile.
        Existing::Keep => fs::hard_link(&beside, path),
    });
    // Moved away already, or of no use.
    let _ = fs::remove_file(&beside);
    written.map_err(cannot)
}

fn create(path: &Path, bytes: &[u8], readers: Readers) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(
        &mut options,
        match readers {
            Readers::Owner => 0o600,
            Readers::Everybody => 0o644,
        },
    );
    #[cfg(not(unix))]
    let _ = readers;
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

pub(super) fn error(what: &str) -> Stopped {
    format!("error: {what}\n")
}
