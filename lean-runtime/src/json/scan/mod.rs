//! The one pass over the text.

mod scalar;
mod stack;
mod twin;

use self::stack::Stack;
use super::entry::Entry;
use super::find::after_space;
use super::tape::{SyntaxError, Unread};
use super::value::ValueKind;

/// Deeper documents are refused, so that no reader after this one can run out of stack.
const DEPTH_MAX: usize = 128;

/// As many names of open objects take no allocation.
const PENDING_IN_PLACE: usize = 32;

/// Lists of as many words give back those that they do not need.
const LARGE: usize = 1024;

/// The words of a text.
pub(super) struct TapeWords {
    /// Values, in document order.
    pub(super) values: Vec<Entry>,
    /// Names of members: see [`Tape`](super::Tape).
    pub(super) names: Vec<Entry>,
    /// True if objects share their names.
    pub(super) are_names_shared: bool,
}

/// Reads a text into at most `words_max` words.
pub(super) fn scan(text: &str, words_max: usize) -> Result<TapeWords, Unread> {
    if u32::try_from(text.len()).is_err() {
        return Err(Unread::Syntax(SyntaxError {
            message: "the text is longer than 4 GiB",
            offset: 0,
        }));
    }
    let bytes = text.as_bytes();
    let mut scan = Scan {
        text: bytes,
        around: Stack::new(),
        values: Vec::with_capacity((bytes.len() / 20 + 4).min(words_max)),
        names: Vec::new(),
        pending: Stack::new(),
        are_names_shared: false,
        words_max,
        fault: Unread::Memory,
    };
    match scan.read_document(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Some(()) => {
            // The values are built while the tape is in memory.
            for words in [&mut scan.values, &mut scan.names] {
                if words.capacity() >= LARGE {
                    words.shrink_to_fit();
                }
            }
            Ok(TapeWords {
                values: scan.values,
                names: scan.names,
                are_names_shared: scan.are_names_shared,
            })
        }
        None => Err(scan.fault),
    }
}

/// The scanner. Its methods take the text from a place on, and return it from a later place on; none where the text is not
/// read further: see [`Scan::fault`].
///
/// Most lists hold objects of the same members. So an object has a predecessor: the item before it in its list, or the
/// value of the same member in the predecessor of the object that holds it. A name that is the predecessor's is found
/// by comparing. An object whose names are all those of its predecessor shares them.
struct Scan<'t> {
    /// The whole text: what is left of it tells the place.
    text: &'t [u8],
    /// The lists and objects around the open one.
    around: Stack<OpenContainer, 8>,
    values: Vec<Entry>,
    names: Vec<Entry>,
    /// The names of the open objects that are unlike their predecessors, the outermost object's first.
    pending: Stack<Entry, PENDING_IN_PLACE>,
    are_names_shared: bool,
    words_max: usize,
    fault: Unread,
}

/// The list or object that is open.
#[derive(Clone, Copy, Default)]
struct OpenContainer {
    /// Its position on the tape.
    position: u32,
    /// The byte that ends it.
    closer: u8,
    /// The position of the predecessor of this object, or of the next item of this list; zero for none.
    twin: u32,
    /// The position of the predecessor's value that is due, and the predecessor's end. Both are zero if a name was another one.
    due: u32,
    due_end: u32,
    /// The place of the predecessor's name that is due.
    due_name: u32,
    /// The place in [`Scan::pending`] at which its own names start.
    pending: u32,
}

/// The byte that ends what is around the whole value: UTF-8 has no such byte.
const NO_CLOSER: u8 = 0xff;

impl OpenContainer {
    #[inline]
    fn is_map(self) -> bool {
        self.closer == b'}'
    }
}

impl<'t> Scan<'t> {
    fn read_document(&mut self, text: &'t [u8]) -> Option<()> {
        let mut open = OpenContainer {
            closer: NO_CLOSER,
            ..OpenContainer::default()
        };
        let mut rest = text;
        loop {
            match rest {
                [b'"', ..] => rest = self.read_string(rest)?,
                [bracket @ (b'{' | b'['), inside @ ..] => {
                    self.open(*bracket, rest, &mut open)?;
                    rest = after_space(inside);
                    if rest.first() != Some(&open.closer) {
                        if open.is_map() {
                            rest = self.read_name(rest, &mut open)?;
                        }
                        continue;
                    }
                    // It is empty, and no value of it was read.
                    rest = rest.get(1..)?;
                    self.close(rest, &mut open)?;
                }
                [b' ' | b'\n' | b'\r' | b'\t', ..] => {
                    rest = after_space(rest);
                    continue;
                }
                _ => rest = self.read_scalar(rest)?,
            }
            loop {
                match rest {
                    [b',', after @ ..] => {
                        self.pass_due(&mut open);
                        rest = match self.read_due_member(rest, &mut open) {
                            Some(value) => value,
                            None => self.read_after_comma(rest, after, &mut open)?,
                        };
                        break;
                    }
                    [byte, after @ ..] if *byte == open.closer => {
                        self.pass_due(&mut open);
                        self.close(after, &mut open)?;
                        rest = after;
                    }
                    [b' ' | b'\n' | b'\r' | b'\t', ..] => rest = after_space(rest),
                    _ => return self.read_end(rest, open),
                }
            }
        }
    }

