//! Who may be called what. Settled over the whole description, so that names do not depend on the choice.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::site::Site;
use crate::document::{Description, TreeId};
use crate::name;

/// Who may be called what.
pub(super) struct Names {
    /// Component schemas, and schemas of other files that references name.
    components: HashMap<TreeId, Component>,
    /// The names of call types, by the operation's Rust name.
    calls: HashMap<String, String>,
    /// Names that nobody else can have.
    fixed: HashSet<String>,
    /// Names that inline types got.
    claimed: HashSet<String>,
    handed_on: HashSet<TreeId>,
    pub(super) others_settled: bool,
}

/// A schema with a name of its own.
#[derive(Clone)]
pub(super) struct Component {
    pub(super) wire: Arc<str>,
    pub(super) rust: String,
}

impl Names {
    pub(super) fn settle(description: &Description) -> Self {
        let mut names = Self {
            components: HashMap::new(),
            calls: HashMap::new(),
            fixed: HashSet::new(),
            claimed: HashSet::new(),
            handed_on: HashSet::new(),
            others_settled: false,
        };
        let schemas = description.document.components("schemas");
        names.settle_components(
            schemas
                .into_iter()
                .map(|(wire, at)| (wire, at.node.id()))
                .collect(),
        );
        for head in description.operations() {
            names.settle_call(&head.name);
        }
        names
    }

    /// Keys that are Rust names already keep them; others are made so, and numbered where they clash.
    fn settle_components(&mut self, keys: Vec<(Arc<str>, TreeId)>) {
        let rust: Vec<String> = keys.iter().map(|(wire, _)| name::pascal(wire)).collect();
        for ((wire, id), rust) in keys
            .iter()
            .zip(&rust)
            .filter(|((wire, _), rust)| **wire == ***rust)
        {
            self.fixed.insert(rust.clone());
            self.components.insert(
                *id,
                Component {
                    wire: wire.clone(),
                    rust: rust.clone(),
                },
            );
        }
        for ((wire, id), rust) in keys
            .iter()
            .zip(rust)
            .filter(|((wire, _), rust)| **wire != **rust)
        {
            let rust = name::free(&rust, "", |name| self.fixed.insert(name.to_string()));
            self.components.insert(
                *id,
                Component {
                    wire: wire.clone(),
                    rust,
                },
            );
        }
    }

    fn settle_call(&mut self, operation: &str) {
        let base = name::pascal(operation);
        let call = if self.fixed.contains(&base) {
            format!("{base}Call")
        } else {
            base
        };
        let call = name::free(&call, "", |name| self.fixed.insert(name.to_string()));
        self.calls.insert(operation.to_string(), call);
    }

    /// Gives a schema of another file a name: its own, with the file's before it if that is taken.
    pub(super) fn settle_other(&mut self, id: TreeId, wire: &str, file: &str) {
        if self.components.contains_key(&id) {
            return;
        }
        let own = name::pascal(wire);
        let longer = format!("{}{own}", name::pascal(file));
        let rust = if self.fixed.insert(own.clone()) {
            own
        } else {
            name::free(&longer, "", |name| self.fixed.insert(name.to_string()))
        };
        self.components.insert(
            id,
            Component {
                wire: wire.into(),
                rust,
            },
        );
    }

    /// A component that only refers to another schema of the same name hands its name on.
    pub(super) fn hand_on(&mut self, from: TreeId, to: TreeId) {
        if let Some(component) = self.components.get(&from).cloned()
            && !self.components.contains_key(&to)
        {
            self.components.insert(to, component);
            self.handed_on.insert(from);
        }
    }

    pub(super) fn is_handed_on(&self, id: TreeId) -> bool {
        self.handed_on.contains(&id)
    }

    pub(super) fn component(&self, id: TreeId) -> Option<&Component> {
        self.components.get(&id)
    }

    /// Whether a component or a call has a name.
    pub(super) fn is_fixed(&self, name: &str) -> bool {
        self.fixed.contains(name)
    }

    /// The name of an operation's call type.
    pub(super) fn call(&self, operation: &str) -> String {
        self.calls
            .get(operation)
            .cloned()
            .unwrap_or_else(|| name::pascal(operation))
    }

    /// A name for an inline type: what its site says, or that with a number.
    pub(super) fn claim(&mut self, site: &Site) -> String {
        let Self { fixed, claimed, .. } = self;
        name::free(&site.name, "", |name| {
            !fixed.contains(name) && claimed.insert(name.to_string())
        })
    }

    /// Gives a name back that was claimed and not needed.
    pub(super) fn release(&mut self, name: &str) {
        self.claimed.remove(name);
    }
}
