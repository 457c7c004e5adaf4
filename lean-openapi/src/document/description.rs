//! A description of an API, opened.

use std::sync::Arc;

use super::{Document, Loader, OperationHead, Version, Wanted, find, operations};
use crate::api::{Finding, Place};

/// A description of an API, opened: its operations are known by name, nothing else has been read.
pub struct Description {
    pub(crate) document: Document,
    operations: Vec<OperationHead>,
    findings: Vec<Finding>,
}

impl Description {
    /// Opens a description. `overlays` are paths of overlay documents, applied in turn.
    ///
    /// # Errors
    /// A fault that makes the whole unusable: a file that is missing or cannot be read, a text that is not an OpenAPI
    /// 3 description (the error for Swagger 2.0 says how to convert it), an overlay action that matches nothing.
    pub fn open(
        loader: Arc<dyn Loader + Send + Sync>,
        path: &str,
        overlays: &[String],
    ) -> Result<Self, Vec<Finding>> {
        let mut findings = Vec::new();
        let document = Document::open(loader, path, overlays, &mut findings)?;
        let operations = operations::read_index(&document, &mut findings);
        Ok(Self {
            document,
            operations,
            findings,
        })
    }

    /// The version of OpenAPI that it is written in.
    pub fn version(&self) -> Version {
        self.document.version
    }

    /// Its operations, in the order of the document.
    pub fn operations(&self) -> &[OperationHead] {
        &self.operations
    }

    /// The operation that a user names.
    ///
    /// # Errors
    /// Fails if there is no such operation, with the nearest name as help and its place.
    pub fn find(&self, wanted: &Wanted) -> Result<&OperationHead, Finding> {
        find::find(&self.operations, wanted)
    }

    /// The operation that was most likely meant by a name that is not there, and how to name it.
    pub fn nearest(&self, wanted: &Wanted) -> Option<(String, &OperationHead)> {
        find::nearest(&self.operations, wanted)
    }

    /// The place of a schema under `components`.
    pub fn schema_place(&self, name: &str) -> Option<Place> {
        let schema = self.document.component("schemas", name)?;
        Some(schema.node.place())
    }

    /// The tags that operations carry, in the order in which they first do.
    pub fn tags(&self) -> Vec<String> {
        let mut tags: Vec<String> = Vec::new();
        for tag in self.operations.iter().flat_map(|head| &head.tags) {
            if !tags.contains(tag) {
                tags.push(tag.clone());
            }
        }
        tags
    }

    /// Every file asked for so far, overlays included: when one changes, what was made of it is stale.
    pub fn files(&self) -> Vec<String> {
        self.document.files.paths()
    }

    /// The length of all files read so far.
    pub(crate) fn bytes(&self) -> usize {
        let files = self.document.files.readable_files();
        files.iter().map(|file| file.source.text().len()).sum()
    }

    /// Returns true if a word occurs in the files read so far.
    pub fn mentions(&self, word: &str) -> bool {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        self.document.any_text_matches(|text| {
            text.match_indices(word).any(|(at, _)| {
                !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
            })
        })
    }

    /// The text of a file that was read, to show the line of a [`Finding`].
    pub fn source(&self, file: &str) -> Option<Arc<crate::read::Source>> {
        self.document
            .files
            .readable_files()
            .into_iter()
            .find(|known| known.source.name() == file)
            .map(|file| file.source.clone())
    }

    /// The parts of the texts read so far that could not be read.
    pub fn broken(&self) -> Vec<Finding> {
        self.document.broken()
    }

    /// The findings from opening it.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}
