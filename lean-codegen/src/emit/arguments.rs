//! The arguments of a call: the parameters of an operation and its body, each with the code that sets it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::types::TypeNames;
use crate::api::{Body, Codec, Media, Operation, Parameter, Type};
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
