//! `lean.lock` on disk.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use lean_lock::{Fault, Lock};

use crate::Stopped;

/// The greatest number of faults that a message lists.
const SHOWN_MAX: usize = 10;

/// Reads a lock; `None` if the file does not exist.
pub(crate) fn read(path: &Path) -> Result<Option<Lock>, Stopped> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let path = path.display();
            return Err(format!("error: cannot read `{path}`: {error}\n"));
        }
    };
    parse(&text, &path.display().to_string()).map(Some)
}

/// Reads the text of a lock, which messages call `name`.
pub(crate) fn parse(text: &str, name: &str) -> Result<Lock, Stopped> {
    Lock::parse(text).map_err(|faults| describe_faults(name, &faults))
}

fn describe_faults(name: &str, faults: &[Fault]) -> Stopped {
    let mut out = format!("error: cannot read `{name}`\n");
    for fault in faults.iter().take(SHOWN_MAX) {
        let _ = writeln!(out, "  {fault}");
    }
    if faults.len() > SHOWN_MAX {
        let _ = writeln!(out, "  and {} more", faults.len() - SHOWN_MAX);
    }
    let mut helps: Vec<&str> = faults.iter().map(Fault::help).collect();
    helps.dedup();
    let help = helps.first().copied().unwrap_or_default();
    let _ = writeln!(out, "  = help: {help}");
    out
}
