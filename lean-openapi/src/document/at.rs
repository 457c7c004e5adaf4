//! A value and what the references in it start from.

use std::sync::Arc;

use super::Tree;

/// A value together with what references in it are relative to.
#[derive(Clone)]
pub(crate) struct At {
    pub(crate) node: Tree,
    pub(crate) home: Arc<Home>,
    pub(crate) scope: Scope,
}

/// The base of local references: a file, or a schema in it with its own `$id`.
pub(crate) struct Home {
    /// The file's path, normalised.
    pub(crate) path: Arc<str>,
    /// The target of `#`.
    pub(crate) root: Tree,
    /// The target of `#` for authors who forget that a schema with an `$id` is a separate document.
    pub(crate) file_root: Tree,
    /// The `$id` or `$self`, made absolute where it can be.
    pub(crate) uri: Option<Arc<str>>,
}

/// The target of each dynamic anchor (`$dynamicRef`) among the schemas that led here: the outermost one that has it.
#[derive(Clone, Default)]
pub(crate) struct Scope(Option<Arc<Vec<Binding>>>);

/// A dynamic anchor and the schema it means.
pub(crate) type Binding = (Arc<str>, At);

impl At {
    /// A value inside this one.
    pub(crate) fn child(&self, node: Tree) -> Self {
        Self {
            node,
            home: self.home.clone(),
            scope: self.scope.clone(),
        }
    }

    /// The value of a key of this map.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        self.node.get(key).map(|node| self.child(node))
    }

    /// The same value with no dynamic anchors bound.
    pub(crate) fn without_bindings(&self) -> Self {
        Self {
            scope: Scope::default(),
            ..self.clone()
        }
    }
}

impl Scope {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    pub(crate) fn get(&self, anchor: &str) -> Option<&At> {
        self.bindings()
            .iter()
            .find(|(name, _)| **name == *anchor)
            .map(|(_, at)| at)
    }

    pub(crate) fn bindings(&self) -> &[Binding] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }

    /// Binds an anchor, unless an outer schema has bound it.
    pub(crate) fn bind(&mut self, anchor: Arc<str>, at: At) {
        if self.get(&anchor).is_some() {
            return;
        }
        let mut bindings = self.bindings().to_vec();
        bindings.push((anchor, at));
        self.0 = Some(Arc::new(bindings));
    }
}
