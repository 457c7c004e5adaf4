//! The result of a call, and the content of an error response.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::types::TypeNames;
use crate::api::{Case, Codec, Media, Operation, Outcome, Statuses, variant_names};
use crate::name;
use crate::setting::ident;

/// The type of an outcome and the enum that it needs, if any.
pub(super) struct OutcomeType {
    pub(super) ty: TokenStream,
    pub(super) item: TokenStream,
}

pub(super) fn success(operation: &Operation, names: &TypeNames<'_>) -> OutcomeType {
    let fallback = format!("{}Reply", operation.call);
    emit_outcome(
        &operation.success,
        &operation.success.cases,
        &fallback,
        operation,
        names,
    )
}

/// The content of an error response.
pub(super) fn failure(operation: &Operation, names: &TypeNames<'_>) -> OutcomeType {
    let fallback = format!("{}Error", operation.call);
    let cases = operation.failure_cases();
    emit_outcome(&operation.failure, &cases, &fallback, operation, names)
}

fn emit_outcome(
    outcome: &Outcome,
    cases: &[Case],
    fallback: &str,
    operation: &Operation,
    names: &TypeNames<'_>,
) -> OutcomeType {
    match cases {
        [] => OutcomeType {
            ty: quote!(__lean::Empty),
            item: TokenStream::new(),
        },
        [case] => OutcomeType {
            ty: reader_type(case, names),
            item: TokenStream::new(),
        },
        cases => {
            let name = ident(if outcome.name.is_empty() {
                fallback
            } else {
                &outcome.name
            });
            let item = cases_enum(&name, cases, operation, names);
            OutcomeType {
                ty: quote!(#name),
                item,
            }
        }
    }
}

fn reader_type(case: &Case, names: &TypeNames<'_>) -> TokenStream {
    let ty = names.spell(&case.ty);
    match case.codec {
        None => quote!(__lean::Empty),
        Some(Codec::Json | Codec::Form | Codec::Xml) => quote!(__lean::Decoded<#ty>),
        Some(Codec::Text) => quote!(__lean::Plain),
        Some(Codec::Bytes | Codec::Multipart) => quote!(__lean::Download),
        Some(Codec::JsonLines) => quote!(__lean::LineStream<#ty>),
        Some(Codec::Events) => quote!(__lean::EventStream<#ty>),
    }
}

/// The outcome of a case for its reader: `lean_runtime::call::ResponseForm::Value`, spelled out for readers of the
/// documentation.
fn value_type(case: &Case, names: &TypeNames<'_>) -> TokenStream {
    let ty = names.spell(&case.ty);
    match case.codec {
        None => quote!(()),
        Some(Codec::Json | Codec::Form | Codec::Xml) => ty,
        Some(Codec::Text) => quote!(__lean::String),
        Some(Codec::Bytes | Codec::Multipart) => quote!(__lean::Incoming),
        Some(Codec::JsonLines) => quote!(__lean::Lines<#ty>),
        Some(Codec::Events) => quote!(__lean::Events<#ty>),
    }
}

fn cases_enum(
    name: &Ident,
    cases: &[Case],
    operation: &Operation,
    names: &TypeNames<'_>,
) -> TokenStream {
    let title = format!(" What [`{}`] may bring.", operation.call);
    let mut variants = Vec::new();
    let mut tables = Vec::new();
    let mut arms = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let variant = ident(&case.name);
        let index = Literal::usize_unsuffixed(index);
        let (statuses, media) = (statuses_text(&case.statuses), &case.media);
        let docs = format!(" `{statuses}`");
        tables.push(quote!((#statuses, #media)));
        match case.codec {
            None => {
                variants.push(quote!(#[doc = #docs] #variant,));
                arms.push(quote!(#index => Self::#variant,));
            }
            Some(_) => {
                let (content, value) = (reader_type(case, names), value_type(case, names));
                variants.push(quote!(#[doc = #docs] #variant(#value),));
                arms.push(quote!(#index => Self::#variant(content.read::<#content>()?),));
            }
        }
    }
    let macros = &names.macros;
    quote! {
        #[doc = #title]
        #[::core::prelude::v1::derive(::core::fmt::Debug)]
        pub enum #name { #(#variants)* }
        impl __lean::Cases for #name {
            const CASES: &'static [(&'static str, &'static str)] = &[#(#tables),*];
            #[inline]
            fn read(case: usize, content: &mut __lean::Content) -> __lean::Result<Self, __lean::Error> {
                __lean::Result::Ok(match case { #(#arms)* _ => return content.unexpected() })
            }
        }
        #macros::cases!(#name);
    }
}

/// `200 4XX default`, as the runtime reads it.
pub(super) fn statuses_text(statuses: &[Statuses]) -> String {
    let items = statuses.iter().map(|statuses| match statuses {
        Statuses::Exact(code) => code.to_string(),
        Statuses::Range(hundred) => format!("{hundred}XX"),
        Statuses::Default => "default".to_owned(),
    });
    items.collect::<Vec<_>>().join(" ")
}

/// The variant of a media type: `Json`, `Form`, `Multipart`, or words of its own name; distinguished by number if it must be.
pub(super) fn media_variant(media: &Media, seen: &mut Vec<String>) -> Ident {
    let words = variant_names(media.codec, &media.name);
    let word = words.iter().find(|word| !seen.contains(word));
    let name = word.cloned().unwrap_or_else(|| {
        name::first_free(&words[0], "", |name| seen.iter().all(|known| known != name))
    });
    seen.push(name.clone());
    ident(&name)
}
