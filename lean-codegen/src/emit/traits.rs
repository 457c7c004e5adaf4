//! The user's traits, with their methods filled in, and what implements them for every client.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{ItemTrait, TraitItem};

use super::broken::repair_signature;
use super::method_bodies;
use super::scopes::{self, CallerBound};
use super::signature;
use super::types::TypeNames;
use super::{Setting, allow_lints};
use crate::api::Operation;
use crate::check::{self, CheckedMethod};
use crate::item::{ApiTrait, Method, Options};
use crate::select::Selection;
use crate::setting::Reader;

/// The traits and their implementations.
#[must_use]
pub fn emit_traits(
    traits: &[ApiTrait],
    checked_methods: &[Vec<CheckedMethod>],
    selection: &Selection,
    setting: &Setting,
) -> TokenStream {
    let names = TypeNames::next_to_module(&selection.api, setting);
    let facade = &setting.facade;
    let private = quote!(#facade::__private);
    let items = traits
        .iter()
        .zip(checked_methods)
        .zip(&selection.traits)
        .map(|((api_trait, checked_methods), bound)| {
            let of = (&api_trait.rest.ident, traits.len() == 1);
            let asked = scopes::caller_bound(of, bound, &selection.api, &setting.module, &private);
            TraitWriter {
                api_trait,
                selection,
                setting,
                names: &names,
                caller_bound: asked,
            }
            .tokens(checked_methods)
        });
    quote!(#(#items)*)
}

/// The traits as the user wrote them, where no description could be read: the editor keeps what it knows.
#[must_use]
pub fn emit_without_description(traits: &[ApiTrait]) -> TokenStream {
    let items = traits.iter().map(|api_trait| {
        let mut item = api_trait.rest.clone();
        let methods = api_trait.methods.iter().map(|method| {
            let mut declared = repair_signature(method, &api_trait.rest.ident, "lean");
            declared.default = None;
            TraitItem::Fn(declared)
        });
        item.items.extend(methods);
        item
    });
    quote!(#(#items)*)
}

pub(super) struct TraitWriter<'a> {
    pub(super) api_trait: &'a ApiTrait,
    pub(super) selection: &'a Selection,
    pub(super) setting: &'a Setting,
    pub(super) names: &'a TypeNames<'a>,
    pub(super) caller_bound: CallerBound,
}

impl TraitWriter<'_> {
    fn tokens(&self, checked_methods: &[CheckedMethod]) -> TokenStream {
        let (declared, implemented): (Vec<_>, Vec<_>) = checked_methods
            .iter()
            .map(|checked_method| self.emit_method(checked_method))
            .unzip();
        let ItemTrait {
            attrs,
            vis,
            unsafety,
            ident,
            generics,
            colon_token,
            supertraits,
            items,
            ..
        } = &self.api_trait.rest;
        let condition = &generics.where_clause;
        let unimplemented = self.unimplemented_message();
        let (left_to_fakes, by_clients) = self.executors(checked_methods).unzip();
        let declaration = quote! {
            #(#attrs)*
            #unimplemented
            #vis #unsafety trait #ident #generics #colon_token #supertraits #condition {
                #(#items)*
                #(#declared)*
                #left_to_fakes
            }
        };
        // A trait with its own parameters was refused, and could not be implemented for clients.
        if !generics.params.is_empty() {
            return declaration;
        }
        let CallerBound { caller, items } = &self.caller_bound;
        let more = (!supertraits.is_empty()).then(|| quote!(+ #supertraits));
        let quiet = allow_lints();
        let implementation = quote! {
            #unsafety impl<__Client: #caller + ?::core::marker::Sized #more> #ident for __Client
            #condition
            {
                #by_clients
                #(#implemented)*
            }
        };
        match items {
            None => quote!(#declaration #quiet #implementation),
            Some(items) => quote!(#declaration #quiet const _: () = { #items #implementation };),
        }
    }

    /// The executors of the calls of described methods: none in a fake that leaves them out, the client in a client. These
    /// methods have their bodies in the trait: the compiler sees each signature once, and a fake needs only some methods.
    fn executors(&self, checked_methods: &[CheckedMethod]) -> Option<(TokenStream, TokenStream)> {
        let is_described = |checked_method: &CheckedMethod| {
            matches!(checked_method, CheckedMethod::Described { .. })
        };
        if !checked_methods.iter().any(is_described) {
            return None;
        }
        let facade = &self.setting.facade;
        let private = quote!(#facade::__private);
        let name = self.api_trait.rest.ident.to_string();
        let executor = self.executor();
        let signature = quote!(fn __executor(&self) -> #private::Executor);
        Some((
            quote!(#[doc(hidden)] #signature { #private::unfaked(#name) }),
            quote!(#signature { #executor }),
        ))
    }

    /// The message about a type that is not a client, unless the user has one.
    fn unimplemented_message(&self) -> Option<TokenStream> {
        let rest = &self.api_trait.rest;
        let of_tools = |attribute: &syn::Attribute| {
            let first = attribute.path().segments.first();
            first.is_some_and(|first| first.ident == "diagnostic")
        };
        if rest.attrs.iter().any(of_tools) {
            return None;
        }
        let message = format!("`{{Self}}` cannot call the operations of `{}`", rest.ident);
        Some(quote! {
            #[diagnostic::on_unimplemented(
                message = #message,
                label = "not a client",
                note = "use `lean::Client`, `lean::blocking::Client` or a reference to one of them"
            )]
        })
    }

    /// A method's declaration, and what it does.
    fn emit_method(&self, checked_method: &CheckedMethod) -> (TokenStream, TokenStream) {
        let methods = &self.api_trait.methods;
        match checked_method {
            CheckedMethod::Described { method, operation } => self.emit_described(
                method.map(|index| &methods[index]),
                &self.selection.api.operations[*operation],
            ),
            CheckedMethod::Own {
                method,
                operation,
                plan,
            } => {
                let method = &methods[*method];
                let operation = &self.selection.api.operations[*operation];
                let (facade, setting) = (&self.setting.facade, self.setting);
                let setting = (&self.selection.api, setting);
                let head = self.method_attributes(method, operation);
                let signature = signature::rewrite_signature(&method.item.sig, facade);
                let gates = cfg_attributes(method);
                let declared = quote!(#head #signature;);
                // A proof has the user's tokens: an editor would show its parts there.
                if self.setting.reader == Reader::Editor {
                    let arguments = method.arguments.iter().map(|argument| &argument.name);
                    let body = quote!({ let _ = (#(#arguments,)*); loop {} });
                    return (declared, quote!(#(#gates)* #signature #body));
                }
                let options = self.option_calls(Some(method));
                let body = method_bodies::method_body(
                    plan,
                    operation,
                    setting,
                    &self.executor(),
                    &options,
                );
                (declared, quote!(#(#gates)* #signature { #body }))
            }
            CheckedMethod::Broken { method } => {
                let method = &methods[*method];
                let facade = &self.setting.facade;
                let item = repair_signature(
                    method,
                    &self.api_trait.rest.ident,
                    &check::facade_name(facade),
                );
                let attributes = &item.attrs;
                let signature = signature::rewrite_signature(&item.sig, facade);
                let gates = cfg_attributes(method);
                (
                    quote!(#(#attributes)* #signature;),
                    quote!(#(#gates)* #signature { ::core::unreachable!() }),
                )
            }
        }
    }

    /// The attributes of a method: the description's documentation, then the user's.
    pub(super) fn method_attributes(&self, method: &Method, operation: &Operation) -> TokenStream {
        let documentation = self.documentation(operation);
        let attributes = &method.item.attrs;
        let is_doc = |attribute: &syn::Attribute| attribute.path().is_ident("doc");
        let gap = attributes.iter().any(is_doc).then(|| quote!(#[doc = ""]));
        quote!(#documentation #gap #(#attributes)*)
    }

    fn executor(&self) -> TokenStream {
        let facade = &self.setting.facade;
        quote!(<__Client as #facade::__private::Caller>::executor(self))
    }

    /// The headers and deadline that trait and method set; the method's own count.
    pub(super) fn option_calls(&self, method: Option<&Method>) -> TokenStream {
        let none = Options::default();
        let own = method.map_or(&none, |method| &method.options);
        let all = self.api_trait.options.headers.iter().chain(&own.headers);
        let headers = all.map(|header| {
            let (name, value) = (&header.name, &header.value);
            quote!(.header(#name, #value))
        });
        let timeout = own
            .timeout
            .or(self.api_trait.options.timeout)
            .map(|seconds| {
                let facade = &self.setting.facade;
                quote!(.timeout(#facade::__private::seconds(#seconds)))
            });
        quote!(#(#headers)* #timeout)
    }
}

/// The conditions under which a method is there at all hold for its implementation too.
fn cfg_attributes(method: &Method) -> Vec<&syn::Attribute> {
    method
        .item
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("cfg"))
        .collect()
}
