//! Values that members have unless another is set: the tags of variants of unions, the only value of an enum.

use std::collections::HashSet;

use super::schema::{TagMember, TagsByMember};
use crate::api::{EnumWire, Presence, Struct, Type, TypeDef, TypeId, TypeKind};
use crate::document::json_string;

/// The members of objects that the tag of a union would change: those that list one value, and any text.
pub(super) fn tag_candidates(
    types: &[Option<TypeDef>],
    discriminators: &HashSet<String>,
) -> Vec<TagMember> {
    let mut found = Vec::new();
    for (id, def) in types.iter().enumerate() {
        let Some(TypeKind::Struct(object)) = def.as_ref().map(|def| &def.kind) else {
            continue;
        };
        for field in &object.fields {
            let name = &field.name.wire;
            let is_required = field.presence == Presence::Required;
            let is_tag = is_required && discriminators.contains(name) && is_text(types, &field.ty);
            if is_tag || find_sole_value(types, &field.ty).is_some_and(|listed| listed.is_inline) {
                found.push((id, name.clone()));
            }
        }
    }
    found
}

/// Fixes tags that the description lists, and works out which members constructors need not ask for. `elsewhere` are
/// the tags of objects with a name, from the whole description.
pub(super) fn fix_tags(
    types: &mut [Option<TypeDef>],
    elsewhere: TagsByMember,
    is_named: &dyn Fn(usize) -> bool,
) {
    let mut tags = union_tags(types);
    tags.retain(|(object, _), _| !is_named(*object));
    for (member, values) in elsewhere {
        tags.entry(member).or_default().extend(values);
    }
    for ((object, tag), values) in tags {
        let Some((ty, at)) = find_member(types, object, &tag) else {
            continue;
        };
        let only = find_sole_value(types, ty);
        let is_known = |listed: &SoleValue| values.iter().flatten().any(|tag| *tag == listed.text);
        let fixed = only.filter(|listed| listed.is_inline && is_known(listed));
        let is_plain = is_text(types, ty);
        let Some(field) = object_of(types, object).map(|object| &mut object.fields[at]) else {
            continue;
        };
        let is_sure = matches!(field.presence, Presence::Required | Presence::Optional);
        if let (Some(listed), true) = (fixed, is_sure) {
            field.ty = Type::Const(listed.json);
        } else if let (Some(tag), true) = (first_tag(&values), is_plain)
            && field.presence == Presence::Required
        {
            field.implied = Some(json_string(tag));
        }
    }
    let known: Vec<Option<SoleValue>> = (0..types.len())
        .map(|id| find_sole_value(types, &Type::Named(TypeId(id))))
        .collect();
    for def in types.iter_mut().flatten() {
        let TypeKind::Struct(object) = &mut def.kind else {
            continue;
        };
        for field in &mut object.fields {
            let (Type::Named(id), Presence::Required) = (&field.ty, field.presence) else {
                continue;
            };
            let only = known[id.0].as_ref().filter(|listed| listed.is_inline);
            field.implied = field.implied.take().or(only.map(|only| only.json.clone()));
        }
    }
}

/// The only value of an enum.
struct SoleValue {
    text: String,
    json: String,
    is_inline: bool,
}

fn find_sole_value(types: &[Option<TypeDef>], ty: &Type) -> Option<SoleValue> {
    let Type::Named(id) = ty else { return None };
    let def = types.get(id.0)?.as_ref()?;
    let TypeKind::Enum(values) = &def.kind else {
        return None;
    };
    let [only] = &values.variants[..] else {
        return None;
    };
    let text = only.name.wire.clone();
    Some(SoleValue {
        json: match values.wire {
            EnumWire::Text => json_string(&text),
            EnumWire::Integer | EnumWire::Json => text.clone(),
        },
        text,
        is_inline: def.inline,
    })
}

/// The values of the tag that each chosen union gives to an object.
fn union_tags(types: &[Option<TypeDef>]) -> TagsByMember {
    let mut found = TagsByMember::new();
    for def in types.iter().flatten() {
        let TypeKind::Union(union) = &def.kind else {
            continue;
        };
        let Some(tag) = &union.tag else { continue };
        for (index, variant) in union.variants.iter().enumerate() {
            let object = struct_of(types, &variant.ty);
            let (Some(object), false) = (object, variant.tags.is_empty()) else {
                continue;
            };
            // What has any other tag comes as this one too.
            let mut values = variant.tags.clone();
            if union.default_variant == Some(index) {
                values.clear();
            }
            let key = (object, tag.wire.clone());
            found.entry(key).or_default().push(values);
        }
    }
    found
}

/// The object that a variant is, behind aliases.
fn struct_of(types: &[Option<TypeDef>], ty: &Type) -> Option<usize> {
    let mut ty = ty;
    for _ in 0..types.len() {
        let (Type::Named(id) | Type::Boxed(id)) = ty else {
            return None;
        };
        match &types.get(id.0)?.as_ref()?.kind {
            TypeKind::Struct(_) => return Some(id.0),
            TypeKind::Alias(target) => ty = target,
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => return None,
        }
    }
    None
}

fn object_of(types: &mut [Option<TypeDef>], id: usize) -> Option<&mut Struct> {
    match &mut types.get_mut(id)?.as_mut()?.kind {
        TypeKind::Struct(object) => Some(object),
        _ => None,
    }
}

/// The type of the member of that name, and its place among all.
fn find_member<'t>(
    types: &'t [Option<TypeDef>],
    object: usize,
    name: &str,
) -> Option<(&'t Type, usize)> {
    let TypeKind::Struct(object) = &types.get(object)?.as_ref()?.kind else {
        return None;
    };
    let at = object
        .fields
        .iter()
        .position(|field| field.name.wire == name)?;
    Some((&object.fields[at].ty, at))
}

/// Returns true if any text can be read as the type.
fn is_text(types: &[Option<TypeDef>], ty: &Type) -> bool {
    match ty {
        Type::Text => true,
        Type::Named(id) => match types
            .get(id.0)
            .and_then(Option::as_ref)
            .map(|def| &def.kind)
        {
            Some(TypeKind::Enum(values)) => values.wire == EnumWire::Text,
            Some(TypeKind::Newtype(inner)) => *inner == Type::Text,
            Some(TypeKind::Alias(inner)) => *inner == Type::Text,
            _ => false,
        },
        _ => false,
    }
}

/// The first value of the first union; none if one of the unions says nothing.
fn first_tag(values: &[Vec<String>]) -> Option<&String> {
    match values.iter().any(Vec::is_empty) {
        true => None,
        false => values.first()?.first(),
    }
}
