//! The one pass over the text.

mod scalar;
mod twin;

use super::entry::Entry;
use super::find::after_space;
use super::tape::{SyntaxError, Unread};
use super::value::ValueKind;

/// Deeper documents are refused, so that no reader after this one can run out of stack.
const DEPTH_MAX: usize = 128;

/// A tape of as many words gives back those that it does not need.
const LARGE: usize = 1024;

/// Reads into a tape of at most `entries_max` words. Returns true if objects have shapes.
pub(super) fn scan(text: &str, entries_max: usize) -> Result<(Vec<Entry>, bool), Unread> {
    if u32::try_from(text.len()).is_err() {
        return Err(Unread::Syntax(SyntaxError {
            message: "the text is longer than 4 GiB",
            offset: 0,
        }));
    }
    let bytes = text.as_bytes();
    let mut scan = Scan {
        text: bytes,
        around: Vec::new(),
        shapes: 0,
        entries: Vec::with_capacity((bytes.len() / 11 + 4).min(entries_max)),
        entries_max,
        fault: Unread::Memory,
    };
    match scan.document(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Some(()) => {
            // The values are built while the tape is in memory.
            if scan.entries.capacity() >= LARGE {
                scan.entries.shrink_to_fit();
            }
            Ok((scan.entries, scan.shapes != 0))
        }
        None => Err(scan.fault),
    }
}

/// The scanner. Its methods take the text from a place on, and return it from a later place on; none where the text is not
/// read further: see [`Scan::fault`].
///
/// Most lists hold objects of the same members. So an object has a predecessor: the item before it in its list, or the value of the
/// same member in the predecessor of the object that holds it. A name that is the predecessor's is found by comparing. Objects whose
/// names are all those of their predecessors have the same shape, which saves readers the look at the names.
struct Scan<'t> {
    /// The whole text: what is left of it tells the place.
    text: &'t [u8],
    /// The lists and objects around the open one.
    around: Vec<Open>,
    shapes: u32,
    entries: Vec<Entry>,
    entries_max: usize,
    fault: Unread,
}

/// The list or object that is open.
#[derive(Clone, Copy, Default)]
struct Open {
    /// Its position on the tape.
    position: u32,
    is_map: bool,
    /// The position of the predecessor of this object, or of the next item of this list; zero for none.
    twin: u32,
    /// The position of the predecessor's name that is due, or of the predecessor's end; zero if a name was another one.
    due: u32,
    twin_end: u32,
}

impl<'t> Scan<'t> {
    fn document(&mut self, text: &'t [u8]) -> Option<()> {
        let mut open = Open::default();
        let mut rest = after_space(text);
        loop {
            match rest {
                [b'"', ..] => rest = self.string(rest)?,
                [bracket @ (b'{' | b'['), inside @ ..] => {
                    self.open(*bracket, rest, &mut open)?;
                    rest = after_space(inside);
                    if rest.first() != Some(&closer(open)) {
                        if open.is_map {
                            rest = self.name(rest, &mut open)?;
                        }
                        continue;
                    }
                    // It is empty, and no value of it was read.
                    rest = rest.get(1..)?;
                    self.close(rest, &mut open);
                }
                _ => rest = self.scalar(rest)?,
            }
            loop {
                if self.around.is_empty() {
                    return self.end(rest);
                }
                rest = after_space(rest);
                if open.due != 0 {
                    open.due = self.due_next(open);
                }
                match rest {
                    [b',', after @ ..] => {
                        rest = after_space(after);
                        if open.is_map {
                            rest = self.name(rest, &mut open)?;
                        }
                        break;
                    }
                    [byte, after @ ..] if *byte == closer(open) => {
                        self.close(after, &mut open);
                        rest = after;
                    }
                    _ => return self.unclosed(rest, open),
                }
            }
        }
    }

