//! Assigns names. Settled over the whole description, so that names do not depend on the choice.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::external_names;
use crate::document::{At, Description, Document, TreeId};
use crate::name::{self, Position, Taken, used_names};

/// The assigned names. Names for schemas of other files are added when the second file is reached, so that
/// a description of one file does not pay for them.
pub(super) struct Names {
    of_root: Assigned,
    of_all_files: OnceCell<Assigned>,
}

/// The names that components and calls have.
#[derive(Clone)]
pub(super) struct Assigned {
    /// Component schemas, and schemas of other files that references name.
    components: HashMap<TreeId, Component>,
    /// The components of the root by their names.
    schemas: HashMap<String, At>,
    /// The schemas of other files that references name, in the order in which they do.
    external: Vec<At>,
    /// The names of call types by operation, and the other way round.
    calls: HashMap<String, String>,
    operations: HashMap<String, String>,
    /// Reserved names.
    fixed: Taken,
    handed_on: HashSet<TreeId>,
}

/// The names that inline types have got.
#[derive(Default)]
pub(super) struct Claims(Taken);

/// A schema with a name of its own.
#[derive(Clone)]
pub(super) struct Component {
    pub(super) wire: Arc<str>,
    pub(super) rust: String,
}

impl Names {
    /// Assigns the names of components and calls.
    pub(super) fn assign(description: &Description) -> Self {
        Self::new(Assigned::for_root(description))
    }

    /// The names of components as written. Contracts have no Rust names, and those cost more than all else.
    pub(super) fn as_written(description: &Description) -> Self {
        Self::new(Assigned::as_written(description))
    }

    fn new(of_root: Assigned) -> Self {
        Self {
            of_root,
            of_all_files: OnceCell::new(),
        }
    }

    /// Adds the names of the schemas in all files that can be reached.
    pub(super) fn add_external(&self, document: &Document) {
        self.of_all_files.get_or_init(|| {
            let mut names = self.of_root.clone();
            external_names::assign_names(document, &mut names);
            names
        });
    }

    /// Returns true if the names of schemas in other files were added.
    pub(super) fn has_external(&self) -> bool {
        self.of_all_files.get().is_some()
    }

    fn current(&self) -> &Assigned {
        self.of_all_files.get().unwrap_or(&self.of_root)
    }

    /// The schemas of other files that references name, and their names.
    pub(super) fn external(&self) -> impl Iterator<Item = (&Component, &At)> {
        let assigned = self.current();
        let external = assigned.external.iter();
        external.filter_map(|at| Some((assigned.components.get(&at.node.id())?, at)))
    }

    /// Returns true if a component only refers to another schema that has its name.
    pub(super) fn is_handed_on(&self, id: TreeId) -> bool {
        self.current().handed_on.contains(&id)
    }

    pub(super) fn component(&self, id: TreeId) -> Option<&Component> {
        self.current().components.get(&id)
    }

    /// Returns true if a component or a call has the name.
    pub(super) fn is_fixed(&self, name: &str) -> bool {
        self.current().fixed.has(name)
    }

    /// The name of an operation's call type.
    pub(super) fn call(&self, operation: &str) -> String {
        let call = self.of_root.calls.get(operation).cloned();
        call.unwrap_or_else(|| name::pascal(operation))
    }

    /// The component of the root that has a name.
    pub(super) fn find_schema(&self, name: &str) -> Option<&At> {
        self.of_root.schemas.get(name)
    }

    /// The operation whose call type has a name.
    pub(super) fn find_operation(&self, name: &str) -> Option<&str> {
        self.of_root.operations.get(name).map(String::as_str)
    }
}

impl Claims {
    /// Returns true if an inline type can have a name.
    pub(super) fn is_free(&self, names: &Names, name: &str, rival: Option<&str>) -> bool {
        !names.is_fixed(name) && !self.0.has(name) && rival != Some(name)
    }

    /// Takes a name for an inline type: the wanted one or that with a number.
    pub(super) fn claim(&mut self, names: &Names, wanted: &str, rival: Option<&str>) -> String {
        let is_taken = |name: &str| names.is_fixed(name) || rival == Some(name);
        self.0.free_unless(wanted, "", is_taken)
    }

    /// Gives a name back that was claimed and not needed.
    pub(super) fn release(&mut self, name: &str) {
        self.0.release(name);
    }
}

impl Assigned {
    fn as_written(description: &Description) -> Self {
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
            external: Vec::new(),
            calls: HashMap::new(),
            operations: HashMap::new(),
            fixed: Taken::default(),
            handed_on: HashSet::new(),
        }
    }

    fn for_root(description: &Description) -> Self {
        let mut names = Self::none();
        for name in used_names(Position::Type) {
            names.fixed.take(name);
        }
        names.assign_components(description.document.components("schemas"));
        for head in description.operations() {
            names.assign_call(&head.name);
        }
        names
    }

    /// Keys that are Rust names already keep them; others are made so, and numbered where they clash.
    fn assign_components(&mut self, keys: Vec<(Arc<str>, At)>) {
        let own = |wire: &str| name::avoid_used(Position::Type, &name::pascal(wire));
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

    fn assign_call(&mut self, operation: &str) {
        let base = match name::pascal(operation) {
            base if base.starts_with(char::is_uppercase) => base,
            base => format!("Call{}", base.trim_start_matches('_')),
        };
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
    pub(super) fn assign_external(&mut self, at: &At, wire: &str, file: &str) {
        let id = at.node.id();
        if self.components.contains_key(&id) {
            return;
        }
        let own = name::avoid_used(Position::Type, &name::pascal(wire));
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
        self.external.push(at.clone());
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
}
