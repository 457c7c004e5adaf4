//! Pairs each method of the user's traits with an operation of the model.
//!
//! Selection does not know files or the output.

mod certificate;
mod idempotency;
mod message;
mod options;
mod pages;
mod wanted;

use std::collections::HashMap;

use proc_macro2::Span;
use quote::quote;

use self::options::{report_unknown_formats, resolve_options};
use self::wanted::{WantedOperation, wanted_operations};
use crate::api::{Api, Finding, Severity};
use crate::diagnostic;
use crate::document::{Description, Wanted};
use crate::errors::Errors;
use crate::item::{ApiTrait, Attribute, Chosen};
use crate::resolve::{self, Choice, Options};
use crate::setting::ident;

pub(crate) use self::message::broken_text_help;
pub(crate) use self::wanted::same_tag;

/// The chosen operations: the model, and for each trait the operation of each method.
pub struct Selection {
    /// The chosen part of the description.
    pub api: Api,
    /// For each trait, its methods and the operations that were chosen without a method.
    pub traits: Vec<Vec<BoundOperation>>,
}

/// A method and its operation.
#[derive(Clone, Copy, Debug)]
pub enum BoundOperation {
    /// An operation.
    Found {
        /// The index of the method that the user wrote; none: chosen by tag or wholesale.
        method: Option<usize>,
        /// The index of the operation in the model.
        operation: usize,
    },
    /// A method without one.
    Lost {
        /// Its index.
        method: usize,
    },
}

impl BoundOperation {
    /// The methods that the user wrote and that have an operation: the indices of both.
    pub(crate) fn methods(bound: &[Self]) -> impl Iterator<Item = (usize, usize)> + '_ {
        bound.iter().filter_map(|bound| match bound {
            Self::Found {
                method: Some(method),
                operation,
            } => Some((*method, *operation)),
            Self::Found { method: None, .. } | Self::Lost { .. } => None,
        })
    }

    /// The index of the operation in the model, if there is one.
    #[must_use]
    pub fn operation(&self) -> Option<usize> {
        match self {
            BoundOperation::Found { operation, .. } => Some(*operation),
            BoundOperation::Lost { .. } => None,
        }
    }
}

/// Finds the operation of every method and has what they reach resolved. Methods without one are errors; the others go on.
pub fn select(
    traits: &mut [ApiTrait],
    attribute: &Attribute,
    description: &Description,
    resolve: impl FnOnce(&Choice, &Options) -> Api,
    errors: &mut Errors,
) -> Selection {
    give_choice(traits, attribute, errors);
    let wanted: Vec<Vec<WantedOperation>> = traits
        .iter()
        .map(|api_trait| wanted_operations(api_trait, description, errors))
        .collect();
    let names = wanted
        .iter()
        .flatten()
        .filter_map(|want| want.name.clone())
        .map(Wanted::Name)
        .collect();
    let choice = Choice {
        operations: resolve::Chosen::Names(names),
        schemas: Vec::new(),
        webhooks: attribute.webhooks,
    };
    let mut api = resolve(&choice, &resolve_options(attribute, description, errors));
    report_unknown_formats(attribute, description, errors);
    certificate::require_certificates(&mut api, &attribute.mutual_tls, errors);
    if let Some(finding) = &api.webhook_fault {
        errors.push(
            attribute.here.unwrap_or_else(Span::call_site),
            diagnostic::render_finding(finding, description),
        );
    }
    report_unlisted(traits, description, errors);
    let bound: Vec<Vec<BoundOperation>> = wanted
        .iter()
        .map(|wants| bind(wants, &api, description, errors))
        .collect();
    idempotency::assign_keys(&mut api, attribute, (traits, &bound), description, errors);
    pages::apply_page_rules(traits, &bound, &mut api, description, errors);
    Selection { api, traits: bound }
}

/// Reports operations that a misspelt method keeps out of the index: a user who chooses all
/// operations would not miss them.
fn report_unlisted(traits: &[ApiTrait], description: &Description, errors: &mut Errors) {
    let is_wholesale =
        |api_trait: &&ApiTrait| matches!(api_trait.chosen, Chosen::All | Chosen::Tags(_));
    let Some(taker) = traits.iter().find(is_wholesale) else {
        return;
    };
    let refused = |finding: &&Finding| finding.severity == Severity::Refused;
    for finding in description.findings().iter().filter(refused) {
        let message = diagnostic::render_finding(finding, description);
        errors.warn(taker.rest.ident.span(), message);
    }
}

/// A trait of all operations of a model, for printing.
#[must_use]
pub fn select_all(api: Api, name: &str) -> (Vec<ApiTrait>, Selection) {
    let name = ident(name);
    let rest = syn::parse2(quote!(pub trait #name {})).expect("an empty trait of a legal name");
    let callable =
        (0..api.operations.len()).filter(|index| api.operations[*index].refused.is_none());
    let bound = callable
        .map(|operation| BoundOperation::Found {
            method: None,
            operation,
        })
        .collect();
    (
        vec![ApiTrait::new(rest, Chosen::All)],
        Selection {
            api,
            traits: vec![bound],
        },
    )
}

/// Gives the choice of the attribute to the only trait. Each of several traits has its own choice.
fn give_choice(traits: &mut [ApiTrait], attribute: &Attribute, errors: &mut Errors) {
    match (traits, &attribute.chosen) {
        (_, Chosen::Methods) => {}
        ([only], chosen) => only.chosen = chosen.clone(),
        (several, _) => {
            let message = "a module of several traits needs a choice for each trait: `#[api(tags = [Things])]` on the trait";
            let span = several
                .first()
                .map_or_else(Span::call_site, |api_trait| api_trait.rest.ident.span());
            errors.push(span, message);
        }
    }
}

fn bind(
    wants: &[WantedOperation],
    api: &Api,
    description: &Description,
    errors: &mut Errors,
) -> Vec<BoundOperation> {
    let index: HashMap<&str, usize> = api
        .operations
        .iter()
        .enumerate()
        .map(|(index, operation)| (operation.name.rust.as_str(), index))
        .collect();
    let mut bound = Vec::new();
    let mut left_out = Vec::new();
    for want in wants {
        let found = want.name.as_ref().and_then(|name| index.get(name.as_str()));
        match (
            found.map(|index| (*index, &api.operations[*index].refused)),
            want.method,
        ) {
            (Some((operation, None)), method) => {
                bound.push(BoundOperation::Found { method, operation })
            }
            (Some((_, Some(finding))), Some(method)) => {
                errors.push(want.span, diagnostic::render_finding(finding, description));
                bound.push(BoundOperation::Lost { method });
            }
            (None, Some(method)) => bound.push(BoundOperation::Lost { method }),
            (Some((_, Some(finding))), None) if want.is_named => {
                errors.push(want.span, diagnostic::render_finding(finding, description));
            }
            (Some((operation, Some(finding))), None) => {
                left_out.push((want.span, &api.operations[operation], finding));
            }
            (None, None) => {}
        }
    }
    // A choice of all operations, or of a tag, leaves out those that cannot be called, with a warning.
    if let Some((span, _, _)) = left_out.first() {
        let refused: Vec<_> = left_out
            .iter()
            .map(|(_, candidate, why)| (*candidate, *why))
            .collect();
        errors.warn(
            *span,
            message::left_out_warning(&refused, wants.len(), description),
        );
    }
    bound
}
