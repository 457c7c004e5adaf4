//! Changes of the schemas behind the user's types.

use std::collections::BTreeSet;

use lean_diff::{Change, Event};
use proc_macro2::{Span, TokenStream};

use super::report::{ChangeTarget, Reporter};
use super::{Expansion, track_lock};
use crate::api::{Api, Type, TypeId, TypeKind};
use crate::derive::{DerivedType, Shape, field_of};
use crate::errors::Errors;
use crate::item::Drift;
use crate::lock::{self, TypeKey, TypeUse, Usage};

/// Compares what a type reads with what was locked. Returns what makes the compiler watch the lock.
pub(crate) fn compare_type(
    derived: &DerivedType,
    (api, id): (&Api, TypeId),
    expansion: &Expansion<'_>,
    errors: &mut Errors,
) -> Option<TokenStream> {
    let key = type_key(derived, api, expansion)?;
    let members = read_members(derived, api, id);
    let used = TypeUse {
        members: members
            .as_ref()
            .map(|members| members.iter().map(|(wire, _)| wire.clone()).collect()),
        sent: derived.is_request,
        received: !derived.is_request,
        closed: match &derived.shape {
            Shape::Choice(variants) => !variants.iter().any(|variant| variant.is_rest),
            Shape::Object(_) | Shape::Newtype(_) => false,
        },
    };
    let usage = Usage {
        types: [(key.clone(), used.clone())].into(),
        ..Usage::default()
    };
    if expansion.record(&usage) {
        return None;
    }
    let drift = expansion.attribute.drift;
    if drift == Drift::Off {
        return None;
    }
    let (locked, name) = expansion.find_lock()?;
    let tracked = track_lock(&locked);
    let lock = expansion.read_part(&locked, &name, &[], errors);
    if let Some((old, lock)) = lock.and_then(|lock| Some((lock.contract(&name)?, lock))) {
        let known = lock.usage(&name).unwrap_or_default();
        let new = lock::contract_for(expansion.description, &usage);
        let mut reporter = Reporter::new(expansion, lock.accepted_changes(&name), errors);
        if let Some(known) = known.types.get(&key) {
            let used = keep_locked_members(used, known);
            for change in lock::compare_type(&old, &new, &key, &used) {
                // Fields of deprecated members have a warning of their own.
                if change.rule.event == Event::Deprecated && change.rule.scope.is_property() {
                    continue;
                }
                let target = ChangeTarget {
                    name: derived.name.to_string(),
                    span: find_token(derived, &key, members.as_deref(), &change),
                    drift,
                };
                reporter.report(&change, &target, errors);
            }
        }
    }
    Some(tracked)
}

/// Members that were not locked have not changed.
fn keep_locked_members(mut used: TypeUse, known: &TypeUse) -> TypeUse {
    if let (Some(members), Some(known)) = (&mut used.members, &known.members) {
        let kept: BTreeSet<String> = members.intersection(known).cloned().collect();
        *members = kept;
    }
    used
}

/// The component schema that leads to the type, as the description names it.
fn type_key(derived: &DerivedType, api: &Api, expansion: &Expansion<'_>) -> Option<TypeKey> {
    let wanted = derived
        .path
        .first()
        .map_or_else(|| derived.name.to_string(), |part| part.text.clone());
    let by_wire = api.types.iter().find(|def| def.name.wire == wanted);
    let first = by_wire.or_else(|| api.types.iter().find(|def| def.name.rust == wanted))?;
    let schema = first.name.wire.clone();
    expansion.description.schema_place(&schema)?;
    let mut at = resolve_alias(api, first.name.wire.as_str())?;
    let mut path = Vec::new();
    for part in derived.path.iter().skip(1) {
        let TypeKind::Struct(object) = &api.types[at.0].kind else {
            return None;
        };
        let mut fields = object.fields.iter();
        let field =
            fields.find(|field| field.name.wire == part.text || field.name.rust == part.text)?;
        path.push(field.name.wire.clone());
        at = field.ty.named_inside()?;
    }
    Some(TypeKey { schema, path })
}

fn resolve_alias(api: &Api, wire: &str) -> Option<TypeId> {
    let index = api.types.iter().position(|def| def.name.wire == wire)?;
    match &api.types[index].kind {
        TypeKind::Alias(Type::Named(target)) => Some(*target),
        _ => Some(TypeId(index)),
    }
}

/// The members that are read, with the tokens of their fields. None: the whole value.
fn read_members(derived: &DerivedType, api: &Api, id: TypeId) -> Option<Vec<(String, Span)>> {
    let (Shape::Object(members), TypeKind::Struct(object)) =
        (&derived.shape, &api.types[id.0].kind)
    else {
        return None;
    };
    let members = members.iter().filter(|member| !member.is_rest);
    let found = members.map(|member| {
        // A member that is gone has the name that the user wrote.
        let field = field_of(object, member);
        let wire = field.map_or_else(|| member.wire_name(), |field| field.name.wire.clone());
        (wire, member.span())
    });
    Some(found.collect())
}

/// The field or variant that a change is about, else the type.
fn find_token(
    derived: &DerivedType,
    key: &TypeKey,
    members: Option<&[(String, Span)]>,
    change: &Change,
) -> Span {
    let mut steps = change.subject.pointer.split('/').skip(1);
    for part in &key.path {
        steps.by_ref().find(|step| step == part);
    }
    let step = steps.find(|step| *step != "*").unwrap_or_default();
    let of_member = members
        .unwrap_or_default()
        .iter()
        .find(|(wire, _)| wire == step);
    if let Some((_, span)) = of_member {
        return *span;
    }
    if let Shape::Choice(variants) = &derived.shape {
        let old = change.old.trim_matches('"');
        let variant = variants.iter().find(|variant| variant.wire_name() == old);
        if let Some(variant) = variant {
            return variant.span();
        }
    }
    derived.name.span()
}
