//! Variants of a union that come down to something simpler.

use std::collections::HashSet;

use super::super::resolver::Resolver;
use super::alternative::Alternative;
use super::facts::{EnumValue, Facts};
use super::lower::{Destination, MadeType};
use super::values::{build_enum, wire_of};
use crate::api::{EnumWire, Place, Type, TypeKind, Union, UnionVariant};
use crate::document::Types;

impl Resolver<'_> {
    /// Alternatives that are all listed values, perhaps with any text: one open enum.
    pub(super) fn join_as_enum(
        &mut self,
        all: &[Alternative],
        base: &Facts,
        (to, place): (&Destination, &Place),
    ) -> Option<(MadeType, bool)> {
        let is_any_text = |alternative: &Alternative| alternative.facts.is_any_text();
        let listed: Vec<&Alternative> = all
            .iter()
            .filter(|alternative| !is_any_text(alternative))
            .collect();
        let mut values: Vec<EnumValue> = Vec::new();
        for alternative in &listed {
            values.extend(alternative.facts.listed_values_only()?);
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
            let (ty, or_null) = self.type_of_target(target, to.site());
            return Some((MadeType::Plain(ty), or_null));
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
            return Some((MadeType::Plain(Type::Bool), or_null));
        }
        let (id, _) = self.reserve_type(to, base, place);
        Some((
            self.fill_slot(id, TypeKind::Enum(build_enum(values, wire))),
            or_null,
        ))
    }
}

/// Numbers take whole numbers in; text takes in every form of text.
pub(super) fn absorb_kinds(all: &mut Vec<Alternative>) {
    let is_plain = |alternative: &Alternative, kind: Types| {
        alternative.target.is_none()
            && !alternative.facts.is_structural()
            && alternative.facts.kinds() == kind
    };
    if all
        .iter()
        .any(|alternative| is_plain(alternative, Types::NUMBER))
    {
        all.retain(|alternative| !is_plain(alternative, Types::INTEGER));
    }
    let numbers = all
        .iter()
        .filter(|alternative| is_plain(alternative, Types::NUMBER))
        .count();
    if numbers > 1 {
        let mut first = true;
        all.retain(|alternative| {
            !is_plain(alternative, Types::NUMBER) || std::mem::take(&mut first)
        });
    }
    if all
        .iter()
        .any(|alternative| alternative.target.is_none() && alternative.facts.is_any_text())
    {
        let mut first = true;
        let drop = |alternative: &Alternative| {
            is_plain(alternative, Types::TEXT) && !alternative.facts.is_any_text()
        };
        all.retain(|alternative| {
            !drop(alternative)
                && (!alternative.facts.is_any_text()
                    || alternative.target.is_some()
                    || std::mem::take(&mut first))
        });
    }
}

/// The one type that all variants have, if they have one; any value swallows all others.
pub(super) fn common_type(variants: &[UnionVariant]) -> Option<Type> {
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
pub(super) fn without_duplicates(mut union: Union) -> Union {
    if union.tag.is_none() {
        let mut seen = HashSet::new();
        union
            .variants
            .retain(|variant| seen.insert(variant.ty.clone()));
    }
    union
}
