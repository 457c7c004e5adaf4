//! `oneOf`, `anyOf` and lists of types: unions, unless they come down to something simpler.

use super::variants::{absorb_kinds, common_type, without_duplicates};
use std::rc::Rc;

use super::super::naming_context::Site;
use super::super::reader::Reader;
use super::super::resolver::Resolver;
use super::alternative::{Alternative, keep_single_sources};
use super::facts::{Facts, Group};
use super::lower::{Destination, MadeType};
use super::values::only_value;
use crate::api::{Name, Place, Type, TypeKind, Union, UnionVariant};
use crate::document::{Target, Types};
use crate::name::Taken;

/// A variant that is a schema elsewhere, and the values of the tag that mean it.
type TaggedVariant = (Target, Vec<String>);

impl Resolver<'_> {
    /// A schema with `oneOf` or `anyOf`.
    pub(super) fn make_union(
        &mut self,
        facts: &Facts,
        to: &Destination,
        place: &Place,
    ) -> (MadeType, bool) {
        let mut base = facts.clone();
        let mut or_null = facts.nullable;
        let Some((group, alternatives)) = self.reader.collect_members(&mut base, &mut or_null)
        else {
            return self.make_type(&base, to, place);
        };
        let (made, null_inside) = self.make_one_of(&base, &group, alternatives, (to, place));
        (made, or_null || null_inside)
    }
}

impl Reader<'_> {
    /// The members of the unions of a schema, multiplied out; what holds for all of them is left in the base.
    fn collect_members(
        &mut self,
        base: &mut Facts,
        or_null: &mut bool,
    ) -> Option<(Group, Vec<Alternative>)> {
        let mut groups = std::mem::take(&mut base.groups);
        groups.retain(|group| !self.is_trivial(group));
        // The one with a discriminator tells more.
        groups.sort_by_key(|group| group.discriminator.is_none());
        let mut group = groups.first().cloned()?;
        // Next to the part that holds the union, the discriminator looks like a parent's.
        let parent = base.parent.take();
        group.discriminator = group.discriminator.or(parent);
        let mut alternatives = Vec::new();
        self.collect_alternatives(&group, &mut alternatives, or_null, 0);
        for other in &groups[1..] {
            let mut more = Vec::new();
            self.collect_alternatives(other, &mut more, or_null, 0);
            if alternatives.len() > 1 && more.len() > 1 {
                // A tag means several combinations.
                group.discriminator = None;
            }
            alternatives = self.multiply(alternatives, more);
        }
        let mut alternatives: Vec<Alternative> = alternatives
            .into_iter()
            .map(|alternative| self.merge_base(base, alternative))
            .collect();
        keep_single_sources(&mut alternatives);
        let may_mix = groups.len() == 1 && group.any_of && group.discriminator.is_none();
        if may_mix {
            alternatives = self.join_overlapping(base, alternatives);
        }
        Some((group, alternatives))
    }

    /// The member that tells the variants of a schema's union apart, and for each variant that is a schema elsewhere
    /// its values. No values if any others mean it, too.
    pub(super) fn tags_of_union(&mut self, facts: &Facts) -> Option<(String, Vec<TaggedVariant>)> {
        let mut base = facts.clone();
        let (group, mut all) = self.collect_members(&mut base, &mut false)?;
        absorb_kinds(&mut all);
        if all.len() < 2 {
            return None;
        }
        let blank = || UnionVariant {
            name: Name {
                wire: String::new(),
                rust: String::new(),
            },
            ty: Type::Json,
            tags: Vec::new(),
            docs: String::new(),
        };
        let variants = all.iter().map(|_| blank()).collect();
        let union = self.with_tags(new_union(variants, &group), &group, &all);
        let default = union.default_variant;
        let variants = union.variants.into_iter().zip(all).enumerate();
        let tags = variants.filter_map(|(index, (variant, alternative))| {
            let target = alternative.target.filter(|_| !variant.tags.is_empty())?;
            let is_default = default == Some(index);
            Some((target, if is_default { Vec::new() } else { variant.tags }))
        });
        Some((union.tag?.wire, tags.collect()))
    }
}

