//! Requests of the provider: webhooks and callbacks.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::doc_attribute;
use super::types::TypeNames;
use crate::api::{Api, Inbound};
use crate::name::{self, pascal};
use crate::setting::{Setting, ident};

/// A type for each payload, named after its webhook.
pub(super) fn webhooks_module(api: &Api, setting: &Setting) -> TokenStream {
    let names = TypeNames::in_submodule(api, setting);
    let facade = &setting.facade;
    let mut seen = Vec::new();
    let types: Vec<_> = api
        .inbound
        .iter()
        .filter_map(|inbound| payload_type(inbound, &names, &mut seen))
        .collect();
    if types.is_empty() {
        return TokenStream::new();
    }
    let events = super::webhooks::emit_events(api, &names, &seen);
    quote! {
        #[doc = " What the provider sends: the payloads of webhooks and callbacks, and their receiver."]
        pub mod webhooks {
            use #facade::__private as __lean;
            #(#types)*
            #events
        }
    }
}

fn payload_type(
    inbound: &Inbound,
    names: &TypeNames<'_>,
    seen: &mut Vec<String>,
) -> Option<TokenStream> {
    let ty = names.spell(inbound.payload.as_ref()?);
    let name = name::first_free(&pascal(&inbound.name.rust), "", |name| {
        seen.iter().all(|known| known != name)
    });
    let name_ident = ident(&name);
    seen.push(name);
    let text = doc_attribute(&inbound.docs);
    let route = format!(" `{}`", inbound.name.wire);
    let gap = (!inbound.docs.trim().is_empty()).then(|| quote!(#[doc = ""]));
    Some(quote! {
        #text
        #gap
        #[doc = #route]
        pub type #name_ident = #ty;
    })
}
