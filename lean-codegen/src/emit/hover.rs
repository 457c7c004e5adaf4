//! Names of operations as items, for editors: on a name that the user wrote they show the operation's documentation.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{docs, quiet};
use crate::api::Operation;
use crate::document::Wanted;
use crate::item::{ApiTrait, Chosen};
use crate::select::{Bound, Selection};

/// An item for every name in `#[operation(..)]` and `operations = [..]`, at the user's own token.
#[must_use]
pub fn hover_items(traits: &[ApiTrait], selection: &Selection) -> TokenStream {
    let mut parts = Vec::new();
    for (written, bound) in traits.iter().zip(&selection.traits) {
        for (method, operation) in Bound::of_methods(bound) {
            let name = &written.methods[method].named;
            parts.extend(name.as_ref().map(|name| (name, operation)));
        }
        parts.extend(listed_operations(&written.chosen, selection));
    }
    let operations = &selection.api.operations;
    let items = parts
        .into_iter()
        .map(|(name, operation)| item(name, &operations[operation]));
    quote!(#(#items)*)
}

fn listed_operations<'t>(
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

fn item(name: &Ident, operation: &Operation) -> TokenStream {
    let text = docs::docs(&operation.docs);
    let route = format!(" `{} {}`", operation.method, operation.path);
    let quiet = quiet();
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
