//! Assigns names. Settled over the whole description, so that names do not depend on the choice.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::document::{At, Description, TreeId};
use crate::name::{self, Position, Taken, used};

/// The assigned names.
pub(super) struct Names {
    /// Component schemas, and schemas of other files that references name.
    components: HashMap<TreeId, Component>,
    /// The components of the root by their names.
    schemas: HashMap<String, At>,
    /// The schemas of other files that references name, in the order in which they do.
    others: Vec<At>,
    /// The names of call types by operation, and the other way round.
    calls: HashMap<String, String>,
    operations: HashMap<String, String>,
    /// Reserved names.
    fixed: Taken,
    /// Names that inline types got.
    claimed: Taken,
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
    /// Returns the names of components as written. Contracts have no Rust names, and those cost more than all else.
    pub(super) fn as_written(description: &Description) -> Self {
        let mut names = Self::none();
        for (wire, at) in description.document.components("schemas") {
            let rust = wire.to_string();
            let component = Component { wire, rust };
            names.components.insert(at.node.id(), component);
        }
        names
    }

    fn none() -> Self {
        Self {
            components: HashMap::new(),
            schemas: HashMap::new(),
            others: Vec::new(),
            calls: HashMap::new(),
            operations: HashMap::new(),
            fixed: Taken::default(),
            claimed: Taken::default(),
            handed_on: HashSet::new(),
            others_settled: false,
        }
    }

    pub(super) fn settle(description: &Description) -> Self {
        let mut names = Self::none();
        for name in used(Position::Type) {
            names.fixed.take(name);
        }
        names.settle_components(description.document.components("schemas"));
        for head in description.operations() {
            names.settle_call(&head.name);
        }
        names
    }

    /// Keys that are Rust names already keep them; others are made so, and numbered where they clash.
    fn settle_components(&mut self, keys: Vec<(Arc<str>, At)>) {
        let own = |wire: &str| name::unused(Position::Type, &name::pascal(wire));
        let rust: Vec<String> = keys.iter().map(|(wire, _)| own(wire)).collect();
        for ((wire, at), rust) in keys
            .iter()
            .zip(&rust)
            .filter(|((wire, _), rust)| **wire == ***rust)
        {
            self.fixed.take(rust);
            self.add_component(wire, at, rust.clone());
        }
        for ((wire, at), rust) in keys
            .iter()
            .zip(rust)
            .filter(|((wire, _), rust)| **wire != **rust)
        {
            let rust = self.fixed.free(&rust, "");
            self.add_component(wire, at, rust);
        }
    }

    fn add_component(&mut self, wire: &Arc<str>, at: &At, rust: String) {
        self.schemas.insert(rust.clone(), at.clone());
        self.components.insert(
            at.node.id(),
            Component {
                wire: wire.clone(),
                rust,
            },
        );
    }

    fn settle_call(&mut self, operation: &str) {
        let base = name::pascal(operation);
        let call = if self.fixed.has(&base) {
            format!("{base}Call")
        } else {
            base
        };
        let call = self.fixed.free(&call, "");
        self.operations.insert(call.clone(), operation.to_string());
        self.calls.insert(operation.to_string(), call);
    }

    /// Gives a schema of another file a name: its own, with the file's before it if that is taken.
    pub(super) fn settle_other(&mut self, at: &At, wire: &str, file: &str) {
        let id = at.node.id();
        if self.components.contains_key(&id) {
            return;
        }
        let own = name::pascal(wire);
        let longer = format!("{}{own}", name::pascal(file));
        let rust = if self.fixed.take(&own) {
            own
        } else {
            self.fixed.free(&longer, "")
        };
        self.components.insert(
            id,
            Component {
                wire: wire.into(),
                rust,
            },
        );
        self.others.push(at.clone());
    }

    /// The schemas of other files that references name, and what they are called.
    pub(super) fn others(&self) -> impl Iterator<Item = (&Component, &At)> {
        self.others
            .iter()
            .filter_map(|at| Some((self.components.get(&at.node.id())?, at)))
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

    /// Returns true if a component or a call has the name.
    pub(super) fn is_fixed(&self, name: &str) -> bool {
        self.fixed.has(name)
    }

    /// The name of an operation's call type.
    pub(super) fn call(&self, operation: &str) -> String {
        self.calls
            .get(operation)
            .cloned()
            .unwrap_or_else(|| name::pascal(operation))
    }

    /// The component of the root that has a name.
    pub(super) fn schema_called(&self, name: &str) -> Option<&At> {
        self.schemas.get(name)
    }

    /// The operation whose call type has a name.
    pub(super) fn operation_called(&self, name: &str) -> Option<&str> {
        self.operations.get(name).map(String::as_str)
    }

    /// Returns true if an inline type can have a name.
    pub(super) fn is_free(&self, name: &str, rival: Option<&str>) -> bool {
        !self.fixed.has(name) && !self.claimed.has(name) && rival != Some(name)
    }

    /// Takes a name for an inline type: the wanted one or that with a number.
    pub(super) fn claim(&mut self, wanted: &str, rival: Option<&str>) -> String {
        let Self { fixed, claimed, .. } = self;
        claimed.free_unless(wanted, "", |name| fixed.has(name) || rival == Some(name))
    }

    /// Gives a name back that was claimed and not needed.
    pub(super) fn release(&mut self, name: &str) {
        self.claimed.release(name);
    }
}
