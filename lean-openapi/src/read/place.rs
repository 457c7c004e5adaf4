//! Places in a document, for people.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use super::Source;

/// A place in a document.
///
/// `Display` is what editors and terminals recognise: `api.yaml:412:13`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, as named in [`Source::new`].
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: u32,
    /// The column, in characters, from 1.
    pub column: u32,
    /// The bytes of the file's text. A map or list may span lines.
    pub range: Range<usize>,
}

impl Place {
    /// The line itself with the place underlined, as the compiler shows it; no line feed at the end, so that
    /// a remark can follow the carets. Very long lines are cut on both sides.
    ///
    /// ```text
    ///    --> api.yaml:412:13
    ///     |
    /// 412 |           required: true
    ///     |           ^^^^^^^^^^^^^^
    /// ```
    pub fn excerpt(&self, source: &Source) -> String {
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let (line, carets) = self.cut(source);
        format!("{gutter}--> {self}\n{gutter} |\n{number} | {line}\n{gutter} | {carets}")
    }

    /// The part of the line that is shown, and the carets that go under it.
    fn cut(&self, source: &Source) -> (String, String) {
        const WIDTH: usize = 120;
        const BEFORE: usize = 40;
        let line = source.line_text(self.line);
        let column = self.column as usize - 1;
        let total = line.chars().count();
        let first = if total <= WIDTH {
            0
        } else {
            column.saturating_sub(BEFORE)
        };

        let mut shown = String::new();
        if first > 0 {
            shown.push('…');
        }
        let indent = " ".repeat(shown.chars().count() + column - first);
        shown.extend(line.chars().skip(first).take(WIDTH).map(visible));
        let cut_off = total > first + WIDTH;
        if cut_off {
            shown.push('…');
        }
        let marked = source.text().get(self.range.clone()).unwrap_or_default();
        let marked = marked.lines().next().unwrap_or_default().chars().count();
        let space = total.min(first + WIDTH).saturating_sub(column);
        (shown, indent + &"^".repeat(marked.clamp(1, space.max(1))))
    }
}

/// Tabs and control characters as a space, so that the carets are where they should.
fn visible(c: char) -> char {
    match c {
        _ if c.is_control() => ' ',
        _ if crate::printable::misleads(c) => '\u{fffd}',
        _ => c,
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// The start of each line, and the number of characters before each block of text.
pub(super) struct Lines {
    pub(super) starts: Vec<u32>,
    /// Characters before each [`BLOCK`] of bytes, so that columns in a document of one line stay cheap.
    chars: Vec<u32>,
}

const BLOCK: usize = 1024;

impl Lines {
    pub(super) fn new(text: &str, first: usize) -> Self {
        let mut starts = Vec::with_capacity(text.len() / 32);
        starts.push(offset(first));
        let mut at = first;
        while let Some(length) = text[at..].find('\n') {
            at += length + 1;
            starts.push(offset(at));
        }
        Self {
            starts,
            chars: blocks(text),
        }
    }

    /// The line, from 0, that holds an offset.
    pub(super) fn line_of(&self, at: usize) -> usize {
        let at = offset(at);
        self.starts
            .partition_point(|start| *start <= at)
            .saturating_sub(1)
    }

    /// The column, in characters from 0.
    pub(super) fn column_of(&self, text: &str, line: usize, at: usize) -> usize {
        let start = self.starts[line] as usize;
        let at = floor(text, at.max(start));
        if at - start < BLOCK {
            return text[start..at].chars().count();
        }
        self.chars_before(text, at) - self.chars_before(text, start)
    }

    fn chars_before(&self, text: &str, at: usize) -> usize {
        let block = at / BLOCK;
        let from = floor(text, block * BLOCK);
        self.chars[block] as usize + text[from..at].chars().count()
    }
}

fn blocks(text: &str) -> Vec<u32> {
    let mut chars = vec![0];
    let (mut from, mut count) = (0, 0);
    for block in 1..=text.len() / BLOCK {
        let to = floor(text, block * BLOCK);
        count += text[from..to].chars().count();
        chars.push(offset(count));
        from = to;
    }
    chars
}

/// The start of the character that an offset falls into.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Offsets are kept in four bytes: [`BYTES_MAX`](super::BYTES_MAX) is far below their end.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
