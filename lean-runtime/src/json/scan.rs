//! The one pass over the text.

use super::tape::{Entry, SyntaxError, Unread};
use super::value::Kind;

/// Deeper documents are refused, so that no reader after this one can run out of stack.
const DEPTH_MAX: usize = 128;

/// Reads at most `entries_max` values and names.
pub(super) fn scan(text: &str, entries_max: usize) -> Result<Vec<Entry>, Unread> {
    if u32::try_from(text.len()).is_err() {
        return Err(Unread::Syntax(SyntaxError {
            message: "the text is longer than 4 GiB",
            offset: 0,
        }));
    }
    let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let mut scan = Scan {
        bytes: text.as_bytes(),
        at,
        entries: Vec::with_capacity((text.len() / 12 + 4).min(entries_max)),
        entries_max,
        is_full: false,
    };
    match scan.document() {
        Ok(()) => Ok(scan.entries),
        Err(_) if scan.is_full => Err(Unread::Memory),
        Err(error) => Err(Unread::Syntax(error)),
    }
}

struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
    entries: Vec<Entry>,
    entries_max: usize,
    is_full: bool,
}

impl Scan<'_> {
    fn document(&mut self) -> Result<(), SyntaxError> {
        // The entries of the lists and maps that are still open.
        let mut open: Vec<u32> = Vec::new();
        self.space();
        loop {
            let closed = self.value(&mut open)?;
            if !closed {
                continue;
            }
            if !self.after_value(&mut open)? {
                break;
            }
        }
        self.space();
        if self.at == self.bytes.len() {
            Ok(())
        } else {
            self.fail("more text after the end of the value")
        }
    }

    /// Reads a scalar or an empty list or map (`true`), or opens one that is not empty (`false`).
    fn value(&mut self, open: &mut Vec<u32>) -> Result<bool, SyntaxError> {
        let start = self.at;
        match self.peek() {
            Some(b'{') => self.open(Kind::Map, b'}', open),
            Some(b'[') => self.open(Kind::List, b']', open),
            Some(b'"') => self.string(),
            Some(b't') => self.word("true", Kind::Bool, start),
            Some(b'f') => self.word("false", Kind::Bool, start),
            Some(b'n') => self.word("null", Kind::Null, start),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.fail("expected a value"),
            None => self.fail("the text ends where a value was expected"),
        }
    }

    fn open(&mut self, kind: Kind, end: u8, open: &mut Vec<u32>) -> Result<bool, SyntaxError> {
        if open.len() == DEPTH_MAX {
            return self.fail("nested deeper than 128 levels");
        }
        self.push(kind, self.at, false)?;
        self.at += 1;
        self.space();
        if self.peek() == Some(end) {
            self.at += 1;
            self.close(self.entries.len() - 1);
            return Ok(true);
        }
        open.push(position(self.entries.len() - 1));
        if kind == Kind::Map {
            self.name()?;
        }
        Ok(false)
    }

    /// Reads the text after a value and closes lists and maps. Returns `true` if another value must
    /// follow.
    fn after_value(&mut self, open: &mut Vec<u32>) -> Result<bool, SyntaxError> {
        while let Some(&top) = open.last() {
            let map = self.entries[top as usize].kind == Kind::Map;
            self.space();
            match self.peek() {
                Some(b',') => {
                    self.at += 1;
                    self.space();
                    if map {
                        self.name()?;
                    }
                    return Ok(true);
                }
                Some(b'}') if map => {}
                Some(b']') if !map => {}
                Some(_) => {
                    return self.fail(if map {
                        "expected `,` or `}`"
                    } else {
                        "expected `,` or `]`"
                    });
                }
                None => return self.fail("the text ends inside a list or an object"),
            }
            self.at += 1;
            open.pop();
            self.close(top as usize);
        }
        Ok(false)
    }

    fn name(&mut self) -> Result<(), SyntaxError> {
        if self.peek() != Some(b'"') {
            return self.fail("expected a member's name in quotes");
        }
        self.string()?;
        self.space();
        if self.peek() != Some(b':') {
            return self.fail("expected `:` after a member's name");
        }
        self.at += 1;
        self.space();
        Ok(())
    }

    fn string(&mut self) -> Result<bool, SyntaxError> {
        let start = self.at;
        let mut escaped = false;
        self.at += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.escape()?;
                }
                Some(0..=0x1f) => return self.fail("a control character inside a string"),
                Some(_) => self.at += 1,
                None => return self.fail("the text ends inside a string"),
            }
        }
        self.at += 1;
        self.push(Kind::String, start, escaped)?;
        Ok(true)
    }

    fn escape(&mut self) -> Result<(), SyntaxError> {
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => {
                let digits = self.bytes.get(self.at + 1..self.at + 5).unwrap_or_default();
                if digits.len() != 4 || !digits.iter().all(u8::is_ascii_hexdigit) {
                    return self.fail("expected four hexadecimal digits after `\\u`");
                }
                self.at += 5;
            }
            _ => return self.fail("an escape that JSON does not know"),
        }
        Ok(())
    }

    fn number(&mut self) -> Result<bool, SyntaxError> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        match self.peek() {
            Some(b'0') => self.at += 1,
            Some(b'1'..=b'9') => self.digits()?,
            _ => return self.fail("expected a digit"),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        self.push(Kind::Number, start, false)?;
        Ok(true)
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        if self.at == start {
            self.fail("expected a digit")
        } else {
            Ok(())
        }
    }

    fn word(&mut self, word: &str, kind: Kind, start: usize) -> Result<bool, SyntaxError> {
        if !self.bytes[start..].starts_with(word.as_bytes()) {
            return self.fail("expected a value");
        }
        self.at += word.len();
        self.push(kind, start, false)?;
        Ok(true)
    }

    fn push(&mut self, kind: Kind, start: usize, escaped: bool) -> Result<(), SyntaxError> {
        let count = self.entries.len();
        if count == self.entries_max {
            self.is_full = true;
            return self.fail("more values than the memory holds that they may take");
        }
        if count == self.entries.capacity() {
            // By half: a tape that grows is in memory twice.
            let more = (count / 2).max(16).min(self.entries_max - count);
            self.entries.reserve_exact(more);
        }
        let next = position(self.entries.len() + 1);
        self.entries.push(Entry {
            kind,
            escaped,
            start: position(start),
            end: position(self.at),
            next,
        });
        Ok(())
    }

    fn close(&mut self, index: usize) {
        let next = position(self.entries.len());
        let entry = &mut self.entries[index];
        entry.end = position(self.at);
        entry.next = next;
    }

    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn fail<T>(&self, message: &'static str) -> Result<T, SyntaxError> {
        Err(SyntaxError {
            message,
            offset: self.at,
        })
    }
}

/// Offsets and entry numbers fit: the text is at most 4 GiB and no entry is shorter than a byte.
fn position(at: usize) -> u32 {
    u32::try_from(at).expect("the length of the text was checked")
}
