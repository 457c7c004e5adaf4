//! The files of a description: each is loaded once, when a reference first needs it.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::anchors::Anchors;
use super::at::{At, Home, Scope};
use super::loader::Loader;
use super::{Tree, unions, uri};
use crate::api::{Finding, Place, Rule};
use crate::read::{ReadError, Source};

/// The files read so far.
pub(super) struct Files {
    loader: Arc<dyn Loader + Send + Sync>,
    loaded: Mutex<Vec<Loaded>>,
}

/// A path, and what reading it has come to.
type Loaded = (Arc<str>, Result<Arc<File>, Finding>);

/// A file.
pub(super) struct File {
    pub(super) home: Arc<Home>,
    pub(super) source: Arc<Source>,
    anchors: OnceLock<Anchors>,
    ids: OnceLock<bool>,
    unions: OnceLock<Vec<At>>,
    discriminators: OnceLock<Vec<At>>,
}

/// More files than that are not read.
const FILES_MAX: usize = 2_000;

impl Files {
    pub(super) fn new(loader: Arc<dyn Loader + Send + Sync>) -> Self {
        Self {
            loader,
            loaded: Mutex::default(),
        }
    }

    /// Reads a file, or hands out what was read before.
    pub(super) fn load(&self, path: &str) -> Result<Arc<File>, Finding> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, known)) = loaded.iter().find(|(known, _)| **known == *path) {
            return known.clone();
        }
        let read = if loaded.len() < FILES_MAX {
            self.read(path)
        } else {
            let message = format!("the description has more than {FILES_MAX} files");
            Err(unreadable_finding(Rule::TooManyFiles, message))
        };
        loaded.push((path.into(), read.clone()));
        read
    }

    fn read(&self, path: &str) -> Result<Arc<File>, Finding> {
        let text = self.loader.load(path).map_err(|why| {
            let message = format!("cannot read `{path}`: {why}");
            unreadable_finding(Rule::UnreadableFile, message)
        })?;
        if let Some(finding) = super::not_openapi::text_finding(path, &text) {
            return Err(finding);
        }
        let source = Source::new(path, text).map_err(|error| text_finding(&error))?;
        let root = Tree::from_node(source.root().map_err(|error| text_finding(&error))?);
        Ok(Arc::new(File::new(path, root, source)))
    }

    /// Puts a changed tree in the place of the file's own.
    pub(super) fn replace(&self, path: &str, root: Tree) -> Option<Arc<File>> {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, file) = loaded.iter_mut().find(|(known, _)| **known == *path)?;
        let source = file.as_ref().ok()?.source.clone();
        let changed = Arc::new(File::new(path, root, source));
        *file = Ok(changed.clone());
        Some(changed)
    }

    /// Returns the paths of all files requested so far, including unreadable ones.
    pub(super) fn paths(&self) -> Vec<String> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded.iter().map(|(path, _)| path.to_string()).collect()
    }

    /// All files that could be read, in the order in which they were.
    pub(super) fn readable_files(&self) -> Vec<Arc<File>> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        loaded
            .iter()
            .filter_map(|(_, file)| file.clone().ok())
            .collect()
    }
}

impl File {
    fn new(path: &str, root: Tree, source: Arc<Source>) -> Self {
        let uri = root.text("$self").or_else(|| root.text("$id"));
        let uri = uri.map(|uri| uri::split(&uri).0.into());
        let home = Home {
            path: path.into(),
            root: root.clone(),
            file_root: root,
            uri,
        };
        Self {
            home: Arc::new(home),
            source,
            anchors: OnceLock::new(),
            ids: OnceLock::new(),
            unions: OnceLock::new(),
            discriminators: OnceLock::new(),
        }
    }

    pub(super) fn root(&self) -> At {
        At {
            node: self.home.root.clone(),
            home: self.home.clone(),
            scope: Scope::default(),
        }
    }

    /// Returns true if `$id` occurs in it. Looked up once: every reference asks.
    pub(super) fn has_ids(&self) -> bool {
        *self.ids.get_or_init(|| self.source.text().contains("$id"))
    }

    /// The unions in it.
    pub(super) fn unions(&self) -> &[At] {
        let find = || unions::unions(&self.root(), &self.source);
        self.unions.get_or_init(find)
    }

    /// The schemas with a discriminator in it.
    pub(super) fn discriminators(&self) -> &[At] {
        let find = || unions::discriminators(&self.root(), &self.source);
        self.discriminators.get_or_init(find)
    }

    pub(super) fn anchors(&self) -> &Anchors {
        self.anchors.get_or_init(|| Anchors::collect(&self.home))
    }
}

/// The finding for a file without a text: no place in it can be shown.
fn unreadable_finding(rule: Rule, message: String) -> Finding {
    Finding::refused(rule, Place::default(), message)
}

/// A file whose text cannot be read.
pub(crate) fn text_finding(error: &ReadError) -> Finding {
    let place: Place = error.place().clone().into();
    if error.is_slip() {
        return Finding::refused(Rule::DoubtfulText, place, error.message());
    }
    let message = format!("`{}` is broken: {}", place.file, error.message());
    Finding::refused(Rule::BrokenText, place, message)
}

impl From<crate::read::Place> for Place {
    fn from(place: crate::read::Place) -> Self {
        Self {
            file: place.file,
            line: place.line,
            column: place.column,
            range: place.range,
        }
    }
}