    fn open(&mut self, bracket: u8, rest: &[u8], open: &mut Open) -> Option<()> {
        if self.around.len() == DEPTH_MAX {
            return self.fail(rest, "nested deeper than 128 levels");
        }
        let is_map = bracket == b'{';
        let kind = if is_map {
            ValueKind::Map
        } else {
            ValueKind::List
        };
        let (start, position) = (position(self.place(rest)), position(self.entries.len()));
        self.push(Entry::wide(kind, start))?;
        self.push(Entry::rest(0, 0))?;
        self.around.push(*open);
        let twin = match (open.is_map, open.due) {
            (false, _) => open.twin,
            (true, 0) => 0,
            (true, due) => due + 1,
        };
        *open = Open {
            position,
            is_map,
            ..Open::default()
        };
        if twin != 0 {
            self.set_twin(twin, kind, open);
        }
        Some(())
    }

    /// Notes where a list or an object ends, and goes on with the one around it.
    fn close(&mut self, after: &[u8], open: &mut Open) {
        let (end, next) = (position(self.place(after)), position(self.entries.len()));
        if let Some(rest) = self.entries.get_mut(open.position as usize + 1) {
            *rest = Entry::rest(end, next);
        }
        if open.due != 0 && open.due == open.twin_end {
            self.share_shape(*open);
        }
        let closed = open.position;
        *open = self.around.pop().unwrap_or_default();
        if !open.is_map {
            open.twin = closed;
        }
    }

    #[inline(always)]
    fn name(&mut self, rest: &'t [u8], open: &mut Open) -> Option<&'t [u8]> {
        let after = match self.due_name(rest, *open) {
            Some(after) => after,
            None => {
                open.due = 0;
                self.other_name(rest)?
            }
        };
        match after {
            [b':', after @ ..] => Some(after_space(after)),
            _ => self.colon(after_space(after)),
        }
    }

    fn colon(&mut self, rest: &'t [u8]) -> Option<&'t [u8]> {
        match rest {
            [b':', after @ ..] => Some(after_space(after)),
            _ => self.fail(rest, "expected `:` after a member's name"),
        }
    }

    fn other_name(&mut self, rest: &'t [u8]) -> Option<&'t [u8]> {
        match rest {
            [b'"', ..] => self.string(rest),
            _ => self.fail(rest, "expected a member's name in quotes"),
        }
    }

    #[inline(always)]
    fn push(&mut self, entry: Entry) -> Option<()> {
        if self.entries.len() == self.entries.capacity() {
            self.grow()?;
        }
        self.entries.push(entry);
        Some(())
    }

    #[cold]
    fn grow(&mut self) -> Option<()> {
        let count = self.entries.len();
        if count >= self.entries_max {
            self.fault = Unread::Memory;
            return None;
        }
        // By half: a tape that grows is in memory twice.
        let more = (count / 2).max(16).min(self.entries_max - count);
        self.entries.reserve_exact(more);
        Some(())
    }

    fn end(&mut self, rest: &[u8]) -> Option<()> {
        let rest = after_space(rest);
        if rest.is_empty() {
            Some(())
        } else {
            self.fail(rest, "more text after the end of the value")
        }
    }

    #[cold]
    fn unclosed(&mut self, rest: &[u8], open: Open) -> Option<()> {
        let message = match (rest.is_empty(), open.is_map) {
            (true, _) => "the text ends inside a list or an object",
            (false, true) => "expected `,` or `}`",
            (false, false) => "expected `,` or `]`",
        };
        self.fail(rest, message)
    }

    #[cold]
    fn fail<T>(&mut self, rest: &[u8], message: &'static str) -> Option<T> {
        let offset = self.place(rest);
        self.fault = Unread::Syntax(SyntaxError { message, offset });
        None
    }

    /// The place at which the rest of the text starts.
    #[inline]
    fn place(&self, rest: &[u8]) -> usize {
        self.text.len() - rest.len()
    }
}

#[inline]
fn closer(open: Open) -> u8 {
    if open.is_map { b'}' } else { b']' }
}

/// Offsets and positions fit: the text is at most 4 GiB, and no word of the tape is for less than a byte of it.
#[inline]
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
