//! The user's traits, with their methods filled in, and what implements them for every client.

use proc_macro2::TokenStream;
use quote::quote;

use super::call::arguments;
use super::docs;
use super::name::ident;
use super::types::Names;
use super::{Setting, call_path, quiet};
use crate::api::Operation;
use crate::item::{ApiTrait, Method};
use crate::select::{Bound, Selection};

/// The traits and their implementations.
#[must_use]
pub fn traits(traits: &[ApiTrait], selection: &Selection, setting: &Setting) -> TokenStream {
    let names = Names::beside(&selection.api, setting);
    let each = traits.iter().zip(&selection.traits).map(|(each, bound)| one(each, bound, selection, setting, &names));
    quote!(#(#each)*)
}

/// The traits as the user wrote them, where no description could be read: the editor keeps what it knows.
#[must_use]
pub fn traits_alone(traits: &[ApiTrait]) -> TokenStream {
    let each = traits.iter().map(|each| {
        let mut item = each.rest.clone();
        item.items.extend(each.methods.iter().filter(|method| !method.is_bare()).map(|method| syn::TraitItem::Fn(method.item.clone())));
        item
    });
    quote!(#(#each)*)
}

fn one(
    each: &ApiTrait,
    bound: &[Bound],
    selection: &Selection,
    setting: &Setting,
    names: &Names<'_>,
) -> TokenStream {
    let ApiTrait { rest, methods, .. } = each;
    let (attributes, visibility, name, supers) = (&rest.attrs, &rest.vis, &rest.ident, &rest.supertraits);
    let colon = &rest.colon_token;
    let others = &rest.items;
    let (facade, module) = (&setting.facade, &setting.module);
    let (mut declared, mut implemented) = (Vec::new(), Vec::new());
    for Bound { method, operation } in bound {
        let method = method.map(|index| &methods[index]);
        let (declaration, implementation) = filled(method, &selection.api.operations[*operation], setting, names);
        declared.push(declaration);
        implemented.push(implementation);
    }
    let quiet = quiet();
    quote! {
        #(#attributes)*
        #visibility trait #name #colon #supers {
            #(#others)*
            #(#declared)*
        }
        #quiet
        impl<C: #facade::__private::Caller<#module::Needs> + ?::core::marker::Sized> #name for C {
            #(#implemented)*
        }
    }
}

/// A method whose signature the description gives.
fn filled(
    method: Option<&Method>,
    operation: &Operation,
    setting: &Setting,
    names: &Names<'_>,
) -> (TokenStream, TokenStream) {
    let usual = ident(&operation.name.rust);
    let name = method.map_or(&usual, |method| &method.item.sig.ident);
    let attributes = method.map(|method| method.item.attrs.as_slice()).unwrap_or_default();
    let docs = docs::docs(&operation.docs);
    let deprecated = docs::deprecated(operation.deprecated);
    let call = call_path(operation, setting);
    let arguments: Vec<_> = arguments(operation, names).into_iter().filter(|argument| argument.required).collect();
    let (given, types): (Vec<_>, Vec<_>) = arguments.iter().map(|argument| (&argument.name, &argument.ty)).unzip();
    let puts = arguments.iter().map(|argument| &argument.put);
    // What is deprecated warns whoever uses it, not who declares it.
    let names_deprecated = arguments.iter().any(|argument| argument.model.is_some_and(|ty| names.is_deprecated(ty)));
    let allowed = (operation.deprecated || names_deprecated).then(|| quote!(#[allow(deprecated)]));
    let facade = &setting.facade;
    let module = &setting.module;
    let declaration = quote! {
        #docs
        #(#attributes)*
        #deprecated
        #allowed
        fn #name(&self #(, #given: #types)*) -> #facade::Call<#call>;
    };
    let implementation = quote! {
        fn #name(&self #(, #given: #types)*) -> #facade::Call<#call> {
            let executor = <C as #facade::__private::Caller<#module::Needs>>::executor(self);
            #facade::Call::of(#facade::__private::any::<#call>(executor)#(.#puts)*)
        }
    };
    (declaration, implementation)
}
