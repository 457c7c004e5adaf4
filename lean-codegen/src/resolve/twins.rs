//! Twins: inline schemas that say the same in every word are one type under several names.
//!
//! A description has no name for them, so it writes them out wherever they are needed: the thirteen places where one may
//! say in which direction to sort give thirteen enums of `ASC` and `DESC`. Each keeps the name that its place gives it, but
//! all but the first are aliases: values pass from one to another, and a compiler sees one type. Components stay apart,
//! however alike: whoever named them meant them to be two.

use std::collections::HashMap;

use super::walk;
use crate::api::{Api, Place, Presence, Type, TypeDef, TypeId, TypeKind};

/// Makes aliases of all twins but the first.
pub(super) fn settle(types: &mut [TypeDef]) {
    let mut first: Vec<usize> = (0..types.len()).collect();
    let mut candidates = candidates(types);
    // What holds twins may be a twin itself.
    loop {
        let mut known: HashMap<TypeKind, usize> = HashMap::new();
        let before = candidates.len();
        candidates.retain(|nth| {
            let of = *known
                .entry(said_of_first(&types[*nth], &first))
                .or_insert(*nth);
            first[*nth] = of;
            of == *nth
        });
        if candidates.len() == before {
            break;
        }
    }
    for nth in 0..types.len() {
        let of = first[nth];
        if of == nth {
            continue;
        }
        let (sent, received) = (types[nth].sent, types[nth].received);
        types[of].sent |= sent;
        types[of].received |= received;
        types[nth].kind = TypeKind::Alias(Type::Named(TypeId(of)));
    }
}

/// The inline types that may have a twin: those that another one is like at first sight.
fn candidates(types: &[TypeDef]) -> Vec<usize> {
    let inline = || (0..types.len()).filter(|nth| is_inline(&types[*nth]));
    let mut alike: HashMap<_, u32> = HashMap::new();
    for nth in inline() {
        *alike.entry(sight(&types[nth].kind)).or_default() += 1;
    }
    inline()
        .filter(|nth| alike[&sight(&types[*nth].kind)] > 1)
        .collect()
}

fn is_inline(def: &TypeDef) -> bool {
    // Whether a member that goes one way must be there depends on the ways that its type goes.
    let is_one_way = || match &def.kind {
        TypeKind::Struct(object) => object.fields.iter().any(|field| {
            (field.read_only || field.write_only)
                && matches!(field.presence, Presence::Required | Presence::Nullable)
        }),
        _ => false,
    };
    def.inline && !def.deprecated && !is_one_way()
}

/// What a type shows at first sight: its kind, how many parts it has, the name of the first.
fn sight(kind: &TypeKind) -> (u8, usize, &str) {
    match kind {
        TypeKind::Struct(object) => {
            let first = object.fields.first();
            (
                0,
                object.fields.len(),
                first.map_or("", |field| &field.name.wire),
            )
        }
        TypeKind::Enum(values) => {
            let first = values.variants.first();
            (
                1,
                values.variants.len(),
                first.map_or("", |variant| &variant.name.wire),
            )
        }
        TypeKind::Union(union) => {
            let first = union.variants.first();
            (
                2,
                union.variants.len(),
                first.map_or("", |variant| &variant.name.wire),
            )
        }
        TypeKind::Newtype(_) => (3, 1, ""),
        TypeKind::Alias(_) => (4, 1, ""),
    }
}

/// All that a type says, with the first of twins in the place of each.
fn said_of_first(def: &TypeDef, first: &[usize]) -> TypeKind {
    let mut kind = said(def);
    walk::kind(&mut kind, &mut |ty| {
        walk::ids(ty, &mut |id| id.0 = first[id.0]);
    });
    kind
}

/// All that a type says, but for where it stands.
fn said(def: &TypeDef) -> TypeKind {
    let mut kind = def.kind.clone();
    if let TypeKind::Struct(object) = &mut kind {
        for field in &mut object.fields {
            field.place = Place::default();
        }
    }
    kind
}

/// What tells a type from all others of its description, whatever else is chosen: its name, or what an inline type says. Which
/// of several twins is the one that the others are names of depends on the choice.
pub(crate) fn identity(api: &Api, id: TypeId) -> u64 {
    within(api, id, &mut Vec::new())
}

fn within(api: &Api, id: TypeId, above: &mut Vec<TypeId>) -> u64 {
    let def = &api.types[id.0];
    if !def.inline || above.contains(&id) {
        return number(&def.name.rust);
    }
    if let TypeKind::Alias(Type::Named(of)) = &def.kind {
        return within(api, *of, above);
    }
    above.push(id);
    // Numbers of types, and which of them are in a box, depend on the choice, too.
    let mut kind = said(def);
    walk::kind(&mut kind, &mut |ty| {
        unboxed(ty);
        walk::ids(ty, &mut |id| id.0 = within(api, *id, above) as usize);
    });
    above.pop();
    number(&format!("{kind:?}"))
}

fn unboxed(ty: &mut Type) {
    match ty {
        Type::Boxed(id) => *ty = Type::Named(*id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => unboxed(inner),
        Type::Tuple(members) => members.iter_mut().for_each(unboxed),
        _ => {}
    }
}

/// A text as a number: FNV-1a, the same in every process and on every machine.
pub(crate) fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
