//! The members of `oneOf` and `anyOf`: followed, taken apart, joined with the keywords next to them.

use std::rc::Rc;

use super::super::reader::Reader;
use super::facts::{EnumValue, Facts, Group, TypeSet};
use crate::api::Rule;
use crate::document::{At, Target, Types};

/// A possible form of a value.
#[derive(Clone)]
pub(super) struct Alternative {
    pub(super) at: At,
    /// The schema it refers to, if it is a reference and nothing else has to hold.
    pub(super) target: Option<Target>,
    /// The schema that it refers to, also if other conditions hold: the schema that mappings name.
    pub(super) from: Option<Target>,
    pub(super) facts: Rc<Facts>,
    /// True if the schema holds all conditions.
    pub(super) whole: bool,
}

/// Alternatives of several unions that must hold at once are multiplied out up to that many.
const PRODUCT_MAX: usize = 64;

impl Reader<'_> {
    /// The members of a union; unions in it that have nothing of their own are taken apart.
    pub(super) fn collect_alternatives(
        &mut self,
        group: &Group,
        into: &mut Vec<Alternative>,
        or_null: &mut bool,
        depth: usize,
    ) {
        for member in &group.members {
            let gathered = self.gather(std::slice::from_ref(member));
            if gathered.refs.is_empty() && gathered.own.is_null() {
                *or_null = true;
                continue;
            }
            *or_null |= gathered.own.nullable;
            let is_nested = gathered.refs.is_empty() && gathered.own.groups.len() == 1 && depth < 8;
            let mut rest = gathered.own.clone();
            rest.groups.clear();
            if is_nested && !rest.is_structural() && rest.types.stated.is_empty() {
                let inner = gathered.own.groups[0].clone();
                if inner.discriminator.is_none() {
                    self.collect_alternatives(&inner, into, or_null, depth + 1);
                    continue;
                }
            }
            let target = self.only_ref(&gathered);
            if let Some(target) = &target {
                *or_null |= self.may_be_null(&target.at);
            }
            let facts = match &target {
                Some(target) => self.facts_of(target),
                None => Rc::new(self.merge(gathered.clone(), Some(member.node.id()))),
            };
            let from = match (&target, &gathered.refs[..]) {
                (None, [only]) => Some(only.clone()),
                _ => target.clone(),
            };
            let known = target.as_ref().is_some_and(|target| {
                let same = |other: &Alternative| {
                    other
                        .target
                        .as_ref()
                        .is_some_and(|other| other.at.node.id() == target.at.node.id())
                };
                into.iter().any(same)
            });
            if !known && !facts.never {
                into.push(Alternative {
                    at: member.clone(),
                    target,
                    from,
                    facts,
                    whole: true,
                });
            }
        }
    }

    /// Merges the base, which holds for every alternative, into one alternative.
    pub(super) fn merge_base(&mut self, base: &Facts, alternative: Alternative) -> Alternative {
        let has_all = base
            .properties
            .iter()
            .all(|property| alternative.facts.property(&property.name).is_some());
        let is_weak = !base.is_structural() || (has_all && alternative.target.is_some());
        if is_weak
            && (alternative.target.is_some()
                || base.types.stated.is_empty() && base.format.is_none())
        {
            return alternative;
        }
        let mut facts = self.own_facts(&alternative);
        let own = std::mem::take(&mut facts.properties);
        let notes = facts.notes.clone();
        let mut both = base.clone();
        both.notes = notes;
        both.nullable = false;
        // The discriminator is the union's.
        both.parent = None;
        own.iter()
            .for_each(|property| both.add_own_property(property));
        both.merge_with(&facts);
        Alternative {
            at: alternative.at,
            target: None,
            from: alternative.from,
            facts: Rc::new(both),
            whole: false,
        }
    }

    /// The facts of an alternative, with the parts of a component marked.
    pub(super) fn own_facts(&mut self, alternative: &Alternative) -> Facts {
        let mut facts = Facts::clone(&alternative.facts);
        if let Some(target) = &alternative.target {
            self.context.mark_properties(target, &mut facts);
        }
        facts
    }

    /// Two unions at once: each of the one with each of the other.
    pub(super) fn multiply(
        &mut self,
        some: Vec<Alternative>,
        more: Vec<Alternative>,
    ) -> Vec<Alternative> {
        let size = some.len().saturating_mul(more.len());
        if size > PRODUCT_MAX || !self.budget.combine(size) {
            if let Some(first) = more.first() {
                self.report.report_repaired(
                    Rule::TooManyCombinations,
                    first.at.node.place(),
                    "several unions at once have too many combinations; only one of them is kept",
                );
            }
            return some;
        }
        let mut product = Vec::new();
        for alternative in &some {
            for other in &more {
                let mut facts = self.own_facts(alternative);
                facts.merge_with(&self.own_facts(other));
                // No value is both.
                let was = alternative.facts.types.contradicts || other.facts.types.contradicts;
                if facts.types.contradicts && !was {
                    continue;
                }
                let words =
                    [alternative, other].map(|alternative| self.context.title_word(alternative));
                let words: Vec<String> = words.into_iter().flatten().collect();
                if !words.is_empty() {
                    facts.notes.title = Some(words.join(" and ").into());
                }
                self.spend(1 + facts.properties.len());
                let from = match (some.len(), more.len()) {
                    (_, 1) => alternative.from.clone(),
                    (1, _) => other.from.clone(),
                    _ => None,
                };
                product.push(Alternative {
                    at: other.at.clone(),
                    target: None,
                    from,
                    facts: Rc::new(facts),
                    whole: false,
                });
            }
        }
        // Nothing is left of unions that exclude each other: the first one counts.
        if product.is_empty() { some } else { product }
    }
}

