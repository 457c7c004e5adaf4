//! The operations that a trait asks for: by its methods, in a list, by tags, or all.

use proc_macro2::Span;

use super::message;
use crate::document::{Description, OperationHead, Wanted};
use crate::errors::Errors;
use crate::item::{ApiTrait, Chosen};

/// An operation that a trait asks for.
pub(super) struct WantedOperation {
    /// The Rust name, unique in the description; `None` if the description has no such operation.
    pub(super) name: Option<String>,
    pub(super) method: Option<usize>,
    /// True if the user named it: by a method, or in a list.
    pub(super) is_named: bool,
    pub(super) span: Span,
}

pub(super) fn wanted_operations(
    api_trait: &ApiTrait,
    description: &Description,
    errors: &mut Errors,
) -> Vec<WantedOperation> {
    let mut wants: Vec<WantedOperation> = Vec::new();
    for (index, method) in api_trait.methods.iter().enumerate() {
        // A method that is being typed does not have to exist yet.
        let head = match method.is_begun && description.find(&method.wanted).is_err() {
            true => None,
            false => find_operation(&method.wanted, method.span, description, errors),
        };
        let name = head.map(|head| head.name.clone());
        wants.push(WantedOperation {
            name,
            method: Some(index),
            is_named: true,
            span: method.span,
        });
    }
    for (head, span) in chosen_operations(api_trait, description, errors) {
        if !wants
            .iter()
            .any(|want| want.name.as_ref() == Some(&head.name))
        {
            wants.push(WantedOperation {
                name: Some(head.name.clone()),
                method: None,
                is_named: matches!(api_trait.chosen, Chosen::Operations(_)),
                span,
            });
        }
    }
    wants
}

fn chosen_operations<'d>(
    api_trait: &ApiTrait,
    description: &'d Description,
    errors: &mut Errors,
) -> Vec<(&'d OperationHead, Span)> {
    let span = api_trait.rest.ident.span();
    match &api_trait.chosen {
        Chosen::Methods => Vec::new(),
        Chosen::All => description
            .operations()
            .iter()
            .map(|head| (head, span))
            .collect(),
        Chosen::Operations(named) => named
            .iter()
            .filter_map(|named| {
                let head = find_operation(&named.to_wanted(), named.span, description, errors)?;
                Some((head, named.span))
            })
            .collect(),
        Chosen::Tags(tags) => {
            let known = description.tags();
            let mut chosen = Vec::new();
            for (tag, span) in tags {
                match known.iter().find(|text| same_tag(text, tag)) {
                    Some(tag) => chosen.push(tag),
                    None => errors.push(*span, message::unknown_tag_message(tag, &known)),
                }
            }
            let tagged = |head: &&OperationHead| head.tags.iter().any(|tag| chosen.contains(&tag));
            description
                .operations()
                .iter()
                .filter(tagged)
                .map(|head| (head, span))
                .collect()
        }
    }
}

/// The operation that was asked for, by a method or in a list.
fn find_operation<'d>(
    wanted: &Wanted,
    span: Span,
    description: &'d Description,
    errors: &mut Errors,
) -> Option<&'d OperationHead> {
    let Ok(head) = description.find(wanted) else {
        errors.push(
            span,
            message::unknown_operation_message(wanted, description),
        );
        return None;
    };
    if let Wanted::Name(_) = wanted
        && let Some(message) = message::repeated_id_message(head, description)
    {
        errors.warn(span, message);
    }
    Some(head)
}

/// A tag as an identifier: `PaymentLinks` and `payment_links` mean `Payment links`.
pub(crate) fn same_tag(tag: &str, written: &str) -> bool {
    let plain = |text: &str| {
        text.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect::<String>()
    };
    tag == written || plain(tag) == plain(written)
}
