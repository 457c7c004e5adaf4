//! An operation as the runtime reads it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::pages;
use super::responses::statuses;
use super::types::Names;
use super::xml;
use crate::api::{
    Codec, FailureRule, Location, Media, Operation, Parameter, PartEncoding, Statuses, Style,
};
use crate::setting::{Reader, ident};

/// The operation as the runtime reads it: a text, the schemes that it counts, and what no text is made for.
pub(super) fn written(
    operation: &Operation,
    links: &[TokenStream],
    names: &Names<'_>,
) -> TokenStream {
    let media = operation.body.as_ref().map_or(&[][..], |body| &body.media);
    let rest = rest(operation);
    let bodies = match &rest {
        None => media,
        Some(_) => &[],
    };
    let text = Lines::of(operation, bodies, links, names).literal(names.reader);
    let schemes = match operation.security.is_empty() {
        true => quote!(&[]),
        false => quote!(schemes::ALL),
    };
    let rest = rest.unwrap_or_else(|| quote!(__lean::PLAIN));
    quote!(__lean::Written(#text, #schemes, #rest))
}

/// The content of lines: a word and its values, with tabs between.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// All that a text can say of an operation: see the runtime's `Written`.
    fn of(
        operation: &Operation,
        bodies: &[Media],
        links: &[TokenStream],
        names: &Names<'_>,
    ) -> Self {
        let mut lines = Self::default();
        let route = format!("{} {}", operation.method, operation.path);
        let id = match operation.named {
            true => operation.name.wire.as_str(),
            false => &route,
        };
        lines.add([id, &operation.method, &operation.path]);
        for each in &operation.parameters {
            parameter(each, &mut lines);
        }
        for media in bodies {
            let codec = codec_name(media.codec);
            lines.add(["body", &concrete(&media.name, media.codec), codec]);
        }
        let accept = accept(operation);
        if !accept.is_empty() {
            lines.add(["accept", &accept]);
        }
        let successes = successes(operation);
        if !successes.is_empty() {
            lines.add(["successes", &successes]);
        }
        for set in &operation.security {
            lines.add(["security"]);
            for requirement in set {
                let nth = names.scheme(&requirement.scheme).to_string();
                let scopes = requirement.scopes.iter().map(String::as_str);
                lines.add(["scheme", &nth].into_iter().chain(scopes));
            }
        }
        if operation.own_security {
            lines.add(["own"]);
        }
        if let Some(header) = &operation.idempotency_header {
            lines.add(["idempotency", header]);
        }
        let (good, bad) = (&operation.success.redirects, &operation.failure.redirects);
        if !good.is_empty() || !bad.is_empty() {
            lines.add(["redirects", &statuses(good), &statuses(bad)]);
        }
        if !links.is_empty() {
            lines.add(["links"]);
        }
        lines.add(["place", &operation.place.to_string()]);
        let limits = limits(operation);
        if !limits.is_empty() {
            lines.add(["limits"]);
            lines.0.push('\n');
            lines.0.push_str(&limits);
        }
        lines
    }

    /// For people with its lines as lines, where nothing in them needs a mark of Rust's own.
    fn literal(&self, reader: Reader) -> Literal {
        let text = &self.0;
        let as_it_is = match reader {
            Reader::Person if text.chars().all(is_plain) => format!("\"{text}\"").parse().ok(),
            Reader::Person | Reader::Compiler | Reader::Editor => None,
        };
        as_it_is.unwrap_or_else(|| Literal::string(text))
    }

    fn add<'w>(&mut self, words: impl IntoIterator<Item = &'w str>) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        for (nth, word) in words.into_iter().enumerate() {
            if nth > 0 {
                self.0.push('\t');
            }
            // One letter is found faster than any of three, and nearly no word has one of these.
            match ['\\', '\t', '\n'].iter().any(|mark| word.contains(*mark)) {
                true => self.0.push_str(&marked(word)),
                false => self.0.push_str(word),
            }
        }
    }
}

