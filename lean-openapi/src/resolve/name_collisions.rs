//! Inline types of two owners that would get the same name. `Customer` with a member `address_line` and
//! `CustomerAddress` with a member `line` both ask for `CustomerAddressLine`. The longer owner gets it, also
//! when it is not chosen: so names do not depend on the choice.

use super::context::Context;
use super::naming_context::Site;
use super::resolver::Resolver;
use crate::document::{At, OperationHead};
use crate::name;

/// Parts of parts deeper than that are not looked at.
const DEPTH_MAX: usize = 4;

impl Resolver<'_> {
    /// A name for an inline type: what its site says, that with a word more, or that with a number.
    pub(super) fn claim_name(&mut self, site: &Site) -> String {
        let context = &self.reader.context;
        let claims = &mut self.types.claims;
        let has_rival = context.has_rival(&site.name, &site.owner);
        let rival = has_rival.then_some(&*site.name);
        if let Some(otherwise) = &site.otherwise
            && !claims.is_free(&context.names, &site.name, rival)
        {
            return claims.claim(&context.names, otherwise, None);
        }
        claims.claim(&context.names, &site.name, rival)
    }
}

impl Context<'_> {
    /// Returns true if a longer owner than this one may ask for a name.
    fn has_rival(&self, name: &str, owner: &str) -> bool {
        let boundaries = name
            .char_indices()
            .filter(|(at, c)| *at > owner.len() && !c.is_lowercase());
        boundaries
            .map(|(at, _)| name.split_at(at))
            .any(|(other, rest)| self.may_ask(other, rest))
    }

    fn may_ask(&self, owner: &str, rest: &str) -> bool {
        if let Some(at) = self.names.find_schema(owner) {
            return has_part(at, rest, 0);
        }
        let Some(operation) = self.names.find_operation(owner) else {
            return false;
        };
        self.description
            .operations()
            .iter()
            .find(|head| head.name == operation)
            .is_some_and(|head| operation_may_ask(head, rest))
    }
}

fn has_part(at: &At, rest: &str, depth: usize) -> bool {
    if depth > DEPTH_MAX {
        return false;
    }
    let members = at
        .node
        .get("properties")
        .map(|members| members.entries())
        .unwrap_or_default();
    let named = members
        .iter()
        .any(|(key, value)| value.get("$ref").is_none() && starts_with(rest, &key.text));
    let parts = at
        .node
        .get("allOf")
        .map(|parts| parts.items())
        .unwrap_or_default();
    named
        || parts
            .into_iter()
            .any(|part| has_part(&at.child(part), rest, depth + 1))
        || rest
            .strip_prefix("Item")
            .is_some_and(|_| at.node.get("items").is_some())
}

fn operation_may_ask(head: &OperationHead, rest: &str) -> bool {
    let fixed = ["Request", "Reply", "Error", "Response"];
    if fixed.iter().any(|fixed| rest.starts_with(fixed)) {
        return true;
    }
    let parameters = head
        .at
        .get("parameters")
        .map(|list| list.node.items())
        .unwrap_or_default();
    parameters
        .iter()
        .filter_map(|parameter| parameter.text("name"))
        .any(|name| starts_with(rest, &name))
}

/// Returns true if a name begins with that of a part, or with one of the several that the part names.
fn starts_with(rest: &str, wire: &str) -> bool {
    let words = name::words(wire);
    let singular: Vec<String> = words.iter().map(|word| name::singular(word)).collect();
    rest.starts_with(&name::join_pascal(&words)) || rest.starts_with(&name::join_pascal(&singular))
}
