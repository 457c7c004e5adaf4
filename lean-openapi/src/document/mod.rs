//! The description as written: its files, versions and references, its index of names.
//!
//! In comes text through a [`Loader`]; out goes a [`Description`]. Only the keys of its paths and components are read.
//! OpenAPI 3.0, 3.1 and 3.2 still differ here; `resolve` makes them equal. A file that is not an OpenAPI 3 description
//! is refused.

mod anchors;
mod at;
mod dangling_refs;
mod description;
mod files;
mod find;
mod folders;
mod keywords;
mod loader;
mod malformed;
mod not_openapi;
mod operations;
mod path_item;
mod read_schema;
mod reference;
mod schema;
mod suggest;
mod tree;
mod types;
mod unions;
mod uri;
mod version;

use std::sync::{Arc, OnceLock};

pub use description::Description;
pub use find::Wanted;
pub use folders::Folders;
pub use loader::{Loader, read_text};
pub use operations::OperationHead;
pub use suggest::closest;
pub use tree::Tree;
pub use version::Version;

pub(crate) use at::At;
pub(crate) use dangling_refs::pointer_step;
pub(crate) use files::text_finding;
pub(crate) use keywords::{KEYWORDS, KeywordProblem};
pub(crate) use loader::stem;
pub use malformed::FORMATS;
pub(crate) use operations::ids_in;
pub(crate) use path_item::{PathItem, is_method, nearest_method};
pub(crate) use reference::Target;
pub(crate) use schema::{Bound, EMPTY_REFERENCE, Schema};
pub use suggest::find_correction;
pub(crate) use tree::{TreeId, json_string};
pub(crate) use types::Types;

use crate::api::Finding;
use crate::overlay;
use crate::read::ReadError;
use files::Files;

/// The files of a description and what they start from.
pub(crate) struct Document {
    files: Files,
    root: At,
    version: Version,
    components: OnceLock<Option<At>>,
}

impl Document {
    fn open(
        loader: Arc<dyn Loader + Send + Sync>,
        path: &str,
        overlays: &[String],
        findings: &mut Vec<Finding>,
    ) -> Result<Self, Vec<Finding>> {
        let files = Files::new(loader);
        let path = loader::normalise(path);
        let mut file = files.load(&path).map_err(|finding| vec![finding])?;
        if !overlays.is_empty() {
            let changed = apply_overlays(&files, &file.home.root, overlays)?;
            file = files.replace(&path, changed).unwrap_or(file);
        }
        let root = file.root();
        if let Some(error) = root.node.error() {
            return Err(vec![files::text_finding(&error)]);
        }
        let (version, doubt) = version::read(&root.node).map_err(|finding| vec![finding])?;
        if let Some(finding) = root
            .node
            .get("paths")
            .and_then(|paths| operations::unusable_paths_finding(&paths))
        {
            return Err(vec![finding]);
        }
        findings.extend(doubt);
        Ok(Self {
            files,
            root,
            version,
            components: OnceLock::new(),
        })
    }

    pub(crate) fn root(&self) -> &At {
        &self.root
    }

    pub(crate) fn version(&self) -> Version {
        self.version
    }

    /// The components of a kind: keys and values.
    pub(crate) fn components(&self, kind: &str) -> Vec<(Arc<str>, At)> {
        let components = self.components.get_or_init(|| self.root.get("components"));
        let Some(group) = components
            .as_ref()
            .and_then(|components| components.get(kind))
        else {
            return Vec::new();
        };
        group
            .node
            .entries()
            .into_iter()
            .map(|(key, value)| (key.text, group.child(value)))
            .collect()
    }

    /// Returns a component.
    pub(crate) fn component(&self, kind: &str, name: &str) -> Option<At> {
        let components = self.components.get_or_init(|| self.root.get("components"));
        components.as_ref()?.get(kind)?.get(name)
    }

    /// The mistakes found so far while reading the files.
    pub(crate) fn text_findings(&self) -> Vec<Finding> {
        let repaired = |error: ReadError| Finding {
            severity: crate::api::Severity::Repaired,
            ..files::text_finding(&error)
        };
        self.read_errors().into_iter().map(repaired).collect()
    }

    /// The parts of the files read so far that could not be read.
    pub(crate) fn broken(&self) -> Vec<Finding> {
        let wrong = self.read_errors().into_iter();
        let broken = wrong.filter(|error| !error.is_slip());
        broken.map(|error| files::text_finding(&error)).collect()
    }

    fn read_errors(&self) -> Vec<ReadError> {
        let files = self.files.readable_files();
        files
            .iter()
            .flat_map(|file| file.source.findings())
            .collect()
    }

    /// The schemas with a discriminator in the files read so far, wherever they are.
    pub(crate) fn discriminators(&self) -> Vec<At> {
        let files = self.sorted_files();
        let places = files.iter().flat_map(|file| file.discriminators());
        places.cloned().collect()
    }

    /// The unions in the files read so far, wherever they are.
    pub(crate) fn unions(&self) -> Vec<At> {
        let files = self.sorted_files();
        let places = files.iter().flat_map(|file| file.unions());
        places.cloned().collect()
    }

    /// The files by name: the order in which they were read depends on the choice of operations.
    fn sorted_files(&self) -> Vec<Arc<files::File>> {
        let mut files = self.files.readable_files();
        files.sort_by(|a, b| a.source.name().cmp(b.source.name()));
        files
    }

    /// The text of a file that was read; empty if it was not.
    pub(crate) fn text_of(&self, path: &str) -> String {
        self.files
            .load(path)
            .map(|file| file.source.text().to_string())
            .unwrap_or_default()
    }

    /// Returns true if a condition holds for the text of a file read so far.
    pub(crate) fn any_text_matches(&self, holds: impl Fn(&str) -> bool) -> bool {
        let files = self.files.readable_files();
        files.iter().any(|file| holds(file.source.text()))
    }

    /// Another file by its normalised path.
    pub(crate) fn find_file(&self, path: &str) -> Option<At> {
        self.files.load(path).ok().map(|file| file.root())
    }
}

fn apply_overlays(files: &Files, root: &Tree, overlays: &[String]) -> Result<Tree, Vec<Finding>> {
    let mut tree = root.clone();
    for path in overlays {
        let overlay = files
            .load(&loader::normalise(path))
            .map_err(|finding| vec![finding])?;
        tree = overlay::apply(&tree, &overlay.home.root)?;
    }
    Ok(tree)
}