/// Returns true if a literal can show a letter as it is: marks of direction are not visible.
fn is_plain(letter: char) -> bool {
    matches!(letter, '\n' | '\t') || letter.escape_debug().count() == 1
}

/// With marks in the place of tabs and ends of lines.
fn marked(word: &str) -> String {
    word.replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
}

/// The described successes of an operation that must not be sent twice; empty: any is as good as another.
fn successes(operation: &Operation) -> String {
    let described = operation.responses.iter().map(|response| response.statuses);
    let good: Vec<Statuses> = described
        .filter(|statuses| matches!(statuses, Statuses::Exact(200..=299) | Statuses::Range(2)))
        .collect();
    if operation.is_idempotent() || good.contains(&Statuses::Range(2)) {
        return String::new();
    }
    statuses(&good)
}

/// The rare parts, as a table.
fn rest(operation: &Operation) -> Option<TokenStream> {
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
        .map(failure);
    let pagination = operation
        .pagination
        .as_ref()
        .map(|pages| pages::table(pages, operation));
    let received = xml::received(operation);
    let is_all_text = server.is_none()
        && failure.is_none()
        && pagination.is_none()
        && received.is_none()
        && media.iter().all(is_plain);
    if is_all_text {
        return None;
    }
    let bodies = optional(media, "bodies", body);
    Some(quote!(&__lean::Operation::new("", "", "") #bodies #server #failure #pagination #received))
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

fn parameter(parameter: &Parameter, lines: &mut Lines) {
    let (word, usual) = match parameter.location {
        Location::Path => ("path", Some((Style::Simple, false))),
        Location::Query => ("query", Some((Style::Form, true))),
        Location::Header => ("header", Some((Style::Simple, false))),
        Location::Cookie => ("cookie", Some((Style::Form, true))),
        Location::QueryString => ("querystring", None),
    };
    let mut words = vec![word, &parameter.name.wire];
    let is_usual = usual == Some((parameter.style, parameter.explode)) && !parameter.allow_reserved;
    let fixed = parameter.fixed();
    if !is_usual || fixed.is_some() {
        words.push(style_name(parameter.style, parameter.media.as_deref()));
        if parameter.explode || parameter.location == Location::QueryString {
            words.push("explode");
        }
        if parameter.allow_reserved {
            words.push("reserved");
        }
        words.extend(fixed.iter().flat_map(|fixed| ["fixed", fixed]));
    }
    lines.add(words);
}

/// The runtime's name of a style.
fn style_name(style: Style, media: Option<&str>) -> &'static str {
    let media = media.unwrap_or_default();
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::DeepEmpty => "DeepEmpty",
        Style::DeepIndexed => "DeepIndexed",
        Style::DeepRepeated => "DeepRepeated",
        Style::Cookie => "Cookie",
        Style::Content if media.contains("x-www-form-urlencoded") => "FormContent",
        Style::Content if media.is_empty() || media.contains("json") => "Json",
        Style::Content => "Text",
    }
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

/// A range is not a content type to send: `*/*` and `image/*` go as bytes unless the file says more.
fn concrete(name: &str, codec: Codec) -> String {
    match (name.contains('*'), codec) {
        (false, _) => name.to_owned(),
        (true, Codec::Json) => "application/json".to_owned(),
        (true, Codec::Text) => "text/plain".to_owned(),
        (true, _) => "application/octet-stream".to_owned(),
    }
}

fn codec(codec: Codec) -> TokenStream {
    let name = ident(codec_name(codec));
    quote!(__lean::Codec::#name)
}

/// The runtime's name of a codec.
fn codec_name(codec: Codec) -> &'static str {
    match codec {
        Codec::Json => "Json",
        Codec::Form => "Form",
        Codec::Multipart => "Multipart",
        Codec::Text => "Text",
        Codec::Bytes => "Bytes",
        Codec::Xml => "Xml",
        Codec::JsonLines => "JsonLines",
        Codec::Events => "Events",
    }
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
            let style = ident(style_name(*style, None));
            quote!(::core::option::Option::Some(__lean::Style::#style))
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
