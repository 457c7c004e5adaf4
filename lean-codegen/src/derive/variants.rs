//! Emits how the engine sees an enum: one of several values, or one of several types.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::Member;
use super::parts::{ModelCode, member_slot, read_member};
use crate::check::Proof;
use crate::setting::ident;

/// Emits an enum of values.
pub(super) fn emit_values(
    wires: &[Option<String>],
    is_text: bool,
    variants: &[Member],
) -> ModelCode {
    let items: Vec<(&Member, &Option<String>)> = variants.iter().zip(wires).collect();
    let listed: Vec<&Ident> = items
        .iter()
        .filter(|(_, wire)| wire.is_some())
        .map(|(member, _)| &member.name)
        .collect();
    let texts = wires.iter().flatten();
    let wire = ident(if is_text { "Text" } else { "Json" });
    let indices: Vec<_> = (0..listed.len()).map(Literal::usize_unsuffixed).collect();
    let other = items
        .iter()
        .find(|(_, wire)| wire.is_none())
        .map(|(member, _)| *member);
    let otherwise = unlisted_value(other, listed.first().copied());
    let (slot, is_other) = fallback_parts(other);
    ModelCode {
        kind: quote!(Enum(&[#(#texts),*], __lean::Wire::#wire)),
        make: quote!(match from.variant() { #(#indices => Self::#listed,)* _ => #otherwise }),
        slot,
        variant: quote! {
            fn variant(&self) -> ::core::primitive::usize {
                match self { #(Self::#listed => #indices,)* #is_other }
            }
        },
    }
}

/// Emits a union of types.
pub(super) fn emit_union(
    (tag, tags, default): (&str, &[Option<String>], Option<usize>),
    variants: &[Member],
    proofs: &[Proof],
) -> ModelCode {
    let items: Vec<(&Member, &Option<String>)> = variants.iter().zip(tags).collect();
    let listed: Vec<&Member> = items
        .iter()
        .filter(|(_, tags)| tags.is_some())
        .map(|(member, _)| *member)
        .collect();
    let indices: Vec<_> = (0..listed.len()).map(Literal::usize_unsuffixed).collect();
    let texts = tags.iter().flatten();
    let default = match default.and_then(|position| {
        listed
            .iter()
            .position(|member| member.name == variants[position].name)
    }) {
        Some(index) => {
            let index = Literal::usize_unsuffixed(index);
            quote!(#index)
        }
        None => quote!(::core::primitive::usize::MAX),
    };
    let other = items
        .iter()
        .find(|(_, tags)| tags.is_none())
        .map(|(member, _)| *member);
    let arms = listed.iter().map(|member| variant_arms(member, proofs));
    let (makes, (slots, patterns)): (Vec<_>, (Vec<_>, Vec<_>)) = arms.unzip();
    let otherwise = match (other, listed.first()) {
        (
            None,
            Some(Member {
                name,
                is_unit: false,
                ..
            }),
        ) => {
            quote!({ from.refuse(); Self::#name(from.blank_part()) })
        }
        (other, first) => unlisted_value(other, first.map(|member| &member.name)),
    };
    let (kept_slot, is_other) = fallback_arms(other);
    ModelCode {
        kind: quote!(Union { tag: #tag, variants: &[#(#texts),*], default: #default }),
        make: quote!(match from.variant() { #(#indices => #makes,)* _ => #otherwise }),
        slot: quote!(match self { #(#slots)* #kept_slot }),
        variant: quote! {
            fn variant(&self) -> ::core::primitive::usize {
                match self { #(#patterns => #indices,)* #is_other }
            }
        },
    }
}

/// The way to make a listed variant; the way to reach its part, and its number.
fn variant_arms(member: &Member, proofs: &[Proof]) -> (TokenStream, (TokenStream, TokenStream)) {
    let name = &member.name;
    if member.is_unit {
        let slot = quote!(Self::#name => __lean::Nothing::slot(),);
        return (quote!(Self::#name), (slot, quote!(Self::#name)));
    }
    let (read, slot) = (
        read_member(member, proofs),
        member_slot(member, &quote!(value), proofs),
    );
    let slot = quote!(Self::#name(value) => #slot,);
    (quote!(Self::#name(#read)), (slot, quote!(Self::#name(_))))
}

/// The value for an unlisted value.
fn unlisted_value(other: Option<&Member>, first: Option<&Ident>) -> TokenStream {
    match (other, first) {
        (
            Some(Member {
                name,
                is_unit: true,
                ..
            }),
            _,
        ) => quote!(Self::#name),
        (Some(Member { name, .. }), _) => quote!(Self::#name(from.next())),
        (None, Some(first)) => quote!({ from.refuse(); Self::#first }),
        // Without variants there are no values either.
        (None, None) => quote!(::core::unreachable!()),
    }
}

/// The part of the fallback, and its arm of `variant`.
fn fallback_parts(other: Option<&Member>) -> (TokenStream, TokenStream) {
    match other {
        Some(Member {
            name,
            is_unit: true,
            ..
        }) => (
            quote!(__lean::Nothing::slot()),
            quote!(Self::#name => ::core::primitive::usize::MAX,),
        ),
        Some(Member { name, .. }) => (
            quote!(if let Self::#name(value) = self { value } else { __lean::Nothing::slot() }),
            quote!(Self::#name(_) => ::core::primitive::usize::MAX,),
        ),
        None => (quote!(__lean::Nothing::slot()), TokenStream::new()),
    }
}

/// The fallback's arms of `slot` and `variant`.
fn fallback_arms(other: Option<&Member>) -> (TokenStream, TokenStream) {
    match other {
        Some(Member {
            name,
            is_unit: true,
            ..
        }) => (
            quote!(Self::#name => __lean::Nothing::slot(),),
            quote!(Self::#name => ::core::primitive::usize::MAX,),
        ),
        Some(Member { name, .. }) => (
            quote!(Self::#name(value) => value,),
            quote!(Self::#name(_) => ::core::primitive::usize::MAX,),
        ),
        None => (TokenStream::new(), TokenStream::new()),
    }
}
