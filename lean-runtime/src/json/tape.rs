//! Reads a JSON text into a tape of positions.

use std::fmt;

use super::scan;
use super::value::{Kind, Value};

/// A JSON text and the places of its values.
///
/// ```
/// use lean_runtime::json::Tape;
///
/// let tape = Tape::parse(r#"{"amount": 123456789012345678.12}"#).unwrap();
/// let amount = tape.root().get("amount").unwrap();
/// assert_eq!(amount.as_number(), Some("123456789012345678.12"));
/// ```
pub struct Tape<'t> {
    pub(super) text: &'t str,
    pub(super) entries: Vec<Entry>,
}

/// Its size only: the text is personal data, or holds secrets.
impl fmt::Debug for Tape<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tape({} bytes)", self.text.len())
    }
}

/// A value or a member name, in document order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    /// A string with an escape in it; plain strings are borrowed as they are.
    pub(super) escaped: bool,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The entry after this value and all that it holds.
    pub(super) next: u32,
}

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// The expectation or the mistake.
    pub message: &'static str,
    /// The byte at which it shows.
    pub offset: usize,
}

/// The reason why a text has no tape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// The text is not JSON.
    Syntax(SyntaxError),
    /// The text has more values than its memory limit allows.
    Memory,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.offset)
    }
}

impl std::error::Error for SyntaxError {}

impl<'t> Tape<'t> {
    /// Reads `text`, which holds exactly one JSON value (RFC 8259). A byte-order mark is skipped, as RFC 8259
    /// section 8.1 allows.
    ///
    /// # Errors
    /// If it is not JSON, is nested deeper than 128 levels, or is longer than 4 GiB.
    pub fn parse(text: &'t str) -> Result<Tape<'t>, SyntaxError> {
        Tape::parse_within(text, usize::MAX).map_err(|error| match error {
            Unread::Syntax(error) => error,
            // No text has as many values.
            Unread::Memory => SyntaxError {
                message: "more values than fit into memory",
                offset: 0,
            },
        })
    }

    /// Parses the text in at most `bytes` bytes of memory.
    pub(crate) fn parse_within(text: &'t str, bytes: usize) -> Result<Tape<'t>, Unread> {
        scan::scan(text, bytes / size_of::<Entry>()).map(|entries| Tape { text, entries })
    }

    /// Returns the bytes of memory that the tape uses in addition to the text.
    pub(crate) fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>()
    }

    /// The value that starts at a byte of the text.
    pub(crate) fn starting_at(&self, byte: usize) -> Option<Value<'_>> {
        let starts = |entry: &Entry| entry.start as usize == byte;
        let index = self.entries.iter().position(starts)?;
        u32::try_from(index).ok().map(|index| self.root().at(index))
    }

    /// The first string, or name of a member, with half of a surrogate pair: no text has such a character.
    pub(crate) fn lone_surrogate(&self) -> Option<Value<'_>> {
        let indices = 0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let mut values = indices.map(|index| self.root().at(index));
        values.find(|value| value.has_lone_surrogate())
    }

    /// The value that the text holds.
    #[must_use]
    pub fn root(&self) -> Value<'_> {
        Value {
            tape: self,
            index: 0,
        }
    }
}
