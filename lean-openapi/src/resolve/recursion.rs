//! Types that hold themselves: boxes where a struct would contain itself by value, and an end to values
//! that could never be built.

use crate::api::{Finding, Presence, Severity, Type, TypeDef, TypeId, TypeKind};

use super::walk;

/// Makes every type finite in size and able to have a value.
pub(super) fn settle(types: &mut [TypeDef]) {
    end_requirements(types);
    let edges: Vec<Vec<usize>> = types.iter_mut().map(by_value).collect();
    for (from, to) in back_edges(&edges) {
        put_in_box(&mut types[from], to);
    }
}

/// An alias that leads back to itself, even through a list, is no type in Rust: it becomes one of its own. What refers to
/// itself and to nothing else is told of.
pub(super) fn end_aliases(types: &mut [Option<TypeDef>]) -> Vec<Finding> {
    let edges: Vec<Vec<usize>> = types
        .iter_mut()
        .map(|def| {
            let mut to = Vec::new();
            if let Some(TypeKind::Alias(ty)) = def.as_mut().map(|def| &mut def.kind) {
                walk::ids(ty, &mut |id| to.push(id.0));
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
        let wire = &def.name.wire;
        findings.push(Finding {
            severity: Severity::Mended,
            message: format!(
                "the schema `{wire}` leads back to itself and says nothing; read as any value"
            ),
            help: None,
            place: def.place.clone(),
        });
    }
    findings
}

/// A required member that only an endless value could fill is optional.
fn end_requirements(types: &mut [TypeDef]) {
    let mut finite = vec![false; types.len()];
    loop {
        grow(types, &mut finite);
        let endless = (0..types.len())
            .find(|nth| !finite[*nth] && matches!(types[*nth].kind, TypeKind::Struct(_)));
        let Some(nth) = endless else { return };
        if let TypeKind::Struct(object) = &mut types[nth].kind {
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
        finite[nth] = true;
    }
}

/// Finds every type that has a value, given those that are known to.
fn grow(types: &[TypeDef], finite: &mut [bool]) {
    let mut changed = true;
    while std::mem::take(&mut changed) {
        for (nth, def) in types.iter().enumerate() {
            if !finite[nth] && kind_is_finite(&def.kind, finite) {
                finite[nth] = true;
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

/// The types that a type contains by value.
fn by_value(def: &mut TypeDef) -> Vec<usize> {
    let mut to = Vec::new();
    walk::kind(&mut def.kind, &mut |ty| {
        direct(ty, &mut |ty| {
            if let Type::Named(id) = ty {
                to.push(id.0);
            }
        })
    });
    to
}

/// Visits what a type holds in place: lists and maps hold theirs elsewhere.
fn direct(ty: &mut Type, visit: &mut dyn FnMut(&mut Type)) {
    match ty {
        Type::Nullable(inner) => direct(inner, visit),
        Type::Tuple(members) => members.iter_mut().for_each(|member| direct(member, visit)),
        Type::List(_) | Type::Map(_) => {}
        ty => visit(ty),
    }
}

fn put_in_box(def: &mut TypeDef, to: usize) {
    walk::kind(&mut def.kind, &mut |ty| {
        direct(ty, &mut |ty| {
            if *ty == Type::Named(TypeId(to)) {
                *ty = Type::Boxed(TypeId(to));
            }
        })
    });
}

/// The edges that lead back into the way they are reached on, depth first, in the order of the types.
/// Every circle is complete whatever is chosen, but where it is entered is not: so it is always entered
/// at its first type.
fn back_edges(edges: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let circle = circles(edges);
    let mut found = Vec::new();
    let mut state = vec![State::New; edges.len()];
    for start in 0..edges.len() {
        if state[start] != State::New {
            continue;
        }
        state[start] = State::Open;
        let mut way = vec![(start, 0)];
        while let Some((node, nth)) = way.last_mut() {
            let node = *node;
            let Some(to) = edges[node].get(*nth).copied() else {
                state[node] = State::Done;
                way.pop();
                continue;
            };
            *nth += 1;
            if circle[node] != circle[to] {
                continue;
            }
            match state[to] {
                State::Open => found.push((node, to)),
                State::Done => {}
                State::New => {
                    state[to] = State::Open;
                    way.push((to, 0));
                }
            }
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Done,
}

/// Numbers each type by the circle it is in: equal for types that reach each other (Kosaraju).
fn circles(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut order = Vec::with_capacity(edges.len());
    let mut seen = vec![false; edges.len()];
    for start in 0..edges.len() {
        depth_first(edges, start, &mut seen, &mut |node| order.push(node));
    }
    let mut reversed = vec![Vec::new(); edges.len()];
    for (from, to) in edges
        .iter()
        .enumerate()
        .flat_map(|(from, to)| to.iter().map(move |to| (from, *to)))
    {
        reversed[to].push(from);
    }
    let mut circle = vec![0; edges.len()];
    let mut seen = vec![false; edges.len()];
    for start in order.into_iter().rev() {
        depth_first(&reversed, start, &mut seen, &mut |node| {
            circle[node] = start
        });
    }
    circle
}

/// Visits what can be reached and has not been seen, each after what it leads to.
fn depth_first(
    edges: &[Vec<usize>],
    start: usize,
    seen: &mut [bool],
    visit: &mut dyn FnMut(usize),
) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut way = vec![(start, 0)];
    while let Some((node, nth)) = way.last_mut() {
        match edges[*node].get(*nth).copied() {
            Some(to) => {
                *nth += 1;
                if !std::mem::replace(&mut seen[to], true) {
                    way.push((to, 0));
                }
            }
            None => {
                visit(*node);
                way.pop();
            }
        }
    }
}
