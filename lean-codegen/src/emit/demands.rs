//! The credentials that the operations of a server demand, so that a client without them is not built.

use proc_macro2::TokenStream;
use quote::quote;

use super::security::constant_name;
use crate::api::{Api, Operation, Requirement, Server};

/// The number of operations that a message names.
const NAMED_MAX: usize = 3;

/// Operations with the same demand.
struct Demand<'a> {
    /// An OR of ANDs.
    schemes: Vec<Vec<&'a str>>,
    operations: Vec<&'a Operation>,
}

/// The constant of a server's demands; none if no operation demands anything.
pub(super) fn demands_constant(server: &Server, api: &Api) -> Option<TokenStream> {
    let mut demands: Vec<Demand<'_>> = Vec::new();
    for operation in &api.operations {
        let is_elsewhere = operation.refused.is_some() || !operation.servers.is_empty();
        let sets = requirements_at(operation, server);
        if is_elsewhere || sets.iter().any(Vec::is_empty) || sets.is_empty() {
            continue;
        }
        let schemes: Vec<Vec<&str>> = sets.iter().map(|set| scheme_names(set)).collect();
        match demands.iter_mut().find(|known| known.schemes == schemes) {
            Some(known) => known.operations.push(operation),
            None => demands.push(Demand {
                schemes,
                operations: vec![operation],
            }),
        }
    }
    if demands.is_empty() {
        return None;
    }
    let demands = demands.iter().map(emit_demand);
    Some(quote!(#[doc(hidden)] const DEMANDS: &'static [__lean::Demand] = &[#(#demands),*];))
}

/// The security of an operation at a server. What an operation says itself counts before what its server says.
fn requirements_at<'a>(operation: &'a Operation, server: &'a Server) -> &'a [Vec<Requirement>] {
    match &server.security {
        Some(sets) if !operation.own_security => sets,
        _ => &operation.security,
    }
}

fn scheme_names(set: &[Requirement]) -> Vec<&str> {
    set.iter().map(|need| need.scheme.as_str()).collect()
}

fn emit_demand(demand: &Demand<'_>) -> TokenStream {
    let schemes = demand.schemes.iter().map(|set| {
        let names = set.iter().map(|name| constant_name(name));
        quote!(&[#(schemes::#names),*])
    });
    let operations = operations_in_words(&demand.operations);
    quote!(__lean::Demand { schemes: &[#(#schemes),*], operations: #operations })
}

fn operations_in_words(operations: &[&Operation]) -> String {
    let name = |operation: &&Operation| match operation.named {
        true => format!("`{}`", operation.name.wire),
        false => format!("`{} {}`", operation.method, operation.path),
    };
    let named: Vec<String> = operations.iter().take(NAMED_MAX).map(name).collect();
    match operations.len().saturating_sub(NAMED_MAX) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
