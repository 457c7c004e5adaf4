//! Enums and unions.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::docs;
use super::types::TypeNames;
use crate::api::{Enum, EnumWire, Type, TypeDef, Union};
use crate::setting::ident;

pub(super) fn emit_enum(def: &TypeDef, values: &Enum, names: &TypeNames<'_>) -> TokenStream {
    let name = ident(&def.name.rust);
    let shown = &def.name.rust;
    let docs = docs::type_docs(def);
    let fallback = ident(&values.fallback);
    let variants: Vec<_> = values
        .variants
        .iter()
        .map(|variant| ident(&variant.name.rust))
        .collect();
    let texts = values
        .variants
        .iter()
        .map(|variant| docs::doc_attribute(&variant.docs));
    let wires: Vec<_> = values
        .variants
        .iter()
        .map(|variant| &variant.name.wire)
        .collect();
    let (wire, kept) = match values.wire {
        EnumWire::Text => (quote!(Text), quote!(__lean::String)),
        EnumWire::Integer | EnumWire::Json => (quote!(Json), quote!(__lean::Json)),
    };
    let indices: Vec<_> = (0..variants.len()).map(Literal::usize_unsuffixed).collect();
    let macros = &names.macros;
    let text = (values.wire == EnumWire::Text).then(|| quote!(#macros::text_enum!(#name);));
    quote! {
        #docs
        pub enum #name {
            #(#texts #variants,)*
            #[doc = " A value that the description does not list, as it came."]
            #fallback(#kept),
        }
        impl __lean::Model for #name {
            const SHAPE: __lean::Shape = __lean::Shape(#shown, __lean::ShapeKind::Enum(&[#(#wires),*], __lean::Wire::#wire));
            #[inline]
            fn make(from: &mut __lean::Make<'_>) -> Self {
                match from.variant() { #(#indices => Self::#variants,)* _ => Self::#fallback(from.next()) }
            }
            #[inline]
            fn slot(&self, _: usize) -> &dyn __lean::Slot {
                if let Self::#fallback(value) = self { value } else { __lean::Nothing::slot() }
            }
            #[inline]
            fn variant(&self) -> usize {
                match self { #(Self::#variants => #indices,)* Self::#fallback(_) => usize::MAX }
            }
        }
        #text
    }
}

pub(super) fn emit_union(def: &TypeDef, union: &Union, names: &TypeNames<'_>) -> TokenStream {
    let name = ident(&def.name.rust);
    let shown = &def.name.rust;
    let docs = docs::type_docs(def);
    let fallback = ident(&union.fallback);
    let variants: Vec<_> = union
        .variants
        .iter()
        .map(|variant| ident(&variant.name.rust))
        .collect();
    let texts = union
        .variants
        .iter()
        .map(|variant| docs::doc_attribute(&variant.docs));
    let types: Vec<_> = union
        .variants
        .iter()
        .map(|variant| names.spell(&variant.ty))
        .collect();
    let indices: Vec<_> = (0..variants.len()).map(Literal::usize_unsuffixed).collect();
    let kind = union_kind(union);
    quote! {
        #docs
        pub enum #name {
            #(#texts #variants(#types),)*
            #[doc = " What fits none of them, as it came."]
            #fallback(__lean::Json),
        }
        impl __lean::Model for #name {
            const SHAPE: __lean::Shape = __lean::Shape(#shown, #kind);
            #[inline]
            fn make(from: &mut __lean::Make<'_>) -> Self {
                match from.variant() {
                    #(#indices => Self::#variants(from.next()),)*
                    _ => Self::#fallback(from.next()),
                }
            }
            #[inline]
            fn slot(&self, _: usize) -> &dyn __lean::Slot {
                match self { #(Self::#variants(value) => value,)* Self::#fallback(value) => value }
            }
            #[inline]
            fn variant(&self) -> usize {
                match self { #(Self::#variants(_) => #indices,)* Self::#fallback(_) => usize::MAX }
            }
        }
    }
}

/// The rule that distinguishes the variants.
fn union_kind(union: &Union) -> TokenStream {
    let Some(tag) = union.tag.as_ref().map(|tag| tag.wire.as_str()) else {
        let with_parts = union
            .variants
            .iter()
            .filter(|variant| !is_single(&variant.ty));
        if union.any_of && with_parts.count() > 1 {
            let variants = Literal::usize_unsuffixed(union.variants.len());
            return quote!(__lean::ShapeKind::AnyOf(#variants));
        }
        let variants = union.variants.iter().map(|_| "");
        return quote!(__lean::ShapeKind::Union { tag: "", variants: &[#(#variants),*], default: usize::MAX });
    };
    let tags = union
        .variants
        .iter()
        .map(|variant| lean_abi::Tags::write(&variant.tags));
    let default = union.default_variant.map_or_else(
        || quote!(usize::MAX),
        |index| Literal::usize_unsuffixed(index).to_token_stream(),
    );
    quote!(__lean::ShapeKind::Union { tag: #tag, variants: &[#(#tags),*], default: #default })
}

/// Returns true if a type is one value without members or items.
fn is_single(ty: &Type) -> bool {
    !matches!(
        ty,
        Type::Named(_)
            | Type::Boxed(_)
            | Type::List(_)
            | Type::Tuple(_)
            | Type::Map(_)
            | Type::Nullable(_)
    )
}