impl Resolver<'_> {
    /// A schema that allows several types: a union of them.
    pub(super) fn make_union_of_kinds(
        &mut self,
        facts: &Facts,
        to: &Destination,
        place: &Place,
    ) -> (MadeType, bool) {
        let kinds = facts.kinds();
        let at = facts.here.clone();
        let Some(at) = at else {
            return (MadeType::Plain(Type::Json), facts.nullable);
        };
        let alternative = |kind: Types| {
            let mut facts = facts.for_kind(kind);
            facts.nullable = false;
            Alternative {
                at: at.clone(),
                target: None,
                from: None,
                facts: Rc::new(facts),
                whole: false,
            }
        };
        if kinds.to_vec().len() >= 6 {
            return (MadeType::Plain(Type::Json), facts.nullable);
        }
        let alternatives = kinds.to_vec().into_iter().map(alternative).collect();
        let group = Group {
            members: Vec::new(),
            any_of: true,
            discriminator: None,
        };
        let (made, null_inside) =
            self.make_one_of(&Facts::default(), &group, alternatives, (to, place));
        (made, facts.nullable || null_inside)
    }

    /// Makes the union of alternatives, or what they come down to.
    fn make_one_of(
        &mut self,
        base: &Facts,
        group: &Group,
        mut all: Vec<Alternative>,
        (to, place): (&Destination, &Place),
    ) -> (MadeType, bool) {
        if let Some(made) = self.join_as_enum(&all, base, (to, place)) {
            return made;
        }
        absorb_kinds(&mut all);
        match &all[..] {
            [] => return self.make_type(base, to, place),
            [only] => return self.make_only(only, to, place),
            _ => {}
        }
        let (id, site) = self.reserve_type(to, base, place);
        let names = self.reader.variant_names(&all, group);
        let mut variants: Vec<UnionVariant> = Vec::new();
        let mut null_inside = false;
        for (alternative, rust) in all.iter().zip(names) {
            let (ty, or_null) = self.alternative_type(alternative, &site.with_suffix(&rust));
            null_inside |= or_null;
            let wire = alternative
                .from
                .as_ref()
                .and_then(|target| self.reader.context.component_of(target))
                .map_or_else(|| rust.clone(), |component| component.wire.to_string());
            let docs = alternative.facts.notes.docs(&rust);
            variants.push(UnionVariant {
                name: Name { wire, rust },
                ty,
                tags: Vec::new(),
                docs,
            });
        }
        if let Some(ty) = common_type(&variants) {
            self.release_slot(to, id);
            return (MadeType::Plain(ty), null_inside);
        }
        let union = self
            .reader
            .with_tags(new_union(variants, group), group, &all);
        (
            self.fill_slot(id, TypeKind::Union(without_duplicates(union))),
            null_inside,
        )
    }

    fn make_only(
        &mut self,
        only: &Alternative,
        to: &Destination,
        place: &Place,
    ) -> (MadeType, bool) {
        match &only.target {
            Some(target) => {
                let (ty, or_null) = self.type_of_target(target, to.site());
                (MadeType::Plain(ty), or_null)
            }
            None => self.make_type(&only.facts, to, place),
        }
    }

    fn alternative_type(&mut self, alternative: &Alternative, site: &Site) -> (Type, bool) {
        if let Some(target) = &alternative.target {
            return self.type_of_target(target, site);
        }
        let keys = if alternative.whole {
            self.reader.keys(&alternative.at)
        } else {
            Vec::new()
        };
        if let Some(id) = self.types.first_of(&keys) {
            return (Type::Named(id), self.reader.may_be_null(&alternative.at));
        }
        // A value of its own kind: what is another is another variant, or the fallback.
        if let (Some(ty), false) = (only_value(&alternative.facts), alternative.facts.nullable) {
            return (ty, false);
        }
        let (made, or_null) = self.make_type(
            &alternative.facts,
            &Destination::Inline(site.clone(), keys),
            &alternative.at.node.place(),
        );
        match made {
            MadeType::Named(id) => (Type::Named(id), or_null),
            MadeType::Plain(ty) => (ty, or_null),
        }
    }
}

impl Reader<'_> {
    fn with_tags(&mut self, mut union: Union, group: &Group, all: &[Alternative]) -> Union {
        match &group.discriminator {
            Some(discriminator) => self.apply_discriminator(&mut union, discriminator, all),
            None => self.infer_tag(&mut union, all),
        }
        let mut taken = Taken::default();
        for variant in &union.variants {
            taken.take(&variant.name.rust);
        }
        union.fallback = taken.free("Unknown", "");
        union
    }
}

fn new_union(variants: Vec<UnionVariant>, group: &Group) -> Union {
    Union {
        variants,
        tag: None,
        default_variant: None,
        any_of: group.any_of,
        fallback: String::new(),
    }
}
