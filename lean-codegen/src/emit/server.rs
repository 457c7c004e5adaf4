//! Server types and their tables.

use lean_openapi::printable::printable;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::docs::doc_attribute;
use super::security;
use super::table::server_static;
use crate::api::{Api, Name, Operation, Requirement, SchemeKind, Server, Variable};
use crate::setting::ident;

pub(super) fn servers_module(api: &Api, facade: &TokenStream) -> TokenStream {
    // Without servers there is one, at `/` (OpenAPI 3.2 section 4.1.1): the builder says that it needs a URL.
    let none = unnamed_server();
    let all = match api.servers.as_slice() {
        [] => std::slice::from_ref(&none),
        servers => servers,
    };
    let types = all.iter().map(|server| server_type(server, api));
    let own = api
        .operations
        .iter()
        .filter(|operation| operation.refused.is_none())
        .filter_map(|operation| {
            let server = operation.servers.first()?;
            let name = server_static(operation);
            let table = server_table(server);
            Some(quote!(#[doc(hidden)] pub const #name: &__lean::ServerInfo = &#table;))
        });
    let first = default_server(api);
    quote! {
        #[doc = " The servers of the description."]
        pub mod servers {
            use #facade::__private as __lean;
            use super::schemes;
            #(#types)*
            #first
            #(#own)*
        }
    }
}

/// The server of a description that names none.
fn unnamed_server() -> Server {
    let name = "Default".to_owned();
    Server {
        name: Name {
            wire: name.clone(),
            rust: name,
        },
        url: "/".to_owned(),
        docs: "The description names no server: give its URL by `.base_url(\"https://..\")` on the builder, or use `lean::At::new(\"https://..\")` in place of this one.".to_owned(),
        variables: Vec::new(),
        security: None,
        token_url: None,
        private_trust: None,
    }
}

/// Returns the first server with a name known in advance: the default of OpenAPI.
fn default_server(api: &Api) -> Option<TokenStream> {
    let first = api.servers.first()?;
    let is_taken = api
        .servers
        .iter()
        .any(|server| server.name.rust == "Default");
    let name = ident(&first.name.rust);
    let docs = " The first server of the description.";
    (!is_taken).then(|| quote!(#[doc = #docs] pub use self::#name as Default;))
}

fn server_type(server: &Server, api: &Api) -> TokenStream {
    let name = ident(&server.name.rust);
    let title = format!(" `{}`", printable(&server.url));
    let text = doc_attribute(&server.docs);
    let gap = (!server.docs.trim().is_empty()).then(|| quote!(#[doc = ""]));
    let table = server_table(server);
    let demands = super::demands::demands_constant(server, api);
    let identity = ident(if needs_certificate(server, api) {
        "Needed"
    } else {
        "NotNeeded"
    });
    let variables: Vec<Ident> = server
        .variables
        .iter()
        .map(|variable| ident(&variable.name.rust))
        .collect();
    let texts = server.variables.iter().map(variable_docs);
    let defaults = server.variables.iter().map(|variable| &variable.default);
    let (body, values, default) = if variables.is_empty() {
        (quote!(;), TokenStream::new(), quote!(Self))
    } else {
        (
            quote!({ #(#texts pub #variables: __lean::String,)* }),
            quote! {
                fn values(&self) -> __lean::Vec<&__lean::str> {
                    [#(&*self.#variables),*].into()
                }
            },
            quote!(Self { #(#variables: __lean::String::from(#defaults)),* }),
        )
    };
    quote! {
        #text
        #gap
        #[doc = #title]
        #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct #name #body
        impl ::core::default::Default for #name {
            fn default() -> Self { #default }
        }
        impl __lean::Server for #name {
            type Identity = __lean::#identity;
            const INFO: &'static __lean::ServerInfo = &#table;
            #demands
            #values
        }
    }
}

fn variable_docs(variable: &Variable) -> TokenStream {
    let mut text = variable.docs.clone();
    if !variable.values.is_empty() {
        text.push_str(&format!("\n\nOne of: `{}`.", variable.values.join("`, `")));
    }
    doc_attribute(&text)
}

pub(super) fn server_table(server: &Server) -> TokenStream {
    let (name, url) = (&server.name.rust, &server.url);
    let variables = server.variables.iter().map(|variable| {
        let (name, default, values) = (&variable.name.wire, &variable.default, &variable.values);
        quote!((#name, #default, &[#(#values),*]))
    });
    let security = match &server.security {
        Some(sets) => {
            let sets = security::requirement_sets(sets);
            quote!(::core::option::Option::Some(#sets))
        }
        None => quote!(::core::option::Option::None),
    };
    let token_url = server.token_url.as_deref().unwrap_or_default();
    let trust = ident(match server.private_trust {
        Some(true) => "Chain",
        Some(false) => "Public",
        None => "Unstated",
    });
    quote! {
        __lean::ServerInfo {
            name: #name, url: #url, variables: &[#(#variables),*], security: #security, token_url: #token_url,
            trust: __lean::Trust::#trust
        }
    }
}

/// Returns true if a client of the server needs a certificate: for the server, or for one of the operations.
fn needs_certificate(server: &Server, api: &Api) -> bool {
    let wants = |sets: &Vec<Vec<Requirement>>| always_needs_certificate(sets, api);
    // What an operation says itself counts before what its server says.
    let of_operation = |operation: &Operation| {
        let own = operation.servers.first();
        let server = own.map_or(server.security.as_ref(), |own| own.security.as_ref());
        match server {
            Some(sets) if !operation.own_security => wants(sets),
            _ => wants(&operation.security),
        }
    };
    let callable = |operation: &&Operation| operation.refused.is_none();
    server.security.as_ref().is_some_and(wants)
        || api.operations.iter().filter(callable).any(of_operation)
}

/// Returns true if every way to satisfy a demand needs a client certificate.
fn always_needs_certificate(sets: &[Vec<Requirement>], api: &Api) -> bool {
    let mutual = |requirement: &Requirement| {
        api.schemes.iter().any(|scheme| {
            scheme.name.wire == requirement.scheme && scheme.kind == SchemeKind::MutualTls
        })
    };
    !sets.is_empty() && sets.iter().all(|set| set.iter().any(mutual))
}
