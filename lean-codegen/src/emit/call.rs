//! The call type of an operation: what it is given, what can be chained, what it yields.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

use super::docs;
use super::headers;
use super::links;
use super::responses;
use super::table;
use super::types::TypeNames;
use crate::api::{Body, Codec, Media, Operation, Parameter, Type};
use crate::name::{Position, is_used, unused};
use crate::setting::ident;

/// Something that a call is given: a parameter or the body.
pub struct CallArgument<'a> {
    /// Its name.
    pub name: Ident,
    /// Its type as a function's argument.
    pub ty: TokenStream,
    /// The method of the runtime's call that takes it, with its arguments.
    pub setter_call: TokenStream,
    /// True if it is required.
    pub required: bool,
    /// Its documentation.
    pub docs: &'a str,
    /// True if it is deprecated.
    pub deprecated: bool,
    /// Its type in the model.
    pub model: Option<&'a Type>,
    /// True if it is the body.
    pub is_body: bool,
    /// The value that the server assumes, as JSON text.
    pub default: Option<&'a str>,
    /// The limits of its values, in the form of the operation's table.
    pub limits: Option<&'a str>,
    /// True if a method of every call sets it: `.idempotency_key(..)` sets the key of that name.
    pub is_set_by_all: bool,
}

/// The arguments of an operation, required ones first, the body last. A parameter with only one value is not an argument.
#[must_use]
pub fn arguments<'a>(operation: &'a Operation, names: &TypeNames<'_>) -> Vec<CallArgument<'a>> {
    let mut arguments: Vec<CallArgument<'a>> = operation
        .parameters
        .iter()
        .enumerate()
        .filter(|(_, parameter)| parameter.fixed().is_none())
        .map(|(index, input)| CallArgument {
            is_set_by_all: operation.is_key(input) && input.name.rust == "idempotency_key",
            ..parameter_argument(index, input, names)
        })
        .collect();
    arguments.extend(
        operation
            .body
            .as_ref()
            .map(|content| body_argument(content, operation, names)),
    );
    arguments.sort_by_key(|argument| !argument.required);
    arguments
}

