//! Writes compact JSON.

use std::fmt::{self, Write as _};

use super::tape::Tape;
use super::value::Value;
use crate::body::File;

/// Writes compact JSON.
///
/// Members are named by [`Writer::name`] just before their value; commas come by themselves.
#[derive(Default)]
pub struct Writer {
    text: String,
    comma: bool,
    /// A request leaves out what only responses carry (`readOnly`).
    pub(crate) request: bool,
    /// The positions of files in the text, for bodies in parts.
    parts: Option<Vec<(usize, File)>>,
    /// A stream was written, which has no text.
    streamed: bool,
    /// The byte of the first float that JSON has no number for.
    not_finite: Option<usize>,
    /// The tags that unions around the value at hand give it: its next object has them.
    pub(crate) tags: Vec<Tag>,
}

/// The member of an object that says which variant of a union it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tag {
    pub(crate) name: &'static str,
    /// Its values that mean the variant, separated by `|`.
    pub(crate) values: &'static str,
    /// True if every other value means the variant, too.
    pub(crate) is_open: bool,
}

/// A place in what was written, to go back to.
#[derive(Clone, Copy)]
pub(crate) struct Mark(usize, bool);

/// Its size only: the text is personal data, or holds secrets.
impl fmt::Debug for Writer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Writer({} bytes)", self.text.len())
    }
}

impl Writer {
    /// Writes every member, as a response would hold it.
    #[must_use]
    pub fn new() -> Writer {
        Writer::default()
    }

    /// Leaves out members that are `readOnly`.
    #[must_use]
    pub fn for_request() -> Writer {
        Writer {
            request: true,
            ..Writer::default()
        }
    }

    /// Creates a writer as for a request, with room for one short value.
    pub(crate) fn for_parameter() -> Writer {
        Writer {
            text: String::with_capacity(48),
            ..Writer::for_request()
        }
    }

    /// Creates a writer as for a request, but with an empty string in place of each file, which is
    /// kept separately.
    pub(crate) fn for_parts() -> Writer {
        Writer {
            parts: Some(Vec::new()),
            ..Writer::for_request()
        }
    }

    /// The text written so far, and each file with its position in the text.
    pub(crate) fn into_parts(self) -> (String, Vec<(usize, File)>) {
        (self.text, self.parts.unwrap_or_default())
    }

    /// Returns true if a stream was written as if it were a value.
    pub(crate) fn is_streamed(&self) -> bool {
        self.streamed
    }

    /// Keeps a file separate from the text, if the writer supports this.
    pub(crate) fn keep_file(&mut self, file: &File) -> bool {
        self.streamed |= self.parts.is_none() && file.in_memory().is_none();
        if self.parts.is_none() {
            return false;
        }
        self.separate();
        if let Some(parts) = &mut self.parts {
            parts.push((self.text.len(), file.clone()));
        }
        self.comma = false;
        self.string("");
        true
    }

    /// Writes a float. An infinity or NaN becomes `null`, and [`Writer::not_finite`] knows where.
    pub(crate) fn float(&mut self, value: f64) {
        // With a power of ten where JavaScript writes one: hundreds of zeros help nobody.
        let is_plain = value == 0.0 || (1e-6..1e21).contains(&value.abs());
        if value.is_finite() {
            return match is_plain {
                true => self.raw(&value.to_string()),
                false => self.raw(&format!("{value:e}")),
            };
        }
        self.separate();
        self.not_finite.get_or_insert(self.text.len());
        self.comma = false;
        self.raw("null");
    }

    /// The JSON Pointer (RFC 6901) to the first infinity or NaN, for which JSON has no number (RFC 8259 section 6).
    pub(crate) fn not_finite(&self) -> Option<String> {
        let at = self.not_finite?;
        let tape = Tape::parse(&self.text).ok()?;
        Some(tape.starting_at(at).map(Value::path).unwrap_or_default())
    }

    /// The text, if all of it has a form in JSON.
    pub(crate) fn into_json(self) -> Result<String, NotFinite> {
        match self.not_finite() {
            Some(pointer) => Err(NotFinite { pointer }),
            None => Ok(self.text),
        }
    }

    /// The text written so far.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The place at which the next value or name is written.
    pub(crate) fn mark(&self) -> Mark {
        Mark(self.text.len(), self.comma)
    }

    /// Takes back what was written since.
    pub(crate) fn rewind(&mut self, mark: Mark) {
        self.text.truncate(mark.0);
        self.comma = mark.1;
    }

    /// Returns the text written since the mark.
    pub(crate) fn text_since(&self, mark: Mark) -> &str {
        &self.text[mark.0..]
    }

    /// Opens an object.
    pub fn open_map(&mut self) {
        self.separate();
        self.text.push('{');
        self.comma = false;
    }

    /// Closes an object.
    pub fn close_map(&mut self) {
        self.text.push('}');
        self.comma = true;
    }

    /// Opens a list.
    pub fn open_list(&mut self) {
        self.separate();
        self.text.push('[');
        self.comma = false;
    }

    /// Closes a list.
    pub fn close_list(&mut self) {
        self.text.push(']');
        self.comma = true;
    }

    /// Names the member whose value comes next.
    pub fn name(&mut self, name: &str) {
        self.separate();
        self.quote(name);
        self.text.push(':');
        self.comma = false;
    }

    /// Writes a string.
    pub fn string(&mut self, value: &str) {
        self.separate();
        self.quote(value);
        self.comma = true;
    }

    /// Writes a string of a value whose text has nothing to escape.
    pub(crate) fn plain_string(&mut self, value: &dyn fmt::Display) {
        self.separate();
        // Writing to a String does not fail.
        let _ = write!(self.text, "\"{value}\"");
        self.comma = true;
    }

    /// Writes a number.
    pub(crate) fn number(&mut self, value: &dyn fmt::Display) {
        self.separate();
        // Writing to a String does not fail.
        let _ = write!(self.text, "{value}");
        self.comma = true;
    }

    /// Writes a value whose JSON text is known: a number, `true`, or a whole document kept as it came.
    pub fn raw(&mut self, json: &str) {
        self.separate();
        self.text.push_str(json);
        self.comma = true;
    }

    fn separate(&mut self) {
        if self.comma {
            self.text.push(',');
        }
    }

    fn quote(&mut self, value: &str) {
        self.text.reserve(value.len() + 2);
        self.text.push('"');
        let mut plain = 0;
        for (at, byte) in value.bytes().enumerate() {
            if byte >= 0x20 && byte != b'"' && byte != b'\\' {
                continue;
            }
            self.text.push_str(&value[plain..at]);
            plain = at + 1;
            match byte {
                b'"' => self.text.push_str("\\\""),
                b'\\' => self.text.push_str("\\\\"),
                b'\n' => self.text.push_str("\\n"),
                b'\r' => self.text.push_str("\\r"),
                b'\t' => self.text.push_str("\\t"),
                // Writing to a String does not fail.
                _ => drop(write!(self.text, "\\u{byte:04x}")),
            }
        }
        self.text.push_str(&value[plain..]);
        self.text.push('"');
    }
}

/// An infinity or NaN, for which JSON has no number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NotFinite {
    /// The JSON Pointer (RFC 6901) to the float.
    pub(crate) pointer: String,
}

impl std::fmt::Display for NotFinite {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.pointer.as_str() {
            "" => f.write_str("a float is infinite or NaN, and JSON has no number for it"),
            place => write!(
                f,
                "the float at `{place}` is infinite or NaN, and JSON has no number for it"
            ),
        }
    }
}
