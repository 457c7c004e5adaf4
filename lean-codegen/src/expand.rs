//! The whole compiler on one screen.

use std::sync::Arc;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Item, ItemMod, ItemTrait};

use crate::api::{Api, Finding};
use crate::document::Description;
use crate::emit::{self, Setting};
use crate::errors::Errors;
use crate::item::{Annotated, ApiTrait, Attribute, Spec, annotated};
use crate::select;
use crate::{diagnostic, name};

/// Whoever has the file system: the macro, the command line, a test.
pub trait Host {
    /// Opens a description, or says why it cannot.
    ///
    /// # Errors
    /// What makes it unusable as a whole.
    fn open(&self, spec: &Spec, overlays: &[String]) -> Result<Arc<Description>, Vec<Finding>>;

    /// The absolute path of a file that the description was read from, for rebuilding when it changes.
    fn absolute(&self, spec: &Spec, file: &str) -> String;

    /// A word of warning about where the description stands, if there is one.
    fn warning(&self, _spec: &Spec) -> Option<String> {
        None
    }
}

/// Expands `#[lean::api(..)]`: the user's item, what it asks for, and every mistake.
pub fn api(attribute: TokenStream, item: TokenStream, host: &dyn Host) -> TokenStream {
    let mut errors = Errors::default();
    let attribute = Attribute::read(attribute, &mut errors);
    let mut tokens = match annotated(item.clone(), &mut errors) {
        Some(Annotated::Trait(item)) => on_trait(item, &attribute, host, &mut errors),
        Some(Annotated::Mod(item)) => on_mod(item, &attribute, host, &mut errors),
        // What is neither stays as it is, so that the editor keeps its bearings.
        None => item,
    };
    errors.append_to(&mut tokens);
    tokens
}

fn on_trait(item: ItemTrait, attribute: &Attribute, host: &dyn Host, errors: &mut Errors) -> TokenStream {
    let module = attribute.module.clone().unwrap_or_else(|| emit::ident(&name::snake(&item.ident.to_string())));
    let visibility = item.vis.clone();
    let setting = Setting { facade: attribute.facade.clone(), visibility: quote!(#visibility), module };
    let traits = vec![ApiTrait::read(item, errors)];
    generated(traits, attribute, &setting, host, errors)
}

fn on_mod(mut item: ItemMod, attribute: &Attribute, host: &dyn Host, errors: &mut Errors) -> TokenStream {
    let items = item.content.take().map(|(_, items)| items).unwrap_or_default();
    let mut traits = Vec::new();
    let mut others = Vec::new();
    for item in items {
        match item {
            Item::Trait(item) => traits.push(ApiTrait::read(item, errors)),
            other => others.push(other),
        }
    }
    let module = attribute.module.clone().unwrap_or_else(|| emit::ident("models"));
    let setting = Setting { facade: attribute.facade.clone(), visibility: quote!(pub), module: module.clone() };
    let generated = generated(traits, attribute, &setting, host, errors);
    let (attributes, visibility, name) = (&item.attrs, &item.vis, &item.ident);
    quote! {
        #(#attributes)*
        #visibility mod #name {
            #(#others)*
            #generated
            #[allow(unused_imports)]
            pub use #module::*;
        }
    }
}

fn generated(
    mut traits: Vec<ApiTrait>,
    attribute: &Attribute,
    setting: &Setting,
    host: &dyn Host,
    errors: &mut Errors,
) -> TokenStream {
    let Some((spec, description)) = open(attribute, host, errors) else { return emit::traits_alone(&traits) };
    let selection = select::select(&mut traits, attribute, &description, errors);
    // A file that is not there cannot be watched; what failed for want of it is tried again anyway.
    let there = description.files().into_iter().filter(|file| description.source(file).is_some());
    let files: Vec<String> = there.map(|file| host.absolute(spec, &file)).collect();
    let traits = emit::traits(&traits, &selection, setting);
    let module = emit::module(&selection.api, setting);
    let tracked = track(&files);
    quote!(#traits #module #tracked)
}

fn open<'a>(
    attribute: &'a Attribute,
    host: &dyn Host,
    errors: &mut Errors,
) -> Option<(&'a Spec, Arc<Description>)> {
    let Some(spec) = &attribute.spec else {
        let message = "which description? Add `spec = \"openapi.yaml\"`, a path relative to the package";
        errors.push(Span::call_site(), message);
        return None;
    };
    let overlays: Vec<String> = attribute.overlays.iter().map(syn::LitStr::value).collect();
    match host.open(spec, &overlays) {
        Ok(description) => Some((spec, description)),
        Err(findings) => {
            for finding in findings {
                errors.push(spec.path.span(), diagnostic::plain(&finding));
            }
            None
        }
    }
}

/// A compiler that has included a file compiles again when the file changes. The bytes reach no binary.
fn track(files: &[String]) -> TokenStream {
    quote!(const _: () = { #(let _ = ::core::include_bytes!(#files);)* };)
}

/// Everything that was resolved, as the command line prints it: a trait of all operations, and the models.
#[must_use]
pub fn printed(api: Api, setting: &Setting, trait_name: &str) -> TokenStream {
    let (traits, selection) = select::whole(api, trait_name);
    let traits = emit::traits(&traits, &selection, setting);
    let module = &setting.module;
    let models = emit::module(&selection.api, setting);
    quote!(#traits #models pub use #module::*;)
}
