//! Security schemes and requirements.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::api::{Api, Location, Requirement, Scheme, SchemeKind, TokenEndpointAuth};
use crate::setting::ident;

/// The tables of the schemes.
pub(super) fn schemes_module(api: &Api, facade: &TokenStream) -> TokenStream {
    let schemes = api.schemes.iter().map(scheme_constant);
    let all = api
        .schemes
        .iter()
        .map(|scheme| constant_name(&scheme.name.wire));
    quote! {
        pub(crate) mod schemes {
            use #facade::__private as __lean;
            #(#schemes)*
            /// All of them, as operations count them.
            pub const ALL: &[&__lean::Scheme] = &[#(#all),*];
        }
    }
}

/// An OR of ANDs: `&[&[..], ..]`.
pub(super) fn requirement_sets(sets: &[Vec<Requirement>]) -> TokenStream {
    let sets = sets.iter().map(|set| {
        let items = set.iter().map(|requirement| {
            let (name, scopes) = (constant_name(&requirement.scheme), &requirement.scopes);
            quote!(__lean::Requirement { scheme: schemes::#name, scopes: &[#(#scopes),*] })
        });
        quote!(&[#(#items),*])
    });
    quote!(&[#(#sets),*])
}

fn scheme_constant(scheme: &Scheme) -> TokenStream {
    let constant = constant_name(&scheme.name.wire);
    let name = &scheme.name.wire;
    let kind = scheme_kind(&scheme.kind);
    quote! {
        pub const #constant: &__lean::Scheme = &__lean::Scheme { name: #name, kind: __lean::SchemeKind::#kind };
    }
}

fn scheme_kind(kind: &SchemeKind) -> TokenStream {
    match kind {
        SchemeKind::ApiKey { location, name } => match location {
            Location::Query | Location::QueryString => quote!(ApiKeyQuery(#name)),
            Location::Cookie => quote!(ApiKeyCookie(#name)),
            Location::Header | Location::Path => quote!(ApiKeyHeader(#name)),
        },
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Bearer => quote!(Bearer),
        SchemeKind::Http(name) => quote!(Http(#name)),
        SchemeKind::OAuth2 {
            token_url,
            auth,
            metadata_url,
            ..
        } => {
            let url = token_url.as_deref().unwrap_or_default();
            if auth.is_none() && metadata_url.is_none() {
                return quote!(OAuth2(__lean::TokenEndpoint::at(#url)));
            }
            let metadata_url = metadata_url.as_deref().unwrap_or_default();
            let auth = match auth {
                Some(TokenEndpointAuth::Basic) => {
                    quote!(Some(__lean::TokenEndpointAuth::ClientSecretBasic))
                }
                Some(TokenEndpointAuth::Post) => {
                    quote!(Some(__lean::TokenEndpointAuth::ClientSecretPost))
                }
                None => quote!(None),
            };
            quote!(OAuth2(__lean::TokenEndpoint {
                url: #url, metadata_url: #metadata_url, auth: ::core::option::Option::#auth
            }))
        }
        SchemeKind::OpenIdConnect(url) => quote!(OpenIdConnect(#url)),
        SchemeKind::MutualTls => quote!(MutualTls),
    }
}

/// The name of a scheme's table: its own, with other characters than letters and digits written as codes, so that no two names are equal.
pub(super) fn constant_name(name: &str) -> Ident {
    let mut constant = String::from("S_");
    for char in name.chars() {
        match char {
            'a'..='z' | 'A'..='Z' | '0'..='9' => constant.push(char),
            '_' => constant.push_str("__"),
            other => constant.push_str(&format!("_{:x}_", u32::from(other))),
        }
    }
    ident(&constant)
}
