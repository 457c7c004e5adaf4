//! The values of a tape.

use std::borrow::Cow;
use std::fmt;

use super::entry::Entry;
use super::members::{Members, Positions};
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
    pub fn with_article(self) -> &'static str {
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
        self.entry().is_null()
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
        Some(match entry.has_escapes() {
            false => Cow::Borrowed(inside),
            true => Cow::Owned(unescape(inside)),
        })
    }

    /// Returns true for a string with half of a surrogate pair (`\\ud83d` alone), which [`Value::as_str`] cannot say.
    #[must_use]
    pub fn has_lone_surrogate(self) -> bool {
        self.entry().has_escapes() && surrogate::is_lone_in(self.raw())
    }

    /// The same for the strings and names inside of it too.
    pub(crate) fn holds_lone_surrogate(self) -> bool {
        self.lone_surrogate().is_some()
    }

    /// The first string with half of a surrogate pair, or the object of the first such name.
    pub(super) fn lone_surrogate(self) -> Option<Value<'t>> {
        match self.kind() {
            ValueKind::Null | ValueKind::Bool | ValueKind::Number => None,
            ValueKind::String => self.has_lone_surrogate().then_some(self),
            ValueKind::List => self.items().find_map(Value::lone_surrogate),
            ValueKind::Map => {
                self.named_members()
                    .find_map(|member| match member.name.has_lone_surrogate() {
                        true => Some(self),
                        false => self.at(member.value).lone_surrogate(),
                    })
            }
        }
    }

    /// This value, and the values inside of it.
    pub(super) fn with_values_inside(self) -> impl Iterator<Item = Value<'t>> {
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
        self.named_members()
            .map(move |member| (member.name.text(), self.at(member.value)))
    }

    /// The member of that name; of several, the last, as JavaScript and serde_json's maps have it.
    #[must_use]
    pub fn get(self, name: &str) -> Option<Value<'t>> {
        self.named_members()
            .filter(|member| member.name.is(name))
            .last()
            .map(|member| self.at(member.value))
    }

    /// The members in the order of the text, for readers that compare names without copying them.
    pub(crate) fn named_members(self) -> Members<'t> {
        Members::of(self)
    }

    /// The names that an object shares with others: the number of the tape, and their place on it.
    #[inline]
    pub(crate) fn shared_names(self) -> Option<(usize, u32)> {
        let entry = self.entry();
        let is_shared = entry.kind() == ValueKind::Map && entry.shares_names();
        is_shared.then(|| (self.tape.number, entry.names()))
    }

    /// The place of an object's names.
    #[inline]
    pub(super) fn names(self) -> u32 {
        self.entry().names()
    }

    /// The positions of the values of an object's members.
    #[inline]
    pub(crate) fn member_positions(self) -> Positions<'t> {
        let (start, end) = self.children(ValueKind::Map);
        let inside = self.tape.values.get(start as usize..end as usize);
        Positions {
            inside: inside.unwrap_or_default(),
            end,
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
        self.tape.values[self.index as usize]
    }

    #[inline]
    fn rest(self) -> (u32, u32) {
        self.tape.values[self.index as usize + 1].as_rest()
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
