//! The members of an object, for readers that look for names.

use std::borrow::Cow;

use super::entry::Entry;
use super::surrogate;
use super::unescape::unescape;
use super::value::{Value, ValueKind};

/// The members of an object, in document order.
pub(crate) struct Members<'t> {
    // What the object has too, at hand: much of the time of reading goes by in this loop.
    text: &'t str,
    values: &'t [Entry],
    names: &'t [Entry],
    value: usize,
    end: usize,
}

/// The positions of the values of an object's members.
pub(crate) struct Positions<'t> {
    /// The words of the rest of the members.
    pub(super) inside: &'t [Entry],
    /// The position after the object.
    pub(super) end: u32,
}

/// A member of an object.
#[derive(Clone, Copy)]
pub(crate) struct Member<'t> {
    pub(crate) name: Name<'t>,
    /// The position of its value.
    pub(crate) value: u32,
}

/// The name of a member.
#[derive(Clone, Copy)]
pub(crate) struct Name<'t> {
    text: &'t str,
    entry: Entry,
    /// Its first byte in the text, and the one behind its last.
    range: (u32, u32),
}

impl<'t> Members<'t> {
    /// The members of an object; none of another value.
    pub(super) fn of(object: Value<'t>) -> Members<'t> {
        let (value, end) = object.children(ValueKind::Map);
        let names = object.tape.names.get(object.names() as usize..);
        Members {
            text: object.tape.text,
            values: &object.tape.values,
            names: names.unwrap_or_default(),
            value: value as usize,
            end: end as usize,
        }
    }
}

impl<'t> Iterator for Members<'t> {
    type Item = Member<'t>;

    #[inline(always)]
    fn next(&mut self) -> Option<Member<'t>> {
        if self.value >= self.end {
            return None;
        }
        let (entry, mut names) = self.names.split_first()?;
        let end = match entry.length() {
            Some(length) => entry.start() + length,
            None => {
                let (rest, after) = names.split_first()?;
                names = after;
                rest.as_rest().0
            }
        };
        self.names = names;
        let value = self.value;
        self.value = match self.values.get(value)?.length() {
            Some(_) => value + 1,
            None => self.values.get(value + 1)?.as_rest().1 as usize,
        };
        Some(Member {
            name: Name {
                text: self.text,
                entry: *entry,
                range: (entry.start(), end),
            },
            value: u32::try_from(value).ok()?,
        })
    }
}

impl Iterator for Positions<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        let (entry, after) = self.inside.split_first()?;
        // A tape has fewer words than a text of 4 GiB has bytes.
        let position = self
            .end
            .wrapping_sub(u32::try_from(self.inside.len()).unwrap_or(0));
        self.inside = match entry.length() {
            Some(_) => after,
            None => {
                let next = after.first()?.as_rest().1;
                self.inside.get(next.wrapping_sub(position) as usize..)?
            }
        };
        Some(position)
    }
}

impl<'t> Name<'t> {
    /// The name, without escapes; none if there are some in it.
    #[inline(always)]
    pub(crate) fn plain(self) -> Option<&'t [u8]> {
        let (start, end) = (self.range.0 as usize + 1, self.range.1 as usize);
        match self.entry.has_escapes() {
            false => self.text.as_bytes().get(start..end.wrapping_sub(1)),
            true => None,
        }
    }

    /// The name, with its escapes resolved.
    pub(crate) fn text(self) -> Cow<'t, str> {
        let raw = self.raw();
        let inside = raw.get(1..raw.len().wrapping_sub(1)).unwrap_or_default();
        match self.entry.has_escapes() {
            false => Cow::Borrowed(inside),
            true => Cow::Owned(unescape(inside)),
        }
    }

    /// The name as written, with its quotes.
    pub(crate) fn raw(self) -> &'t str {
        let (start, end) = (self.range.0 as usize, self.range.1 as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Returns true if it is this name.
    #[inline]
    pub(crate) fn is(self, name: &str) -> bool {
        if self.entry.has_escapes() {
            return self.text() == name;
        }
        let length = (self.range.1 - self.range.0) as usize;
        length == name.len() + 2 && self.plain() == Some(name.as_bytes())
    }

    /// Returns true if the name has half of a surrogate pair.
    pub(crate) fn has_lone_surrogate(self) -> bool {
        self.entry.has_escapes() && surrogate::is_lone_in(self.raw())
    }
}
