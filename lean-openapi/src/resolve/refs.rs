//! From the target of a reference to its type.

use std::collections::HashSet;

use super::context::Context;
use super::names::Component;
use super::naming_context::Site;
use super::reader::Reader;
use super::resolver::Resolver;
use super::schema::TypeKey;
use crate::api::TypeId;
use crate::document::{At, Target, TreeId};

impl Context<'_> {
    /// A component that only refers to one of another file under the same name is that one.
    pub(super) fn follow_handed_on(&self, target: &Target) -> Target {
        self.meet_file(target);
        let mut target = target.clone();
        for _ in 0..8 {
            if !self.names.is_handed_on(target.at.node.id()) {
                break;
            }
            let Some(reference) = target.at.node.text("$ref") else {
                break;
            };
            let Ok(next) = self.document.resolve_reference(&target.at, &reference) else {
                break;
            };
            target = next;
        }
        target
    }

    /// Names the schemas of all reachable files when the second file is reached.
    fn meet_file(&self, target: &Target) {
        if target.at.home.path != self.document.root().home.path {
            self.names.add_external(self.document);
        }
    }

    /// The component that a target is.
    pub(super) fn component_of(&self, target: &Target) -> Option<Component> {
        self.meet_file(target);
        self.names.component(target.at.node.id()).cloned()
    }
}

impl Resolver<'_> {
    /// The type of a component; queued to be made when it is first asked for.
    pub(super) fn component_id(&mut self, target: &Target, component: &Component) -> TypeId {
        let key = self.reader.key(&target.at);
        if let Some(id) = self.types.by_key.get(&key) {
            return *id;
        }
        let is_instance = key.has_scope();
        let at = if is_instance {
            target.at.clone()
        } else {
            target.at.without_bindings()
        };
        let rust = if is_instance {
            self.instance_name(&component.rust, &key)
        } else {
            component.rust.clone()
        };
        let id = self.types.reserve(&component.wire, rust, at.node.place());
        self.types.by_key.insert(key, id);
        self.types.queue.push_back((id, at));
        id
    }

    /// `Page` with `$dynamicRef: '#item'` bound to `Pet` is `PageOfPet`.
    fn instance_name(&mut self, template: &str, key: &TypeKey) -> String {
        let mut name = template.to_string();
        for (index, id) in key.bound().into_iter().enumerate() {
            let bound = self.reader.context.bound_name(id);
            name.push_str(if index == 0 { "Of" } else { "And" });
            name.push_str(&bound);
        }
        self.claim_name(&Site::owner(&name))
    }
}

impl Context<'_> {
    fn bound_name(&self, id: TreeId) -> String {
        self.names
            .component(id)
            .map_or_else(|| "Inline".to_string(), |component| component.rust.clone())
    }
}

impl Reader<'_> {
    /// The key of the type of a schema: the schema, and dynamic anchors if it depends on them.
    pub(super) fn key(&mut self, at: &At) -> TypeKey {
        let id = at.node.id();
        if at.scope.is_empty() {
            return TypeKey::plain(id);
        }
        let bound = self.read(at).at.scope.clone();
        let own = self.read(&at.without_bindings()).at.scope.clone();
        let differs = |(anchor, at): &(std::sync::Arc<str>, At)| {
            own.get(anchor)
                .is_none_or(|own| own.node.id() != at.node.id())
        };
        let outer: Vec<(String, At)> = bound
            .bindings()
            .iter()
            .filter(|binding| differs(binding))
            .map(|(anchor, at)| (anchor.to_string(), at.clone()))
            .collect();
        if outer.is_empty() || !self.depends_on_anchors(&at.without_bindings()) {
            return TypeKey::plain(id);
        }
        let mut scope: Vec<(String, TreeId)> = outer
            .iter()
            .map(|(anchor, at)| (anchor.clone(), self.context.end_of(at)))
            .collect();
        scope.sort_by(|a, b| a.0.cmp(&b.0));
        TypeKey::with_scope(id, scope)
    }
}

impl Context<'_> {
    /// Returns the schema at the end of references, to name bound anchors.
    fn end_of(&self, at: &At) -> TreeId {
        self.document
            .follow_references(at)
            .map_or_else(|_| at.node.id(), |at| at.node.id())
    }
}

impl Reader<'_> {
    /// Returns true if `$dynamicRef` occurs in a schema or in its references.
    fn depends_on_anchors(&mut self, at: &At) -> bool {
        let mut seen = HashSet::new();
        let mut todo = vec![at.clone()];
        while let Some(at) = todo.pop() {
            if !self.spend(1) || !seen.insert(at.node.id()) || seen.len() > 10_000 {
                continue;
            }
            for (key, value) in at.node.entries() {
                if &*key.text == "$dynamicRef" {
                    return true;
                }
                let reference = (&*key.text == "$ref").then(|| value.as_str()).flatten();
                if let Some(target) = reference.and_then(|reference| {
                    self.context
                        .document
                        .resolve_reference(&at, &reference)
                        .ok()
                }) {
                    todo.push(target.at);
                }
                todo.push(at.child(value));
            }
            todo.extend(at.node.items().into_iter().map(|item| at.child(item)));
        }
        false
    }
}
