//! The use of a description by the package, from its lock.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lean_diff::Change;
use lean_lock::{Lock, NAME, changes, contract_for, paths};
use lean_openapi::document::{Description, Loader};

use super::side::Source;
use crate::disk::Disk;
use crate::revisions::Revision;
use crate::{Stopped, lock_file, package};

/// A lock, and the description in it that is compared.
pub(super) struct Locked {
    lock: Lock,
    key: String,
    /// The folder of the package.
    folder: PathBuf,
    /// The file as messages show it.
    pub(super) shown: String,
}

impl Locked {
    /// Reads the lock that is given as OLD: a file, or a file of a git revision.
    ///
    /// # Errors
    /// If the lock cannot be read, or does not have the description.
    pub(super) fn read_old(old: &str, new: &str, wanted: Option<&String>) -> Result<Self, Stopped> {
        let source = Source::read(old);
        let lock = read_lock(&source)?;
        let file = Path::new(&source.path);
        let folder = file.parent().unwrap_or_else(|| Path::new("")).to_path_buf();
        let shown = source.to_string();
        let key = match (wanted, &lock.keys().collect::<Vec<_>>()[..]) {
            (Some(wanted), _) => find_key(&lock, &folder, wanted),
            (None, [only]) => Some((*only).to_owned()),
            (None, _) => key_of_path(&lock, &folder, new),
        };
        let key = key.ok_or_else(|| {
            unknown_description(&lock, &shown, wanted.map_or(new, String::as_str))
        })?;
        Ok(Self {
            lock,
            key,
            folder,
            shown,
        })
    }

    /// Returns the lock of the package, if it has one that has the description.
    ///
    /// # Errors
    /// If the lock cannot be read.
    pub(super) fn of_package(
        manifest: Option<&PathBuf>,
        paths: &[&str],
    ) -> Result<Option<Self>, Stopped> {
        let folder = match (manifest, package::folder(manifest)) {
            (_, Ok(folder)) => folder,
            (None, Err(_)) => return Ok(None),
            (Some(_), Err(why)) => return Err(why),
        };
        let file = folder.join(NAME);
        let Some(lock) = lock_file::read(&file)? else {
            return Ok(None);
        };
        let shown = file.display().to_string();
        let key = paths
            .iter()
            .find_map(|path| key_of_path(&lock, &folder, path));
        Ok(key.map(|key| Self {
            lock,
            key,
            folder,
            shown,
        }))
    }

    /// The overlays that the package applies to the description.
    pub(super) fn overlays(&self) -> Vec<String> {
        let below = |path: String| self.folder.join(path).to_string_lossy().into_owned();
        paths(&self.key).1.into_iter().map(below).collect()
    }

    /// Returns what `new` changes of what was locked, and nobody accepted yet.
    pub(super) fn changes(&self, new: &Description) -> Vec<Change> {
        let (Some(contract), Some(usage)) =
            (self.lock.contract(&self.key), self.lock.usage(&self.key))
        else {
            return Vec::new();
        };
        let accepted = self.lock.accepted_changes(&self.key);
        let mut found = changes(&contract, &usage, new, None);
        found.retain(|change| !accepted.contains_key(&change.fingerprint()));
        found
    }

    /// Returns what `new` changes of `old`, as far as the package uses it.
    pub(super) fn changes_in_use(&self, old: &Description, new: &Description) -> Vec<Change> {
        let Some(usage) = self.lock.usage(&self.key) else {
            return Vec::new();
        };
        let mut lock = Lock::default();
        lock.set(&self.key, &contract_for(old, &usage), &usage);
        let before = lock.contract(&self.key).unwrap_or_default();
        changes(&before, &usage, new, None)
    }
}

fn read_lock(source: &Source) -> Result<Lock, Stopped> {
    let shown = source.to_string();
    match &source.revision {
        None => lock_file::read(Path::new(&source.path))?.ok_or_else(|| {
            format!("error: there is no `{shown}`\n  = help: `cargo lean-api lock` writes it\n")
        }),
        Some(revision) => {
            let text = Revision::new(revision, Arc::new(Disk::default()))
                .and_then(|revision| revision.load(&source.path));
            let text = text.map_err(|why| format!("error: cannot read `{shown}`: {why}\n"))?;
            lock_file::parse(&text, &shown)
        }
    }
}

/// Returns true if a file, or a file of a revision, is called as locks are.
pub(super) fn is_lock(path: &str) -> bool {
    path.rsplit([':', '/', std::path::MAIN_SEPARATOR]).next() == Some(NAME)
}

/// Returns how many of all changes are not among the used ones.
///
/// Facts of a lock have no places, and types of the package have other subjects: a change is the same if its rule and
/// either of the two are.
pub(super) fn count_unused(all: &[Change], used: &[Change]) -> usize {
    let at = |change: &Change| (change.rule, change.place.clone());
    let about = |change: &Change| (change.rule, change.subject.to_string());
    let places: HashSet<_> = used.iter().map(at).collect();
    let subjects: HashSet<_> = used.iter().map(about).collect();
    let is_used =
        |change: &&Change| places.contains(&at(change)) || subjects.contains(&about(change));
    all.len() - all.iter().filter(is_used).count()
}

fn unknown_description(lock: &Lock, shown: &str, new: &str) -> Stopped {
    let known: Vec<String> = lock
        .keys()
        .map(|key| format!("`{}`", paths(key).0))
        .collect();
    match known.is_empty() {
        true => {
            format!("error: `{shown}` has no facts\n  = help: `cargo lean-api lock` writes them\n")
        }
        false => format!(
            "error: `{shown}` does not have the description `{new}`\n  = note: it has {}\n  = help: name the one that \
             `{new}` is a new version of: `--description PATH`\n",
            known.join(", ")
        ),
    }
}

/// The key of the description that is named as the lock names it, or by its path.
fn find_key(lock: &Lock, folder: &Path, wanted: &str) -> Option<String> {
    let exact = lock
        .keys()
        .find(|key| *key == wanted || paths(key).0 == wanted);
    exact
        .map(str::to_owned)
        .or_else(|| key_of_path(lock, folder, wanted))
}

/// The key of the description with the given path.
fn key_of_path(lock: &Lock, folder: &Path, path: &str) -> Option<String> {
    let wanted = canonical_path(Path::new(path))?;
    let is_it = |key: &&str| canonical_path(&folder.join(paths(key).0)).as_ref() == Some(&wanted);
    lock.keys().find(is_it).map(ToOwned::to_owned)
}

/// The path of a file without links; a file that is gone may still be in a revision.
fn canonical_path(path: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(path)
        .or_else(|_| std::path::absolute(path))
        .ok()
}
