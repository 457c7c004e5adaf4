//! The call type of an operation: what it is given, what can be chained, what it yields.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::arguments::{CallArgument, arguments};
use super::docs;
use super::headers;
use super::links;
use super::responses;
use super::table;
use super::types::TypeNames;
use crate::api::{Codec, Media, Operation};
use crate::name::{Position, avoid_used, is_used};
use crate::setting::ident;

pub(super) fn emit_call(operation: &Operation, names: &TypeNames<'_>) -> TokenStream {
    let name = ident(&operation.call);
    let docs = call_docs(operation);
    let success = responses::success(operation, names);
    let failure = responses::failure(operation, names);
    let (success_type, success_item) = (&success.ty, &success.item);
    let (failure_type, failure_item) = (&failure.ty, &failure.item);
    let arguments = arguments(operation, names);
    let named = setters(&arguments);
    let setters: Vec<_> = named
        .iter()
        .map(|(method, argument)| setter(&ident(method), argument))
        .collect();
    let pages = paged_implementation(operation, names);
    let keyed =
        (operation.idempotency_header.is_some()).then(|| quote!(impl __lean::Keyed for #name {}));
    let mut taken: Vec<String> = arguments
        .iter()
        .map(|argument| argument.name.unraw().to_string())
        .chain(named.into_iter().map(|(method, _)| method))
        .chain(["pages".to_owned()])
        .collect();
    let (header_names, headers): (Vec<_>, Vec<_>) =
        headers::header_functions(operation, &taken, names)
            .into_iter()
            .unzip();
    taken.extend(header_names);
    let links = links::link_functions(operation, &taken, names);
    let written = table::operation_table(operation, &links, names);
    let is_bare = setters.is_empty() && headers.is_empty() && links.is_empty();
    let methods = (!is_bare).then(|| quote!(impl #name { #(#setters)* #(#headers)* #(#links)* }));
    let body = body_enum(operation, names);
    quote! {
        #docs
        pub struct #name(__lean::SharedCall);
        impl __lean::Callable for #name {
            const CALLEE: __lean::Callee<Self> = __lean::Callee(#written, Self);
            type Success = #success_type;
            type Failure = #failure_type;
        }
        #pages
        #keyed
        #methods
        #success_item
        #failure_item
        #body
    }
}

fn call_docs(operation: &Operation) -> TokenStream {
    let route = format!(" `{} {}`", operation.method, operation.path);
    let docs = docs::doc_attribute(&operation.docs);
    let gap = (!operation.docs.trim().is_empty()).then(|| quote!(#[doc = ""]));
    quote!(#docs #gap #[doc = #route])
}

/// The methods that set what is optional: named after it, with a word more where calls have such a method already.
fn setters<'a, 'm>(arguments: &'m [CallArgument<'a>]) -> Vec<(String, &'m CallArgument<'a>)> {
    let plain = |argument: &CallArgument<'_>| argument.name.unraw().to_string();
    let mut taken: Vec<String> = arguments.iter().map(plain).collect();
    let mut setters = Vec::new();
    let own = |argument: &&CallArgument<'_>| !argument.required && !argument.is_set_by_all;
    for argument in arguments.iter().filter(own) {
        let mut method = plain(argument);
        if is_used(Position::Setter, &method) {
            method = avoid_used(Position::Setter, &method);
            while taken.contains(&method) {
                method.insert_str(0, "with_");
            }
            taken.push(method.clone());
        }
        setters.push((method, argument));
    }
    setters
}

fn setter(method: &Ident, argument: &CallArgument<'_>) -> TokenStream {
    let CallArgument {
        name,
        ty,
        setter_call: put,
        docs,
        default,
        limits,
        is_body,
        ..
    } = argument;
    let text = docs::docs_with_limits(docs, *limits, *default);
    let any = is_body.then(|| quote!(.any()));
    let deprecated = docs::deprecation(argument.deprecated);
    quote! {
        #text
        #deprecated
        #[inline]
        pub fn #method(&self, #name: #ty) -> __lean::Call<Self> { __lean::Call::of(self.0 #any .#put) }
    }
}

/// The enum by which a caller chooses among bodies of different types.
fn body_enum(operation: &Operation, names: &TypeNames<'_>) -> TokenStream {
    let Some(body) = operation.body.as_ref().filter(|body| body.is_choice()) else {
        return TokenStream::new();
    };
    let name = ident(&body.name);
    let title = format!(" The bodies that [`{}`] takes.", operation.call);
    let mut variants = Vec::new();
    let mut arms = Vec::new();
    let mut seen = Vec::new();
    for (index, media) in body.media.iter().enumerate() {
        let variant = responses::media_variant(media, &mut seen);
        let index = Literal::usize_unsuffixed(index);
        let docs = format!(" `{}`", media.name);
        let (ty, put) = owned_body_setter(media, names, &quote!(#index));
        variants.push(quote!(#[doc = #docs] #variant(#ty),));
        arms.push(quote!(Self::#variant(value) => call.#put,));
    }
    quote! {
        #[doc = #title]
        pub enum #name { #(#variants)* }
        impl __lean::IntoBody for #name {
            #[inline]
            fn set_body(self, call: __lean::AnyCall) -> __lean::AnyCall { match self { #(#arms)* } }
        }
    }
}

fn owned_body_setter(
    media: &Media,
    names: &TypeNames<'_>,
    index: &TokenStream,
) -> (TokenStream, TokenStream) {
    match media.codec {
        Codec::Bytes => (quote!(__lean::File), quote!(body_bytes(#index, value))),
        Codec::Text => (quote!(__lean::String), quote!(body_plain(#index, &value))),
        Codec::JsonLines | Codec::Events => {
            let item = names.spell(&media.ty);
            (
                quote!(__lean::Vec<#item>),
                quote!(body_lines(#index, &value)),
            )
        }
        Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
            (names.spell(&media.ty), quote!(body(#index, &value)))
        }
    }
}

fn paged_implementation(operation: &Operation, names: &TypeNames<'_>) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let item = names.spell(&pagination.item);
    let name = ident(&operation.call);
    Some(quote!(impl __lean::Paged<#item> for #name {}))
}
