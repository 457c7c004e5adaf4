//! Idempotency keys that the description does not mention: the attribute or a method names their header.
//!
//! In come the model and what the user wrote; operations get their keys. A name that cannot be honoured is refused:
//! where the description names another header, and where nothing is left to give a key to.

use syn::LitStr;

use super::BoundOperation;
use crate::api::{Api, Operation};
use crate::diagnostic::Mistake;
use crate::document::Description;
use crate::errors::Errors;
use crate::item::{ApiTrait, Attribute, HeaderDefault};
use crate::resolve::give_key;

/// Gives keys to operations, the most particular word first: method, trait, attribute.
pub(super) fn assign_keys(
    api: &mut Api,
    attribute: &Attribute,
    traits: (&[ApiTrait], &[Vec<BoundOperation>]),
    description: &Description,
    errors: &mut Errors,
) {
    let (items, bound) = traits;
    for (item, bound) in items.iter().zip(bound) {
        for (method, operation) in BoundOperation::methods(bound) {
            if let Some(header) = &item.methods[method].options.idempotency {
                assign_to_method(&mut api.operations[operation], header, description, errors);
            }
        }
    }
    for (item, bound) in items.iter().zip(bound) {
        if let Some(header) = &item.options.idempotency {
            assign_to_all(
                api,
                header,
                bound.iter().filter_map(BoundOperation::operation).collect(),
                errors,
            );
        }
    }
    if let Some(header) = &attribute.idempotency {
        let all = bound
            .iter()
            .flatten()
            .filter_map(BoundOperation::operation)
            .collect();
        assign_to_all(api, header, all, errors);
    }
    for (item, bound) in items.iter().zip(bound) {
        for found in bound {
            refuse_constant_keys(api, item, *found, errors);
        }
    }
}

fn assign_to_method(
    operation: &mut Operation,
    header: &LitStr,
    description: &Description,
    errors: &mut Errors,
) {
    let name = header.value();
    match &operation.idempotency_header {
        None => give_key(operation, &name),
        Some(known) if known.eq_ignore_ascii_case(&name) => {}
        Some(known) => {
            let message = format!(
                "the idempotency key of `{}` is in the header `{known}`, not in `{name}`",
                operation.name.wire
            );
            let parameters = &operation.parameters;
            let parameter = parameters
                .iter()
                .find(|candidate| operation.is_key(candidate));
            let place = parameter.map_or(&operation.place, |parameter| &parameter.place);
            let mistake = Mistake::new(message).at(place);
            errors.push(header.span(), mistake.render(description));
        }
    }
}

/// All operations that must not be sent twice, and have no key yet.
fn assign_to_all(api: &mut Api, header: &LitStr, all: Vec<usize>, errors: &mut Errors) {
    let mut is_given = false;
    for index in all {
        let operation = &mut api.operations[index];
        let is_own = operation
            .idempotency_header
            .as_ref()
            .is_some_and(|known| known.eq_ignore_ascii_case(&header.value()));
        if operation.idempotency_header.is_none() && !operation.is_idempotent() {
            give_key(operation, &header.value());
            is_given = true;
        }
        is_given |= is_own;
    }
    // Operations that were not found have errors of their own.
    if !is_given && errors.count() == 0 {
        let message = format!(
            "no chosen operation needs the idempotency key `{}`: each has another key, or can be sent twice without harm",
            header.value()
        );
        errors.push(header.span(), message);
    }
}

/// Refuses a key that is always the same: the second payment would be taken for the first.
fn refuse_constant_keys(api: &Api, item: &ApiTrait, bound: BoundOperation, errors: &mut Errors) {
    let BoundOperation::Found { method, operation } = bound else {
        return;
    };
    let operation = &api.operations[operation];
    let Some(key) = &operation.idempotency_header else {
        return;
    };
    let own = method.map(|method| &item.methods[method].options.headers);
    let all = item.options.headers.iter().chain(own.into_iter().flatten());
    let is_key = |header: &&HeaderDefault| header.name.value().eq_ignore_ascii_case(key);
    if let Some(header) = all.into_iter().find(is_key) {
        let message = format!(
            "`{key}` is the idempotency key of `{}`, and must differ for each call: use `.idempotency_key(..)`, or let the client make one; a server takes two calls with the same key for one",
            operation.name.wire
        );
        errors.push(header.name.span(), message);
    }
}
