//! Completion in editors: for an unknown name of the user's, a path that ends in the user's token, through a module with
//! all known names.
//!
//! The path would be another compile error, so it is emitted for editors only. An editor takes the first place to which a
//! token of the user's goes. It also looks at the same place in the code that is emitted without the name. So these
//! paths come first, and if no name is wrong, a path to any known name takes their place.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::allow_lints;
use crate::document::{Description, OperationHead};
use crate::item::{ApiTrait, Chosen, Method};
use crate::select::{BoundOperation, Selection};
use crate::setting::ident;

/// Names of operations as the description writes them, of methods as Rust does, and of tags.
#[must_use]
pub fn completions(
    traits: &[ApiTrait],
    selection: &Selection,
    description: &Description,
) -> TokenStream {
    let heads = description.operations();
    let lost: Vec<&Method> = traits
        .iter()
        .zip(&selection.traits)
        .flat_map(|(written, bound)| unbound_methods(written, bound))
        .collect();
    let named = lost.iter().filter_map(|method| method.named.as_ref());
    let unlisted = traits
        .iter()
        .flat_map(|api_trait| unknown_operations(api_trait, heads));
    let methods = lost
        .iter()
        .filter(|method| method.named.is_none())
        .map(|method| method.item.sig.ident.clone());
    let tags = description.tags();
    let tags = tags.iter().filter(|tag| is_ident(tag));
    let offers = [
        CompletionGroup {
            module: "operations",
            wanted: named.chain(unlisted).cloned().collect(),
            known: heads.iter().map(operation_entry).collect(),
        },
        CompletionGroup {
            module: "methods",
            wanted: methods.collect(),
            known: heads.iter().map(method_entry).collect(),
        },
        CompletionGroup {
            module: "tags",
            wanted: traits.iter().flat_map(tag_names).collect(),
            known: tags.map(|tag| (ident(tag), TokenStream::new())).collect(),
        },
    ];
    let items = offers.iter().map(CompletionGroup::tokens);
    quote!(#(#items)*)
}

/// The completions for some of the user's tokens.
struct CompletionGroup {
    module: &'static str,
    wanted: Vec<Ident>,
    known: Vec<(Ident, TokenStream)>,
}

impl CompletionGroup {
    fn tokens(&self) -> TokenStream {
        let (names, docs): (Vec<_>, Vec<_>) = self.known.iter().cloned().unzip();
        let wanted = match (self.wanted.as_slice(), names.first()) {
            ([], Some(any)) => std::slice::from_ref(any),
            (wanted, _) => wanted,
        };
        let of = format_ident!("{}", self.module);
        let quiet = allow_lints();
        quote! {
            #quiet
            const _: () = {
                #(#of::#wanted;)*
                mod #of { #(#docs pub const #names: () = ();)* }
            };
        }
    }
}

fn unbound_methods<'t>(
    written: &'t ApiTrait,
    bound: &'t [BoundOperation],
) -> impl Iterator<Item = &'t Method> {
    bound.iter().filter_map(|bound| match bound {
        BoundOperation::Lost { method } => written.methods.get(*method),
        BoundOperation::Found { .. } => None,
    })
}

/// The names in `operations = [..]` that are none.
fn unknown_operations<'t>(api_trait: &'t ApiTrait, heads: &[OperationHead]) -> Vec<&'t Ident> {
    let Chosen::Operations(names) = &api_trait.chosen else {
        return Vec::new();
    };
    let is_known = |name: &str| {
        heads
            .iter()
            .any(|head| head.name == name || head.id.as_deref() == Some(name))
    };
    let names = names.iter().filter_map(|named| named.ident.as_ref());
    names
        .filter(|name| !is_known(&name.unraw().to_string()))
        .collect()
}

/// The content of `tags = [..]`. Unknown tags are not checked: they do no harm in an editor.
fn tag_names(api_trait: &ApiTrait) -> Vec<Ident> {
    let Chosen::Tags(tags) = &api_trait.chosen else {
        return Vec::new();
    };
    let written = tags.iter().filter(|(tag, _)| is_ident(tag));
    written
        .map(|(tag, span)| {
            let mut name = ident(tag);
            name.set_span(*span);
            name
        })
        .collect()
}

fn method_entry(head: &OperationHead) -> (Ident, TokenStream) {
    (ident(&head.name), documentation(head))
}

fn operation_entry(head: &OperationHead) -> (Ident, TokenStream) {
    let own = head.id.as_ref().filter(|id| is_ident(id));
    (ident(own.unwrap_or(&head.name)), documentation(head))
}

fn documentation(head: &OperationHead) -> TokenStream {
    let summary = super::doc_attribute(&head.summary().unwrap_or_default());
    let route = format!(" `{} {}`", head.method, head.path);
    quote!(#summary #[doc = ""] #[doc = #route])
}

fn is_ident(text: &str) -> bool {
    syn::parse_str::<Ident>(text).is_ok()
}
