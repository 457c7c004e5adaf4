//! Mistakes in the text of a document, with their places.

use std::error;
use std::fmt;

use super::Place;

/// A mistake in the text of a document, with its place.
///
/// `Display` is one sentence that starts with the place:
/// `` api.yaml:12:7: this `"` is not closed ``. For the excerpt, ask [`place`](Self::place).
#[derive(Clone, PartialEq, Eq)]
pub struct ReadError(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    message: String,
    place: Place,
    is_slip: bool,
}

impl ReadError {
    pub(super) fn new(message: impl Into<String>, place: Place) -> Self {
        Self(Box::new(Inner {
            message: message.into(),
            place,
            is_slip: false,
        }))
    }

    /// The same as a slip: the text was understood in spite of it.
    pub(super) fn into_slip(mut self) -> Self {
        self.0.is_slip = true;
        self
    }

    /// Returns true if the text was understood in spite of it; otherwise that text could not be read.
    pub fn is_slip(&self) -> bool {
        self.0.is_slip
    }

    /// The message, without the place: lower case, no full stop.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// Its place.
    pub fn place(&self) -> &Place {
        &self.0.place
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.place, self.0.message)
    }
}

impl fmt::Debug for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ReadError({self})")
    }
}

impl error::Error for ReadError {}

/// A fault found while scanning, before the file's name and lines are looked up.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) message: String,
}

impl Fault {
    /// A fault of the escape sequence that a text at an offset begins with.
    pub(super) fn escape(start: usize, text: &str) -> Self {
        let shown: String = text.chars().take(2).collect();
        Self {
            start,
            end: start + shown.len(),
            message: format!("`{shown}` is not an escape sequence"),
        }
    }

    /// A fault of the character at an offset.
    pub(super) fn at(start: usize, message: impl Into<String>) -> Self {
        Self {
            start,
            end: start + 1,
            message: message.into(),
        }
    }
}
