//! The named types of a description: reserved when they are first met, made when their turn comes.

use std::collections::{HashMap, HashSet, VecDeque};

use super::names::Claims;
use super::schema::TypeKey;
use crate::api::{Name, Place, TypeDef, TypeId, TypeKind};
use crate::document::{At, TreeId};

/// The named types so far.
#[derive(Default)]
pub(super) struct NamedTypes {
    pub(super) slots: Vec<Slot>,
    pub(super) by_key: HashMap<TypeKey, TypeId>,
    /// Components that wait to be made.
    pub(super) queue: VecDeque<(TypeId, At)>,
    /// Targets of references without a name that are being made, so that one inside itself is noticed.
    pub(super) open: HashSet<TreeId>,
    pub(super) claims: Claims,
}

/// A named type: reserved when it is first met, filled when its turn comes.
pub(super) struct Slot {
    pub(super) name: Name,
    pub(super) place: Place,
    pub(super) docs: String,
    pub(super) deprecated: bool,
    pub(super) inline: bool,
    pub(super) kind: Option<TypeKind>,
}

impl NamedTypes {
    /// Reserves a named type.
    pub(super) fn reserve(&mut self, wire: &str, rust: String, place: Place) -> TypeId {
        let name = Name {
            wire: wire.to_string(),
            rust,
        };
        self.slots.push(Slot {
            name,
            place,
            docs: String::new(),
            deprecated: false,
            inline: false,
            kind: None,
        });
        TypeId(self.slots.len() - 1)
    }

    pub(super) fn slot(&mut self, id: TypeId) -> &mut Slot {
        &mut self.slots[id.0]
    }

    /// The names of a type.
    pub(super) fn name(&self, id: TypeId) -> &Name {
        &self.slots[id.0].name
    }

    /// The type that one of these keys has.
    pub(super) fn first_of(&self, keys: &[TypeKey]) -> Option<TypeId> {
        keys.iter().find_map(|key| self.by_key.get(key)).copied()
    }

    /// The types that were made; none for those that turned out to need no name.
    pub(super) fn take_defs(&mut self) -> Vec<Option<TypeDef>> {
        let slots = std::mem::take(&mut self.slots);
        slots.into_iter().map(Slot::into_def).collect()
    }
}

impl Slot {
    fn into_def(self) -> Option<TypeDef> {
        Some(TypeDef {
            name: self.name,
            docs: self.docs,
            deprecated: self.deprecated,
            kind: self.kind?,
            inline: self.inline,
            sent: false,
            received: false,
            place: self.place,
        })
    }
}