    /// The text of the next item, or of the value of the next member.
    #[inline]
    fn read_after_comma(
        &mut self,
        rest: &'t [u8],
        after: &'t [u8],
        open: &mut OpenContainer,
    ) -> Option<&'t [u8]> {
        match open.closer {
            b'}' => self.read_name(after_space(after), open),
            b']' => Some(after),
            _ => self.read_end(rest, *open).and(None),
        }
    }

    fn open(&mut self, bracket: u8, rest: &[u8], open: &mut OpenContainer) -> Option<()> {
        if self.around.len() == DEPTH_MAX {
            return self.fail(rest, "nested deeper than 128 levels");
        }
        let is_map = bracket == b'{';
        let kind = if is_map {
            ValueKind::Map
        } else {
            ValueKind::List
        };
        let (start, position) = (position(self.place(rest)), position(self.values.len()));
        self.push(Entry::wide(kind, start))?;
        self.push(Entry::rest(0, 0))?;
        self.around.push(*open);
        let twin = if open.is_map() { open.due } else { open.twin };
        *open = OpenContainer {
            position,
            closer: if is_map { b'}' } else { b']' },
            pending: self::position(self.pending.len()),
            ..OpenContainer::default()
        };
        if twin != 0 {
            self.set_twin(twin, kind, open);
        }
        Some(())
    }

    /// Notes where a list or an object ends, and goes on with the one around it.
    fn close(&mut self, after: &[u8], open: &mut OpenContainer) -> Option<()> {
        let (end, next) = (position(self.place(after)), position(self.values.len()));
        if let Some(rest) = self.values.get_mut(open.position as usize + 1) {
            *rest = Entry::rest(end, next);
        }
        if open.is_map() {
            match open.due_end != 0 && open.due == open.due_end {
                true => self.share_names(*open),
                false => self.keep_names(open)?,
            }
        }
        let closed = open.position;
        *open = self.around.pop().unwrap_or_default();
        if !open.is_map() {
            open.twin = closed;
        }
        Some(())
    }

    #[inline(always)]
    fn read_name(&mut self, rest: &'t [u8], open: &mut OpenContainer) -> Option<&'t [u8]> {
        let after = match self.read_due_name(rest, open) {
            Some(after) => after,
            None => self.read_other_name(rest, open)?,
        };
        match after {
            [b':', after @ ..] => Some(after),
            _ => self.read_colon(after_space(after)),
        }
    }

    fn read_colon(&mut self, rest: &'t [u8]) -> Option<&'t [u8]> {
        match rest {
            [b':', after @ ..] => Some(after),
            _ => self.fail(rest, "expected `:` after a member's name"),
        }
    }

    #[inline(always)]
    fn push(&mut self, entry: Entry) -> Option<()> {
        if self.values.len() == self.values.capacity() {
            self.grow()?;
        }
        self.values.push(entry);
        Some(())
    }

    #[cold]
    fn grow(&mut self) -> Option<()> {
        let left = self.words_left(1)?;
        // By half: a list that grows is in memory twice.
        let more = (self.values.len() / 2).max(16).min(left);
        self.values.reserve_exact(more);
        Some(())
    }

    /// The number of words that the lists may grow by, if it is at least `count`.
    fn words_left(&mut self, count: usize) -> Option<usize> {
        let used = self.values.len() + self.names.len() + self.pending.len();
        let left = self.words_max.saturating_sub(used);
        if left < count {
            self.fault = Unread::Memory;
            return None;
        }
        Some(left)
    }

    /// Reads the end of the text, which is behind the whole value only.
    #[cold]
    fn read_end(&mut self, rest: &[u8], open: OpenContainer) -> Option<()> {
        let message = match (rest.is_empty(), open.closer) {
            (true, NO_CLOSER) => return Some(()),
            (false, NO_CLOSER) => "more text after the end of the value",
            (true, _) => "the text ends inside a list or an object",
            (false, b'}') => "expected `,` or `}`",
            (false, _) => "expected `,` or `]`",
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

/// Offsets and positions fit: the text is at most 4 GiB, and no word of the tape is for less than a byte of it.
#[inline]
fn position(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
