//! Follows the references of gathered schemas and merges their targets.

use std::collections::HashSet;

use super::super::context::Context;
use super::super::naming_context::Site;
use super::super::reader::Reader;
use super::facts::{Facts, Gathered, Group};
use super::gather::DEPTH_MAX;
use crate::document::{Target, TreeId};

impl Reader<'_> {
    /// The facts of a schema with all its references followed.
    pub(super) fn merge(&mut self, gathered: Gathered, subject: Option<TreeId>) -> Facts {
        let mut seen: HashSet<TreeId> = subject.into_iter().collect();
        self.follow(gathered, &mut seen, 0)
    }

    pub(super) fn follow(
        &mut self,
        gathered: Gathered,
        seen: &mut HashSet<TreeId>,
        depth: usize,
    ) -> Facts {
        let Gathered {
            own: mut facts,
            refs,
        } = gathered;
        // Inherited members come before added ones.
        let added = std::mem::take(&mut facts.properties);
        for target in refs {
            if depth > DEPTH_MAX || !seen.insert(target.at.node.id()) {
                continue;
            }
            let there = self.gather(std::slice::from_ref(&target.at));
            let mut there = self.follow(there, seen, depth + 1);
            let inherited = there.parent.take().or(there.inherited.take());
            facts.inherited = facts.inherited.take().or(inherited);
            self.context.mark_properties(&target, &mut there);
            self.spend(there.properties.len());
            there
                .groups
                .retain(|group| !self.is_inheritance(group, seen));
            facts.merge_with(&there);
        }
        added
            .iter()
            .for_each(|property| facts.add_own_property(property));
        facts
    }

    /// Returns true if a union of a parent lists the schema that is being made from the parent.
    fn is_inheritance(&mut self, group: &Group, seen: &HashSet<TreeId>) -> bool {
        group.members.iter().any(|member| {
            let gathered = self.gather(std::slice::from_ref(member));
            gathered
                .refs
                .iter()
                .any(|target| seen.contains(&target.at.node.id()))
        })
    }
}

impl Context<'_> {
    /// Marks what a reference brings into a merge: what is in it is named after where it leads.
    pub(super) fn mark_properties(&self, target: &Target, facts: &mut Facts) {
        let component = self.component_of(target);
        let owner = match component {
            Some(component) => Site::owner(&component.rust),
            None if target.pointer.is_some() => self.site_of(target, &Site::owner("")),
            None => return,
        };
        let unowned = facts
            .properties
            .iter_mut()
            .filter(|property| property.origin.is_none());
        unowned.for_each(|property| property.origin = Some(owner.clone()));
    }
}
