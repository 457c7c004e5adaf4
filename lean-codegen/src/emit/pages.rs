//! The order of pages, in the form that the runtime reads.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::api::{NextAt, NextPage, Operation, Pagination};

/// The setter of an operation's table.
pub(super) fn pages_setter(pages: &Pagination, operation: &Operation) -> TokenStream {
    let items = &pages.items;
    let more = pages.more.as_deref().unwrap_or_default();
    let index = pages.next.parameter().and_then(|name| {
        let mut parameters = operation.parameters.iter();
        parameters.position(|parameter| parameter.name.wire == name)
    });
    let parameter = Literal::usize_unsuffixed(index.unwrap_or_default());
    let next = match &pages.next {
        NextPage::Number { first, pages, .. } => {
            let pages = pages.as_deref().unwrap_or_default();
            quote!(Number { parameter: #parameter, first: #first, pages: #pages })
        }
        NextPage::Offset { first, total, .. } => {
            let total = total.as_deref().unwrap_or_default();
            quote!(Offset { parameter: #parameter, first: #first, total: #total })
        }
        NextPage::Cursor { at, .. } => {
            let at = next_at(at);
            quote!(Cursor { parameter: #parameter, at: #at })
        }
        NextPage::LastId { id, .. } => quote!(LastId { parameter: #parameter, id: #id }),
        NextPage::Link { at } => {
            let at = next_at(at);
            quote!(Link { at: #at })
        }
    };
    quote! {
        .pagination(::core::option::Option::Some(__lean::Pagination {
            items: #items, more: #more, next: __lean::NextPage::#next
        }))
    }
}

fn next_at(at: &NextAt) -> TokenStream {
    match at {
        NextAt::Body(pointer) => quote!(__lean::NextAt::Body(#pointer)),
        NextAt::Header(name) => quote!(__lean::NextAt::Header(#name)),
        NextAt::LinkHeader => quote!(__lean::NextAt::LinkHeader),
    }
}
