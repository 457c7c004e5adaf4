//! Decides which members and variants are held in a `Box`, so that every type is finite and small.
//!
//! A member or variant is in a box if
//! - it is a struct that leads back to its holder by value,
//! - or it is large: estimated at more than [`IN_PLACE_MAX`] bytes, or more than its share of a wide struct.
//!
//! Both follow from the schemas alone: neither the operations that are chosen nor the order of the document matter, and a
//! member counts the same whether it is required or not. Lists and maps hold their items elsewhere and need no box.

use super::circles::{back_edges, circles, depth_first};
use super::size::size_of;
use super::walk;
use crate::api::{Type, TypeDef, TypeKind};

/// A larger member or variant is in a box.
const IN_PLACE_MAX: usize = 256;

/// A smaller member is never in a box, however many there are.
const IN_PLACE_MIN: usize = 64;

/// The members of a struct share this many bytes before the larger ones are put into boxes.
const STRUCT_BYTES: usize = 3584;

/// Puts into boxes what has to be.
pub(super) fn box_types(types: &mut [TypeDef]) {
    let targets: Vec<usize> = (0..types.len())
        .map(|id| resolve_alias(types, id))
        .collect();
    box_circles(types, &targets);
    box_large(types, &targets);
}

/// The type behind an alias.
fn resolve_alias(types: &[TypeDef], mut id: usize) -> usize {
    // An alias that leads back to itself was ended before.
    for _ in 0..types.len() {
        match &types[id].kind {
            TypeKind::Alias(Type::Named(next)) => id = next.0,
            _ => break,
        }
    }
    id
}

/// Breaks circles at their structs, and what circles remain where they close.
fn box_circles(types: &mut [TypeDef], targets: &[usize]) {
    let edges = held_types(types, targets);
    let circle = circles(&edges);
    for from in 0..types.len() {
        // A box holds a struct, a union or a newtype; an alias may mean an `Option`.
        let is_alias = matches!(types[from].kind, TypeKind::Alias(_));
        let boxed: Vec<usize> = edges[from]
            .iter()
            .copied()
            .filter(|to| circle[from] == circle[*to])
            .filter(|to| is_alias || matches!(types[*to].kind, TypeKind::Struct(_)))
            .collect();
        put_in_box(&mut types[from], targets, &|to, _| boxed.contains(&to));
    }
    for (from, to) in back_edges(&self::held_types(types, targets)) {
        put_in_box(&mut types[from], targets, &|target, _| target == to);
    }
}

/// Boxes large types, from the innermost types outwards.
fn box_large(types: &mut [TypeDef], targets: &[usize]) {
    let edges = held_types(types, targets);
    let is_alias: Vec<bool> = types
        .iter()
        .map(|def| matches!(def.kind, TypeKind::Alias(_)))
        .collect();
    let mut sizes = vec![0; types.len()];
    let mut seen = vec![false; types.len()];
    for start in 0..types.len() {
        depth_first(&edges, start, &mut seen, &mut |id| {
            let in_place_max = in_place_max(&types[id].kind);
            let is_boxed = |to: usize, siblings: usize| {
                !is_alias[to] && sizes[to] > (in_place_max / siblings).max(IN_PLACE_MIN)
            };
            put_in_box(&mut types[id], targets, &is_boxed);
            sizes[id] = size_of(&types[id].kind, &|held| sizes[targets[held.0]]);
        });
    }
}

/// The most bytes that a type holds in place for one of its parts.
fn in_place_max(kind: &TypeKind) -> usize {
    match kind {
        TypeKind::Struct(object) => {
            (STRUCT_BYTES / object.fields.len().max(1)).clamp(IN_PLACE_MIN, IN_PLACE_MAX)
        }
        TypeKind::Union(_) | TypeKind::Alias(_) => IN_PLACE_MAX,
        // As large as what it is made of: its holder decides.
        TypeKind::Newtype(_) | TypeKind::Enum(_) => usize::MAX,
    }
}

/// The types that each type holds by value. An alias of one other type is seen through.
fn held_types(types: &mut [TypeDef], targets: &[usize]) -> Vec<Vec<usize>> {
    let held = |def: &mut TypeDef| {
        let mut held = Vec::new();
        visit_in_place(def, &mut |ty, _| {
            if let Type::Named(id) = ty {
                held.push(targets[id.0]);
            }
        });
        held
    };
    types.iter_mut().map(held).collect()
}

fn put_in_box(def: &mut TypeDef, targets: &[usize], is_boxed: &dyn Fn(usize, usize) -> bool) {
    visit_in_place(def, &mut |ty, siblings| {
        if let Type::Named(id) = *ty
            && is_boxed(targets[id.0], siblings)
        {
            *ty = Type::Boxed(id);
        }
    });
}

/// Visits what a type holds in place, with the number of values that a tuple puts there.
fn visit_in_place(def: &mut TypeDef, visit: &mut dyn FnMut(&mut Type, usize)) {
    if matches!(def.kind, TypeKind::Alias(Type::Named(_))) {
        return;
    }
    walk::visit_kind(&mut def.kind, &mut |ty| visit_type(ty, 1, visit));
}

/// Lists and maps hold their items elsewhere.
fn visit_type(ty: &mut Type, siblings: usize, visit: &mut dyn FnMut(&mut Type, usize)) {
    match ty {
        Type::Nullable(inner) => visit_type(inner, siblings, visit),
        Type::Tuple(members) => {
            let siblings = siblings * members.len().max(1);
            for member in members {
                visit_type(member, siblings, visit);
            }
        }
        Type::List(_) | Type::Map(_) => {}
        ty => visit(ty, siblings),
    }
}
