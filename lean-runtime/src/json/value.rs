//! The values of a tape.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::surrogate;
use super::tape::{Entry, Tape};

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
pub enum Kind {
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

impl Kind {
    /// The kind with its article, for messages: `a string`.
    #[must_use]
    pub fn described(self) -> &'static str {
        match self {
            Kind::Null => "null",
            Kind::Bool => "a boolean",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::List => "a list",
            Kind::Map => "an object",
        }
    }
}

impl<'t> Value<'t> {
    /// Its kind.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.entry().kind
    }

    /// Returns true if the value is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        self.kind() == Kind::Null
    }

    /// Returns the value's text as written in the document.
    #[must_use]
    pub fn raw(self) -> &'t str {
        let entry = self.entry();
        &self.tape.text[entry.start as usize..entry.end as usize]
    }

    /// The string, with its escapes resolved; a lone surrogate reads as U+FFFD.
    #[must_use]
    pub fn as_str(self) -> Option<Cow<'t, str>> {
        let entry = self.entry();
        (entry.kind == Kind::String).then(|| {
            let raw = &self.tape.text[entry.start as usize + 1..entry.end as usize - 1];
            if entry.escaped {
                Cow::Owned(unescape(raw))
            } else {
                Cow::Borrowed(raw)
            }
        })
    }

    /// Returns true for a string with half of a surrogate pair (`\\ud83d` alone), which [`Value::as_str`] cannot say.
    #[must_use]
    pub fn has_lone_surrogate(self) -> bool {
        let entry = self.entry();
        if !entry.escaped || entry.kind != Kind::String {
            return false;
        }
        let raw = &self.tape.text[entry.start as usize + 1..entry.end as usize - 1];
        surrogate::is_lone_in(raw)
    }

    /// The same for the strings and names inside of it too.
    pub(crate) fn holds_lone_surrogate(self) -> bool {
        let mut values = (self.index..self.entry().next).map(|index| self.at(index));
        values.any(Value::has_lone_surrogate)
    }

    /// The number, with every digit as written.
    #[must_use]
    pub fn as_number(self) -> Option<&'t str> {
        (self.kind() == Kind::Number).then(|| self.raw())
    }

    /// The boolean.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then(|| self.raw() == "true")
    }

    /// The items of a list; nothing for other kinds.
    pub fn items(self) -> impl Iterator<Item = Value<'t>> {
        let range = self.children(Kind::List);
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

    /// The value at a JSON Pointer (RFC 6901).
    #[must_use]
    pub fn pointer(self, pointer: &str) -> Option<Value<'t>> {
        if pointer.is_empty() {
            return Some(self);
        }
        pointer
            .strip_prefix('/')?
            .split('/')
            .try_fold(self, |value, token| {
                let token = token.replace("~1", "/").replace("~0", "~");
                match value.kind() {
                    Kind::List => value.items().nth(index(&token)?),
                    _ => value.get(&token),
                }
            })
    }

    /// The JSON Pointer (RFC 6901) from the document's root to here.
    #[must_use]
    pub fn path(self) -> String {
        self.path_hiding(&[])
    }

    /// The same with `*` in place of the names of the members at these positions.
    pub(crate) fn path_hiding(self, hidden: &[u32]) -> String {
        let mut path = String::new();
        let mut at = self.tape.root();
        while at.index != self.index {
            match at.kind() {
                Kind::List => {
                    let Some((number, item)) =
                        at.items().enumerate().find(|(_, item)| item.holds(self))
                    else {
                        break;
                    };
                    // Writing to a String does not fail.
                    let _ = write!(path, "/{number}");
                    at = item;
                }
                _ => {
                    let Some((name, value)) = at.members().find(|(_, value)| value.holds(self))
                    else {
                        break;
                    };
                    path.push('/');
                    match hidden.contains(&value.index) {
                        true => path.push('*'),
                        false => path.push_str(&name.replace('~', "~0").replace('/', "~1")),
                    }
                    at = value;
                }
            }
        }
        path
    }

    /// Names and values in the order of the text, for readers that compare names without copying them.
    pub(crate) fn member_values(self) -> impl Iterator<Item = (Value<'t>, Value<'t>)> {
        let range = self.children(Kind::Map);
        let mut siblings = Siblings {
            tape: self.tape,
            at: range.0,
            end: range.1,
        };
        std::iter::from_fn(move || Some((siblings.next()?, siblings.next()?)))
    }

    /// Returns true if this string equals `name`.
    pub(crate) fn is_name(self, name: &str) -> bool {
        let entry = self.entry();
        if entry.escaped {
            return self.as_str().is_some_and(|text| text == name);
        }
        &self.tape.text[entry.start as usize + 1..entry.end as usize - 1] == name
    }

    /// The byte of the document at which it starts.
    pub(crate) fn offset(self) -> usize {
        self.entry().start as usize
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

    fn holds(self, other: Value<'_>) -> bool {
        (self.index..self.entry().next).contains(&other.index)
    }

    fn children(self, kind: Kind) -> (u32, u32) {
        let entry = self.entry();
        if entry.kind == kind {
            (self.index + 1, entry.next)
        } else {
            (0, 0)
        }
    }

    fn entry(self) -> Entry {
        self.tape.entries[self.index as usize]
    }
}

/// An index as RFC 6901 section 4 has it: digits without a leading zero.
fn index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (token == "0" || !token.starts_with('0'))).then(|| token.parse().ok())?
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
        self.at = value.entry().next;
        Some(value)
    }
}

fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = rest.as_bytes()[at + 1];
        rest = &rest[at + 2..];
        match escape {
            b'b' => text.push('\u{8}'),
            b'f' => text.push('\u{c}'),
            b'n' => text.push('\n'),
            b'r' => text.push('\r'),
            b't' => text.push('\t'),
            b'u' => rest = unicode(rest, &mut text),
            other => text.push(char::from(other)),
        }
    }
    text.push_str(rest);
    text
}

/// Reads the four digits of `\uXXXX`, and those of a second half if the two form a pair.
fn unicode<'r>(rest: &'r str, text: &mut String) -> &'r str {
    let unit = hex(rest);
    let rest = &rest[4..];
    let low = rest.strip_prefix("\\u").map(hex);
    match (unit, low) {
        (0xd800..=0xdbff, Some(low @ 0xdc00..=0xdfff)) => {
            let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            &rest[6..]
        }
        _ => {
            text.push(char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
            rest
        }
    }
}

fn hex(digits: &str) -> u32 {
    u32::from_str_radix(&digits[..4], 16).expect("the scan saw four hexadecimal digits")
}
