//! Methods whose signatures the description gives.

use proc_macro2::TokenStream;
use quote::quote;

use super::arguments::arguments;
use super::call_path;
use super::docs;
use super::traits::TraitWriter;
use crate::api::Operation;
use crate::item::Method;
use crate::setting::ident;

impl TraitWriter<'_> {
    /// A method whose signature the description gives.
    pub(super) fn emit_described(
        &self,
        method: Option<&Method>,
        operation: &Operation,
    ) -> (TokenStream, TokenStream) {
        let (names, facade) = (self.names, &self.setting.facade);
        let usual = ident(&operation.name.rust);
        let name = method.map_or(&usual, |method| &method.item.sig.ident);
        let head = match method {
            Some(method) => self.method_attributes(method, operation),
            None => self.documentation(operation),
        };
        let call = call_path(operation, self.setting);
        let arguments: Vec<_> = arguments(operation, names)
            .into_iter()
            .filter(|argument| argument.required)
            .collect();
        let (given, types): (Vec<_>, Vec<_>) = arguments
            .iter()
            .map(|argument| (&argument.name, &argument.ty))
            .unzip();
        let setters = arguments.iter().map(|argument| &argument.setter_call);
        let options = self.option_calls(method);
        let trait_name = &self.api_trait.rest.ident;
        let signature = quote!(fn #name(&self #(, #given: #types)*) -> #facade::Call<#call>);
        // A deprecated item warns its users, not its declaration.
        let names_deprecated = |ty| names.is_deprecated(ty);
        let allowed = (operation.deprecated
            || arguments
                .iter()
                .filter_map(|argument| argument.model)
                .any(names_deprecated))
        .then(|| quote!(#[allow(deprecated)]));
        // How many there are is the description's choice, and linters' thresholds vary.
        let many = (arguments.len() > 3).then(|| quote!(#[allow(clippy::too_many_arguments)]));
        // A trait with its own parameters was refused and cannot be implemented.
        let body = match self.api_trait.rest.generics.params.is_empty() {
            true => quote! {{
                #facade::Call::of(
                    #facade::__private::any::<#call>(<Self as #trait_name>::__executor(self)) #(.#setters)* #options
                )
            }},
            false => quote!(;),
        };
        (
            quote!(#head #allowed #many #signature #body),
            TokenStream::new(),
        )
    }

    pub(super) fn documentation(&self, operation: &Operation) -> TokenStream {
        let docs = docs::doc_attribute(&operation.docs);
        // Addresses, markup and brackets in the description's text are not the user's mistakes.
        let quiet = operation
            .docs
            .contains(['<', '[', ':'])
            .then(|| quote!(#[allow(rustdoc::all)]));
        let route = format!(" `{} {}`", operation.method, operation.path);
        let gap = (!operation.docs.trim().is_empty()).then(|| quote!(#[doc = ""]));
        let deprecated = operation.deprecated.then(|| {
            let note = format!("the description deprecates `{}`", operation.name.wire);
            quote!(#[deprecated(note = #note)])
        });
        quote!(#quiet #docs #gap #[doc = #route] #deprecated)
    }
}
