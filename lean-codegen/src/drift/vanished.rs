//! Operations that were chosen wholesale when they were locked, and are gone or have lost the tag.
//!
//! No method of the user's names them, so nothing else would say that the client has one method less.

use lean_openapi::contract::Contract;

use super::report::{ChangeTarget, Reporter};
use super::traits::drift_policy;
use crate::document::{Description, OperationHead, Wanted};
use crate::errors::Errors;
use crate::item::{ApiTrait, Chosen};
use crate::lock::{self, Usage};
use crate::select::same_tag;

/// Returns true if a trait takes operations that nobody names.
pub(super) fn is_wholesale(api_trait: &ApiTrait) -> bool {
    matches!(api_trait.chosen, Chosen::All | Chosen::Tags(_))
}

/// Adds a wholesale choice to what is used.
pub(super) fn add_choice(api_trait: &ApiTrait, description: &Description, usage: &mut Usage) {
    match &api_trait.chosen {
        Chosen::All => usage.all = true,
        Chosen::Tags(tags) => {
            let known = description.tags().into_iter();
            let is_chosen = |known: &String| tags.iter().any(|(tag, _)| same_tag(known, tag));
            usage.tags.extend(known.filter(is_chosen));
        }
        Chosen::Methods | Chosen::Operations(_) => {}
    }
}

/// Reports the operations that left the choice of a trait since they were locked.
pub(super) fn report(
    traits: &[ApiTrait],
    old: &Contract,
    reporter: &mut Reporter<'_>,
    errors: &mut Errors,
) {
    let expansion = reporter.expansion;
    for api_trait in traits.iter().filter(|api_trait| is_wholesale(api_trait)) {
        let mut target = ChangeTarget {
            name: String::new(),
            span: api_trait.rest.ident.span(),
            drift: drift_policy(api_trait, expansion),
        };
        for before in old
            .operations
            .iter()
            .filter(|before| has_chosen_tag(api_trait, &before.tags))
        {
            let change = match lock::find_successor(expansion.description, before) {
                None => lock::operation_removal(old, before),
                Some(now)
                    if has_chosen_tag(api_trait, &now.tags) || names_operation(api_trait, now) =>
                {
                    continue;
                }
                Some(now) => lock::tag_removal(before, now),
            };
            target.name = before.name.clone();
            reporter.report(&change, &target, errors);
        }
    }
}

/// Returns true if a trait takes an operation with these tags.
fn has_chosen_tag(api_trait: &ApiTrait, tags: &[String]) -> bool {
    match &api_trait.chosen {
        Chosen::All => true,
        Chosen::Tags(chosen) => {
            let is_chosen = |tag: &String| chosen.iter().any(|(chosen, _)| same_tag(tag, chosen));
            tags.iter().any(is_chosen)
        }
        Chosen::Methods | Chosen::Operations(_) => false,
    }
}

/// Returns true if a method of the trait names the operation.
fn names_operation(api_trait: &ApiTrait, head: &OperationHead) -> bool {
    api_trait.methods.iter().any(|method| match &method.wanted {
        Wanted::Name(name) => head.id.as_ref() == Some(name) || head.name == *name,
        Wanted::Route { method, path } => {
            head.method.eq_ignore_ascii_case(method) && head.path == *path
        }
    })
}
