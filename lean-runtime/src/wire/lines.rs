//! Streams of JSON values: lines and text sequences.

use std::fmt;

use super::events::TooLong;

/// As many bytes may one value have.
const LINE_BYTES_MAX: usize = 64 * 1024 * 1024;

/// The byte before each value of a JSON text sequence (RFC 7464).
const RECORD: u8 = 0x1e;

/// Splits a stream of JSON values that arrives in arbitrary pieces: JSON Lines and NDJSON (one
/// value per line), and JSON text sequences (RFC 7464), which are recognised by their first byte.
///
/// Blank lines are skipped, a CR before the LF goes with it, the last line may lack its end, and so may the last value
/// of a sequence, unless it is a number or a word that may have been cut off. Values are not looked into: that is the
/// reader's business.
///
/// ```
/// use lean_runtime::wire::LineSplitter;
///
/// let mut splitter = LineSplitter::new();
/// assert_eq!(splitter.push(b"{\"a\":1}\r\n\n{\"a\"").unwrap(), ["{\"a\":1}"]);
/// assert_eq!(splitter.push(b":2}").unwrap(), [""; 0]);
/// assert_eq!(splitter.finish().unwrap().as_deref(), Some("{\"a\":2}"));
/// ```
pub struct LineSplitter {
    value: Vec<u8>,
    framing: Framing,
    nesting: Nesting,
    bytes_max: usize,
    failed: Option<NotLines>,
}

/// The separation of values.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Framing {
    /// The first byte tells.
    Unknown,
    Lines,
    Sequence,
}

/// The nesting depth after the last byte of a JSON text: a sequence's value may contain line feeds.
#[derive(Clone, Copy, Default)]
struct Nesting {
    depth: usize,
    string: bool,
    escaped: bool,
}

/// Why a stream of values cannot be read on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotLines {
    /// A value is larger than allowed.
    TooLong(TooLong),
    /// A value is not UTF-8, from this byte of it on.
    Utf8(usize),
    /// A number or word of a sequence was cut off (RFC 7464 section 2.4).
    CutOff,
}

impl fmt::Display for NotLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotLines::TooLong(too_long) => too_long.fmt(f),
            NotLines::Utf8(offset) => {
                write!(f, "a value of the stream is not UTF-8 at its byte {offset}")
            }
            NotLines::CutOff => f.write_str("a value of the stream was cut off"),
        }
    }
}

impl std::error::Error for NotLines {}

impl LineSplitter {
    /// A splitter that refuses values of more than 64 MiB.
    #[must_use]
    pub fn new() -> LineSplitter {
        LineSplitter::with_limit(LINE_BYTES_MAX)
    }

    /// A splitter that refuses values of more bytes than this.
    #[must_use]
    pub fn with_limit(bytes_max: usize) -> LineSplitter {
        LineSplitter {
            value: Vec::new(),
            framing: Framing::Unknown,
            nesting: Nesting::default(),
            bytes_max,
            failed: None,
        }
    }

    /// Reads on; yields the values that are complete now.
    ///
    /// # Errors
    /// If a value was too long or is not text. Those before it came out of the call before, so that none is lost;
    /// nothing can be read after it.
    pub fn push(&mut self, bytes: &[u8]) -> Result<Vec<String>, NotLines> {
        let mut values = Vec::new();
        let mut rest = bytes;
        while self.failed.is_none() && !rest.is_empty() {
            rest = match self.framing {
                Framing::Unknown => self.detect_framing(rest),
                Framing::Lines => self.read_line(rest, &mut values),
                Framing::Sequence => self.read_record(rest, &mut values),
            };
        }
        match &self.failed {
            Some(why) if values.is_empty() => Err(why.clone()),
            _ => Ok(values),
        }
    }

    /// The stream has ended: yields the last value, if its end was still to come.
    ///
    /// # Errors
    /// As [`LineSplitter::push`], and if the last value was cut off.
    pub fn finish(&mut self) -> Result<Option<String>, NotLines> {
        let mut values = Vec::new();
        if self.framing == Framing::Sequence {
            self.end_record(&mut values);
        } else {
            self.end_value(&mut values);
        }
        match &self.failed {
            Some(why) => Err(why.clone()),
            None => Ok(values.pop()),
        }
    }

    fn detect_framing<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace());
        let Some(start) = start else { return &[] };
        self.framing = if bytes[start] == RECORD {
            Framing::Sequence
        } else {
            Framing::Lines
        };
        &bytes[start..]
    }

    fn read_line<'b>(&mut self, bytes: &'b [u8], values: &mut Vec<String>) -> &'b [u8] {
        let end = bytes.iter().position(|byte| *byte == b'\n');
        let piece = &bytes[..end.unwrap_or(bytes.len())];
        self.push_piece(piece);
        let Some(end) = end else { return &[] };
        self.end_value(values);
        &bytes[end + 1..]
    }

    /// A value ends at the next record, and as soon as a line ends outside of all brackets.
    fn read_record<'b>(&mut self, bytes: &'b [u8], values: &mut Vec<String>) -> &'b [u8] {
        for (at, &byte) in bytes.iter().enumerate() {
            let line_end = byte == b'\n' && self.nesting.is_outside();
            if byte != RECORD && !line_end {
                self.nesting.track_byte(byte);
                continue;
            }
            self.push_piece(&bytes[..at]);
            if line_end {
                self.end_value(values);
            } else {
                self.end_record(values);
            }
            return &bytes[at + 1..];
        }
        self.push_piece(bytes);
        &[]
    }

    /// A value without white space after it: a number or a word may have been cut off. Brackets and strings that are
    /// still open are left to the reader, who refuses them; the sequence goes on after them.
    fn end_record(&mut self, values: &mut Vec<String>) {
        let bare = self
            .value
            .last()
            .is_some_and(|byte| !byte.is_ascii_whitespace() && !b"}]\"".contains(byte));
        if bare && self.nesting.is_outside() {
            self.failed.get_or_insert(NotLines::CutOff);
        }
        self.end_value(values);
    }

    fn end_value(&mut self, values: &mut Vec<String>) {
        self.nesting = Nesting::default();
        let value = std::mem::take(&mut self.value);
        if self.failed.is_some() || value.iter().all(u8::is_ascii_whitespace) {
            return;
        }
        match std::str::from_utf8(&value) {
            Ok(text) => values.push(text.trim_matches([' ', '\t', '\r', '\n']).to_owned()),
            Err(error) => self.failed = Some(NotLines::Utf8(error.valid_up_to())),
        }
    }

    fn push_piece(&mut self, piece: &[u8]) {
        if self.value.len() + piece.len() > self.bytes_max {
            let too_long = TooLong {
                what: "a value",
                bytes_max: self.bytes_max,
            };
            self.failed = Some(NotLines::TooLong(too_long));
            self.value.clear();
            return;
        }
        self.value.extend_from_slice(piece);
    }
}

impl Nesting {
    fn track_byte(&mut self, byte: u8) {
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.string => self.escaped = true,
            b'"' => self.string = !self.string,
            b'{' | b'[' if !self.string => self.depth += 1,
            b'}' | b']' if !self.string => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
    }

    fn is_outside(self) -> bool {
        self.depth == 0 && !self.string
    }
}

impl Default for LineSplitter {
    fn default() -> LineSplitter {
        LineSplitter::new()
    }
}

/// Sizes only: values are personal data.
impl fmt::Debug for LineSplitter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LineSplitter({} bytes pending)", self.value.len())
    }
}
