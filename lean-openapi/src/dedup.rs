//! Makes identical inline schemas one type with several names.
//!
//! A description has no name for an inline schema and repeats it wherever it needs it: the thirteen parameters that sort
//! a list give thirteen enums of `ASC` and `DESC`. Each type keeps its name and its documentation, but all except the
//! first are aliases. So values pass from one place to another, and the compiler sees one type.
//! Components stay separate types, however alike. So do inline schemas with different titles: their author meant two types.
//!
//! This is the last step of a model. The user's code is checked before, while each schema has its own name and place.

use std::collections::HashMap;

use crate::api::{Api, Enum, Place, Presence, Struct, Type, TypeDef, TypeId, TypeKind, Union};
use crate::resolve::walk;

/// Turns all duplicates except the first into aliases.
pub fn join(types: &mut [TypeDef]) {
    let mut first: Vec<usize> = (0..types.len()).collect();
    let mut candidates = candidates(types);
    // A type that contains duplicates may be a duplicate itself.
    loop {
        let mut known: HashMap<(&str, TypeKind), usize> = HashMap::new();
        let before = candidates.len();
        candidates.retain(|index| {
            let def = &types[*index];
            let content = (title(def), content_with_first(def, &first));
            first[*index] = *known.entry(content).or_insert(*index);
            first[*index] == *index
        });
        if candidates.len() == before {
            break;
        }
        // Whose first was found to have one before it has that one, too.
        for index in 0..first.len() {
            first[index] = first[first[index]];
        }
    }
    for index in 0..types.len() {
        let of = first[index];
        if of == index {
            continue;
        }
        let (sent, received) = (types[index].sent, types[index].received);
        types[of].sent |= sent;
        types[of].received |= received;
        types[index].kind = TypeKind::Alias(Type::Named(TypeId(of)));
    }
}

/// Returns the first of the duplicates, once they are joined; the type itself if it has none.
pub fn first_of_duplicates(api: &Api, id: TypeId) -> TypeId {
    let def = &api.types[id.0];
    match def.kind {
        TypeKind::Alias(Type::Named(first)) if def.inline => first,
        _ => id,
    }
}

/// Returns the types that may have duplicates: inline types that look like another at first sight.
fn candidates(types: &[TypeDef]) -> Vec<usize> {
    let inline = || (0..types.len()).filter(|index| may_be_duplicate(&types[*index]));
    let mut alike: HashMap<_, u32> = HashMap::new();
    for index in inline() {
        *alike.entry(outline(&types[index].kind)).or_default() += 1;
    }
    inline()
        .filter(|index| alike[&outline(&types[*index].kind)] > 1)
        .collect()
}

fn may_be_duplicate(def: &TypeDef) -> bool {
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

/// The outline of a type: its kind, the number of its parts, the name of the first part.
fn outline(kind: &TypeKind) -> (u8, usize, &str) {
    let (kind, parts, first) = match kind {
        TypeKind::Struct(Struct { fields, .. }) => {
            (0, fields.len(), fields.first().map(|field| &field.name))
        }
        TypeKind::Enum(Enum { variants, .. }) => (
            1,
            variants.len(),
            variants.first().map(|variant| &variant.name),
        ),
        TypeKind::Union(Union { variants, .. }) => (
            2,
            variants.len(),
            variants.first().map(|variant| &variant.name),
        ),
        TypeKind::Newtype(_) => (3, 1, None),
        TypeKind::Alias(_) => (4, 1, None),
    };
    (kind, parts, first.map_or("", |name| &name.wire))
}

/// The title of an inline schema: without one it is called what its type is.
fn title(def: &TypeDef) -> &str {
    match def.name.wire == def.name.rust {
        true => "",
        false => &def.name.wire,
    }
}

/// Returns the content of a type, with each duplicate replaced by the first.
fn content_with_first(def: &TypeDef, first: &[usize]) -> TypeKind {
    let mut kind = content(def);
    walk::visit_kind(&mut kind, &mut |ty| {
        walk::visit_ids(ty, &mut |id| id.0 = first[id.0]);
    });
    kind
}

/// The content of a type without its place.
pub(crate) fn content(def: &TypeDef) -> TypeKind {
    let mut kind = def.kind.clone();
    if let TypeKind::Struct(object) = &mut kind {
        for field in &mut object.fields {
            field.place = Place::default();
        }
    }
    kind
}
