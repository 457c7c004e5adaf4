//! Scopes as types: which of them the operations of a trait need.
//!
//! A scope is a type, and so is what a trait needs: a list of scopes. The compiler holds a client's scopes against it.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::Setting;
use super::docs;
use crate::api::{Api, Operation, SchemeKind};
use crate::diagnostic::list_some;
use crate::item::ApiTrait;
use crate::name;
use crate::select::{BoundOperation, Selection};
use crate::setting::ident;

/// The name of the type that lists the scopes of one of several traits. A model may have it.
fn scope_list_name(trait_name: &Ident, api: &Api) -> Ident {
    let is_free = |name: &str| {
        api.types.iter().all(|def| def.name.rust != name)
            && api
                .operations
                .iter()
                .all(|operation| operation.call != name)
    };
    let plain = format!("{trait_name}Needs");
    let base = match is_free(&plain) {
        true => plain,
        false => format!("{trait_name}NeedsScopes"),
    };
    ident(&name::first_free(&base, "", is_free))
}

/// The scopes, and what each trait needs of them.
pub(super) fn emit_scopes(
    traits: &[ApiTrait],
    selection: &Selection,
    setting: &Setting,
) -> TokenStream {
    let api = &selection.api;
    let of_trait = |bound: &Vec<BoundOperation>| {
        let operations = bound.iter().filter_map(BoundOperation::operation);
        scopes_of(operations.map(|index| &api.operations[index]))
    };
    let trait_scopes: Vec<Vec<&str>> = selection.traits.iter().map(of_trait).collect();
    let all = all_scopes(api);
    let types = scope_types(&all);
    let name = |scope: &str| {
        types
            .iter()
            .find(|(known, _)| known == scope)
            .map(|(_, name)| name)
    };
    let list = |title: &str, list: &Ident, scopes: &[&str]| {
        let names: Vec<&Ident> = scopes.iter().filter_map(|scope| name(scope)).collect();
        scope_list(title, list, &names)
    };
    let several = (traits.len() > 1).then(|| {
        let lists = traits.iter().zip(&trait_scopes).map(|(api_trait, scopes)| {
            let trait_name = &api_trait.rest.ident;
            list(&format!(" What a client must have been granted for [`{trait_name}`](super::{trait_name})."), &scope_list_name(trait_name, api), scopes)
        });
        quote!(#(#lists)*)
    });
    let whole = list(
        " What a client must have been granted for all of these operations.",
        &ident("Needs"),
        &all,
    );
    let module = scopes_module(&types, api, setting);
    quote!(#module #whole #several)
}

/// The scopes that any operation needs.
fn all_scopes(api: &Api) -> Vec<&str> {
    scopes_of(
        api.operations
            .iter()
            .filter(|operation| operation.refused.is_none()),
    )
}

/// The scopes that operations need, each once.
fn scopes_of<'a>(operations: impl Iterator<Item = &'a Operation>) -> Vec<&'a str> {
    let mut seen = HashSet::new();
    let needed = operations.flat_map(|operation| {
        // Of several ways in, the first that has scopes counts: the others need none.
        let with_scopes = operation
            .security
            .iter()
            .find(|set| set.iter().any(|requirement| !requirement.scopes.is_empty()));
        with_scopes
            .into_iter()
            .flatten()
            .flat_map(|requirement| &requirement.scopes)
    });
    needed
        .map(String::as_str)
        .filter(|scope| seen.insert(*scope))
        .collect()
}

fn scope_types(scopes: &[&str]) -> Vec<(String, Ident)> {
    let mut taken = HashSet::new();
    let items = scopes.iter().map(|scope| {
        let rust = name::first_free(&name::pascal(scope), "", |name| {
            taken.insert(name.to_owned())
        });
        ((*scope).to_owned(), ident(&rust))
    });
    items.collect()
}

fn scopes_module(types: &[(String, Ident)], api: &Api, setting: &Setting) -> Option<TokenStream> {
    if types.is_empty() {
        return None;
    }
    let facade = &setting.facade;
    let items = types.iter().map(|(scope, name)| {
        let title = format!(" The scope `{scope}`.");
        let text = docs::doc_attribute(scope_docs(scope, api));
        quote! {
            #[doc = #title]
            #[doc = ""]
            #text
            #[::core::prelude::v1::derive(::core::fmt::Debug)]
            pub enum #name {}
            impl __lean::Scope for #name { const NAME: &'static ::core::primitive::str = #scope; }
        }
    });
    Some(quote! {
        #[doc = " The scopes that these operations need."]
        pub mod scopes {
            use #facade::__private as __lean;
            #(#items)*
        }
    })
}

