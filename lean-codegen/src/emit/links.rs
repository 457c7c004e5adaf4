//! A function for each link of an operation's responses: from the response to the call of the linked operation.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::arguments::{CallArgument, arguments};
use super::docs;
use super::server;
use super::types::TypeNames;
use crate::api::{Codec, Link, Operation};
use crate::setting::ident;

/// The functions of an operation's links to operations that were chosen too. `taken` are names that the call has already.
pub(super) fn link_functions(
    operation: &Operation,
    taken: &[String],
    names: &TypeNames<'_>,
) -> Vec<TokenStream> {
    let mut seen: Vec<&Link> = Vec::new();
    let mut functions = Vec::new();
    for link in &operation.links {
        let Some(target) = names.find_operation(&link.target) else {
            continue;
        };
        let same = |known: &&Link| {
            (
                &known.name.rust,
                &known.target,
                &known.parameters,
                &known.body,
            ) == (&link.name.rust, &link.target, &link.parameters, &link.body)
        };
        if seen.iter().any(same) {
            continue;
        }
        let rivals = seen
            .iter()
            .filter(|known| known.name.rust == link.name.rust)
            .count();
        seen.push(link);
        functions.push(link_function(
            link,
            &function_name(link, rivals, taken),
            target,
            operation,
            names,
        ));
    }
    functions
}

/// The link's own name; where the call has a method of that name, or responses have different links of it, a similar name.
fn function_name(link: &Link, rivals: usize, taken: &[String]) -> Ident {
    let plain = &link.name.rust;
    let start = if taken.contains(plain) {
        format!("link_{plain}")
    } else {
        plain.clone()
    };
    match rivals {
        0 => ident(&start),
        count => format_ident!("{}_{}", start, count + 1),
    }
}

fn link_function(
    link: &Link,
    name: &Ident,
    target: &Operation,
    operation: &Operation,
    names: &TypeNames<'_>,
) -> TokenStream {
    let LinkArguments {
        values,
        names: linked,
    } = link_arguments(link, target, names);
    let wire = &link.name.wire;
    let call = ident(&target.call);
    let needed: Vec<CallArgument<'_>> = arguments(target, names)
        .into_iter()
        .filter(|argument| argument.required && !linked.contains(&argument.name.to_string()))
        .collect();
    let (wanted, types): (Vec<_>, Vec<_>) = needed
        .iter()
        .map(|argument| (&argument.name, &argument.ty))
        .unzip();
    let puts = needed.iter().map(|argument| &argument.setter_call);
    let server = match &link.server {
        Some(server) => {
            let table = server::server_table(server);
            quote!(::core::option::Option::Some(&#table))
        }
        None => quote!(::core::option::Option::None),
    };
    let mut response = "response".to_owned();
    while wanted.iter().any(|name| **name == response) {
        response.insert_str(0, "linking_");
    }
    let response = ident(&response);
    let text = docs::doc_attribute(&link.docs);
    let gap = (!link.docs.trim().is_empty()).then(|| quote!(#[doc = ""]));
    let title = format!(
        " The link `{wire}`: from a response of [`{}`] to the call of [`{call}`].",
        operation.call
    );
    quote! {
        #text
        #gap
        #[doc = #title]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " If the response is of another operation, or lacks what the call needs."]
        pub fn #name<__T>(
            #response: &__lean::Response<__T> #(, #wanted: #types)*
        ) -> __lean::Result<__lean::Call<#call>, __lean::Error> {
            const LINK: __lean::Link = __lean::Link { name: #wire, values: &[#(#values),*], server: #server };
            __lean::Result::Ok(__lean::Call::of(#response.follow::<Self, #call>(&LINK)?#(.#puts)*))
        }
    }
}

/// The result of a link: the table, and its arguments.
struct LinkArguments {
    values: Vec<TokenStream>,
    names: Vec<String>,
}

fn link_arguments(link: &Link, target: &Operation, names: &TypeNames<'_>) -> LinkArguments {
    let mut linked = LinkArguments {
        values: Vec::new(),
        names: Vec::new(),
    };
    for (key, source) in &link.parameters {
        let Some(index) = find_parameter(key, target) else {
            continue;
        };
        let parameter = &target.parameters[index];
        let (index, required, from) = (
            Literal::usize_unsuffixed(index),
            parameter.required,
            link_source(source),
        );
        linked.names.push(ident(&parameter.name.rust).to_string());
        linked.values.push(quote!(__lean::LinkValue { to: __lean::LinkTo::Parameter(#index), from: #from, required: #required }));
    }
    let written = |codec| {
        matches!(
            codec,
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml | Codec::Text
        )
    };
    if let (Some(source), Some(body)) = (&link.body, &target.body)
        && written(body.media[0].codec)
    {
        let (required, from) = (body.required, link_source(source));
        let argument = arguments(target, names)
            .into_iter()
            .find(|argument| argument.is_body);
        linked
            .names
            .extend(argument.map(|argument| argument.name.to_string()));
        linked.values.push(quote!(__lean::LinkValue { to: __lean::LinkTo::Body(0), from: #from, required: #required }));
    }
    linked
}

/// The parameter that a link names, by its name alone or with its place: `id`, `path.id`.
fn find_parameter(key: &str, target: &Operation) -> Option<usize> {
    let named = |name: &str| {
        target
            .parameters
            .iter()
            .position(|parameter| parameter.name.wire == name)
    };
    named(key).or_else(|| {
        let (place, name) = key.split_once('.')?;
        let placed = |parameter: &&crate::api::Parameter| {
            format!("{:?}", parameter.location).eq_ignore_ascii_case(place)
        };
        let mut all = target.parameters.iter();
        all.position(|parameter| parameter.name.wire == name && placed(&parameter))
    })
}

/// A runtime expression, a text with expressions in braces, or JSON text.
fn link_source(source: &str) -> TokenStream {
    let is_json =
        source.starts_with(['"', '[']) || (source.starts_with('{') && !source.starts_with("{$"));
    let kind = match (source.starts_with('$'), is_json) {
        (true, _) => "Expression",
        (false, false) if source.contains("{$") => "Template",
        (false, _) => "Constant",
    };
    let kind = ident(kind);
    quote!(__lean::LinkFrom::#kind(#source))
}
