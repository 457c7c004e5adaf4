//! The constant table of an operation.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::outcome::statuses;
use super::security;
use super::xml;
use crate::api::{
    Codec, FailureRule, Location, Media, Operation, Pagination, Parameter, PartEncoding, Style,
};
use crate::setting::ident;

pub(super) fn table(operation: &Operation) -> TokenStream {
    let route = format!("{} {}", operation.method, operation.path);
    let id = if operation.named {
        &operation.name.wire
    } else {
        &route
    };
    let (method, path) = (&operation.method, &operation.path);
    let place = operation.place.to_string();
    let parameters = optional(&operation.parameters, "parameters", parameter);
    let media = operation.body.as_ref().map_or(&[][..], |body| &body.media);
    let bodies = optional(media, "bodies", body);
    let accept = accept(operation);
    let accept = (!accept.is_empty()).then(|| quote!(.accept(#accept)));
    let security = (!operation.security.is_empty()).then(|| {
        let sets = security::sets(&operation.security, &quote!(schemes::));
        quote!(.security(#sets))
    });
    let own_security = operation.own_security.then(|| quote!(.own_security(true)));
    let server = operation.servers.first().map(|_| {
        let name = server_static(operation);
        quote!(.server(::core::option::Option::Some(servers::#name)))
    });
    let idempotency = operation
        .idempotency_header
        .as_ref()
        .map(|header| quote!(.idempotency(::core::option::Option::Some(#header))));
    let failure = operation
        .responses
        .iter()
        .find_map(|response| response.failure.as_ref())
        .map(failure);
    let pagination = operation
        .pagination
        .as_ref()
        .and_then(|pages| pagination(pages, operation));
    let limits = limits(operation);
    let limits = (!limits.is_empty()).then(|| quote!(.limits(#limits)));
    let received = xml::received(operation);
    let (good, bad) = (&operation.success.redirects, &operation.failure.redirects);
    let redirects = (!good.is_empty() || !bad.is_empty()).then(|| {
        let (good, bad) = (statuses(good), statuses(bad));
        quote!(.redirects((#good, #bad)))
    });
    quote! {
        __lean::Operation::new(#id, #method, #path)
            #parameters #bodies #accept #security #own_security #server #idempotency #failure #pagination #limits
            #redirects #received .place(#place)
    }
}

/// The limits of all values, as the runtime reads them: one text, which costs a compiler nothing.
fn limits(operation: &Operation) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut add = |place: String, limits: &[(String, String)]| {
        let all = limits.iter();
        lines.extend(all.map(|(pointer, limits)| format!("{place}{pointer}\t{limits}")));
    };
    for (nth, parameter) in operation.parameters.iter().enumerate() {
        add(nth.to_string(), &parameter.limits);
    }
    let media = operation.body.as_ref().map_or(&[][..], |body| &body.media);
    for (nth, media) in media.iter().enumerate() {
        add(format!("b{nth}"), &media.limits);
    }
    lines.join("\n")
}

/// The name of the table of an operation's own server.
pub(super) fn server_static(operation: &Operation) -> proc_macro2::Ident {
    ident(&format!("{}_SERVER", operation.name.rust.to_uppercase()))
}

fn optional<T>(list: &[T], setter: &str, each: impl Fn(&T) -> TokenStream) -> TokenStream {
    if list.is_empty() {
        return TokenStream::new();
    }
    let setter = ident(setter);
    let each = list.iter().map(each);
    quote!(.#setter(&[#(#each),*]))
}

fn parameter(parameter: &Parameter) -> TokenStream {
    let name = &parameter.name.wire;
    let style = runtime_style(parameter.style, parameter.media.as_deref());
    let explode = parameter.explode;
    let (start, usual) = match parameter.location {
        Location::Path => (quote!(path(#name)), (Style::Simple, false)),
        Location::Query => (quote!(query(#name)), (Style::Form, true)),
        Location::Header => (quote!(header(#name)), (Style::Simple, false)),
        Location::Cookie => (quote!(cookie(#name)), (Style::Form, true)),
        Location::QueryString => {
            return quote!(__lean::Parameter::query_string(#name, #style));
        }
    };
    let styled =
        ((parameter.style, parameter.explode) != usual).then(|| quote!(.style(#style, #explode)));
    let reserved = parameter.allow_reserved.then(|| quote!(.reserved()));
    quote!(__lean::Parameter::#start #styled #reserved)
}

fn runtime_style(style: Style, media: Option<&str>) -> TokenStream {
    let media = media.unwrap_or_default();
    let name = match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Cookie => "Cookie",
        Style::Content if media.contains("x-www-form-urlencoded") => "FormContent",
        Style::Content if media.is_empty() || media.contains("json") => "Json",
        Style::Content => "Text",
    };
    let name = ident(name);
    quote!(__lean::Style::#name)
}

fn body(media: &Media) -> TokenStream {
    let name = concrete(&media.name, media.codec);
    let codec = codec(media.codec);
    let parts = optional(&media.encoding, "parts", part);
    let positions = optional(&media.positions, "positions", part);
    let root = &media.root;
    let root = (!root.is_empty()).then(|| quote!(.root(#root)));
    let xml = media
        .xml
        .as_ref()
        .map(xml::document)
        .map(|xml| quote!(.xml(&#xml)));
    quote!(__lean::Media::new(#name, #codec) #parts #positions #root #xml)
}

/// A range is no content type to send: `*/*` and `image/*` go as bytes unless the file says more.
fn concrete(name: &str, codec: Codec) -> String {
    match (name.contains('*'), codec) {
        (false, _) => name.to_owned(),
        (true, Codec::Json) => "application/json".to_owned(),
        (true, Codec::Text) => "text/plain".to_owned(),
        (true, _) => "application/octet-stream".to_owned(),
    }
}

fn codec(codec: Codec) -> TokenStream {
    let name = ident(&format!("{codec:?}"));
    quote!(__lean::Codec::#name)
}

fn part(part: &PartEncoding) -> TokenStream {
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
            let style = runtime_style(*style, None);
            quote!(::core::option::Option::Some(#style))
        }
        None => quote!(::core::option::Option::None),
    };
    quote! {
        __lean::Part {
            name: #name, content_type: #content_type, style: #style, explode: #explode, reserved: #allow_reserved,
            headers: &[#(#headers),*]
        }
    }
}

fn accept(operation: &Operation) -> String {
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

fn failure(rule: &FailureRule) -> TokenStream {
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

fn pagination(pages: &Pagination, operation: &Operation) -> Option<TokenStream> {
    let page = operation
        .parameters
        .iter()
        .position(|parameter| parameter.name.wire == pages.page)?;
    let page = Literal::usize_unsuffixed(page);
    let Pagination {
        items,
        total_pages,
        next,
        first,
        ..
    } = pages;
    let total_pages = total_pages.as_deref().unwrap_or_default();
    let next = next.as_deref().unwrap_or_default();
    Some(quote! {
        .pagination(::core::option::Option::Some(__lean::Pagination {
            page: #page, items: #items, total_pages: #total_pages, next: #next, first: #first
        }))
    })
}
