//! `oneOf`, `anyOf` and lists of types: unions, unless they come down to something simpler.

use std::collections::HashSet;
use std::rc::Rc;

use super::super::resolver::Resolver;
use super::super::site::Site;
use super::facts::{EnumValue, Facts, Group, TypeSet};
use super::lower::{Goal, Made};
use super::tags;
use super::values::{enumeration, wire_of};
use crate::api::{EnumWire, Name, Place, Type, TypeKind, Union, UnionVariant};
use crate::document::{At, Target, Types};
use crate::name;

/// One of the things that a value may be.
#[derive(Clone)]
pub(super) struct Alternative {
    pub(super) at: At,
    /// The schema it refers to, if it is a reference and nothing else has to hold.
    pub(super) target: Option<Target>,
    pub(super) facts: Rc<Facts>,
}

/// Alternatives of several unions that must hold at once are multiplied out up to that many.
const PRODUCT_MAX: usize = 64;

impl Resolver<'_> {
    /// A schema with `oneOf` or `anyOf`.
    pub(super) fn union(&mut self, facts: &Facts, to: &Goal, place: &Place) -> (Made, bool) {
        let mut base = facts.clone();
        let mut groups = std::mem::take(&mut base.groups);
        groups.retain(|group| !self.is_trivial(group));
        let Some(group) = groups.first().cloned() else {
            return self.make(&base, to, place);
        };
        let mut or_null = facts.nullable;
        let mut alternatives = Vec::new();
        self.alternatives(&group, &mut alternatives, &mut or_null, 0);
        for other in &groups[1..] {
            let mut more = Vec::new();
            self.alternatives(other, &mut more, &mut or_null, 0);
            alternatives = self.multiplied(alternatives, more);
        }
        let alternatives: Vec<Alternative> = alternatives
            .into_iter()
            .map(|one| self.with_base(&base, one))
            .collect();
        let (made, null_inside) = self.one_of(&base, &group, alternatives, (to, place));
        (made, or_null || null_inside)
    }

    /// A schema that allows several types: a union of them.
    pub(super) fn union_of_kinds(
        &mut self,
        facts: &Facts,
        to: &Goal,
        place: &Place,
    ) -> (Made, bool) {
        let kinds = facts.kinds();
        let at = facts.here.clone();
        let Some(at) = at else {
            return (Made::Plain(Type::Json), facts.nullable);
        };
        let one = |kind: Types| {
            let mut facts = facts.only(kind);
            facts.nullable = false;
            Alternative {
                at: at.clone(),
                target: None,
                facts: Rc::new(facts),
            }
        };
        if kinds.each().len() >= 6 {
            return (Made::Plain(Type::Json), facts.nullable);
        }
        let alternatives = kinds.each().into_iter().map(one).collect();
        let group = Group {
            members: Vec::new(),
            any_of: true,
            discriminator: None,
        };
        let (made, null_inside) = self.one_of(&Facts::default(), &group, alternatives, (to, place));
        (made, facts.nullable || null_inside)
    }

    /// The members of a union; unions in it that have nothing of their own are taken apart.
    fn alternatives(
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
            if is_nested && !rest.is_structural() && rest.types.said.is_empty() {
                let inner = gathered.own.groups[0].clone();
                if inner.discriminator.is_none() {
                    self.alternatives(&inner, into, or_null, depth + 1);
                    continue;
                }
            }
            let target = self.only_ref(&gathered);
            if let Some(target) = &target {
                *or_null |= self.may_be_null(&target.at);
            }
            let facts = match &target {
                Some(target) => self.facts_of(target),
                None => Rc::new(self.merged(gathered, Some(member.node.id()))),
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
                    facts,
                });
            }
        }
    }

    /// What has to hold whichever alternative is taken, worked into one.
    fn with_base(&mut self, base: &Facts, one: Alternative) -> Alternative {
        let has_all = base
            .properties
            .iter()
            .all(|property| one.facts.property(&property.name).is_some());
        let is_weak = !base.is_structural() || (has_all && one.target.is_some());
        if is_weak && (one.target.is_some() || base.types.said.is_empty() && base.format.is_none())
        {
            return one;
        }
        let mut facts = Facts::clone(&one.facts);
        let own = std::mem::take(&mut facts.properties);
        let notes = facts.notes.clone();
        let mut both = base.clone();
        both.notes = notes;
        both.nullable = false;
        for property in own {
            property
                .parts
                .iter()
                .rev()
                .for_each(|part| both.add_own_property(&property.name, part, property.conditional));
        }
        both.and(&facts);
        Alternative {
            at: one.at,
            target: None,
            facts: Rc::new(both),
        }
    }

    /// Two unions at once: each of the one with each of the other.
    fn multiplied(&mut self, some: Vec<Alternative>, more: Vec<Alternative>) -> Vec<Alternative> {
        let size = some.len().saturating_mul(more.len());
        if size > PRODUCT_MAX || !self.multiply(size) {
            if let Some(first) = more.first() {
                self.doubt(
                    &first.at.node.place(),
                    "several unions at once have too many combinations; only one of them is kept"
                        .into(),
                );
            }
            return some;
        }
        let mut product = Vec::new();
        for one in &some {
            for other in &more {
                let mut facts = Facts::clone(&one.facts);
                facts.and(&other.facts);
                product.push(Alternative {
                    at: other.at.clone(),
                    target: None,
                    facts: Rc::new(facts),
                });
            }
        }
        product
    }

    /// Makes the union of alternatives, or what they come down to.
    fn one_of(
        &mut self,
        base: &Facts,
        group: &Group,
        mut all: Vec<Alternative>,
        (to, place): (&Goal, &Place),
    ) -> (Made, bool) {
        if let Some(made) = self.as_values(&all, base, (to, place)) {
            return made;
        }
        absorb_kinds(&mut all);
        match &all[..] {
            [] => return self.make(base, to, place),
            [only] => return self.only(only, to, place),
            _ => {}
        }
        let (id, site) = self.begin(to, base, place);
        let names = self.variant_names(&all, group);
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut null_inside = false;
        for (one, rust) in all.iter().zip(names) {
            let (ty, or_null) = self.alternative_type(one, &site.fixed(&rust));
            null_inside |= or_null;
            let wire = one
                .target
                .as_ref()
                .and_then(|target| self.component_of(target))
                .map_or_else(|| rust.clone(), |component| component.wire.to_string());
            let docs = one.facts.notes.docs(&rust);
            variants.push(UnionVariant {
                name: Name { wire, rust },
                ty,
                tags: Vec::new(),
                docs,
            });
        }
        if let Some(ty) = collapsed(&variants) {
            self.abandon(to, id);
            return (Made::Plain(ty), null_inside);
        }
        let union = self.tagged(
            Union {
                variants,
                tag: None,
                default_variant: None,
                any_of: group.any_of,
                fallback: String::new(),
            },
            group,
            &all,
        );
        (
            self.finish(id, TypeKind::Union(distinct(union))),
            null_inside,
        )
    }

    fn only(&mut self, only: &Alternative, to: &Goal, place: &Place) -> (Made, bool) {
        match &only.target {
            Some(target) => {
                let (ty, or_null) = self.named(target, to.site());
                (Made::Plain(ty), or_null)
            }
            None => self.make(&only.facts, to, place),
        }
    }

    fn alternative_type(&mut self, one: &Alternative, site: &Site) -> (Type, bool) {
        if let Some(target) = &one.target {
            return self.named(target, site);
        }
        let (made, or_null) = self.make(
            &one.facts,
            &Goal::Inline(site.clone(), None),
            &one.at.node.place(),
        );
        match made {
            Made::Named(id) => (Type::Named(id), or_null),
            Made::Plain(ty) => (ty, or_null),
        }
    }

    /// Alternatives that are all listed values, perhaps beside any text: one open enum.
    fn as_values(
        &mut self,
        all: &[Alternative],
        base: &Facts,
        (to, place): (&Goal, &Place),
    ) -> Option<(Made, bool)> {
        let is_any_text = |one: &Alternative| one.facts.is_any_text();
        let listed: Vec<&Alternative> = all.iter().filter(|one| !is_any_text(one)).collect();
        let mut values: Vec<EnumValue> = Vec::new();
        for one in &listed {
            values.extend(one.facts.listed()?);
        }
        let strings = values.iter().all(|value| value.value.as_str().is_some());
        if values.is_empty() || (listed.len() < all.len() && !strings) {
            return None;
        }
        if values
            .iter()
            .any(|value| value.value.as_text().is_none() && !super::facts::is_null(&value.value))
        {
            return None;
        }
        if let ([only], true) = (&listed[..], listed.len() < all.len())
            && let Some(target) = &only.target
        {
            let (ty, or_null) = self.named(target, to.site());
            return Some((Made::Plain(ty), or_null));
        }
        let or_null = values
            .iter()
            .any(|value| super::facts::is_null(&value.value));
        let mut seen = HashSet::new();
        values.retain(|value| {
            !super::facts::is_null(&value.value) && seen.insert(value.value.json())
        });
        if values.is_empty() {
            return None;
        }
        let wire = wire_of(base.kinds(), &values);
        if values.len() == 2
            && wire == EnumWire::Json
            && values.iter().all(|value| value.value.as_bool().is_some())
        {
            return Some((Made::Plain(Type::Bool), or_null));
        }
        let (id, _) = self.begin(to, base, place);
        Some((
            self.finish(id, TypeKind::Enum(enumeration(values, wire))),
            or_null,
        ))
    }

    fn tagged(&mut self, mut union: Union, group: &Group, all: &[Alternative]) -> Union {
        match &group.discriminator {
            Some(discriminator) => self.tag(&mut union, discriminator, all),
            None => self.infer(&mut union, all),
        }
        let taken: HashSet<&str> = union
            .variants
            .iter()
            .map(|variant| variant.name.rust.as_str())
            .collect();
        union.fallback = name::free("Unknown", "", |name| !taken.contains(name));
        union
    }

    /// What the variants are called: after their schema, their tag, their title, their kind.
    fn variant_names(&mut self, all: &[Alternative], group: &Group) -> Vec<String> {
        let tag = group
            .discriminator
            .as_ref()
            .and_then(|at| tags::property(&at.node));
        let mut taken = HashSet::new();
        let mut names = Vec::new();
        for (nth, one) in all.iter().enumerate() {
            let component = one
                .target
                .as_ref()
                .and_then(|target| self.component_of(target));
            let base = match component {
                Some(component) => component.rust,
                None => self.inline_name(one, tag.as_deref(), nth),
            };
            names.push(name::free(&base, "", |name| taken.insert(name.to_string())));
        }
        names
    }

    fn inline_name(&mut self, one: &Alternative, tag: Option<&str>, nth: usize) -> String {
        let facts = &one.facts;
        if let Some(value) = tag.and_then(|tag| self.fixed_value(facts, tag)) {
            return name::pascal(&value);
        }
        let title = facts
            .notes
            .title
            .as_deref()
            .filter(|title| (1..=40).contains(&title.trim().len()));
        if let Some(title) = title {
            return name::pascal(title);
        }
        match facts.kinds() {
            Types::TEXT => match facts.format.as_deref() {
                Some(format) => name::pascal(format),
                None => "Text".to_string(),
            },
            Types::INTEGER => "Integer".to_string(),
            Types::NUMBER => "Number".to_string(),
            Types::BOOL => "Bool".to_string(),
            Types::LIST => "List".to_string(),
            Types::OBJECT if facts.properties.is_empty() => "Map".to_string(),
            Types::OBJECT => match self.any_fixed_value(facts) {
                Some(value) => name::pascal(&value),
                None => format!("Variant{}", nth + 1),
            },
            _ => format!("Variant{}", nth + 1),
        }
    }
}

