//! The identity of a schema, independent of the place from which it is reached.

use std::collections::HashMap;

use crate::api::{Api, Type, TypeId};
use crate::dedup;
use crate::resolve::walk;

/// The number that identifies a schema: `Line` matches it if its derivation found the same number. The name identifies a
/// component; the content, which is the same for its [duplicates](crate::dedup), identifies an inline schema.
#[must_use]
pub fn key(api: &Api, id: TypeId) -> u64 {
    let identity = identity(api, id, &mut HashMap::new());
    number(&format!("{}\0{identity}", api.title))
}

/// A known type is not visited again: several ways may lead to one type. A type inside itself is identified by the order in
/// which it was met, since its name and number depend on the chosen operations.
fn identity(api: &Api, id: TypeId, known: &mut HashMap<TypeId, u64>) -> u64 {
    let id = dedup::first(api, id);
    let def = &api.types[id.0];
    if !def.inline {
        return number(&def.name.rust);
    }
    if let Some(known) = known.get(&id) {
        return *known;
    }
    known.insert(id, known.len() as u64);
    let mut parts = Vec::new();
    let mut kind = dedup::content(def);
    walk::kind(&mut kind, &mut |ty| {
        unbox(ty);
        walk::ids(ty, &mut |id| {
            parts.push(identity(api, *id, known));
            id.0 = 0;
        });
    });
    let identity = number(&format!("{kind:?} {parts:?}"));
    known.insert(id, identity);
    identity
}

/// A box around a value does not make another schema of it.
fn unbox(ty: &mut Type) {
    match ty {
        Type::Boxed(id) => *ty = Type::Named(*id),
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => unbox(inner),
        Type::Tuple(members) => members.iter_mut().for_each(unbox),
        _ => {}
    }
}

/// A text as a number: FNV-1a, the same in every process and on every machine.
fn number(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