fn scope_docs<'a>(scope: &str, api: &'a Api) -> &'a str {
    let all = api.schemes.iter().filter_map(|scheme| match &scheme.kind {
        SchemeKind::OAuth2 { scopes, .. } => Some(scopes),
        _ => None,
    });
    all.flatten()
        .find(|(name, _)| name == scope)
        .map(|(_, docs)| docs.as_str())
        .unwrap_or_default()
}

/// Emits a list of scopes as a type: only a client built with all of them can call.
fn scope_list(title: &str, list: &Ident, scopes: &[&Ident]) -> TokenStream {
    if scopes.is_empty() {
        return quote! {
            #[doc = #title]
            pub type #list = ();
        };
    }
    quote! {
        #[doc = #title]
        #[::core::prelude::v1::derive(::core::fmt::Debug)]
        pub enum #list {}
        impl __lean::ScopeSet for #list {
            const NAMES: &'static [&'static ::core::primitive::str] = &[#(<scopes::#scopes as __lean::Scope>::NAME),*];
        }
        #(impl __lean::Holds<scopes::#scopes> for #list {})*
    }
}

/// The demands of a trait on its callers: to be clients, and to be built for all scopes that it needs.
pub(super) struct CallerBound {
    /// The trait that callers implement.
    pub(super) caller: TokenStream,
    /// Its declaration, if any scopes are needed.
    pub(super) items: Option<TokenStream>,
}

/// The demands of the trait of that name.
pub(super) fn caller_bound(
    (name, is_alone): (&Ident, bool),
    bound: &[BoundOperation],
    api: &Api,
    module: &Ident,
    private: &TokenStream,
) -> CallerBound {
    let operations = bound.iter().filter_map(BoundOperation::operation);
    let needed = scopes_of(operations.map(|index| &api.operations[index]));
    if needed.is_empty() {
        return CallerBound {
            caller: quote!(#private::Caller),
            items: None,
        };
    }
    let types = scope_types(&all_scopes(api));
    let named = needed
        .iter()
        .filter_map(|scope| types.iter().find(|(known, _)| known == scope));
    let named: Vec<&Ident> = named.map(|(_, name)| name).collect();
    let list = if is_alone {
        ident("Needs")
    } else {
        scope_list_name(name, api)
    };
    let words =
        |of_client| missing_scopes_message(name, (&needed, &named), (module, &list), of_client);
    let (of_client, of_list) = (words(true), words(false));
    let (client, holds) = (
        format_ident!("BuiltForTheScopesOf{}", name),
        format_ident!("HoldsTheScopesOf{}", name),
    );
    // A bound on the client for calls of its methods, and a bound on its list of scopes for passing
    // it on. Each is one bound for any number of scopes, so that missing scopes are one error.
    let items = quote! {
        #of_client
        trait #client: #private::Caller {}
        impl<__Client: #private::Granted<Scopes: #holds> + ?::core::marker::Sized> #client for __Client {}
        #of_list
        trait #holds {}
        #[diagnostic::do_not_recommend]
        impl<__Scopes> #holds for __Scopes
        where
            #(__Scopes: #private::Holds<#module::scopes::#named>),*
        {}
    };
    CallerBound {
        caller: quote!(#client),
        items: Some(items),
    }
}

/// The message about a client, or a list of scopes, without these scopes; and two remedies.
fn missing_scopes_message(
    name: &Ident,
    (needed, types): (&[&str], &[&Ident]),
    (module, list): (&Ident, &Ident),
    of_client: bool,
) -> TokenStream {
    /// More names do not help a reader.
    const NAMED_MAX: usize = 4;
    let (scopes, all) = match needed.len() {
        1 => ("scope", "it"),
        _ => ("scopes", "all of them"),
    };
    // The first message is also for types that are not clients at all.
    let (lacks, label) = if of_client {
        ("is not a client built for", "no client for these scopes")
    } else {
        ("does not hold", "built for a list of other scopes")
    };
    // Braces would be parameters of the format.
    let some = list_some(needed, NAMED_MAX).replace(['{', '}'], "");
    let message = format!("`{name}` needs the {scopes} {some}, but `{{Self}}` {lacks} {all}");
    let remedy = format!(
        "build the client for what `{name}` needs, `.for_scopes::<{module}::{list}>()`, or without `.for_scopes` for all scopes"
    );
    let path = |scope: &&Ident| format!("{module}::scopes::{scope}");
    let paths: Vec<String> = types.iter().map(path).collect();
    let listed = format!(
        "or for your own list: `lean::scopes!(List: {});`",
        paths.join(", ")
    );
    quote! {
        #[diagnostic::on_unimplemented(message = #message, label = #label, note = #remedy, note = #listed)]
    }
}