/// Numbers take whole numbers in; text takes in every form of text.
fn absorb_kinds(all: &mut Vec<Alternative>) {
    let is_plain = |one: &Alternative, kind: Types| {
        one.target.is_none() && !one.facts.is_structural() && one.facts.kinds() == kind
    };
    if all.iter().any(|one| is_plain(one, Types::NUMBER)) {
        all.retain(|one| !is_plain(one, Types::INTEGER));
    }
    let numbers = all
        .iter()
        .filter(|one| is_plain(one, Types::NUMBER))
        .count();
    if numbers > 1 {
        let mut first = true;
        all.retain(|one| !is_plain(one, Types::NUMBER) || std::mem::take(&mut first));
    }
    if all
        .iter()
        .any(|one| one.target.is_none() && one.facts.is_any_text())
    {
        let mut first = true;
        let drop = |one: &Alternative| is_plain(one, Types::TEXT) && !one.facts.is_any_text();
        all.retain(|one| {
            !drop(one)
                && (!one.facts.is_any_text() || one.target.is_some() || std::mem::take(&mut first))
        });
    }
}

/// The one type that all variants have, if they have one; any value swallows all others.
fn collapsed(variants: &[UnionVariant]) -> Option<Type> {
    if variants.iter().any(|variant| variant.ty == Type::Json) {
        return Some(Type::Json);
    }
    let first = variants.first()?;
    variants
        .iter()
        .all(|variant| variant.ty == first.ty)
        .then(|| first.ty.clone())
}

