//! Files as they lie on disk, relative to the working directory.

use std::collections::HashMap;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use lean_codegen::document::Loader;

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
        let bytes = fs::read(path).map_err(|error| error.to_string())?;
        let text: Arc<str> = String::from_utf8(bytes)
            .map_err(|_| "it is not UTF-8".to_owned())?
            .into();
        self.read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(path.to_owned(), Arc::clone(&text));
        Ok(text)
    }
}
