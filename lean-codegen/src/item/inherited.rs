//! The description of a module, for the types in it that derive `Schema`.
//!
//! An item of a module goes in, with the attribute of the module. If it derives `Schema` and names no description, it
//! comes out with the description of the module.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Ident, Item, Meta, Path, Token, parse_quote};

use super::attribute::SCHEMA_ARGUMENTS;
use super::split_at_commas;

/// The arguments of a module's attribute that its types take over.
pub(crate) struct Inherited(TokenStream);

impl Inherited {
    /// Reads them from the arguments of `#[lean::api(..)]`.
    pub(crate) fn read(arguments: TokenStream) -> Self {
        let of_schemas = split_at_commas(arguments).into_iter().filter(|piece| {
            argument_key(piece).is_some_and(|key| SCHEMA_ARGUMENTS.contains(&key.as_str()))
        });
        Self(quote!(#(#of_schemas),*))
    }

    /// The arguments that name the description.
    pub(crate) fn into_tokens(self) -> TokenStream {
        self.0
    }

    /// Adds them to an item, and to the items of a module in it.
    pub(super) fn add_to(&self, item: &mut Item) {
        let attributes = match item {
            Item::Struct(item) => &mut item.attrs,
            Item::Enum(item) => &mut item.attrs,
            Item::Mod(module) => {
                let items = module.content.iter_mut().flat_map(|(_, items)| items);
                return items.for_each(|item| self.add_to(item));
            }
            _ => return,
        };
        let arguments = &self.0;
        if attributes.iter().any(derives_schema) && !attributes.iter().any(names_description) {
            // A description that the module misnames is reported there.
            attributes.push(match arguments.is_empty() {
                true => parse_quote!(#[schema(__unknown)]),
                false => parse_quote!(#[schema(#arguments)]),
            });
        }
    }
}

/// Returns true for `#[derive(.., lean::Schema)]`.
fn derives_schema(attribute: &syn::Attribute) -> bool {
    let is_ours = |path: &Path| {
        let last = path.segments.last();
        path.segments.len() <= 2 && last.is_some_and(|last| last.ident == "Schema")
    };
    attribute.path().is_ident("derive")
        && attribute
            .parse_args_with(Punctuated::<Path, Token![,]>::parse_terminated)
            .is_ok_and(|paths| paths.iter().any(is_ours))
}

/// Returns true for `#[schema(spec = ..)]`.
fn names_description(attribute: &syn::Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    let mut keys = split_at_commas(list.tokens.clone()).into_iter();
    attribute.path().is_ident("schema")
        && keys.any(|piece| argument_key(&piece).is_some_and(|key| key == "spec"))
}

fn argument_key(piece: &TokenStream) -> Option<String> {
    let parser = |input: ParseStream<'_>| {
        let key = input.call(Ident::parse_any)?;
        input.parse::<TokenStream>()?;
        Ok(key.unraw().to_string())
    };
    parser.parse2(piece.clone()).ok()
}
