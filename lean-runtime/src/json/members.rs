//! The members of an object, for readers that look for names.

use super::entry::Entry;
use super::value::{Value, ValueKind};

/// The members of an object, in document order.
pub(crate) struct Members<'t> {
    // What the object has too, at hand: much of the time of reading goes by in this loop.
    text: &'t [u8],
    entries: &'t [Entry],
    at: usize,
    end: usize,
}

/// A member of an object.
#[derive(Clone, Copy)]
pub(crate) struct Member<'t> {
    /// Its name; none if there are escapes in it.
    pub(crate) plain_name: Option<&'t [u8]>,
    /// The position of its name.
    pub(crate) key: u32,
    /// The position of its value.
    pub(crate) value: u32,
}

impl<'t> Members<'t> {
    /// The members of an object; none of another value.
    pub(super) fn of(object: Value<'t>) -> Members<'t> {
        let (at, end) = object.children(ValueKind::Map);
        Members {
            text: object.tape.text.as_bytes(),
            entries: &object.tape.entries,
            at: at as usize,
            end: end as usize,
        }
    }

    /// The position behind an entry and all that it holds.
    #[inline]
    fn after(&self, at: usize, entry: Entry) -> Option<usize> {
        match entry.length() {
            Some(_) => Some(at + 1),
            None => Some(self.entries.get(at + 1)?.as_rest().1 as usize),
        }
    }
}

impl<'t> Iterator for Members<'t> {
    type Item = Member<'t>;

    #[inline(always)]
    fn next(&mut self) -> Option<Member<'t>> {
        if self.at >= self.end {
            return None;
        }
        let key = self.at;
        let entry = *self.entries.get(key)?;
        let plain_name = entry
            .plain_inside()
            .and_then(|(start, end)| self.text.get(start..end));
        let value = self.after(key, entry)?;
        self.at = self.after(value, *self.entries.get(value)?)?;
        Some(Member {
            plain_name,
            key: u32::try_from(key).ok()?,
            value: u32::try_from(value).ok()?,
        })
    }
}