/// Drops the sources that several alternatives share: they distinguish none of them.
pub(super) fn keep_single_sources(all: &mut [Alternative]) {
    let ids: Vec<_> = all
        .iter()
        .map(|alternative| alternative.from.as_ref().map(|from| from.at.node.id()))
        .collect();
    for (index, alternative) in all.iter_mut().enumerate() {
        let is_shared = ids
            .iter()
            .enumerate()
            .any(|(other, id)| other != index && id.is_some() && *id == ids[index]);
        if is_shared && alternative.target.is_none() {
            alternative.from = None;
        }
    }
}

impl Facts {
    /// Text without anything that would tell it from other text.
    pub(super) fn is_any_text(&self) -> bool {
        !self.is_structural()
            && self.kinds() == Types::TEXT
            && self.format.is_none()
            && self.content_encoding.is_none()
    }

    /// The values it lists, if it does.
    pub(super) fn listed_values_only(&self) -> Option<Vec<EnumValue>> {
        if let Some(fixed) = &self.fixed {
            let name = self.notes.title.as_deref().map(str::to_string);
            let docs = self.notes.description();
            return Some(vec![EnumValue {
                value: fixed.clone(),
                name,
                docs,
            }]);
        }
        let mut values = self.values.clone()?;
        if let [only] = &mut values[..] {
            only.name = only
                .name
                .take()
                .or_else(|| self.notes.title.as_deref().map(str::to_string));
            only.docs = self.notes.description();
        }
        Some(values)
    }

    /// The facts for values of one type.
    pub(super) fn for_kind(&self, kind: Types) -> Self {
        let mut facts = Self {
            types: TypeSet {
                stated: kind,
                hinted: Types::NONE,
                contradicts: false,
            },
            ..self.clone()
        };
        if kind != Types::OBJECT {
            facts.properties.clear();
            facts.patterns.clear();
            facts.additional = super::facts::OtherMembers::Unsaid;
        }
        if kind != Types::LIST {
            facts.items.clear();
            facts.prefix.clear();
        }
        if kind != Types::TEXT {
            facts.content_encoding = None;
            facts.content_media = None;
        }
        let numeric = kind.has(Types::INTEGER) || kind.has(Types::NUMBER);
        let of_numbers = facts.format.as_deref().is_some_and(|format| {
            format.starts_with("int")
                || format.starts_with("uint")
                || matches!(format, "float" | "double" | "decimal")
        });
        if numeric != of_numbers {
            facts.format = None;
        }
        facts
    }
}
