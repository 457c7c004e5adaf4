//! Links: a response of one operation makes the call of another.
//!
//! In come the tables of links that generated code holds, and what a response kept of its exchange; out goes a call
//! with what the link gives. What a link gives and the response does not have is refused, if the call needs it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::{AnyCall, Callable, Executor, Response};
use crate::Error;
use crate::json::Tape;
use crate::operation::{Location, Operation, ServerInfo};
use crate::request::{Payload, Request};
use crate::values::Json;
use crate::wire::{self, Exchange};

/// A link of a response to another operation (OpenAPI 3.2 section 4.20).
#[derive(Debug)]
pub struct Link {
    /// Its name in the description.
    pub name: &'static str,
    /// The values that the link gives to the call.
    pub values: &'static [LinkValue],
    /// The server that it leads to, in place of the call's own.
    pub server: Option<&'static ServerInfo>,
}

/// Something that a link gives to the call it leads to.
#[derive(Debug)]
pub struct LinkValue {
    /// The target of the value.
    pub to: LinkTo,
    /// The source of the value.
    pub from: LinkFrom,
    /// True if the call needs the value; otherwise a missing value is left out.
    pub required: bool,
}

/// The target of a link's value.
#[derive(Clone, Copy, Debug)]
pub enum LinkTo {
    /// The parameter of that index.
    Parameter(usize),
    /// The body, written as the media type of that index.
    Body(usize),
}

/// The source of a link's value.
#[derive(Clone, Copy, Debug)]
pub enum LinkFrom {
    /// A runtime expression: `$response.body#/id`.
    Expression(&'static str),
    /// A text with expressions in braces: `accounts/{$response.body#/id}`.
    Template(&'static str),
    /// Always this, as JSON text.
    Constant(&'static str),
}

/// The parts of an exchange that a response keeps for the links of its operation. `Debug` shows no
/// values.
#[derive(Clone)]
pub(super) struct LinkOrigin(Arc<KeptExchange>);

struct KeptExchange {
    executor: Executor,
    request: Request,
    url: String,
    /// The parameters of the request, by index, as JSON text.
    arguments: Vec<(usize, String)>,
    body: Bytes,
}

impl LinkOrigin {
    pub(super) fn new(
        executor: Executor,
        request: Request,
        arguments: Vec<(usize, String)>,
    ) -> LinkOrigin {
        let url = executor.url(&request);
        LinkOrigin(Arc::new(KeptExchange {
            executor,
            request,
            url,
            arguments,
            body: Bytes::new(),
        }))
    }

    /// With the body of the response. A body that is read as a stream is not kept.
    pub(super) fn with_response_body(mut self, body: Bytes) -> LinkOrigin {
        // This is the only reference: the origin was made for the request that this response
        // answers.
        if let Some(kept) = Arc::get_mut(&mut self.0) {
            kept.body = body;
        }
        self
    }
}

impl fmt::Debug for LinkOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Origin({})", self.0.request.operation.id)
    }
}

impl<T> Response<T> {
    /// The call of `O` that a link of `S` leads to, with what the link gives it.
    ///
    /// Generated code calls this in a function per link: `CreateThing::next(&response)`.
    ///
    /// # Errors
    /// The response is not one of `S`, or lacks what the call needs.
    pub fn follow<S: Callable, O: Callable>(&self, link: &Link) -> Result<AnyCall, Error> {
        let origin = self
            .origin
            .as_ref()
            .filter(|origin| origin.0.request.operation.id == S::operation().id);
        let Some(origin) = origin else {
            let why = format!(
                "is a link of `{}`, and this is not a response of it",
                S::operation().id
            );
            return Err(Error::invalid_request(O::operation(), link.name, why));
        };
        follow(
            &origin.0,
            (self.status, &self.headers),
            link,
            O::operation(),
        )
    }
}

fn follow(
    kept: &KeptExchange,
    (status, headers): (StatusCode, &HeaderMap),
    link: &Link,
    target: &'static Operation,
) -> Result<AnyCall, Error> {
    let path = text_parameters(kept, Location::Path);
    let query = text_parameters(kept, Location::Query);
    let sent = match &kept.request.body {
        Payload::Bytes(bytes) => body_json(bytes, &kept.request.headers),
        Payload::Empty | Payload::Stream(_) => None,
    };
    let received = body_json(&kept.body, headers);
    let (sent, received) = (
        sent.as_ref().map(Json::parse),
        received.as_ref().map(Json::parse),
    );
    let exchange = Exchange {
        url: &kept.url,
        method: kept.request.operation.method,
        status: status.as_u16(),
        path: &borrow_pairs(&path),
        query: &borrow_pairs(&query),
        request_headers: Some(&kept.request.headers),
        request_body: sent.as_ref().map(Tape::root),
        response_headers: Some(headers),
        response_body: received.as_ref().map(Tape::root),
    };
    let mut call = AnyCall::new(Executor::clone(&kept.executor), target);
    call.options.server = link.server;
    for LinkValue { to, from, required } in link.values {
        let value = match from {
            LinkFrom::Expression(expression) => exchange.evaluate(expression),
            LinkFrom::Template(template) => exchange
                .fill_template(template)
                .map(|text| Json::string(&text)),
            LinkFrom::Constant(json) => json.parse().ok(),
        };
        match value {
            Some(value) => call = add_argument(call, *to, &value),
            None if *required => return Err(missing_error(link, *to, *from, target)),
            None => {}
        }
    }
    Ok(call)
}

fn add_argument(call: AnyCall, to: LinkTo, value: &Json) -> AnyCall {
    match to {
        LinkTo::Parameter(index) => call.with(index, value),
        LinkTo::Body(media) => call.body(media, value),
    }
}

fn missing_error(link: &Link, to: LinkTo, from: LinkFrom, target: &'static Operation) -> Error {
    let name = match to {
        LinkTo::Parameter(index) => target
            .parameters
            .get(index)
            .map_or("parameter", |parameter| parameter.name),
        LinkTo::Body(_) => "body",
    };
    let (LinkFrom::Expression(from) | LinkFrom::Template(from) | LinkFrom::Constant(from)) = from;
    let why = format!(
        "has no value: the link `{}` takes it from `{from}`, which this exchange does not have",
        link.name
    );
    Error::invalid_request(target, name, why)
}

/// The parameters of the request that are one text, by name: lists and objects have no such form.
fn text_parameters(kept: &KeptExchange, place: Location) -> Vec<(&'static str, String)> {
    let of_place = kept.arguments.iter().filter_map(|(index, json)| {
        let parameter = kept.request.operation.parameters.get(*index)?;
        let text =
            Json::from_raw(json).with(|value| wire::scalar_text(value).map(Cow::into_owned))?;
        (parameter.location == place).then_some((parameter.name, text))
    });
    of_place.collect()
}

fn borrow_pairs<'p>(texts: &'p [(&'static str, String)]) -> Vec<(&'p str, &'p str)> {
    texts
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect()
}

/// A body as JSON, if it can be read so.
fn body_json(body: &Bytes, headers: &HeaderMap) -> Option<Json> {
    let media = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let text = wire::decode_text(media, body).ok()?;
    match wire::text_to_json(media, &text, None, crate::model::memory::of_text(&text)) {
        Some(json) => json.ok()?.parse().ok(),
        None => text.parse().ok(),
    }
}
