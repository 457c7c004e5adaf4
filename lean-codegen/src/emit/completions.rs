//! Completion in editors: for an unknown name of the user's, a path that ends in the user's token, through a module with
//! all known names.
//!
//! The path would be another compile error, so it is emitted for editors only. An editor takes the first place to which a
//! token of the user's goes. It also looks at the same place in the code that is emitted without the name. So these
//! paths come first, and if no name is wrong, a path to any known name takes their place.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;

use super::allow_lints;
use crate::document::{Description, OperationHead};
use crate::item::{ApiTrait, Chosen, Method};
use crate::parts::Parts;
use crate::select::{BoundOperation, Selection};
use crate::setting::ident;

/// Names of operations as the description writes them, of methods as Rust does, and of tags.
#[must_use]
pub fn completions(
    traits: &[ApiTrait],
    selection: &Selection,
    description: &Description,
    parts: &Parts,
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
    let groups = [
        CompletionGroup {
            names: OfferedNames::Operations,
            wanted: named.chain(unlisted).cloned().collect(),
        },
        CompletionGroup {
            names: OfferedNames::Methods,
            wanted: methods.collect(),
        },
        CompletionGroup {
            names: OfferedNames::Tags,
            wanted: traits.iter().flat_map(tag_names).collect(),
        },
    ];
    let items = groups.iter().map(|group| group.tokens(description, parts));
    quote!(#(#items)*)
}

/// Names of a description that an editor offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfferedNames {
    /// Of operations, as the description writes them.
    Operations,
    /// Of operations, as methods.
    Methods,
    /// Of tags.
    Tags,
}

impl OfferedNames {
    /// The constants, one for each name, with the documentation of what it names.
    #[must_use]
    pub fn constants(self, description: &Description) -> TokenStream {
        let known: Vec<(Ident, TokenStream)> = match self {
            Self::Operations => description
                .operations()
                .iter()
                .map(operation_entry)
                .collect(),
            Self::Methods => description.operations().iter().map(method_entry).collect(),
            Self::Tags => {
                let tags = description.tags();
                let tags = tags.iter().filter(|tag| is_ident(tag));
                tags.map(|tag| (ident(tag), TokenStream::new())).collect()
            }
        };
        let constants = known
            .iter()
            .map(|(name, docs)| quote!(#docs pub const #name: () = ();));
        quote!(#(#constants)*)
    }

    /// Any of the names.
    fn first(self, description: &Description) -> Option<Ident> {
        let first = description.operations().first();
        match self {
            Self::Operations => first.map(operation_name),
            Self::Methods => first.map(|head| ident(&head.name)),
            Self::Tags => {
                let tags = description.tags();
                tags.iter().find(|tag| is_ident(tag)).map(|tag| ident(tag))
            }
        }
    }

    /// The module of its constants.
    pub(crate) fn module(self) -> Ident {
        match self {
            Self::Operations => ident("operations"),
            Self::Methods => ident("methods"),
            Self::Tags => ident("tags"),
        }
    }

    /// The names whose constants are in the module of that name.
    pub(crate) fn of_module(module: &Ident) -> Option<Self> {
        let all = [Self::Operations, Self::Methods, Self::Tags];
        all.into_iter().find(|names| names.module() == *module)
    }
}

/// The completions for some of the user's tokens.
struct CompletionGroup {
    names: OfferedNames,
    wanted: Vec<Ident>,
}

impl CompletionGroup {
    fn tokens(&self, description: &Description, parts: &Parts) -> TokenStream {
        let any = self.names.first(description);
        let wanted = match (self.wanted.as_slice(), &any) {
            ([], Some(any)) => std::slice::from_ref(any),
            (wanted, _) => wanted,
        };
        let module = self.names.module();
        let constants = parts.names(self.names);
        let quiet = allow_lints();
        quote! {
            #quiet
            const _: () = {
                #(#module::#wanted;)*
                mod #module { #constants }
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
    (operation_name(head), documentation(head))
}

fn operation_name(head: &OperationHead) -> Ident {
    let own = head.id.as_ref().filter(|id| is_ident(id));
    ident(own.unwrap_or(&head.name))
}

fn documentation(head: &OperationHead) -> TokenStream {
    let summary = super::doc_attribute(&head.summary().unwrap_or_default());
    let route = format!(" `{} {}`", head.method, head.path);
    quote!(#summary #[doc = ""] #[doc = #route])
}

fn is_ident(text: &str) -> bool {
    syn::parse_str::<Ident>(text).is_ok()
}
