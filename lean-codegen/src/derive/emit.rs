//! The code by which the engine reads and writes a user's type.

use std::collections::HashSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::parts::{ModelCode, member_slot, read_member, with_index_per_field};
use super::variants::{emit_union, emit_values};
use super::{DerivedType, MakeForm, Member, ModelForm, ObjectPart, Proven, Shape};
use crate::api::{Api, TypeId};
use crate::check::{self, Claim, Proof};
use crate::emit::allow_lints;
use crate::emit::assertions::ClaimPaths;
use crate::setting::ident;

/// A proven type, with its type in the model.
pub(super) fn emit_proven(derived: &DerivedType, proven: &Proven, api: &Api) -> TokenStream {
    let facade = &derived.attribute.facade;
    let paths = ClaimPaths {
        api,
        private: quote!(__lean),
        models: quote!(__schema::),
    };
    let model = emit_model(derived, &proven.form, &proven.proofs);
    let name = &derived.name;
    let key = Literal::u64_suffixed(check::key(api, proven.id));
    let schemas = emit_schemas(&proven.proofs, &paths);
    let fills = proven
        .is_complete
        .then(|| emit_fills(derived, proven, &key, api));
    let quiet = allow_lints();
    quote! {
        #quiet
        const _: () = {
            use #facade::__private as __lean;
            #schemas
            #model
            #[doc(hidden)]
            impl<__S: __lean::Described<Key = __lean::Key<#key>>> __lean::Fits<__S> for #name {}
            #fills
        };
    }
}

