//! A function for each header that an operation's responses describe: from the response to the header's value.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs;
use super::types::TypeNames;
use crate::api::{Header, Operation, Type, TypeKind};
use crate::setting::ident;

/// The functions, each with its name. `taken` are names that the call has already.
pub(super) fn header_functions(
    operation: &Operation,
    taken: &[String],
    names: &TypeNames<'_>,
) -> Vec<(String, TokenStream)> {
    let mut functions: Vec<(String, TokenStream)> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for header in operation
        .responses
        .iter()
        .flat_map(|response| &response.headers)
    {
        // One function for a header, even if many responses have it; of several types, the first counts.
        let wire = header.name.wire.to_ascii_lowercase();
        if seen.contains(&wire) {
            continue;
        }
        seen.push(wire);
        let name = free_name(&header.name.rust, |name| {
            taken.iter().any(|text| text == name)
                || functions.iter().any(|(candidate, _)| candidate == name)
        });
        let function = header_function(header, &ident(&name), names);
        functions.push((name, function));
    }
    functions
}

fn free_name(plain: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut name = plain.to_owned();
    while is_taken(&name) {
        name = format!("header_{name}");
    }
    name
}

fn header_function(header: &Header, name: &Ident, names: &TypeNames<'_>) -> TokenStream {
    let wire = &header.name.wire;
    let ty = names.spell(&header.ty);
    let shape = ident(header_shape(header, names));
    let text = docs::doc_attribute(&header.docs);
    let gap = (!header.docs.trim().is_empty()).then(|| quote!(#[doc = ""]));
    let title = format!(" The header `{wire}` of a response.");
    quote! {
        #text
        #gap
        #[doc = #title]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " If it is there and does not fit."]
        pub fn #name<__T>(response: &__lean::Response<__T>) -> __lean::Result<__lean::Option<#ty>, __lean::DecodeError> {
            response.shaped_header(#wire, __lean::HeaderShape::#shape)
        }
    }
}

fn header_shape(header: &Header, names: &TypeNames<'_>) -> &'static str {
    let map = if header.explode { "ExplodedMap" } else { "Map" };
    match names.resolve_alias(&header.ty) {
        Type::List(_) | Type::Tuple(_) => "List",
        Type::Map(_) => map,
        Type::Named(id) => match names.kind(*id) {
            TypeKind::Struct(_) => map,
            TypeKind::Newtype(Type::List(_)) => "List",
            TypeKind::Newtype(Type::Map(_)) => map,
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) | TypeKind::Alias(_) => {
                "One"
            }
        },
        _ => "One",
    }
}
