//! An operation as the runtime reads it.

use std::borrow::Cow;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::pages;
use super::responses::statuses_text;
use super::types::TypeNames;
use super::xml;
use crate::api::{
    Codec, FailureRule, Media, Operation, Parameter, PartEncoding, Requirement, Statuses,
};
use crate::setting::{Reader, ident};

/// The operation as the runtime reads it: a text, the schemes that it counts, and what no text is made for.
pub(super) fn operation_table(
    operation: &Operation,
    links: &[TokenStream],
    names: &TypeNames<'_>,
) -> TokenStream {
    let media = operation.body.as_ref().map_or(&[][..], |body| &body.media);
    let rest = rest_table(operation);
    let bodies = match &rest {
        None => media,
        Some(_) => &[],
    };
    let text = text_literal(
        &operation_text(operation, bodies, links, names).write(),
        names.reader,
    );
    let schemes = match operation.security.is_empty() {
        true => quote!(&[]),
        false => quote!(schemes::ALL),
    };
    let rest = rest.unwrap_or_else(|| quote!(__lean::PLAIN));
    quote!(__lean::OperationText(#text, #schemes, #rest))
}

/// Everything about an operation that a text can say.
fn operation_text<'o>(
    operation: &'o Operation,
    bodies: &'o [Media],
    links: &[TokenStream],
    names: &TypeNames<'_>,
) -> lean_abi::Operation<'o> {
    let id = match operation.named {
        true => operation.name.wire.as_str().into(),
        false => format!("{} {}", operation.method, operation.path).into(),
    };
    let bodies = bodies.iter().map(|media| lean_abi::Body {
        media: concrete_media(&media.name, media.codec),
        codec: media.codec,
    });
    let requirements = |set: &'o Vec<Requirement>| {
        let requirement = |requirement: &'o Requirement| lean_abi::Requirement {
            scheme: names.scheme_index(&requirement.scheme),
            scopes: requirement.scopes.iter().map(Cow::from).collect(),
        };
        set.iter().map(requirement).collect()
    };
    lean_abi::Operation {
        id,
        method: operation.method.as_str().into(),
        path: operation.path.as_str().into(),
        parameters: operation.parameters.iter().map(parameter_text).collect(),
        bodies: bodies.collect(),
        accept: accepted_media(operation).into(),
        successes: success_statuses(operation).into(),
        security: operation.security.iter().map(requirements).collect(),
        own_security: operation.own_security,
        idempotency: operation.idempotency_header.as_deref().map(Cow::Borrowed),
        redirects: (
            statuses_text(&operation.success.redirects).into(),
            statuses_text(&operation.failure.redirects).into(),
        ),
        end_of_events: end_of_events(operation).unwrap_or_default().into(),
        links: !links.is_empty(),
        place: operation.place.to_string().into(),
        limits: limits_text(operation).into(),
    }
}

fn parameter_text(parameter: &Parameter) -> lean_abi::Parameter<'_> {
    lean_abi::Parameter {
        location: parameter.location,
        name: parameter.name.wire.as_str().into(),
        style: parameter.style,
        explode: parameter.explode,
        reserved: parameter.allow_reserved,
        fixed: parameter.fixed().map(Cow::from),
    }
}

/// The literal of a text. People get its lines as lines, if nothing in them needs an escape.
fn text_literal(text: &str, reader: Reader) -> Literal {
    let as_it_is = match reader {
        Reader::Person if text.chars().all(is_plain) => format!("\"{text}\"").parse().ok(),
        Reader::Person | Reader::Compiler | Reader::Editor => None,
    };
    as_it_is.unwrap_or_else(|| Literal::string(text))
}

/// Returns true if a literal can show a letter as it is: marks of direction are not visible.
fn is_plain(letter: char) -> bool {
    matches!(letter, '\n' | '\t') || letter.escape_debug().count() == 1
}

/// The data of the event after which no more come.
fn end_of_events(operation: &Operation) -> Option<&str> {
    let responses = operation.responses.iter();
    let mut media = responses.flat_map(|response| &response.media);
    media.find_map(|media| media.end_of_events.as_deref())
}

/// The described successes of an operation that must not be sent twice; empty: any is as good as another.
fn success_statuses(operation: &Operation) -> String {
    let described = operation.responses.iter().map(|response| response.statuses);
    let good: Vec<Statuses> = described
        .filter(|statuses| matches!(statuses, Statuses::Exact(200..=299) | Statuses::Range(2)))
        .collect();
    if operation.is_idempotent() || good.contains(&Statuses::Range(2)) {
        return String::new();
    }
    statuses_text(&good)
}