/// The schemas of fields as types that only have a name, and what tells them from all others.
fn emit_schemas(proofs: &[Proof], paths: &ClaimPaths<'_>) -> TokenStream {
    let mut seen = HashSet::new();
    let models = proofs.iter().map(|proof| proof.claim.model);
    let names: Vec<Ident> = models
        .filter(|model| seen.insert(*model))
        .map(|model| schema_ident(model, paths.api))
        .collect();
    if names.is_empty() {
        return TokenStream::new();
    }
    let keys = paths.keys(proofs.iter());
    let claims =
        with_index_per_field(proofs).map(|(index, proof)| paths.claim_function(proof, index));
    quote! {
        mod __schema { #(pub enum #names {})* }
        #keys
        #(#claims)*
    }
}

/// A type that was not proven: it accepts everything, so that no other error follows.
pub(super) fn emit_unproven(derived: &DerivedType) -> TokenStream {
    let name = &derived.name;
    let (facade, quiet) = (&derived.attribute.facade, allow_lints());
    quote! {
        #quiet
        const _: () = {
            use #facade::__private as __lean;
            #[doc(hidden)]
            impl<__S: __lean::Described> __lean::Fits<__S> for #name {}
            #[doc(hidden)]
            impl<__S: __lean::Described> __lean::Fills<__S> for #name {}
            impl __lean::Model for #name {
                const SHAPE: __lean::Shape = __lean::Shape("", __lean::ShapeKind::Newtype);
                fn make(_: &mut __lean::Make<'_>) -> Self { ::core::unreachable!() }
                fn slot(&self, _: ::core::primitive::usize) -> &dyn __lean::Slot { __lean::Nothing::slot() }
            }
        };
    }
}

fn emit_model(derived: &DerivedType, form: &ModelForm, proofs: &[Proof]) -> TokenStream {
    let shown = derived.name.to_string();
    let name = &derived.name;
    let ModelCode {
        kind,
        make,
        slot,
        variant,
    } = match (form, &derived.shape) {
        (ModelForm::Object(parts), Shape::Object(members)) => emit_object(parts, members, proofs),
        (ModelForm::Values { wires, is_text }, Shape::Choice(variants)) => {
            emit_values(wires, *is_text, variants)
        }
        (ModelForm::Union { tag, tags, default }, Shape::Choice(variants)) => {
            emit_union((tag, tags, *default), variants, proofs)
        }
        (_, Shape::Newtype(member)) => {
            let (read, slot) = (
                read_member(member, proofs),
                member_slot(member, &quote!(&self.0), proofs),
            );
            ModelCode {
                kind: quote!(Newtype),
                make: quote!(Self(#read)),
                slot,
                variant: TokenStream::new(),
            }
        }
        _ => ModelCode {
            kind: quote!(Newtype),
            make: quote!(::core::unreachable!()),
            slot: quote!(__lean::Nothing::slot()),
            variant: TokenStream::new(),
        },
    };
    quote! {
        impl __lean::Model for #name {
            const SHAPE: __lean::Shape = __lean::Shape(#shown, __lean::ShapeKind::#kind);
            fn make(from: &mut __lean::Make<'_>) -> Self { #make }
            fn slot(&self, index: ::core::primitive::usize) -> &dyn __lean::Slot { #slot }
            #variant
        }
    }
}

fn emit_object(parts: &[ObjectPart], members: &[Member], proofs: &[Proof]) -> ModelCode {
    let marks = parts.iter().map(|part| &part.mark);
    let makes = parts.iter().zip(members).map(|(part, member)| {
        let name = &member.name;
        match part.made {
            MakeForm::Next => {
                let read = read_member(member, proofs);
                quote!(#name: #read)
            }
            MakeForm::Rest => quote!(#name: from.rest().into_iter().collect()),
            MakeForm::Fixed => quote!(#name: from.fixed()),
            MakeForm::FixedIfThere => quote!(#name: from.fixed_if_there()),
        }
    });
    let slots = members.iter().enumerate().map(|(index, member)| {
        let (index, name) = (Literal::usize_unsuffixed(index), &member.name);
        let slot = member_slot(member, &quote!(&self.#name), proofs);
        quote!(#index => #slot,)
    });
    ModelCode {
        kind: quote!(Struct(&[#(#marks),*])),
        make: quote!(Self { #(#makes),* }),
        slot: quote!(match index { #(#slots)* _ => __lean::Nothing::slot() }),
        variant: TokenStream::new(),
    }
}

fn schema_ident(id: TypeId, api: &Api) -> Ident {
    ident(&api.types[id.0].name.rust)
}

/// A type can be sent if all its parts can.
fn emit_fills(
    derived: &DerivedType,
    proven: &Proven,
    key: &Literal,
    api: &Api,
) -> Option<TokenStream> {
    let name = &derived.name;
    let others = proven.proofs.iter().filter(|proof| {
        // A request type proves this of each field already, and a recursive type needs no proof of
        // itself.
        !derived.is_request && proof.claim.model != proven.id
    });
    let others: Vec<_> = others.collect();
    // The compiler cannot decide conditions that lead back to this type. Such types can be sent if each is marked `request`.
    if others
        .iter()
        .any(|proof| contains(api, proof.claim.model, proven.id))
    {
        return None;
    }
    let conditions = others.iter().map(|proof| {
        let Claim { user, model, .. } = &proof.claim;
        let model = schema_ident(*model, api);
        // Through the type parameter: without one, the compiler would require it of this declaration.
        quote!(<__S as __lean::Through<#user>>::Type: __lean::Fills<__schema::#model>,)
    });
    Some(quote! {
        #[doc(hidden)]
        impl<__S: __lean::Described<Key = __lean::Key<#key>>> __lean::Fills<__S> for #name where #(#conditions)* {}
    })
}

/// Returns true if a type of the model holds another one, at any depth.
fn contains(api: &Api, outer: TypeId, inner: TypeId) -> bool {
    let mut seen = HashSet::from([outer]);
    let mut next = vec![outer];
    while let Some(id) = next.pop() {
        for part in api.types[id.0].kind.parts() {
            if part == inner {
                return true;
            }
            if seen.insert(part) {
                next.push(part);
            }
        }
    }
    false
}
