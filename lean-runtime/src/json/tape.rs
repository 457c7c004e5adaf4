//! Reads a JSON text into a tape of positions.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::entry::Entry;
use super::scan;
use super::value::Value;

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
    /// The values, in document order.
    pub(super) values: Vec<Entry>,
    /// The names of the members of each object, object after object. Objects whose names are the same in the same order mostly
    /// share them, if each name takes one word.
    pub(super) names: Vec<Entry>,
    /// The number of this tape among those with shared names; zero for one without.
    pub(super) number: usize,
    /// The position of the root.
    root: u32,
}

/// The number of the next tape with shared names, which readers remember: they are those of one tape.
static NUMBER: AtomicUsize = AtomicUsize::new(1);

/// Its size only: the text is personal data, or holds secrets.
impl fmt::Debug for Tape<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Tape({} bytes)", self.text.len())
    }
}

/// A tape without its text, for a reader that comes later.
pub(crate) struct Scanned {
    values: Vec<Entry>,
    names: Vec<Entry>,
    number: usize,
    /// The length of the text, which tells another text from this one.
    length: usize,
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
        let words = scan::scan(text, bytes / size_of::<Entry>())?;
        Ok(Tape {
            text,
            values: words.values,
            names: words.names,
            number: match words.are_names_shared {
                true => NUMBER.fetch_add(1, Ordering::Relaxed),
                false => 0,
            },
            root: 0,
        })
    }

    /// Puts the text aside.
    pub(crate) fn into_scanned(self) -> Scanned {
        Scanned {
            length: self.text.len(),
            values: self.values,
            names: self.names,
            number: self.number,
        }
    }

    /// The tape of the text that was put aside; none if this is another one.
    pub(crate) fn of_scanned(text: &'t str, scanned: Scanned) -> Option<Tape<'t>> {
        let Scanned {
            values,
            names,
            number,
            length,
        } = scanned;
        (text.len() == length).then_some(Tape {
            text,
            values,
            names,
            number,
            root: 0,
        })
    }

    /// The same tape with another value as its root, from which paths start.
    pub(crate) fn rooted_at(self, root: u32) -> Tape<'t> {
        Tape { root, ..self }
    }

    /// The text.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// Returns the bytes of memory that the tape uses in addition to the text.
    pub(crate) fn bytes(&self) -> usize {
        (self.values.capacity() + self.names.capacity()) * size_of::<Entry>()
    }

    /// The value that starts at a byte of the text.
    pub(crate) fn starting_at(&self, byte: usize) -> Option<Value<'_>> {
        self.root()
            .with_values_inside()
            .find(|value| value.offset() == byte)
    }

    /// The first string with half of a surrogate pair, or the object of the first such name: no text has such a character.
    pub(crate) fn lone_surrogate(&self) -> Option<Value<'_>> {
        self.root().lone_surrogate()
    }

    /// The value that the text holds.
    #[must_use]
    pub fn root(&self) -> Value<'_> {
        Value {
            tape: self,
            index: self.root,
        }
    }
}
