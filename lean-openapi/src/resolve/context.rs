//! The read-only side of resolving: the description, the assigned names, the choices of the user.

use super::Options;
use super::names::Names;
use crate::document::{Description, Document};

/// Everything that does not change while a description is resolved.
pub(super) struct Context<'a> {
    pub(super) description: &'a Description,
    pub(super) document: &'a Document,
    pub(super) options: &'a Options,
    pub(super) names: Names,
}

impl<'a> Context<'a> {
    pub(super) fn new(description: &'a Description, options: &'a Options, names: Names) -> Self {
        Self {
            description,
            document: &description.document,
            options,
            names,
        }
    }
}
