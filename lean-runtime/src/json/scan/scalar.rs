//! Strings, numbers and words.

use super::super::entry::Entry;
use super::super::find::plain_end;
use super::super::value::ValueKind;
use super::{Scan, position};

impl<'t> Scan<'t> {
    /// Reads a scalar that is not a string.
    pub(super) fn read_scalar(&mut self, rest: &'t [u8]) -> Option<&'t [u8]> {
        match rest {
            [b't', ..] => self.read_word("true", ValueKind::Bool, rest),
            [b'f', ..] => self.read_word("false", ValueKind::Bool, rest),
            [b'n', ..] => self.read_word("null", ValueKind::Null, rest),
            [b'-' | b'0'..=b'9', ..] => self.read_number(rest),
            [] => self.fail(rest, "the text ends where a value was expected"),
            _ => self.fail(rest, "expected a value"),
        }
    }

    /// Reads a string that is a value, from its opening quote on.
    #[inline(always)]
    pub(super) fn read_string(&mut self, start: &'t [u8]) -> Option<&'t [u8]> {
        let index = self.values.len();
        let (after, has_escapes) = self.find_string_end(start)?;
        self.push_scalar(ValueKind::String, start, after)?;
        if has_escapes {
            let entry = self.values.get_mut(index)?;
            *entry = entry.with_escapes();
        }
        Some(after)
    }

    /// Reads a string that is a name.
    #[inline]
    pub(super) fn read_name_string(&mut self, start: &'t [u8]) -> Option<&'t [u8]> {
        let (after, has_escapes) = self.find_string_end(start)?;
        let length = start.len() - after.len();
        let (name, rest) = match Entry::scalar(ValueKind::String, self.place(start), length) {
            Some(name) => (name, None),
            None => {
                let [start, end] = [start, after].map(|text| position(self.place(text)));
                let rest = Entry::rest(end, 0);
                (Entry::wide(ValueKind::String, start), Some(rest))
            }
        };
        let name = if has_escapes {
            name.with_escapes()
        } else {
            name
        };
        self.push_pending(name)?;
        if let Some(rest) = rest {
            self.push_pending(rest)?;
        }
        Some(after)
    }

    /// The text after a string, and if the string has escapes.
    #[inline(always)]
    fn find_string_end(&mut self, start: &'t [u8]) -> Option<(&'t [u8], bool)> {
        match plain_end(start.get(1..)?) {
            [b'"', after @ ..] => Some((after, false)),
            rest => Some((self.find_end_after_escapes(rest)?, true)),
        }
    }

    #[inline(never)]
    fn find_end_after_escapes(&mut self, mut rest: &'t [u8]) -> Option<&'t [u8]> {
        loop {
            rest = match rest {
                [b'"', after @ ..] => return Some(after),
                [b'\\', after @ ..] => plain_end(self.read_escape(after)?),
                [] => return self.fail(rest, "the text ends inside a string"),
                _ => return self.fail(rest, "a control character inside a string"),
            };
        }
    }

    /// Reads an escape, from what follows its backslash on.
    fn read_escape(&mut self, rest: &'t [u8]) -> Option<&'t [u8]> {
        match rest {
            [
                b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't',
                after @ ..,
            ] => Some(after),
            [b'u', after @ ..] => match after.split_at_checked(4) {
                Some((digits, after)) if digits.iter().all(u8::is_ascii_hexdigit) => Some(after),
                _ => self.fail(rest, "expected four hexadecimal digits after `\\u`"),
            },
            _ => self.fail(rest, "an escape that JSON does not know"),
        }
    }

    fn read_number(&mut self, start: &'t [u8]) -> Option<&'t [u8]> {
        let rest = start.strip_prefix(b"-").unwrap_or(start);
        let mut rest = match rest {
            [b'0', after @ ..] => after,
            _ => self.read_digits(rest)?,
        };
        if let [b'.', after @ ..] = rest {
            rest = self.read_digits(after)?;
        }
        if let [b'e' | b'E', after @ ..] = rest {
            rest = match after {
                [b'+' | b'-', after @ ..] => self.read_digits(after)?,
                _ => self.read_digits(after)?,
            };
        }
        self.push_scalar(ValueKind::Number, start, rest)?;
        Some(rest)
    }

    #[inline]
    fn read_digits(&mut self, rest: &'t [u8]) -> Option<&'t [u8]> {
        let [b'0'..=b'9', after @ ..] = rest else {
            return self.fail(rest, "expected a digit");
        };
        let mut rest = after;
        while let [b'0'..=b'9', after @ ..] = rest {
            rest = after;
        }
        Some(rest)
    }

    fn read_word(&mut self, word: &str, kind: ValueKind, rest: &'t [u8]) -> Option<&'t [u8]> {
        let Some(after) = rest.strip_prefix(word.as_bytes()) else {
            return self.fail(rest, "expected a value");
        };
        self.push_scalar(kind, rest, after)?;
        Some(after)
    }

    #[inline]
    fn push_scalar(&mut self, kind: ValueKind, start: &[u8], after: &[u8]) -> Option<()> {
        match Entry::scalar(kind, self.place(start), start.len() - after.len()) {
            Some(entry) => self.push(entry),
            None => self.push_long(kind, start, after),
        }
    }

    #[cold]
    fn push_long(&mut self, kind: ValueKind, start: &[u8], after: &[u8]) -> Option<()> {
        let next = position(self.values.len() + 2);
        let (start, end) = (self.place(start), self.place(after));
        self.push(Entry::wide(kind, position(start)))?;
        self.push(Entry::rest(position(end), next))
    }
}
