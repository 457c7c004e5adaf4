//! `lock`, `accept` and `update`: what a crate uses of its descriptions, and what it takes of their changes.

mod accept;
mod build;
mod command;
mod package;
mod update;
pub(crate) mod wrapper;

pub(crate) use accept::command as accept;
pub(crate) use command::command as lock;
pub(crate) use update::command as update;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use lean_diff::{Change, Level};
use lean_lock::{Fault, Lock, NAME, before, sentence};

use crate::Stopped;

/// Reads the lock of a package; none if it has none.
fn read(package: &Path) -> Result<Option<Lock>, Stopped> {
    let path = package.join(NAME);
    if !path.exists() {
        return Ok(None);
    }
    let text = fs::read_to_string(&path)
        .map_err(|error| format!("error: cannot read `{}`: {error}\n", path.display()))?;
    Lock::parse(&text)
        .map(Some)
        .map_err(|faults| unreadable(&path, &faults))
}

fn unreadable(path: &Path, faults: &[Fault]) -> Stopped {
    let mut out = format!("error: cannot read `{}`\n", path.display());
    for fault in faults.iter().take(10) {
        let _ = match &fault.values {
            Some((text, other)) => {
                writeln!(
                    out,
                    "  `{}` has two values: `{text}` and `{other}`",
                    fault.line
                )
            }
            None => writeln!(out, "  not a fact: `{}`", fault.line),
        };
    }
    out.push_str(
        "  = help: keep one of the values; or delete the file, run `cargo lean-api lock`, and read what git shows\n",
    );
    out
}

/// Changes as text, breaking ones first. Additive ones are counted only.
fn shown(changes: &[&Change]) -> String {
    let mut out = String::new();
    for level in [Level::Breaking, Level::Risky] {
        for change in changes.iter().filter(|change| change.consumer == level) {
            out.push_str(&described(change));
        }
    }
    let additive = changes
        .iter()
        .filter(|change| change.consumer == Level::Additive);
    match additive.count() {
        0 => {}
        count => {
            let _ = writeln!(out, "additive: {count}, nothing to do");
        }
    }
    out
}

/// A change in three lines.
fn described(change: &Change) -> String {
    let name = match change.subject.name.as_str() {
        "" => &change.subject.operation,
        name => name,
    };
    let mut out = format!("{}: `{name}`: {}\n", change.consumer, sentence(change));
    let place = change.place.to_string();
    let was = before(change);
    match (was.is_empty(), change.place.file.is_empty()) {
        (true, true) => {}
        (true, false) => {
            let _ = writeln!(out, "    --> {place}");
        }
        (false, true) => {
            let _ = writeln!(out, "    {was}");
        }
        (false, false) => {
            let _ = writeln!(out, "    --> {place} ({was})");
        }
    }
    let _ = writeln!(out, "    {} {}", change.rule, change.fingerprint());
    out
}
