//! Files on disk, by paths relative to the working directory.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use lean_openapi::document::{Folders, Loader, read_text};

/// The argument that means standard input in place of a path.
const STANDARD_INPUT: &str = "-";

/// Reads files, and remembers them so that diagnostics can show their lines.
#[derive(Default)]
pub struct Disk {
    read: Mutex<HashMap<String, Arc<str>>>,
    folders: Folders,
}

/// The advice on how to allow the folder of a file.
const REMEDY: &str = "to allow the folder that it is in: `--refs FOLDER`";

impl Disk {
    /// The files of a description: itself, its overlays, and what they refer to in its folder and in these.
    #[must_use]
    pub fn of(spec: &str, overlays: &[String], refs: &[String]) -> Disk {
        let refs = refs.iter().map(Path::new);
        let overlays = overlays
            .iter()
            .map(|overlay| Path::new(overlay).to_path_buf());
        Disk {
            read: Mutex::default(),
            folders: Folders::new(Path::new(spec), refs, REMEDY).with_files(overlays),
        }
    }

    /// The text of a file that was read.
    pub fn text(&self, path: &str) -> Option<Arc<str>> {
        self.read
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(path)
            .cloned()
    }

    pub(crate) fn keep(&self, path: &str, text: Arc<str>) {
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert(path.to_owned(), text);
    }
}

impl Loader for Disk {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        let text = match path {
            STANDARD_INPUT => read_text(Ok(io::stdin().lock())),
            _ => self.folders.text(Path::new(path)),
        }?;
        self.keep(path, Arc::clone(&text));
        Ok(text)
    }
}

/// The files of a description below a folder. The text of a file can be replaced.
pub(crate) struct Folder {
    base: PathBuf,
    replaced: HashMap<String, Arc<str>>,
    folders: Folders,
    /// The files that were read.
    pub(crate) read: Disk,
}

impl Folder {
    /// The files of a description in a folder, and what they refer to in these.
    pub(crate) fn new(base: PathBuf, spec: &str, overlays: &[String], refs: &[String]) -> Self {
        let refs: Vec<PathBuf> = refs.iter().map(|folder| base.join(folder)).collect();
        let refs = refs.iter().map(PathBuf::as_path);
        let overlays = overlays.iter().map(|overlay| base.join(overlay));
        Folder {
            folders: Folders::new(&base.join(spec), refs, REMEDY).with_files(overlays),
            base,
            replaced: HashMap::new(),
            read: Disk::default(),
        }
    }

    /// Replaces the text of a file.
    pub(crate) fn with_text(mut self, path: &str, text: Arc<str>) -> Self {
        self.replaced.insert(path.to_owned(), text);
        self
    }
}

impl Loader for Folder {
    fn load(&self, path: &str) -> Result<Arc<str>, String> {
        let text = match self.replaced.get(path) {
            Some(text) => Arc::clone(text),
            None => self.folders.text(&self.base.join(path))?,
        };
        self.read.keep(path, Arc::clone(&text));
        Ok(text)
    }
}
