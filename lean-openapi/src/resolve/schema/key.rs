//! Keys of types: the schema that a type was made of, and the dynamic anchors.

use super::super::reader::Reader;
use super::facts::Facts;
use super::lower::DEPTH_MAX;
use crate::document::{At, TreeId};

/// The schema that a type was made of, and the dynamic anchors.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::resolve) struct TypeKey {
    pub(super) id: TreeId,
    pub(super) scope: Vec<(String, TreeId)>,
    /// The fields of a parent apart from the union of its children.
    pub(super) base: bool,
}

impl TypeKey {
    pub(in crate::resolve) fn plain(id: TreeId) -> Self {
        Self {
            id,
            scope: Vec::new(),
            base: false,
        }
    }

    pub(in crate::resolve) fn with_scope(id: TreeId, scope: Vec<(String, TreeId)>) -> Self {
        Self {
            id,
            scope,
            base: false,
        }
    }

    pub(super) fn base(id: TreeId) -> Self {
        Self {
            id,
            scope: Vec::new(),
            base: true,
        }
    }

    pub(in crate::resolve) fn has_scope(&self) -> bool {
        !self.scope.is_empty()
    }

    /// The schemas that dynamic anchors are bound to.
    pub(in crate::resolve) fn bound(&self) -> Vec<TreeId> {
        self.scope.iter().map(|(_, id)| *id).collect()
    }
}

impl Reader<'_> {
    /// A schema, and those in it that are the same but for remarks: `allOf` with a single part.
    pub(super) fn keys(&mut self, at: &At) -> Vec<TypeKey> {
        let mut keys = vec![self.key(at)];
        let mut at = at.clone();
        while let Some(inner) = self.only_part(&at).filter(|_| keys.len() < DEPTH_MAX) {
            keys.push(self.key(&inner));
            at = inner;
        }
        keys
    }

    fn only_part(&mut self, at: &At) -> Option<At> {
        let schema = self.read(at);
        let [part] = &schema.all_of[..] else {
            return None;
        };
        let inner = schema.at.child(part.clone());
        let mut own = Facts::default();
        own.add_schema(&schema);
        let adds = own.is_structural() || !own.required.is_empty() || schema.reference.is_some();
        (!adds && part.get("$ref").is_none()).then_some(inner)
    }
}