/// The rare parts, as a table.
fn rest_table(operation: &Operation) -> Option<TokenStream> {
    let media = operation.body.as_ref().map_or(&[][..], |body| &body.media);
    let is_plain = |media: &Media| {
        media.encoding.is_empty()
            && media.positions.is_empty()
            && media.root.is_empty()
            && media.xml.is_none()
    };
    let server = operation.servers.first().map(|_| {
        let name = server_static(operation);
        quote!(.server(::core::option::Option::Some(servers::#name)))
    });
    let failure = operation
        .responses
        .iter()
        .find_map(|response| response.failure.as_ref())
        .map(failure_setter);
    let pagination = operation
        .pagination
        .as_ref()
        .map(|pages| pages::pages_setter(pages, operation));
    let received = xml::response_table(operation);
    let is_all_text = server.is_none()
        && failure.is_none()
        && pagination.is_none()
        && received.is_none()
        && media.iter().all(is_plain);
    if is_all_text {
        return None;
    }
    let bodies = list_setter(media, "bodies", body_table);
    Some(quote!(&__lean::Operation::new("", "", "") #bodies #server #failure #pagination #received))
}

/// The limits of all values, as the runtime reads them: one text, which costs a compiler nothing.
fn limits_text(operation: &Operation) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut add = |place: String, limits: &[(String, String)]| {
        let all = limits.iter();
        lines.extend(all.map(|(pointer, limits)| format!("{place}{pointer}\t{limits}")));
    };
    for (index, parameter) in operation.parameters.iter().enumerate() {
        add(index.to_string(), &parameter.limits);
    }
    let media = operation.body.as_ref().map_or(&[][..], |body| &body.media);
    for (index, media) in media.iter().enumerate() {
        add(format!("b{index}"), &media.limits);
    }
    lines.join("\n")
}

/// The name of the table of an operation's own server.
pub(super) fn server_static(operation: &Operation) -> proc_macro2::Ident {
    ident(&format!("{}_SERVER", operation.name.rust.to_uppercase()))
}

fn list_setter<T>(list: &[T], setter: &str, emit: impl Fn(&T) -> TokenStream) -> TokenStream {
    if list.is_empty() {
        return TokenStream::new();
    }
    let setter = ident(setter);
    let items = list.iter().map(emit);
    quote!(.#setter(&[#(#items),*]))
}

fn body_table(media: &Media) -> TokenStream {
    let name = &*concrete_media(&media.name, media.codec);
    let codec = codec_path(media.codec);
    let parts = list_setter(&media.encoding, "parts", part_table);
    let positions = list_setter(&media.positions, "positions", part_table);
    let root = &media.root;
    let root = (!root.is_empty()).then(|| quote!(.root(#root)));
    let xml = media
        .xml
        .as_ref()
        .map(xml::document_table)
        .map(|xml| quote!(.xml(&#xml)));
    quote!(__lean::Media::new(#name, #codec) #parts #positions #root #xml)
}

/// A range is not a content type to send: `*/*` and `image/*` go as bytes unless the file says more.
fn concrete_media(name: &str, codec: Codec) -> Cow<'_, str> {
    match (name.contains('*'), codec) {
        (false, _) => name.into(),
        (true, Codec::Json) => "application/json".into(),
        (true, Codec::Text) => "text/plain".into(),
        (true, _) => "application/octet-stream".into(),
    }
}

fn codec_path(codec: Codec) -> TokenStream {
    let name = ident(codec.name());
    quote!(__lean::Codec::#name)
}

fn part_table(part: &PartEncoding) -> TokenStream {
    let PartEncoding {
        name,
        content_type,
        style,
        explode,
        allow_reserved,
        headers,
    } = part;
    let headers = headers.iter().map(|(name, value)| quote!((#name, #value)));
    let content_type = content_type.as_deref().unwrap_or_default();
    let style = match style {
        Some(style) => {
            let style = ident(style.name());
            quote!(::core::option::Option::Some(__lean::Style::#style))
        }
        None => quote!(::core::option::Option::None),
    };
    quote! {
        __lean::PartEncoding {
            name: #name, content_type: #content_type, style: #style, explode: #explode, reserved: #allow_reserved,
            headers: &[#(#headers),*]
        }
    }
}

fn accepted_media(operation: &Operation) -> String {
    let mut accepted: Vec<&str> = Vec::new();
    for media in operation
        .responses
        .iter()
        .flat_map(|response| &response.media)
    {
        if !accepted.contains(&media.name.as_str()) {
            accepted.push(&media.name);
        }
    }
    accepted.join(", ")
}

fn failure_setter(rule: &FailureRule) -> TokenStream {
    let FailureRule {
        at,
        values,
        code,
        message,
        ..
    } = rule;
    let code = code.as_deref().unwrap_or_default();
    let message = message.as_deref().unwrap_or_default();
    quote! {
        .failure(::core::option::Option::Some(__lean::FailureRule {
            at: #at, values: &[#(#values),*], code: #code, message: #message
        }))
    }
}

#[cfg(test)]
mod tests;
