//! From the model to tokens. Emission cannot fail: all errors were found before.
//!
//! The output is data. An operation is a text, a call type and one-line methods; a model is its
//! fields and two short functions. All behaviour is in the runtime.

mod arguments;
pub(crate) mod assertions;
mod broken;
mod call;
mod choice;
mod completions;
mod demands;
mod described;
mod docs;
mod headers;
mod hover;
mod inbound;
mod links;
mod method_bodies;
mod object;
mod pages;
mod presence;
mod responses;
mod scopes;
mod security;
mod server;
mod signature;
mod table;
mod traits;
mod types;
mod webhooks;
mod xml;

use std::iter;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub use self::arguments::{CallArgument, arguments};
pub use self::completions::{OfferedNames, completions};
pub use self::docs::doc_attribute;
pub use self::hover::hover_items;
pub use self::signature::rewrite_implementation;
pub use self::traits::{emit_traits, emit_without_description};
pub use self::types::TypeNames;
pub(crate) use object::member_text;

use crate::api::{Api, Operation, TypeDef, TypeId, TypeKind};
use crate::check;
use crate::item::ApiTrait;
use crate::select::Selection;
use crate::setting::{Reader, Setting, ident};

/// The module of models, calls and servers.
#[must_use]
pub fn module(traits: &[ApiTrait], selection: &Selection, setting: &Setting) -> TokenStream {
    let module = Module::new(traits, selection, setting);
    let (head, parts) = (module.head(), module.parts());
    quote!(#head { #(#parts)* })
}

/// The same in parts: of a large description, all of it at once is more than many machines hold.
pub struct Module<'a> {
    traits: &'a [ApiTrait],
    selection: &'a Selection,
    setting: &'a Setting,
    names: TypeNames<'a>,
}

impl<'a> Module<'a> {
    /// Nothing is emitted yet.
    pub fn new(traits: &'a [ApiTrait], selection: &'a Selection, setting: &'a Setting) -> Self {
        Self {
            traits,
            selection,
            setting,
            names: TypeNames::inside_module(&selection.api, setting),
        }
    }

    /// The tokens before its brace.
    pub fn head(&self) -> TokenStream {
        let Setting {
            visibility, module, ..
        } = self.setting;
        let Api { title, version, .. } = &self.selection.api;
        let title = format!("Models, calls and servers of {title} {version}.");
        let quiet = allow_lints();
        quote!(#[doc = #title] #quiet #visibility mod #module)
    }

    /// Its parts in order: an item each, or a few that belong together.
    pub fn parts(&self) -> impl Iterator<Item = TokenStream> {
        let (api, facade) = (&self.selection.api, &self.setting.facade);
        let callable = |operation: &&Operation| operation.refused.is_none();
        let types = api
            .types
            .iter()
            .map(|def| emit_definition(def, &self.names));
        let calls = api.operations.iter().filter(callable);
        let calls = calls.map(|operation| call::emit_call(operation, &self.names));
        let scopes = || scopes::emit_scopes(self.traits, self.selection, self.setting);
        iter::once(quote!(use #facade::__private as __lean;))
            .chain(types)
            .chain(iter::once_with(|| standard_traits(api, &self.names.macros)))
            .chain(iter::once_with(|| self.schema_keys()).flatten())
            .chain(calls)
            .chain(iter::once_with(|| server::servers_module(api, facade)))
            .chain(iter::once_with(|| security::schemes_module(api, facade)))
            .chain(iter::once_with(|| {
                inbound::webhooks_module(api, self.setting)
            }))
            .chain(iter::once_with(scopes))
    }
}

impl Module<'_> {
    /// The keys by which types of your own are proven against the same schemas. An editor has no use for them.
    fn schema_keys(&self) -> Option<TokenStream> {
        if self.setting.reader == Reader::Editor {
            return None;
        }
        let (api, macros) = (&self.selection.api, &self.names.macros);
        let ids: Vec<TypeId> = (0..api.types.len())
            .map(TypeId)
            .filter(|id| !matches!(api.types[id.0].kind, TypeKind::Alias(_)))
            .collect();
        let names = ids.iter().map(|id| ident(&api.types[id.0].name.rust));
        let keys = check::keys(api, &ids);
        let keys = keys.into_iter().map(Literal::u64_unsuffixed);
        (!ids.is_empty()).then(|| quote!(#macros::described!(#(#names #keys)*);))
    }
}

/// Lints that generated code does not answer to.
#[must_use]
pub fn allow_lints() -> TokenStream {
    quote! {
        #[allow(
            clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction, dead_code, deprecated, missing_docs,
            non_camel_case_types, non_snake_case, non_upper_case_globals, rustdoc::all, unreachable_pub, unused,
            unused_qualifications
        )]
    }
}

/// The path of a call's type from outside the module.
#[must_use]
pub fn call_path(operation: &Operation, setting: &Setting) -> TokenStream {
    let module = &setting.module;
    let call = ident(&operation.call);
    quote!(#module::#call)
}

fn emit_definition(def: &TypeDef, names: &TypeNames<'_>) -> TokenStream {
    match &def.kind {
        TypeKind::Struct(object) => object::emit_struct(def, object, names),
        TypeKind::Enum(values) => choice::emit_enum(def, values, names),
        TypeKind::Union(union) => choice::emit_union(def, union, names),
        TypeKind::Newtype(inner) => object::emit_newtype(def, inner, names),
        TypeKind::Alias(target) => emit_alias(def, target, names),
    }
}

fn emit_alias(def: &TypeDef, target: &crate::api::Type, names: &TypeNames<'_>) -> TokenStream {
    let name = ident(&def.name.rust);
    let docs = docs::type_docs(def);
    let target = names.spell(target);
    quote! {
        #docs
        pub type #name = #target;
    }
}

/// The standard traits of all types, each a line in the runtime.
fn standard_traits(api: &Api, macros: &TokenStream) -> TokenStream {
    let modelled = |def: &&TypeDef| !matches!(def.kind, TypeKind::Alias(_));
    let name = |def: &TypeDef| ident(&def.name.rust);
    let all: Vec<_> = api.types.iter().filter(modelled).map(name).collect();
    let keys: Vec<_> = api
        .types
        .iter()
        .filter(|def| matches!(def.kind, TypeKind::Enum(_)))
        .map(name)
        .collect();
    let all = (!all.is_empty()).then(|| quote!(#macros::standard!(#(#all)*);));
    let keys = (!keys.is_empty()).then(|| quote!(#macros::keys!(#(#keys)*);));
    quote!(#all #keys)
}
