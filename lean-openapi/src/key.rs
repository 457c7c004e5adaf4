//! The identity of a schema, independent of the place from which it is reached.

use std::collections::HashMap;

use crate::api::{Api, Type, TypeId};
use crate::dedup;
use crate::resolve::walk;

/// The number that identifies a schema: `Line` matches it if its derivation found the same number. The name identifies a
/// component; the content, which is the same for its [duplicates](crate::dedup), identifies an inline schema.
#[must_use]
pub fn key(api: &Api, id: TypeId) -> u64 {
    keys(api, &[id]).remove(0)
}

/// The numbers of several schemas.
#[must_use]
pub fn keys(api: &Api, ids: &[TypeId]) -> Vec<u64> {
    let mut walk = Walk {
        api,
        done: HashMap::new(),
        known: HashMap::new(),
        stack: Vec::new(),
    };
    let identities = ids.iter().map(|id| {
        walk.known.clear();
        let (identity, _) = walk.identity(*id);
        number(&format!("{}\0{identity}", api.title))
    });
    identities.collect()
}

struct Walk<'a> {
    api: &'a Api,
    /// The identities of types that lead to no type inside itself: the same from everywhere.
    done: HashMap<TypeId, u64>,
    /// The other identities, which are those from the type that the walk began with.
    known: HashMap<TypeId, u64>,
    /// The inline types that hold the current one.
    stack: Vec<TypeId>,
}

impl Walk<'_> {
    /// The identity of a type, and true if it leads to a type inside itself.
    ///
    /// A known type is not visited again: several ways may lead to one type. A type inside itself is identified by how far
    /// out it is, since its name and number depend on the chosen operations.
    fn identity(&mut self, id: TypeId) -> (u64, bool) {
        let id = dedup::first_of_duplicates(self.api, id);
        let def = &self.api.types[id.0];
        if !def.inline {
            return (number(&def.name.rust), false);
        }
        if let Some(done) = self.done.get(&id) {
            return (*done, false);
        }
        let mut holders = self.stack.iter().rev();
        if let Some(distance) = holders.position(|holder| *holder == id) {
            return (distance as u64, true);
        }
        if let Some(known) = self.known.get(&id) {
            return (*known, true);
        }
        self.stack.push(id);
        let (mut parts, mut is_cyclic) = (Vec::new(), false);
        let mut kind = dedup::content(def);
        walk::visit_kind(&mut kind, &mut |ty| {
            unbox(ty);
            walk::visit_ids(ty, &mut |id| {
                let (part, leads_back) = self.identity(*id);
                parts.push(part);
                is_cyclic |= leads_back;
                id.0 = 0;
            });
        });
        self.stack.pop();
        let identity = number(&format!("{kind:?} {parts:?}"));
        let kept = if is_cyclic {
            &mut self.known
        } else {
            &mut self.done
        };
        kept.insert(id, identity);
        (identity, is_cyclic)
    }
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