/// Each type once, unless tags tell the variants apart.
fn distinct(mut union: Union) -> Union {
    if union.tag.is_none() {
        let mut seen = HashSet::new();
        union
            .variants
            .retain(|variant| seen.insert(variant.ty.clone()));
    }
    union
}

impl Facts {
    /// Text without anything that would tell it from other text.
    fn is_any_text(&self) -> bool {
        !self.is_structural()
            && self.kinds() == Types::TEXT
            && self.format.is_none()
            && self.content_encoding.is_none()
    }

    /// The values it lists, if it does.
    fn listed(&self) -> Option<Vec<EnumValue>> {
        if let Some(fixed) = &self.fixed {
            let name = self.notes.title.as_deref().map(str::to_string);
            let docs = self
                .notes
                .description
                .as_deref()
                .unwrap_or_default()
                .trim()
                .to_string();
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
            only.docs = self
                .notes
                .description
                .as_deref()
                .unwrap_or_default()
                .trim()
                .to_string();
        }
        Some(values)
    }

    /// What it says of values of one type.
    fn only(&self, kind: Types) -> Self {
        let mut facts = Self {
            types: TypeSet {
                said: kind,
                hinted: Types::NONE,
            },
            ..self.clone()
        };
        if kind != Types::OBJECT {
            facts.properties.clear();
            facts.patterns.clear();
            facts.additional = super::facts::Additional::Unsaid;
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
