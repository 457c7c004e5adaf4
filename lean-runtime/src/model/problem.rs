//! The places in a document that do not fit the description.

use std::fmt;

/// A place in a document that does not fit the description.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The JSON Pointer (RFC 6901) to the place; empty for the whole document. `*` replaces a name
    /// that the description does not give, such as a key of a map, because it may be personal data.
    pub pointer: String,
    /// The expected and the actual kind of value. It never contains the value itself, which may be
    /// personal data.
    pub message: String,
    /// The byte offset of the place in the document, if known.
    pub offset: Option<usize>,
}

impl Problem {
    /// A problem at a place. `message` must not quote values of the document.
    #[must_use]
    pub fn new(pointer: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            pointer: pointer.into(),
            message: message.into(),
            offset: None,
        }
    }

    /// The same problem, at this byte of the document.
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
