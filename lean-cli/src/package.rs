//! The descriptions of a package, from its lock.

use std::env;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use lean_lock::{NAME, paths};

use crate::opened::Opened;
use crate::{Stopped, list, lock_file};

const HELP: &str = "name the description: `--spec openapi.yaml`";

/// Opens the description that `--spec` names, or else those that the package's lock names.
pub(crate) fn open_descriptions(matches: &ArgMatches) -> Result<Vec<Opened>, Stopped> {
    let refs = list(matches, "refs");
    if let Some(spec) = matches.get_one::<String>("spec") {
        return Ok(vec![Opened::open(spec, &list(matches, "overlay"), &refs)?]);
    }
    let folder = folder(matches.get_one::<PathBuf>("manifest-path"))?;
    let file = folder.join(NAME);
    let lock = lock_file::read(&file)?.ok_or_else(|| {
        format!(
            "error: no description is given, and there is no `{}`\n  = help: {HELP}\n",
            file.display()
        )
    })?;
    let mut opened = Vec::new();
    for key in lock.keys() {
        let (spec, overlays) = paths(key);
        let below = |path: &String| folder.join(path).to_string_lossy().into_owned();
        let overlays: Vec<String> = overlays.iter().map(below).collect();
        opened.push(Opened::open(&below(&spec), &overlays, &refs)?);
    }
    if opened.is_empty() {
        return Err(format!(
            "error: `{}` names no description\n  = help: {HELP}\n",
            file.display()
        ));
    }
    Ok(opened)
}

/// The folder of the manifest that is given, or of the nearest one above the working directory.
pub(crate) fn folder(manifest: Option<&PathBuf>) -> Result<PathBuf, Stopped> {
    if let Some(manifest) = manifest {
        if !manifest.is_file() {
            return Err(format!(
                "error: found no manifest `{}`\n",
                manifest.display()
            ));
        }
        let parent = manifest
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty());
        return Ok(parent.unwrap_or_else(|| Path::new(".")).to_path_buf());
    }
    let here = env::current_dir().map_err(|error| format!("error: {error}\n"))?;
    let found = here
        .ancestors()
        .find(|folder| folder.join("Cargo.toml").is_file());
    let found = found.ok_or_else(|| {
        format!(
            "error: no description is given, and this folder is not a package\n  = help: {HELP}\n"
        )
    })?;
    // Relative paths read better in messages.
    Ok(if found == here {
        PathBuf::from("")
    } else {
        found.to_path_buf()
    })
}
