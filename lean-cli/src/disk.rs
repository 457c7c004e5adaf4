//! Files as they lie on disk, relative to the working directory.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use lean_openapi::document::{Loader, text_of};

/// What stands for standard input where a path is wanted.
const STANDARD_INPUT: &str = "-";

/// Reads files, and remembers them so that diagnostics can show their lines.
#[derive(Default)]
pub struct Disk {
    read: Mutex<HashMap<String, Arc<str>>>,
}

impl Disk {
    /// The text of a file that was read.
    pub fn text(&self, path: &str) -> Option<Arc<str>> {
        self.read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(path)
            .cloned()
    }
}

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        let text = match path {
            STANDARD_INPUT => text_of(Ok(io::stdin().lock())),
            _ => text_of(File::open(path)),
        }?;
        self.read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), Arc::clone(&text));
        Ok(text)
    }
}
