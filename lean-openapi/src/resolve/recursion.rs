//! Types that hold themselves: an end to values that could never be built, and to aliases of themselves.

use crate::api::{Finding, Presence, Rule, Type, TypeDef, TypeKind};

use super::circles::back_edges;
use super::{boxes, walk};

/// Makes every type finite in size and able to have a value.
pub(super) fn make_finite(types: &mut [TypeDef]) {
    end_requirements(types);
    boxes::box_types(types);
}

/// An alias that leads back to itself, even through a list, is not a type in Rust: it becomes a separate type. A type that
/// refers to nothing but itself is a finding.
pub(super) fn end_aliases(types: &mut [Option<TypeDef>]) -> Vec<Finding> {
    let edges: Vec<Vec<usize>> = types
        .iter_mut()
        .map(|def| {
            let mut to = Vec::new();
            if let Some(TypeKind::Alias(ty)) = def.as_mut().map(|def| &mut def.kind) {
                walk::visit_ids(ty, &mut |id| to.push(id.0));
            }
            to
        })
        .collect();
    let mut findings = Vec::new();
    for (from, _) in back_edges(&edges) {
        let Some(def) = &mut types[from] else {
            continue;
        };
        let TypeKind::Alias(ty) = &def.kind else {
            continue;
        };
        let ty = ty.clone();
        // An alias of itself and nothing else says nothing.
        if !matches!(ty, Type::Named(_) | Type::Boxed(_) | Type::Nullable(_)) {
            def.kind = TypeKind::Newtype(ty);
            continue;
        }
        def.kind = TypeKind::Alias(Type::Json);
        let message = format!(
            "the schema `{}` leads back to itself and says nothing; read as any value",
            def.name.wire
        );
        let place = def.place.clone();
        findings.push(Finding::repaired(Rule::CircularSchema, place, message));
    }
    findings
}

/// A required member that only an endless value could fill is optional.
fn end_requirements(types: &mut [TypeDef]) {
    let mut finite = vec![false; types.len()];
    loop {
        mark_finite(types, &mut finite);
        let endless = (0..types.len())
            .find(|index| !finite[*index] && matches!(types[*index].kind, TypeKind::Struct(_)));
        let Some(index) = endless else { return };
        if let TypeKind::Struct(object) = &mut types[index].kind {
            for field in object
                .fields
                .iter_mut()
                .filter(|field| !is_finite(&field.ty, &finite))
            {
                field.presence = match field.presence {
                    Presence::Required => Presence::Optional,
                    Presence::Optional | Presence::Nullable | Presence::OptionalNullable => {
                        field.presence
                    }
                };
            }
        }
        finite[index] = true;
    }
}

/// Marks every type that has a finite value, starting from the marked types.
fn mark_finite(types: &[TypeDef], finite: &mut [bool]) {
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for (index, def) in types.iter().enumerate() {
            if !finite[index] && kind_is_finite(&def.kind, finite) {
                finite[index] = true;
                changed = true;
            }
        }
    }
}

fn kind_is_finite(kind: &TypeKind, finite: &[bool]) -> bool {
    match kind {
        TypeKind::Struct(object) => object
            .fields
            .iter()
            .all(|field| field.presence != Presence::Required || is_finite(&field.ty, finite)),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .any(|variant| is_finite(&variant.ty, finite)),
        TypeKind::Newtype(ty) | TypeKind::Alias(ty) => is_finite(ty, finite),
        TypeKind::Enum(_) => true,
    }
}

fn is_finite(ty: &Type, finite: &[bool]) -> bool {
    match ty {
        Type::Named(id) | Type::Boxed(id) => finite[id.0],
        Type::Tuple(members) => members.iter().all(|member| is_finite(member, finite)),
        _ => true,
    }
}
