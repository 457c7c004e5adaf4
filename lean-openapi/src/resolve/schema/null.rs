//! Finds the schemas that allow `null`.

use super::super::reader::Reader;
use super::lower::DEPTH_MAX;
use crate::api::Type;
use crate::document::At;

/// Returns a type that also allows null; wrapped only once.
pub(super) fn make_nullable(ty: Type) -> Type {
    match ty {
        Type::Json | Type::Null | Type::Nullable(_) => ty,
        ty => Type::Nullable(Box::new(ty)),
    }
}

impl Reader<'_> {
    /// Returns true if a schema allows `null`, as far as can be seen without making its type.
    pub(in crate::resolve) fn may_be_null(&mut self, at: &At) -> bool {
        let id = at.node.id();
        if let Some(known) = self.cache.nullable.get(&id) {
            return *known;
        }
        // A schema that leads back to itself adds nothing by that.
        self.cache.nullable.insert(id, false);
        let mut answer = false;
        if self.budget.enter(DEPTH_MAX - 1) {
            answer = self.allows_null(at);
            self.budget.leave();
        }
        self.cache.nullable.insert(id, answer);
        answer
    }

    /// Returns true if a schema or its reference allows any value: such a type is [`Type::Json`], which holds null itself.
    pub(super) fn is_anything(&mut self, at: &At) -> bool {
        let mut at = at.clone();
        for _ in 0..DEPTH_MAX {
            let gathered = self.gather(std::slice::from_ref(&at));
            match self.only_ref(&gathered) {
                Some(target) => at = target.at,
                None => return gathered.refs.is_empty() && gathered.own.is_anything(),
            }
        }
        false
    }

    fn allows_null(&mut self, at: &At) -> bool {
        let gathered = self.gather(std::slice::from_ref(at));
        let own = &gathered.own;
        let values = own.values.iter().flatten();
        let listed = values
            .clone()
            .any(|value| super::facts::is_null(&value.value));
        if own.nullable || own.is_null() || listed {
            return true;
        }
        if gathered.refs.is_empty() && own.is_anything() {
            return true;
        }
        let members: Vec<At> = own
            .groups
            .iter()
            .flat_map(|group| group.members.clone())
            .collect();
        if members.iter().any(|member| self.may_be_null(member)) {
            return true;
        }
        match self.only_ref(&gathered) {
            Some(target) => self.may_be_null(&target.at),
            None => false,
        }
    }
}
