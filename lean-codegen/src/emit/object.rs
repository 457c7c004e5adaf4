//! Structs and newtypes.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::presence::{is_fixed, presence};
use super::types::TypeNames;
use crate::api::{Field, Presence, Struct, Type, TypeDef};
use crate::setting::ident;

pub(super) fn emit_struct(def: &TypeDef, object: &Struct, names: &TypeNames<'_>) -> TokenStream {
    let name = ident(&def.name.rust);
    let docs = docs::type_docs(def);
    let fields = object
        .fields
        .iter()
        .map(|field| emit_field(field, def, names));
    let rest = object.rest.as_ref().map(|ty| {
        let ty = names.spell(ty);
        quote!(#[doc = " All other members."] pub rest: __lean::Map<#ty>,)
    });
    let model = emit_model(def, object);
    let constructor = constructor(def, object, names);
    quote! {
        #docs
        pub struct #name { #(#fields)* #rest }
        #model
        #constructor
    }
}

pub(super) fn emit_newtype(def: &TypeDef, inner: &Type, names: &TypeNames<'_>) -> TokenStream {
    let name = ident(&def.name.rust);
    let wire = &def.name.rust;
    let docs = docs::type_docs(def);
    let copy = names
        .is_copy(inner)
        .then(|| quote!(impl ::core::marker::Copy for #name {}));
    let traits = ident(newtype_traits(names.resolve_alias(inner)));
    let (inner, macros) = (names.spell(inner), &names.macros);
    quote! {
        #docs
        pub struct #name(pub #inner);
        impl __lean::Model for #name {
            const SHAPE: __lean::Shape = __lean::Shape(#wire, __lean::ShapeKind::Newtype);
            #[inline]
            fn make(from: &mut __lean::Make<'_>) -> Self { Self(from.next()) }
            #[inline]
            fn slot(&self, _: usize) -> &dyn __lean::Slot { &self.0 }
        }
        #macros::newtype!(#traits #name, #inner);
        #copy
    }
}

/// The further traits of a newtype, by its content.
fn newtype_traits(inner: &Type) -> &'static str {
    match inner {
        Type::Text | Type::Uri => "text",
        Type::Integer(_)
        | Type::Decimal
        | Type::Date
        | Type::DateTime
        | Type::Uuid
        | Type::Ipv4
        | Type::Ipv6
        | Type::DecimalText => "scalar",
        _ => "plain",
    }
}

fn emit_field(field: &Field, def: &TypeDef, names: &TypeNames<'_>) -> TokenStream {
    let docs = docs::field_docs(field);
    let name = ident(&field.name.rust);
    let ty = names.spell_field(field, def);
    quote!(#docs pub #name: #ty,)
}

fn emit_model(def: &TypeDef, object: &Struct) -> TokenStream {
    let name = ident(&def.name.rust);
    let shown = &def.name.rust;
    let mut marks: Vec<String> = object
        .fields
        .iter()
        .map(|field| member_mark(field, def))
        .collect();
    let mut makes: Vec<TokenStream> = object
        .fields
        .iter()
        .map(|field| make_member(field, def))
        .collect();
    let mut slots: Vec<_> = object
        .fields
        .iter()
        .map(|field| ident(&field.name.rust))
        .collect();
    if object.rest.is_some() {
        marks.push(lean_abi::Member::REST.to_owned());
        makes.push(quote!(rest: from.rest()));
        slots.push(ident("rest"));
    }
    let shape = ident(if object.closed { "Closed" } else { "Struct" });
    let slot = slot_body(&slots);
    quote! {
        impl __lean::Model for #name {
            const SHAPE: __lean::Shape = __lean::Shape(#shown, __lean::ShapeKind::#shape(&[#(#marks),*]));
            #[inline]
            fn make(from: &mut __lean::Make<'_>) -> Self { Self { #(#makes),* } }
            #[inline]
            fn slot(&self, index: usize) -> &dyn __lean::Slot { #slot }
        }
    }
}

fn slot_body(slots: &[proc_macro2::Ident]) -> TokenStream {
    let Some((last, others)) = slots.split_last() else {
        return quote!(__lean::Nothing::slot());
    };
    if others.is_empty() {
        return quote!(&self.#last);
    }
    let indices = (0..others.len()).map(proc_macro2::Literal::usize_unsuffixed);
    quote!(match index { #(#indices => &self.#others,)* _ => &self.#last })
}

/// The text of a member.
pub(super) fn member_mark(field: &Field, def: &TypeDef) -> String {
    let presence = match (&field.ty, presence(field, def)) {
        (Type::Const(json), Presence::Required) => lean_abi::Presence::Fixed(json),
        (Type::Const(json), Presence::Optional) => lean_abi::Presence::OptionalFixed(json),
        (_, Presence::Required) => lean_abi::Presence::Required,
        (_, Presence::Optional) => lean_abi::Presence::Optional,
        (_, Presence::Nullable) => lean_abi::Presence::Nullable,
        (_, Presence::OptionalNullable) => lean_abi::Presence::OptionalNullable,
    };
    member_text(field, presence)
}

/// The text of a member with this presence.
pub(crate) fn member_text(field: &Field, presence: lean_abi::Presence<'_>) -> String {
    let direction = match (field.read_only, field.write_only) {
        (true, _) => lean_abi::Direction::Responses,
        (false, true) => lean_abi::Direction::Requests,
        (false, false) => lean_abi::Direction::Both,
    };
    let member = lean_abi::Member {
        presence,
        direction,
        is_sensitive: field.sensitive,
        name: &field.name.wire,
    };
    member.write()
}

fn make_member(field: &Field, def: &TypeDef) -> TokenStream {
    let name = ident(&field.name.rust);
    match (&field.ty, presence(field, def)) {
        (Type::Const(_), Presence::Required) => quote!(#name: from.fixed()),
        (Type::Const(_), Presence::Optional) => quote!(#name: from.fixed_if_there()),
        _ => quote!(#name: from.next()),
    }
}

/// Emits `new` with the required members if a request can hold the type, and `Default` if nothing
/// is required.
fn constructor(def: &TypeDef, object: &Struct, names: &TypeNames<'_>) -> TokenStream {
    if !def.sent {
        return TokenStream::new();
    }
    let name = ident(&def.name.rust);
    let required = |field: &&Field| {
        !is_fixed(field, def)
            && implied_value(field, def).is_none()
            && matches!(
                presence(field, def),
                Presence::Required | Presence::Nullable
            )
    };
    let given: Vec<&Field> = object.fields.iter().filter(required).collect();
    let filled: Vec<TokenStream> = object
        .fields
        .iter()
        .filter_map(|field| {
            let (name, json) = (ident(&field.name.rust), implied_value(field, def)?);
            Some(quote!(#name: __lean::implied_value(#json)))
        })
        .collect();
    let set = given.len() + filled.len();
    let base = (set < object.fields.len() + usize::from(object.rest.is_some()))
        .then(|| quote!(..__lean::blank()));
    if given.is_empty() {
        let value = match filled.is_empty() {
            true => quote!(__lean::blank()),
            false => quote!(Self { #(#filled,)* #base }),
        };
        return quote! {
            impl ::core::default::Default for #name {
                #[inline]
                fn default() -> Self { #value }
            }
        };
    }
    let arguments = given
        .iter()
        .map(|field| constructor_argument(field, def, names));
    let values = given.iter().copied().map(constructor_value).chain(filled);
    quote! {
        impl #name {
            #[doc = " With everything that is required; the rest is absent."]
            #[must_use]
            #[inline]
            pub fn new(#(#arguments),*) -> Self { Self { #(#values,)* #base } }
        }
    }
}

/// The value of a required member that the caller does not set.
fn implied_value<'f>(field: &'f Field, def: &TypeDef) -> Option<&'f str> {
    let is_required = presence(field, def) == Presence::Required;
    field
        .implied
        .as_deref()
        .filter(|_| is_required && !is_fixed(field, def))
}

/// The argument for a field: a value that the field holds in a box is taken without one.
fn constructor_argument(field: &Field, def: &TypeDef, names: &TypeNames<'_>) -> TokenStream {
    let name = ident(&field.name.rust);
    let ty = match field.ty {
        Type::Boxed(id) => {
            let unboxed = Field {
                ty: Type::Named(id),
                ..field.clone()
            };
            names.spell_field(&unboxed, def)
        }
        _ => names.spell_field(field, def),
    };
    quote!(#name: #ty)
}

fn constructor_value(field: &Field) -> TokenStream {
    let name = ident(&field.name.rust);
    match (&field.ty, field.presence) {
        (Type::Boxed(_), Presence::Required) => quote!(#name: __lean::Box::new(#name)),
        (Type::Boxed(_), _) => quote!(#name: #name.map(__lean::Box::new)),
        _ => quote!(#name),
    }
}
