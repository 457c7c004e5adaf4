//! The kinds of content: what a response may become.

use std::marker::PhantomData;

use http::StatusCode;

use super::content::Content;
use super::stream::{Events, Lines};
use crate::Error;
use crate::model::Slot;
use crate::request::Incoming;

/// The form that a response is converted to: a value, nothing, text, bytes, or a stream.
pub trait ResponseForm: 'static {
    /// The value.
    type Value: Send + 'static;

    /// True if the body is read as it arrives instead of being kept in memory first.
    const STREAMED: bool = false;

    /// False if nothing is read of the content: then only status and type tell an answer from a page of a proxy.
    const HAS_CONTENT: bool = true;

    /// Returns true if a status outside 2XX belongs to this outcome.
    #[must_use]
    fn covers(_status: StatusCode) -> bool {
        false
    }

    /// Reads the content.
    ///
    /// # Errors
    /// If it does not fit.
    fn read(content: &mut Content) -> Result<Self::Value, Error>;
}

/// A value from JSON (or XML).
pub struct Decoded<T>(PhantomData<T>);

impl<T: Slot> ResponseForm for Decoded<T> {
    type Value = T;

    fn read(content: &mut Content) -> Result<T, Error> {
        content.json()
    }
}

/// No content, or none that the description knows.
pub struct Empty;

impl ResponseForm for Empty {
    type Value = ();

    const HAS_CONTENT: bool = false;

    fn read(_: &mut Content) -> Result<(), Error> {
        Ok(())
    }
}

/// Text.
pub struct Plain;

impl ResponseForm for Plain {
    type Value = String;

    fn read(content: &mut Content) -> Result<String, Error> {
        content.text()
    }
}

/// Bytes as they are, as a stream that can be collected.
pub struct Download;

impl ResponseForm for Download {
    type Value = Incoming;

    const STREAMED: bool = true;

    fn read(content: &mut Content) -> Result<Incoming, Error> {
        let body = std::mem::take(&mut content.body);
        Ok(body.with_context(
            content.content_type().unwrap_or_default(),
            &content.passport,
        ))
    }
}

/// A stream of JSON values, one per line.
pub struct LineStream<T>(PhantomData<T>);

impl<T: Slot> ResponseForm for LineStream<T> {
    type Value = Lines<T>;

    const STREAMED: bool = true;

    fn read(content: &mut Content) -> Result<Lines<T>, Error> {
        Ok(Lines::new(content))
    }
}

/// Server-sent events, as a stream.
pub struct EventStream<T>(PhantomData<T>);

impl<T: Slot> ResponseForm for EventStream<T> {
    type Value = Events<T>;

    const STREAMED: bool = true;

    fn read(content: &mut Content) -> Result<Events<T>, Error> {
        Ok(Events::new(content))
    }
}
