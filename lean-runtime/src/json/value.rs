//! The values of a tape.

use std::borrow::Cow;
use std::fmt;

use super::entry::Entry;
use super::members::Members;
use super::surrogate;
use super::tape::Tape;
use super::unescape::unescape;

/// A value on a [`Tape`]: a cheap handle.
#[derive(Clone, Copy)]
pub struct Value<'t> {
    pub(super) tape: &'t Tape<'t>,
    pub(super) index: u32,
}

/// Its kind only: values are personal data, or secrets.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value({:?})", self.kind())
    }
}

/// The kind of a JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    List,
    /// An object.
    Map,
}

impl ValueKind {
    /// The kind with its article, for messages: `a string`.
    #[must_use]
    pub fn described(self) -> &'static str {
        match self {
            ValueKind::Null => "null",
            ValueKind::Bool => "a boolean",
            ValueKind::Number => "a number",
            ValueKind::String => "a string",
            ValueKind::List => "a list",
            ValueKind::Map => "an object",
        }
    }
}

impl<'t> Value<'t> {
    /// Its kind.
    #[must_use]
    #[inline]
    pub fn kind(self) -> ValueKind {
        self.entry().kind()
    }

    /// Returns true if the value is `null`.
    #[must_use]
    #[inline]
    pub fn is_null(self) -> bool {
        self.kind() == ValueKind::Null
    }

