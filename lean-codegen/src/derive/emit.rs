//! How the engine reads and writes a type of one's own.

use std::collections::HashSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::{Form, Made, Member, Own, Part, Proven, Shape};
use crate::api::{Api, TypeId};
use crate::check::{self, Proof};
use crate::emit::{ident, quiet};

/// A type that was proven: its model, and what it stands for.
pub(super) fn proven(own: &Own, proven: &Proven, api: &Api) -> TokenStream {
    let model = model(own, &proven.form);
    let facade = &own.attribute.facade;
    let name = &own.name;
    let key = Literal::u64_suffixed(check::key(api, proven.id));
    let asked = asked(&proven.proofs, api);
    let schemas = schemas(&proven.proofs, api, facade);
    let fills = proven
        .is_complete
        .then(|| fills(name, &proven.proofs, &key, api));
    let quiet = quiet();
    quote! {
        #quiet
        const _: () = {
            use #facade::__private as __lean;
            #schemas
            #model
            impl<__S: __lean::Described<Key = __lean::Key<#key>>> __lean::Fits<__S> for #name {}
            #fills
            #asked
        };
    }
}

/// A type that was not: it stands for nothing, but nothing else goes wrong for want of it.
pub(super) fn unproven(own: &Own) -> TokenStream {
    let form = match &own.shape {
        Shape::Object(members) => {
            let part = |member: &Member| Part {
                mark: format!("? {}", member.name),
                made: if member.is_rest {
                    Made::Rest
                } else {
                    Made::Next
                },
            };
            Form::Object(members.iter().map(part).collect())
        }
        Shape::Newtype(_) => Form::Newtype,
        Shape::Choice(_) => return anything(own),
    };
    let model = model(own, &form);
    let anything = stands_for_anything(own);
    let (facade, quiet) = (&own.attribute.facade, quiet());
    quote!(#quiet const _: () = { use #facade::__private as __lean; #model #anything };)
}

fn stands_for_anything(own: &Own) -> TokenStream {
    let name = &own.name;
    quote! {
        impl<__S: __lean::Described> __lean::Fits<__S> for #name {}
        impl<__S: __lean::Described> __lean::Fills<__S> for #name {}
    }
}

/// An enum of which nothing is known.
fn anything(own: &Own) -> TokenStream {
    let name = &own.name;
    let (facade, quiet, anything) = (&own.attribute.facade, quiet(), stands_for_anything(own));
    quote! {
        #quiet
        const _: () = {
            use #facade::__private as __lean;
            #anything
            impl __lean::Model for #name {
                const SHAPE: __lean::Shape = __lean::Shape("", __lean::Kind::Newtype);
                fn make(_: &mut __lean::Make<'_>) -> Self { ::core::unreachable!() }
                fn slot(&self, _: usize) -> &dyn __lean::Slot { __lean::Nothing::slot() }
            }
        };
    }
}

fn model(own: &Own, form: &Form) -> TokenStream {
    let shown = own.name.to_string();
    let name = &own.name;
    let (kind, make, slot, variant) = match (form, &own.shape) {
        (Form::Object(parts), Shape::Object(members)) => object(parts, members),
        (Form::Values { wires, is_text }, Shape::Choice(variants)) => {
            values(name, wires, *is_text, variants)
        }
        (Form::Union { tag, tags, default }, Shape::Choice(variants)) => {
            union(name, tag, tags, *default, variants)
        }
        _ => (
            quote!(Newtype),
            quote!(Self(from.next())),
            quote!(&self.0),
            TokenStream::new(),
        ),
    };
    quote! {
        impl __lean::Model for #name {
            const SHAPE: __lean::Shape = __lean::Shape(#shown, __lean::Kind::#kind);
            fn make(from: &mut __lean::Make<'_>) -> Self { #make }
            fn slot(&self, index: ::core::primitive::usize) -> &dyn __lean::Slot { #slot }
            #variant
        }
    }
}

type Bodies = (TokenStream, TokenStream, TokenStream, TokenStream);

fn object(parts: &[Part], members: &[Member]) -> Bodies {
    let marks = parts.iter().map(|part| &part.mark);
    let makes = parts.iter().zip(members).map(|(part, member)| {
        let name = &member.name;
        match part.made {
            Made::Next => quote!(#name: from.next()),
            Made::Rest => quote!(#name: from.rest()),
            Made::Fixed => quote!(#name: from.fixed()),
            Made::FixedIfThere => quote!(#name: from.fixed_if_there()),
        }
    });
    let slots = members.iter().enumerate().map(|(index, member)| {
        let (index, name) = (Literal::usize_unsuffixed(index), &member.name);
        quote!(#index => &self.#name,)
    });
    (
        quote!(Struct(&[#(#marks),*])),
        quote!(Self { #(#makes),* }),
        quote!(match index { #(#slots)* _ => __lean::Nothing::slot() }),
        TokenStream::new(),
    )
}

fn values(name: &Ident, wires: &[Option<String>], is_text: bool, variants: &[Member]) -> Bodies {
    let each: Vec<(&Member, &Option<String>)> = variants.iter().zip(wires).collect();
    let listed: Vec<&Ident> = each
        .iter()
        .filter(|(_, wire)| wire.is_some())
        .map(|(member, _)| &member.name)
        .collect();
    let texts = wires.iter().flatten();
    let wire = ident(if is_text { "Text" } else { "Json" });
    let indices: Vec<_> = (0..listed.len()).map(Literal::usize_unsuffixed).collect();
    let other = each
        .iter()
        .find(|(_, wire)| wire.is_none())
        .map(|(member, _)| *member);
    let otherwise = otherwise(other, listed.first().copied().unwrap_or(name));
    let (slot, is_other) = kept(other);
    (
        quote!(Enum(&[#(#texts),*], __lean::Wire::#wire)),
        quote!(match from.variant() { #(#indices => Self::#listed,)* _ => #otherwise }),
        slot,
        quote! {
            fn variant(&self) -> ::core::primitive::usize {
                match self { #(Self::#listed => #indices,)* #is_other }
            }
        },
    )
}

fn union(
    name: &Ident,
    tag: &str,
    tags: &[Option<String>],
    default: Option<usize>,
    variants: &[Member],
) -> Bodies {
    let each: Vec<(&Member, &Option<String>)> = variants.iter().zip(tags).collect();
    let listed: Vec<&Member> = each
        .iter()
        .filter(|(_, tags)| tags.is_some())
        .map(|(member, _)| *member)
        .collect();
    let names: Vec<&Ident> = listed.iter().map(|member| &member.name).collect();
    let indices: Vec<_> = (0..listed.len()).map(Literal::usize_unsuffixed).collect();
    let texts = tags.iter().flatten();
    let default = match default.and_then(|nth| {
        listed
            .iter()
            .position(|member| member.name == variants[nth].name)
    }) {
        Some(index) => {
            let index = Literal::usize_unsuffixed(index);
            quote!(#index)
        }
        None => quote!(::core::primitive::usize::MAX),
    };
    let other = each
        .iter()
        .find(|(_, tags)| tags.is_none())
        .map(|(member, _)| *member);
    let makes = listed.iter().map(|member| {
        let name = &member.name;
        if member.is_unit {
            quote!(Self::#name)
        } else {
            quote!(Self::#name(from.next()))
        }
    });
    let slots = listed.iter().map(|member| {
        let name = &member.name;
        if member.is_unit {
            quote!(Self::#name => __lean::Nothing::slot(),)
        } else {
            quote!(Self::#name(value) => value,)
        }
    });
    let patterns = listed.iter().map(|member| {
        let name = &member.name;
        if member.is_unit {
            quote!(Self::#name)
        } else {
            quote!(Self::#name(_))
        }
    });
    let first = names.first().copied().unwrap_or(name);
    let refused = match listed.first() {
        Some(member) if !member.is_unit => {
            quote!({ from.refuse(); Self::#first(from.blank_part()) })
        }
        _ => quote!({ from.refuse(); Self::#first }),
    };
    let otherwise = other.map_or(refused, |other| otherwise(Some(other), first));
    let (kept_slot, is_other) = kept_arm(other);
    (
        quote!(Union { tag: #tag, variants: &[#(#texts),*], default: #default }),
        quote!(match from.variant() { #(#indices => #makes,)* _ => #otherwise }),
        quote!(match self { #(#slots)* #kept_slot }),
        quote! {
            fn variant(&self) -> ::core::primitive::usize {
                match self { #(#patterns => #indices,)* #is_other }
            }
        },
    )
}

/// What an unlisted value becomes.
fn otherwise(other: Option<&Member>, first: &Ident) -> TokenStream {
    match other {
        Some(Member {
            name,
            is_unit: true,
            ..
        }) => quote!(Self::#name),
        Some(Member { name, .. }) => quote!(Self::#name(from.next())),
        None => quote!({ from.refuse(); Self::#first }),
    }
}

/// The part of the fallback, and its arm of `variant`.
fn kept(other: Option<&Member>) -> (TokenStream, TokenStream) {
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
fn kept_arm(other: Option<&Member>) -> (TokenStream, TokenStream) {
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

/// The schemas of fields, as types that only have a name.
fn schemas(proofs: &[(Proof, String)], api: &Api, facade: &TokenStream) -> TokenStream {
    let mut seen = HashSet::new();
    let each = proofs.iter().filter(|(proof, _)| seen.insert(proof.model)).map(|(proof, _)| {
        let name = schema(proof.model, api);
        let key = Literal::u64_suffixed(check::key(api, proof.model));
        quote!(pub enum #name {} impl #facade::__private::Described for #name { type Key = #facade::__private::Key<#key>; })
    });
    let each: Vec<_> = each.collect();
    if each.is_empty() {
        return TokenStream::new();
    }
    quote!(mod schema { #(#each)* })
}

fn schema(id: TypeId, api: &Api) -> Ident {
    ident(&api.types[id.0].name.rust)
}

/// A type can be sent if all its parts can.
fn fills(name: &Ident, proofs: &[(Proof, String)], key: &Literal, api: &Api) -> TokenStream {
    let conditions = proofs.iter().map(|(proof, _)| {
        let (user, model) = (&proof.user, schema(proof.model, api));
        // By way of the parameter, or the compiler would demand it here and now.
        quote!(<__S as __lean::Through<#user>>::Type: __lean::Fills<schema::#model>,)
    });
    quote!(impl<__S: __lean::Described<Key = __lean::Key<#key>>> __lean::Fills<__S> for #name where #(#conditions)* {})
}

fn asked(proofs: &[(Proof, String)], api: &Api) -> TokenStream {
    let each = proofs.iter().map(|(proof, what)| {
        let span = check::span_of(&proof.user);
        let wire = &api.types[proof.model.0].name.wire;
        let rust = &api.types[proof.model.0].name.rust;
        let message = match proof.sent {
            true => format!("`{{Self}}` cannot be sent as {what}"),
            false => format!("`{{Self}}` does not hold {what}"),
        };
        let label = format!("expected a type that stands for the schema `{wire}`");
        let name = if rust == wire { rust.clone() } else { format!("\"{wire}\"") };
        let note = format!("derive it: `#[derive(lean::Schema)]` with `#[schema(spec = \"..\", name = {name})]`");
        let relation = format_ident!("{}", if proof.sent { "Fills" } else { "Fits" });
        let (user, model) = (&proof.user, schema(proof.model, api));
        let ask = quote_spanned!(span=> proven::<#user>());
        quote! {
            const _: () = {
                #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
                trait Expected {}
                #[diagnostic::do_not_recommend]
                impl<T: __lean::#relation<schema::#model> + ?::core::marker::Sized> Expected for T {}
                const fn proven<T: Expected + ?::core::marker::Sized>() {}
                #ask
            };
        }
    });
    quote!(#(#each)*)
}
