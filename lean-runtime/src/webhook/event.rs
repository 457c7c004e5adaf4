//! Events: which described webhook a delivery is, and its payload.

use std::fmt;

use bytes::Bytes;

use super::failure;
use crate::Error;
use crate::json::{Tape, Value};
use crate::model::{self, DecodeError, Slot};

/// The events of an API: an enum with a variant for each described webhook. Generated code implements it.
pub trait WebhookEvent: Sized + 'static {
    /// The described webhooks.
    const WEBHOOKS: &'static [Webhook<Self>];

    /// An event that the description does not have.
    fn unknown(unknown: UnknownEvent) -> Self;
}

/// A described webhook.
#[derive(Debug)]
pub struct Webhook<E> {
    /// Its name in the description.
    pub name: &'static str,
    /// The members of its payload that tell events apart: names, and the texts that mean this webhook.
    pub tags: &'static [(&'static str, &'static [&'static str])],
    /// Reads its payload, of JSON text.
    pub read: fn(&str) -> Result<E, DecodeError>,
}

/// An authentic delivery of a webhook that the description does not have.
///
/// `Debug` does not show the body.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownEvent {
    name: Option<String>,
    body: Bytes,
}

impl UnknownEvent {
    /// The text of the member `type`, if there is one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The body as it came: JSON.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Reads the body as a `T`.
    ///
    /// # Errors
    /// If it does not fit.
    pub fn decode<T: Slot>(&self) -> Result<T, DecodeError> {
        let text = str::from_utf8(&self.body)
            .map_err(|error| DecodeError::not_text("the body is not UTF-8", error.valid_up_to()))?;
        model::decode(text)
    }
}

impl fmt::Debug for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownEvent")
            .field("name", &self.name.as_deref().filter(|name| is_name(name)))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

/// Returns true if a text looks like the name of an event, and not like a sentence.
fn is_name(text: &str) -> bool {
    text.len() <= 80
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "_-.:/".contains(c))
}

/// Reads an authentic body as the event that it is.
///
/// A payload with constant members is identified by them, any other by its member `type` if that is the name of a webhook, or
/// else by its form if it fits one webhook alone.
pub(super) fn read<E: WebhookEvent>(body: &[u8]) -> Result<E, Error> {
    let broken = |problems| failure::undescribed_error(None, problems, body);
    let text = str::from_utf8(body).map_err(|error| {
        broken(DecodeError::not_text(
            "the body is not UTF-8",
            error.valid_up_to(),
        ))
    })?;
    let tape = Tape::parse(text).map_err(|error| broken(DecodeError::syntax_error(error)))?;
    let root = tape.root();
    let name = root.get("type").and_then(Value::as_str);
    let tagged = |webhook: &&Webhook<E>| {
        let mut tags = webhook.tags.iter();
        !webhook.tags.is_empty() && tags.all(|(member, texts)| has_text(root, member, texts))
    };
    let named =
        |webhook: &&Webhook<E>| webhook.tags.is_empty() && name.as_deref() == Some(webhook.name);
    let mut all = E::WEBHOOKS.iter();
    if let Some(webhook) = all.clone().find(tagged).or_else(|| all.find(named)) {
        return (webhook.read)(text)
            .map_err(|problems| failure::undescribed_error(Some(webhook.name), problems, body));
    }
    let untagged = E::WEBHOOKS.iter().filter(|webhook| webhook.tags.is_empty());
    let mut fitting = untagged.filter_map(|webhook| (webhook.read)(text).ok());
    match (fitting.next(), fitting.next()) {
        (Some(event), None) => Ok(event),
        _ => Ok(E::unknown(UnknownEvent {
            name: name.map(|name| name.into_owned()),
            body: Bytes::copy_from_slice(body),
        })),
    }
}

fn has_text(root: Value<'_>, member: &str, texts: &[&str]) -> bool {
    let value = root.get(member).and_then(Value::as_str);
    value.is_some_and(|value| texts.contains(&&*value))
}
