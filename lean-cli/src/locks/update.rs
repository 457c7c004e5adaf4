//! `update`: takes a new description in the place of the one that a package has.

use std::io::{self, BufRead, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ArgMatches;
use lean_diff::Change;
use lean_lock::{Lock, changes, paths};
use lean_openapi::document::{Description, read_text};

use super::{build, package, read, render_changes};
use crate::disk::Folder;
use crate::{Stopped, diagnostics, print};

pub(crate) fn command(matches: &ArgMatches) -> Result<(), Stopped> {
    let from = matches
        .get_one::<String>("file")
        .expect("clap has demanded it");
    let workspace = build::workspace(matches)?;
    let wanted = matches.get_one::<String>("description");
    let (folder, lock, key) = target(&workspace, wanted.map(String::as_str))?;
    let text = new_text(from)?;
    let (path, overlays) = paths(&key);
    // References may lead anywhere in the package.
    let files = Folder::new(folder.clone(), &path, &overlays, &[".".to_owned()]);
    let files = Arc::new(files.with_text(&path, Arc::clone(&text)));
    let description =
        Description::open(Arc::clone(&files) as _, &path, &overlays).map_err(|findings| {
            let errors = diagnostics::errors(&findings, &files.read);
            format!("{errors}  = note: this is the new text, from `{from}`; nothing was written\n")
        })?;
    let (Some(old), Some(usage)) = (lock.contract(&key), lock.usage(&key)) else {
        return Err(format!("error: lean.lock has no facts of `{key}`\n"));
    };
    let found = changes(&old, &usage, &description, None);
    let all: Vec<&Change> = found.iter().collect();
    match all.is_empty() {
        true => print("nothing that this crate uses has changed\n")?,
        false => print(&render_changes(&all))?,
    }
    let file = folder.join(&path);
    if !matches.get_flag("yes") && !is_confirmed(&file, from)? {
        return print("nothing was written\n");
    }
    package::replace(&file, &text)?;
    print(&format!(
        "replaced {}; compile the crate, then run `cargo lean-api accept`\n",
        file.display()
    ))
}

/// The description that is meant: the only one that is locked, or the one that was named.
fn target(
    workspace: &build::Workspace,
    wanted: Option<&str>,
) -> Result<(PathBuf, Lock, String), Stopped> {
    let mut found = Vec::new();
    let mut known = Vec::new();
    for folder in workspace.chosen.values() {
        let Some(lock) = read(folder)? else { continue };
        known.extend(lock.keys().map(|key| format!("`{}`", paths(key).0)));
        for key in lock.keys().map(str::to_owned).collect::<Vec<_>>() {
            let path = paths(&key).0;
            let is_wanted = wanted
                .is_none_or(|wanted| path == wanted || folder.join(&path) == Path::new(wanted));
            if is_wanted && !path.starts_with("$OUT_DIR/") {
                found.push((folder.clone(), lock.clone(), key));
            }
        }
    }
    // The same description with and without overlays is one file.
    let mut files: Vec<PathBuf> = found
        .iter()
        .map(|(folder, _, key)| folder.join(paths(key).0))
        .collect();
    files.dedup();
    match (files.len(), found.into_iter().next()) {
        (1, Some(found)) => Ok(found),
        (0, _) | (_, None) if !known.is_empty() => Err(format!(
            "error: lean.lock does not have the description `{}`\n  = note: it has {}\n",
            wanted.unwrap_or_default(),
            known.join(", ")
        )),
        (0, _) | (_, None) => Err(
            "error: no description is locked here\n  = help: run `cargo lean-api lock` first\n"
                .to_owned(),
        ),
        (_, Some(_)) => {
            let files: Vec<String> = files
                .iter()
                .map(|file| format!("`{}`", file.display()))
                .collect();
            Err(format!(
                "error: the crate has several descriptions: {}\n  = help: name the one to replace: `--description PATH`\n",
                files.join(", ")
            ))
        }
    }
}

fn new_text(from: &str) -> Result<Arc<str>, Stopped> {
    let text = match from {
        "-" => {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read_text(read.map(|_| io::Cursor::new(bytes)))
        }
        path => read_text(std::fs::File::open(path)),
    };
    text.map_err(|why| format!("error: cannot read `{from}`: {why}\n"))
}

fn is_confirmed(file: &Path, from: &str) -> Result<bool, Stopped> {
    if from == "-" || !io::stdin().is_terminal() {
        return Err("error: cannot ask: standard input is not a terminal\n  = help: `--yes` replaces the file without asking\n".to_owned());
    }
    print(&format!("replace {}? [y]es, [n]o: ", file.display()))?;
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.map_err(|error| format!("error: cannot read: {error}\n"))?;
    Ok(matches!(line.trim(), "y" | "Y" | "yes"))
}