pub(super) fn emit_call(operation: &Operation, names: &TypeNames<'_>) -> TokenStream {
    let name = ident(&operation.call);
    let docs = call_docs(operation);
    let success = responses::success(operation, names);
    let failure = responses::failure(operation, names);
    let (success_type, success_item) = (&success.ty, &success.item);
    let (failure_type, failure_item) = (&failure.ty, &failure.item);
    let arguments = arguments(operation, names);
    let named = setters(&arguments);
    let setters: Vec<_> = named
        .iter()
        .map(|(method, argument)| setter(&ident(method), argument))
        .collect();
    let pages = paged_implementation(operation, names);
    let keyed =
        (operation.idempotency_header.is_some()).then(|| quote!(impl __lean::Keyed for #name {}));
    let mut taken: Vec<String> = arguments
        .iter()
        .map(|argument| argument.name.unraw().to_string())
        .chain(named.into_iter().map(|(method, _)| method))
        .chain(["pages".to_owned()])
        .collect();
    let (header_names, headers): (Vec<_>, Vec<_>) =
        headers::header_functions(operation, &taken, names)
            .into_iter()
            .unzip();
    taken.extend(header_names);
    let links = links::link_functions(operation, &taken, names);
    let written = table::operation_table(operation, &links, names);
    let is_bare = setters.is_empty() && headers.is_empty() && links.is_empty();
    let methods = (!is_bare).then(|| quote!(impl #name { #(#setters)* #(#headers)* #(#links)* }));
    let body = body_enum(operation, names);
    quote! {
        #docs
        pub struct #name(__lean::SharedCall);
        impl __lean::Callable for #name {
            const CALLEE: __lean::Callee<Self> = __lean::Callee(#written, Self);
            type Success = #success_type;
            type Failure = #failure_type;
        }
        #pages
        #keyed
        #methods
        #success_item
        #failure_item
        #body
    }
}

fn call_docs(operation: &Operation) -> TokenStream {
    let route = format!(" `{} {}`", operation.method, operation.path);
    let docs = docs::doc_attribute(&operation.docs);
    let gap = (!operation.docs.trim().is_empty()).then(|| quote!(#[doc = ""]));
    quote!(#docs #gap #[doc = #route])
}

/// The methods that set what is optional: named after it, with a word more where calls have such a method already.
fn setters<'a, 'm>(arguments: &'m [CallArgument<'a>]) -> Vec<(String, &'m CallArgument<'a>)> {
    let plain = |argument: &CallArgument<'_>| argument.name.unraw().to_string();
    let mut taken: Vec<String> = arguments.iter().map(plain).collect();
    let mut setters = Vec::new();
    let own = |argument: &&CallArgument<'_>| !argument.required && !argument.is_set_by_all;
    for argument in arguments.iter().filter(own) {
        let mut method = plain(argument);
        if is_used(Position::Setter, &method) {
            method = unused(Position::Setter, &method);
            while taken.contains(&method) {
                method.insert_str(0, "with_");
            }
            taken.push(method.clone());
        }
        setters.push((method, argument));
    }
    setters
}

fn setter(method: &Ident, argument: &CallArgument<'_>) -> TokenStream {
    let CallArgument {
        name,
        ty,
        setter_call: put,
        docs,
        default,
        limits,
        is_body,
        ..
    } = argument;
    let text = docs::docs_with_limits(docs, *limits, *default);
    let any = is_body.then(|| quote!(.any()));
    let deprecated = docs::deprecation(argument.deprecated);
    quote! {
        #text
        #deprecated
        #[inline]
        pub fn #method(&self, #name: #ty) -> __lean::Call<Self> { __lean::Call::of(self.0 #any .#put) }
    }
}

fn parameter_argument<'a>(
    index: usize,
    parameter: &'a Parameter,
    names: &TypeNames<'_>,
) -> CallArgument<'a> {
    let name = ident(&parameter.name.rust);
    let index = Literal::usize_unsuffixed(index);
    let (ty, put) = setter_call(&parameter.ty, names, &name, &quote!(#index), "");
    let Parameter {
        required,
        docs,
        deprecated,
        ty: model,
        default,
        limits,
        ..
    } = parameter;
    CallArgument {
        name,
        ty,
        setter_call: put,
        required: *required,
        docs,
        deprecated: *deprecated,
        model: Some(model),
        is_body: false,
        default: default.as_deref(),
        limits: limits
            .iter()
            .find(|(place, _)| place.is_empty())
            .map(|(_, limits)| limits.as_str()),
        is_set_by_all: false,
    }
}

fn body_argument<'a>(
    body: &'a Body,
    operation: &'a Operation,
    names: &TypeNames<'_>,
) -> CallArgument<'a> {
    let mut name = "body".to_owned();
    let is_taken = |name: &str| {
        let mut parameters = operation.parameters.iter();
        parameters.any(|parameter| parameter.name.rust == name)
    };
    while is_taken(&name) {
        name.insert_str(0, "request_");
    }
    let name = ident(&name);
    let (required, docs) = (body.required, body.docs.as_str());
    if body.is_choice() {
        let models = ident(&body.name);
        let ty = names.item_path(&models);
        let put = quote!(body_of(#name));
        return CallArgument {
            name,
            ty,
            setter_call: put,
            required,
            docs,
            deprecated: false,
            model: None,
            is_body: true,
            default: None,
            limits: None,
            is_set_by_all: false,
        };
    }
    let media = &body.media[0];
    let (ty, put) = body_setter(media, names, &name, &quote!(0));
    CallArgument {
        name,
        ty,
        setter_call: put,
        required,
        docs,
        deprecated: false,
        model: Some(&media.ty),
        is_body: true,
        default: None,
        limits: None,
        is_set_by_all: false,
    }
}

/// The way to pass a value of that type to the runtime's call.
fn setter_call(
    ty: &Type,
    names: &TypeNames<'_>,
    name: &Ident,
    index: &TokenStream,
    prefix: &str,
) -> (TokenStream, TokenStream) {
    let runtime = &names.runtime;
    let method = |suffix: &str| format_ident!("{}{}", prefix, suffix);
    match names.resolve_alias(ty) {
        Type::Text | Type::Uri => (quote!(&#runtime::str), {
            let method = method("text");
            quote!(#method(#index, #name))
        }),
        Type::List(item) => {
            let item = names.spell(item);
            let method = method("list");
            (quote!(&[#item]), quote!(#method(#index, #name)))
        }
        _ => {
            let method = if prefix.is_empty() {
                format_ident!("with")
            } else {
                format_ident!("body")
            };
            let spelled = names.spell(ty);
            if names.is_copy(ty) {
                (spelled, quote!(#method(#index, &#name)))
            } else {
                (quote!(&#spelled), quote!(#method(#index, #name)))
            }
        }
    }
}

fn body_setter(
    media: &Media,
    names: &TypeNames<'_>,
    name: &Ident,
    index: &TokenStream,
) -> (TokenStream, TokenStream) {
    let runtime = &names.runtime;
    match media.codec {
        Codec::Bytes => (quote!(#runtime::File), quote!(body_bytes(#index, #name))),
        Codec::JsonLines | Codec::Events => {
            let item = names.spell(&media.ty);
            (quote!(&[#item]), quote!(body_lines(#index, #name)))
        }
        Codec::Text => (quote!(&#runtime::str), quote!(body_plain(#index, #name))),
        Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
            setter_call(&media.ty, names, name, index, "body_")
        }
    }
}

/// The enum by which a caller chooses among bodies of different types.
fn body_enum(operation: &Operation, names: &TypeNames<'_>) -> TokenStream {
    let Some(body) = operation.body.as_ref().filter(|body| body.is_choice()) else {
        return TokenStream::new();
    };
    let name = ident(&body.name);
    let title = format!(" The bodies that [`{}`] takes.", operation.call);
    let mut variants = Vec::new();
    let mut arms = Vec::new();
    let mut seen = Vec::new();
    for (index, media) in body.media.iter().enumerate() {
        let variant = responses::media_variant(media, &mut seen);
        let index = Literal::usize_unsuffixed(index);
        let docs = format!(" `{}`", media.name);
        let (ty, put) = owned_body_setter(media, names, &quote!(#index));
        variants.push(quote!(#[doc = #docs] #variant(#ty),));
        arms.push(quote!(Self::#variant(value) => call.#put,));
    }
    quote! {
        #[doc = #title]
        pub enum #name { #(#variants)* }
        impl __lean::IntoBody for #name {
            #[inline]
            fn put(self, call: __lean::AnyCall) -> __lean::AnyCall { match self { #(#arms)* } }
        }
    }
}

fn owned_body_setter(
    media: &Media,
    names: &TypeNames<'_>,
    index: &TokenStream,
) -> (TokenStream, TokenStream) {
    match media.codec {
        Codec::Bytes => (quote!(__lean::File), quote!(body_bytes(#index, value))),
        Codec::Text => (quote!(__lean::String), quote!(body_plain(#index, &value))),
        Codec::JsonLines | Codec::Events => {
            let item = names.spell(&media.ty);
            (
                quote!(__lean::Vec<#item>),
                quote!(body_lines(#index, &value)),
            )
        }
        Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
            (names.spell(&media.ty), quote!(body(#index, &value)))
        }
    }
}

fn paged_implementation(operation: &Operation, names: &TypeNames<'_>) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let item = names.spell(&pagination.item);
    let name = ident(&operation.call);
    Some(quote!(impl __lean::Paged<#item> for #name {}))
}
