//! A Schema Object as it is written: its keywords, read in one pass, spellings of the versions made equal.

use std::sync::Arc;

use super::Tree;
use super::at::At;
use super::keywords::KeywordProblem;
use super::types::Types;
use crate::api::{Finding, Place};
use crate::read::Key;

/// A Schema Object as it is written. References and parts are not followed.
#[derive(Clone)]
pub(crate) struct Schema {
    /// Its place, with its own `$id` and dynamic anchors.
    pub(crate) at: At,
    /// `true` or `false` in the place of a schema.
    pub(crate) always: Option<bool>,
    pub(crate) reference: Option<Arc<str>>,
    pub(crate) dynamic_reference: Option<Arc<str>>,
    pub(crate) title: Option<Arc<str>>,
    pub(crate) description: Option<Arc<str>>,
    pub(crate) deprecated: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) sensitive: bool,
    pub(crate) nullable: bool,
    pub(crate) types: Types,
    /// The types that keywords suggest if no type is written.
    pub(crate) hints: Types,
    pub(crate) format: Option<Arc<str>>,
    /// The place of a format that is most likely misspelt, and the right spelling.
    pub(crate) misspelt_format: Option<(Place, &'static str)>,
    pub(crate) content_encoding: Option<Arc<str>>,
    pub(crate) content_media: Option<Arc<str>>,
    pub(crate) values: Option<Vec<Tree>>,
    pub(crate) fixed: Option<Tree>,
    pub(crate) default: Option<Tree>,
    pub(crate) minimum: Option<Bound>,
    pub(crate) maximum: Option<Bound>,
    pub(crate) multiple_of: Option<Arc<str>>,
    /// Limits of sizes: the rule as tables write it, and the bound.
    pub(crate) sizes: Vec<(&'static str, usize)>,
    pub(crate) properties: Vec<(Arc<str>, Tree)>,
    pub(crate) required: Vec<Tree>,
    pub(crate) additional: Option<Tree>,
    pub(crate) unevaluated: Option<Tree>,
    pub(crate) patterns: Vec<Tree>,
    pub(crate) items: Option<Tree>,
    pub(crate) prefix: Vec<Tree>,
    pub(crate) items_min: Option<usize>,
    pub(crate) items_max: Option<usize>,
    pub(crate) all_of: Vec<Tree>,
    pub(crate) one_of: Vec<Tree>,
    pub(crate) any_of: Vec<Tree>,
    /// Schemas that hold only under conditions: `then`, `else`, `dependentSchemas`.
    pub(crate) conditional: Vec<Tree>,
    pub(crate) discriminator: Option<Tree>,
    pub(crate) variant_names: Vec<Tree>,
    pub(crate) variant_docs: Option<Tree>,
    pub(crate) repairs: Vec<Finding>,
    /// Keywords that change no type here, with the reason to report them.
    pub(crate) strange: Vec<(KeywordProblem, Key)>,
}

/// A limit of a number, as text with all its digits.
#[derive(Clone)]
pub(crate) struct Bound {
    pub(crate) value: Arc<str>,
    pub(crate) exclusive: bool,
}

/// The message for a `$ref` that is null: `$ref: #/components/..` is a comment.
pub(crate) const EMPTY_REFERENCE: &str =
    "`$ref` is empty: in YAML ` #` begins a comment, so a reference needs quotes";

impl Schema {
    /// Returns true if other schemas have to hold as well.
    pub(crate) fn has_references(&self) -> bool {
        let parts = [&self.all_of, &self.one_of, &self.any_of];
        self.reference.is_some() || parts.iter().any(|parts| !parts.is_empty())
    }

    pub(super) fn empty(at: At) -> Self {
        Self {
            at,
            always: None,
            reference: None,
            dynamic_reference: None,
            title: None,
            description: None,
            deprecated: false,
            read_only: false,
            write_only: false,
            sensitive: false,
            nullable: false,
            types: Types::NONE,
            hints: Types::NONE,
            format: None,
            misspelt_format: None,
            content_encoding: None,
            content_media: None,
            values: None,
            fixed: None,
            default: None,
            minimum: None,
            maximum: None,
            multiple_of: None,
            sizes: Vec::new(),
            properties: Vec::new(),
            required: Vec::new(),
            additional: None,
            unevaluated: None,
            patterns: Vec::new(),
            items: None,
            prefix: Vec::new(),
            items_min: None,
            items_max: None,
            all_of: Vec::new(),
            one_of: Vec::new(),
            any_of: Vec::new(),
            conditional: Vec::new(),
            discriminator: None,
            variant_names: Vec::new(),
            variant_docs: None,
            repairs: Vec::new(),
            strange: Vec::new(),
        }
    }
}
