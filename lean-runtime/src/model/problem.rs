//! The places in a response that do not fit the description.

use std::fmt;

/// A place in a response that does not fit the description.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The place in the body as a JSON Pointer (RFC 6901); empty for the body as a whole.
    pub pointer: String,
    /// The expected and the actual kind, but never the value itself.
    pub message: String,
    /// The byte offset of the place in the body, if known.
    pub offset: Option<usize>,
}

impl Problem {
    /// A problem at a place. `message` must not quote values of the body: they may be personal.
    #[must_use]
    pub fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            message: message.into(),
            offset: None,
        }
    }

    /// At this byte of the body.
    #[must_use]
    pub fn at_offset(mut self, offset: usize) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() {
            "the body"
        } else {
            &self.pointer
        };
        write!(f, "{pointer}: {}", self.message)?;
        match self.offset {
            Some(offset) => write!(f, " (at byte {offset})"),
            None => Ok(()),
        }
    }
}
