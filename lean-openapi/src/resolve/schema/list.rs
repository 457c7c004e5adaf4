//! Arrays: lists, and tuples where length and types are fixed.

use super::super::reader::Reader;
use super::super::resolver::Resolver;
use super::facts::Facts;
use super::lower::{Destination, MadeType};
use crate::api::{Name, Place, Rule, Type, TypeKind, Union, UnionVariant};
use crate::document::At;

/// Rust's traits stop at tuples of that size.
const TUPLE_MAX: usize = 12;

impl Resolver<'_> {
    pub(super) fn make_list(&mut self, facts: &Facts, to: &Destination) -> Type {
        let site = to.site().clone();
        let items: Vec<At> = facts
            .items
            .iter()
            .filter(|at| at.node.as_bool().is_none())
            .cloned()
            .collect();
        if !facts.prefix.is_empty() {
            return self.make_tuple(facts, &items, to);
        }
        if items.is_empty() {
            return Type::List(Box::new(Type::Json));
        }
        let item = self.lower_all(&items, &site.item()).with_null();
        Type::List(Box::new(item))
    }
}

impl Reader<'_> {
    /// Returns true if a schema has `items` but does not say that it is a list, and `items` is only a union: some tools write
    /// a union itself this way. By the specification, any value that is not a list matches it.
    pub(super) fn may_be_no_list(&mut self, facts: &Facts) -> bool {
        let says_nothing = facts.types.stated.is_empty()
            && facts.items_min.is_none()
            && facts.items_max.is_none()
            && facts.sizes.is_empty();
        let [items] = &facts.items[..] else {
            return false;
        };
        says_nothing && facts.prefix.is_empty() && {
            let items = self.facts_at(items);
            !items.groups.is_empty() && items.types.stated.is_empty()
        }
    }
}

impl Resolver<'_> {
    /// Builds a type for a list or any other value.
    pub(super) fn make_list_or_other(
        &mut self,
        facts: &Facts,
        to: &Destination,
        place: &Place,
    ) -> MadeType {
        let (id, site) = self.reserve_type(to, facts, place);
        let list = UnionVariant {
            name: Name {
                wire: "List".to_string(),
                rust: "List".to_string(),
            },
            ty: self.make_list(facts, &Destination::Inline(site, Vec::new())),
            tags: Vec::new(),
            docs: String::new(),
        };
        let union = Union {
            variants: vec![list],
            tag: None,
            default_variant: None,
            any_of: false,
            fallback: "Unknown".to_string(),
        };
        self.fill_slot(id, TypeKind::Union(union))
    }

    fn make_tuple(&mut self, facts: &Facts, items: &[At], to: &Destination) -> Type {
        let site = to.site().clone();
        let mut members = Vec::new();
        for (index, member) in facts.prefix.iter().enumerate() {
            members.push(
                self.lower(member, &site.with_suffix(&format!("Item{}", index + 1)))
                    .with_null(),
            );
        }
        let is_closed = facts
            .items
            .iter()
            .any(|at| at.node.as_bool() == Some(false))
            || facts.items_max.is_some_and(|most| most <= members.len());
        let is_short = facts.items_min.is_some_and(|least| least < members.len());
        if members.len() <= TUPLE_MAX && is_closed && !is_short {
            return Type::Tuple(members);
        }
        if !is_closed {
            members.push(match items {
                [] => Type::Json,
                items => self.lower_all(items, &site.item()).with_null(),
            });
        }
        if members.len() > TUPLE_MAX
            && let Some(first) = facts.prefix.first()
        {
            let message = format!("a tuple of more than {TUPLE_MAX} items is read as a list");
            self.reader
                .report
                .report_ignored(Rule::LongTuple, first.node.place(), message);
        }
        members.dedup();
        match <[Type; 1]>::try_from(members) {
            Ok([same]) => Type::List(Box::new(same)),
            Err(_) => Type::List(Box::new(Type::Json)),
        }
    }
}
