//! A package: its lock as it is, its lock as it would be, and the changes between.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lean_diff::{Change, Level};
use lean_lock::{ATTRIBUTES, Lock, NAME, Record, Usage, changes, contract_for};
use lean_openapi::document::Description;

use super::read;
use crate::disk::Folder;
use crate::{Stopped, diagnostics, say};

/// A package with what it uses.
pub(super) struct Package {
    pub(super) folder: PathBuf,
    /// The lock of the package, if it has one.
    pub(super) lock: Option<Lock>,
    pub(super) descriptions: BTreeMap<String, UsedDescription>,
}

/// A description and what is used of it.
pub(super) struct UsedDescription {
    pub(super) description: Description,
    pub(super) usage: Usage,
}

impl Package {
    /// Opens the descriptions that a package uses.
    pub(super) fn open(folder: PathBuf, records: Vec<Record>) -> Result<Package, Stopped> {
        let lock = read(&folder)?;
        let mut descriptions: BTreeMap<String, UsedDescription> = BTreeMap::new();
        for record in records {
            if let Some(known) = descriptions.get_mut(&record.key) {
                known.usage.merge(record.usage);
                continue;
            }
            let base = PathBuf::from(&record.base);
            let files = Folder::new(base, &record.spec, &record.overlays, &record.refs);
            let files = Arc::new(files);
            let opened = Description::open(Arc::clone(&files) as _, &record.spec, &record.overlays);
            let description =
                opened.map_err(|findings| diagnostics::errors(&findings, &files.read))?;
            let usage = record.usage;
            descriptions.insert(record.key, UsedDescription { description, usage });
        }
        Ok(Package {
            folder,
            lock,
            descriptions,
        })
    }

    /// The changes of locked facts that are still used, by description.
    pub(super) fn changes(&self) -> BTreeMap<&str, Vec<Change>> {
        let mut found = BTreeMap::new();
        for (key, used) in &self.descriptions {
            let Some(lock) = &self.lock else { break };
            let (Some(old), Some(usage)) = (lock.contract(key), lock.usage(key)) else {
                continue;
            };
            let mut settled = used.usage.clone();
            settled.drop_underived_schemas();
            let all = changes(&old, &usage, &used.description, Some(&settled));
            found.insert(key.as_str(), all);
        }
        found
    }

    /// The changes that matter and that nobody accepted yet.
    pub(super) fn open_changes(&self) -> Vec<(&str, Change)> {
        let mut open = Vec::new();
        for (key, changes) in self.changes() {
            let accepted = self.lock.as_ref().map(|lock| lock.accepted_changes(key));
            let accepted = accepted.unwrap_or_default();
            for change in changes {
                let is_known = accepted.contains_key(&change.fingerprint());
                if change.consumer > Level::Additive && !is_known {
                    open.push((key, change));
                }
            }
        }
        open
    }

    /// The lock as it would be if everything was accepted.
    pub(super) fn lock_if_accepted(&self) -> Lock {
        let mut lock = self.lock.clone().unwrap_or_default();
        lock.retain(|key| self.descriptions.contains_key(key));
        for (key, used) in &self.descriptions {
            lock.set(
                key,
                &contract_for(&used.description, &used.usage),
                &used.usage,
            );
            lock.forget_without_reason(key);
        }
        lock
    }

    /// Writes a lock if it says something else than the one that is there. Returns true if it was written.
    pub(super) fn write(&self, lock: &Lock) -> Result<bool, Stopped> {
        let path = self.folder.join(NAME);
        let text = lock.text();
        if fs::read_to_string(&path).is_ok_and(|known| known.replace("\r\n", "\n") == text) {
            return Ok(false);
        }
        replace(&path, &text)?;
        if self.lock.is_none() {
            self.attributes();
        }
        Ok(true)
    }

    /// Returns the facts that the file lacks, and those that it has for nothing. Their order does not matter.
    pub(super) fn difference(&self, lock: &Lock) -> (Vec<String>, Vec<String>) {
        let facts = |lock: &Lock| -> BTreeSet<String> {
            let text = lock.text();
            let lines = text.lines().filter(|line| !line.starts_with("# "));
            lines.map(str::to_owned).collect()
        };
        let known = self.lock.as_ref().map(facts).unwrap_or_default();
        let wanted = facts(lock);
        let less = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.difference(b).cloned().collect();
        (less(&wanted, &known), less(&known, &wanted))
    }

    /// Sets git's merge driver for locks, if the package uses git and has no setting for it.
    fn attributes(&self) {
        let folders: Vec<&Path> = self.folder.ancestors().collect();
        let Some(root) = folders
            .iter()
            .position(|folder| folder.join(".git").exists())
        else {
            return;
        };
        let has_gitattributes = |folder: &&Path| {
            let text = fs::read_to_string(folder.join(".gitattributes")).unwrap_or_default();
            text.contains(NAME)
        };
        if folders[..=root].iter().any(has_gitattributes) {
            return;
        }
        let path = self.folder.join(".gitattributes");
        let mut text = fs::read_to_string(&path).unwrap_or_default();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(ATTRIBUTES);
        text.push('\n');
        match fs::write(&path, text) {
            Ok(()) => say(&format!(
                "added `{ATTRIBUTES}` to {}: branches that add facts merge\n",
                path.display()
            )),
            Err(error) => say(&format!(
                "warning: cannot write `{}`: {error}; add the line `{ATTRIBUTES}`\n",
                path.display()
            )),
        }
    }
}

/// Replaces a file as a whole.
pub(super) fn replace(path: &Path, text: &str) -> Result<(), Stopped> {
    let failed =
        |error: std::io::Error| format!("error: cannot write `{}`: {error}\n", path.display());
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let fresh = path.with_file_name(format!(".{name}.{}", std::process::id()));
    fs::write(&fresh, text).map_err(failed)?;
    fs::rename(&fresh, path).map_err(|error| {
        let _ = fs::remove_file(&fresh);
        failed(error)
    })
}
