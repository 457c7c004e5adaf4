//! Files of a git revision.

use std::io::Read;
use std::process::{Command, Stdio};
use std::sync::Arc;

use lean_openapi::document::{Loader, read_text};

use crate::disk::Disk;

/// Reads the files of a git revision, by paths relative to the working directory.
pub(crate) struct Revision {
    name: String,
    /// The files that were read.
    pub(crate) disk: Arc<Disk>,
}

impl Revision {
    /// The files of the revision with the given name: a branch, a tag, a commit, `HEAD~1`.
    ///
    /// # Errors
    /// If git would take the name for an option.
    pub(crate) fn new(name: &str, disk: Arc<Disk>) -> Result<Self, String> {
        if name.starts_with('-') || name.is_empty() || name.contains(':') {
            return Err(format!("`{name}` is not the name of a revision"));
        }
        Ok(Self {
            name: name.to_owned(),
            disk,
        })
    }
}

impl Loader for Revision {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        let is_absolute = path.starts_with('/') || path.contains(":\\");
        let object = if is_absolute {
            return Err(
                "files of a revision are named relative to the working directory".to_owned(),
            );
        } else {
            format!("{}:./{path}", self.name)
        };
        let child = Command::new("git")
            .args(["show", "--no-textconv", "--end-of-options", &object])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.map_err(|error| format!("git cannot be run: {error}"))?;
        let stdout = child.stdout.take().ok_or("git has no output")?;
        let text = read_text(Ok(stdout));
        if text.is_err() {
            // It may still be writing; nobody reads it.
            let _ = child.kill();
        }
        let mut why = String::new();
        if let Some(stderr) = child.stderr.take() {
            let _ = stderr.take(4096).read_to_string(&mut why);
        }
        let status = child
            .wait()
            .map_err(|error| format!("git cannot be run: {error}"))?;
        let text = text?;
        if !status.success() {
            let why = why.lines().next().unwrap_or("it failed");
            return Err(format!("git: {}", why.trim_start_matches("fatal: ")));
        }
        self.disk.keep(path, Arc::clone(&text));
        Ok(text)
    }
}
