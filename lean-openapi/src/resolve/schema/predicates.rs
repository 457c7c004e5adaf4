//! Questions about merged schemas.

use super::facts::{Facts, OtherMembers, Property};
use crate::document::{At, Types};

impl Facts {
    /// Returns true if it describes single values: strings, numbers, listed values.
    pub(in crate::resolve) fn is_scalar(&self) -> bool {
        let kinds = self.kinds();
        let parts = kinds.has(Types::OBJECT) || kinds.has(Types::LIST);
        self.groups.is_empty() && (self.values.is_some() || !kinds.is_empty() && !parts)
    }

    /// Returns true if it describes values with members or items.
    pub(in crate::resolve) fn has_parts(&self) -> bool {
        let kinds = self.kinds();
        kinds.has(Types::OBJECT) || kinds.has(Types::LIST) || !self.groups.is_empty()
    }

    /// Returns true if it describes lists and nothing else.
    pub(in crate::resolve) fn is_list(&self) -> bool {
        self.kinds() == Types::LIST && self.groups.is_empty()
    }

    /// Returns true if it lists its members.
    pub(in crate::resolve) fn is_listed(&self) -> bool {
        !self.properties.is_empty()
            && self.groups.is_empty()
            && !matches!(self.additional, OtherMembers::Of(_) | OtherMembers::Open)
    }

    /// The schema of the items of a list.
    pub(in crate::resolve) fn first_item(&self) -> Option<At> {
        let items = self.items.iter().filter(|at| at.node.as_bool().is_none());
        items.chain(&self.prefix).next().cloned()
    }

    /// The members that are listed, each with its first schema.
    pub(in crate::resolve) fn listed_members(&self) -> Vec<(String, At)> {
        let properties = self.properties.iter();
        properties
            .filter_map(|property| {
                Some((property.name.to_string(), property.parts.first()?.clone()))
            })
            .collect()
    }

    /// The members of `oneOf` and `anyOf`, as they are written.
    pub(in crate::resolve) fn union_members(&self) -> Vec<At> {
        let groups = self.groups.iter();
        groups
            .flat_map(|group| group.members.iter().cloned())
            .collect()
    }

    /// The one text that it allows, or that is assumed.
    pub(in crate::resolve) fn only_text(&self) -> Option<String> {
        let listed = match self.values.as_deref() {
            Some([only]) => Some(&only.value),
            _ => None,
        };
        let value = self
            .fixed
            .as_ref()
            .or(listed)
            .or(self.notes.default.as_ref())?;
        value.as_text()
    }

    /// The first schema of a member.
    pub(in crate::resolve) fn part_of_member(&self, name: &str) -> Option<At> {
        self.property(name)?.parts.first().cloned()
    }

    /// Adds a member of the schema itself: its facts take priority over inherited ones.
    pub(super) fn add_own_property(&mut self, property: &Property) {
        let Some(known) = self
            .properties
            .iter_mut()
            .find(|known| known.name == property.name)
        else {
            self.properties.push(property.clone());
            return;
        };
        known.conditional &= property.conditional;
        for part in property.parts.iter().rev() {
            if known
                .parts
                .iter()
                .all(|other| other.node.id() != part.node.id())
            {
                known.parts.insert(0, part.clone());
            }
        }
    }
}
