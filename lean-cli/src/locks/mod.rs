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
use std::path::Path;

use lean_diff::{Change, Level, old_meaning, sentence_about};
use lean_lock::{Lock, NAME};

use crate::{Stopped, lock_file};

/// Reads the lock of a package; none if it has none.
fn read(package: &Path) -> Result<Option<Lock>, Stopped> {
    lock_file::read(&package.join(NAME))
}

/// Changes as text, breaking ones first. Additive ones are counted only.
fn render_changes(changes: &[&Change]) -> String {
    let mut out = String::new();
    for level in [Level::Breaking, Level::Risky] {
        for change in changes.iter().filter(|change| change.consumer == level) {
            out.push_str(&render_change(change));
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
fn render_change(change: &Change) -> String {
    let name = match change.subject.name.as_str() {
        "" => &change.subject.operation,
        name => name,
    };
    let mut out = format!("{}: {}\n", change.consumer, sentence_about(name, change));
    let place = change.place.to_string();
    let was = old_meaning(change);
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
