//! Names of operations as items, for editors: on a name that the user wrote they show the operation's documentation.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{allow_lints, docs};
use crate::api::Operation;
use crate::document::Wanted;
use crate::item::{ApiTrait, Chosen};
use crate::select::{BoundOperation, Selection};

/// An item for every name in `#[operation(..)]` and `operations = [..]`, at the user's own token.
#[must_use]
pub fn hover_items(traits: &[ApiTrait], selection: &Selection) -> TokenStream {
    let mut parts = Vec::new();
    for (written, bound) in traits.iter().zip(&selection.traits) {
        for (method, operation) in BoundOperation::methods(bound) {
            let name = &written.methods[method].named;
            parts.extend(name.as_ref().map(|name| (name, operation)));
        }
        parts.extend(operations_by_name(&written.chosen, selection));
    }
    let operations = &selection.api.operations;
    let items = parts
        .into_iter()
        .map(|(name, operation)| hover_item(name, &operations[operation]));
    quote!(#(#items)*)
}

fn operations_by_name<'t>(
    chosen: &'t Chosen,
    selection: &'t Selection,
) -> impl Iterator<Item = (&'t Ident, usize)> {
    let names = match chosen {
        Chosen::Operations(names) => names.as_slice(),
        Chosen::Methods | Chosen::All | Chosen::Tags(_) => &[],
    };
    names.iter().filter_map(|name| {
        let Wanted::Name(wanted) = name.to_wanted() else {
            return None;
        };
        let is_it =
            |operation: &Operation| [&operation.name.wire, &operation.name.rust].contains(&&wanted);
        let operation = selection.api.operations.iter().position(is_it)?;
        Some((name.ident.as_ref()?, operation))
    })
}

fn hover_item(name: &Ident, operation: &Operation) -> TokenStream {
    let text = docs::doc_attribute(&operation.docs);
    let route = format!(" `{} {}`", operation.method, operation.path);
    let quiet = allow_lints();
    quote! {
        #quiet
        const _: () = {
            #text
            #[doc = ""]
            #[doc = #route]
            const #name: () = ();
            #name
        };
    }
}
