//! Requests of the provider: webhooks and callbacks.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::docs;
use super::types::Names;
use crate::api::{Api, Inbound};
use crate::name::{self, pascal};
use crate::setting::{Setting, ident};

/// A type for each payload, named after its webhook.
pub(super) fn inbound(api: &Api, setting: &Setting) -> TokenStream {
    let names = Names::below(api, setting);
    let facade = &setting.facade;
    let mut seen = Vec::new();
    let types: Vec<_> = api
        .inbound
        .iter()
        .filter_map(|inbound| payload(inbound, &names, &mut seen))
        .collect();
    if types.is_empty() {
        return TokenStream::new();
    }
    let events = super::webhooks::events(api, &names, &seen);
    quote! {
        #[doc = " What the provider sends: the payloads of webhooks and callbacks, and their receiver."]
        pub mod webhooks {
            use #facade::__private as __lean;
            #(#types)*
            #events
        }
    }
}

fn payload(inbound: &Inbound, names: &Names<'_>, seen: &mut Vec<String>) -> Option<TokenStream> {
    let ty = names.of(inbound.payload.as_ref()?);
    let name = name::free(&pascal(&inbound.name.rust), "", |name| {
        seen.iter().all(|known| known != name)
    });
    let name_ident = ident(&name);
    seen.push(name);
    let text = docs(&inbound.docs);
    let route = format!(" `{}`", inbound.name.wire);
    let gap = (!inbound.docs.trim().is_empty()).then(|| quote!(#[doc = ""]));
    Some(quote! {
        #text
        #gap
        #[doc = #route]
        pub type #name_ident = #ty;
    })
}