    /// Returns the value's text as written in the document.
    #[must_use]
    pub fn raw(self) -> &'t str {
        let (start, end) = self.range();
        &self.tape.text[start..end]
    }

    /// The string, with its escapes resolved; a lone surrogate reads as U+FFFD.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'t, str>> {
        let entry = self.entry();
        if entry.kind() != ValueKind::String {
            return None;
        }
        let (start, end) = self.range();
        let inside = self.tape.text.get(start + 1..end - 1)?;
        Some(match entry.is_escaped() {
            false => Cow::Borrowed(inside),
            true => Cow::Owned(unescape(inside)),
        })
    }

    /// Returns true for a string with half of a surrogate pair (`\\ud83d` alone), which [`Value::as_str`] cannot say.
    #[must_use]
    pub fn has_lone_surrogate(self) -> bool {
        self.entry().is_escaped() && surrogate::is_lone_in(self.raw())
    }

    /// The same for the strings and names inside of it too.
    pub(crate) fn holds_lone_surrogate(self) -> bool {
        self.and_inside().any(Value::has_lone_surrogate)
    }

    /// This value, and the values and names inside of it.
    pub(super) fn and_inside(self) -> impl Iterator<Item = Value<'t>> {
        let end = self.next();
        let mut at = self.index;
        std::iter::from_fn(move || {
            let value = (at < end).then(|| self.at(at))?;
            at = match value.kind() {
                ValueKind::List | ValueKind::Map => at + 2,
                _ => value.next(),
            };
            Some(value)
        })
    }

    /// The number, with every digit as written.
    #[must_use]
    pub fn as_number(self) -> Option<&'t str> {
        (self.kind() == ValueKind::Number).then(|| self.raw())
    }

    /// The boolean.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == ValueKind::Bool).then(|| self.raw() == "true")
    }

    /// The items of a list; nothing for other kinds.
    pub fn items(self) -> impl Iterator<Item = Value<'t>> {
        let range = self.children(ValueKind::List);
        Siblings {
            tape: self.tape,
            at: range.0,
            end: range.1,
        }
    }

    /// The members of an object; nothing for other kinds. Names may repeat.
    pub fn members(self) -> impl Iterator<Item = (Cow<'t, str>, Value<'t>)> {
        self.member_values()
            .map(|(name, value)| (name.as_str().unwrap_or_default(), value))
    }

    /// The member of that name; of several, the last, as JavaScript and serde_json's maps have it.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Value<'t>> {
        self.member_values()
            .filter(|(key, _)| key.is_name(name))
            .last()
            .map(|(_, value)| value)
    }

    /// Names and values in the order of the text, for readers that compare names without copying them.
    pub(crate) fn member_values(self) -> impl Iterator<Item = (Value<'t>, Value<'t>)> {
        let (mut at, end) = self.children(ValueKind::Map);
        let tape = self.tape;
        std::iter::from_fn(move || {
            let name = (at < end).then_some(Value { tape, index: at })?;
            let value = Value {
                tape,
                index: name.next(),
            };
            at = value.next();
            Some((name, value))
        })
    }

    /// The members, for readers that compare names.
    pub(crate) fn named_members(self) -> Members<'t> {
        Members::of(self)
    }

    /// The number of its tape and its shape, for an object of a known one: see [`Entry::shape`].
    #[inline]
    pub(crate) fn shape(self) -> Option<(usize, u32)> {
        let entry = self.entry();
        let is_known = entry.kind() == ValueKind::Map && entry.shape() != 0;
        is_known.then(|| (self.tape.number, entry.shape()))
    }

    /// The positions of the values of the members of an object of a known shape.
    #[inline]
    pub(crate) fn member_positions(self) -> impl Iterator<Item = u32> {
        let entries = self.tape.entries.as_slice();
        let (mut at, end) = self.children(ValueKind::Map);
        std::iter::from_fn(move || {
            let value = (at < end).then_some(at + 1)?;
            at = match entries.get(value as usize)?.length() {
                Some(_) => value + 1,
                None => entries.get(value as usize + 1)?.as_rest().1,
            };
            Some(value)
        })
    }

    /// Returns true if this string equals `name`.
    pub(crate) fn is_name(self, name: &str) -> bool {
        match self.plain_str() {
            Some(text) => text == name,
            None => self.as_str().is_some_and(|text| text == name),
        }
    }

    /// The byte of the document at which it starts.
    pub(crate) fn offset(self) -> usize {
        self.entry().start() as usize
    }

    /// Returns the value's index on the tape, which serves as its position.
    pub(crate) fn position(self) -> u32 {
        self.index
    }

    /// The value at a position of the same tape.
    pub(crate) fn at(self, index: u32) -> Value<'t> {
        Value {
            tape: self.tape,
            index,
        }
    }

    pub(super) fn children(self, kind: ValueKind) -> (u32, u32) {
        if self.kind() == kind {
            (self.index + 2, self.next())
        } else {
            (0, 0)
        }
    }

    /// The text of a string; none if there are escapes in it, or if it is not a string.
    #[inline]
    pub(crate) fn plain_str(self) -> Option<&'t str> {
        let (start, end) = self.entry().plain_inside()?;
        self.tape.text.get(start..end)
    }

    /// Its first byte in the text, and the one behind its last.
    #[inline]
    fn range(self) -> (usize, usize) {
        let entry = self.entry();
        let start = entry.start() as usize;
        let end = match entry.length() {
            Some(length) => start + length as usize,
            None => self.rest().0 as usize,
        };
        (start, end)
    }

    /// The position behind it and all that it holds.
    #[inline]
    pub(super) fn next(self) -> u32 {
        match self.entry().length() {
            Some(_) => self.index + 1,
            None => self.rest().1,
        }
    }

    #[inline]
    fn entry(self) -> Entry {
        self.tape.entries[self.index as usize]
    }

    #[inline]
    fn rest(self) -> (u32, u32) {
        self.tape.entries[self.index as usize + 1].as_rest()
    }
}

struct Siblings<'t> {
    tape: &'t Tape<'t>,
    at: u32,
    end: u32,
}

impl<'t> Iterator for Siblings<'t> {
    type Item = Value<'t>;

    fn next(&mut self) -> Option<Value<'t>> {
        if self.at >= self.end {
            return None;
        }
        let value = Value {
            tape: self.tape,
            index: self.at,
        };
        self.at = value.next();
        Some(value)
    }
}
