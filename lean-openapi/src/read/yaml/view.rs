//! The text by lines, for the readers of YAML.

use super::super::Source;
use super::indents::BLANK;
use super::plain::{is_blank, is_white};

/// The text, its bytes and its lines. Plain slices: they are cheap in a build that is not optimised.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) source: &'a Source,
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) starts: &'a [u32],
    pub(super) indents: &'a [u16],
}

/// The tag and the anchor before a value.
#[derive(Clone, Copy, Default)]
pub(super) struct Properties<'a> {
    pub(super) tag: Option<&'a str>,
    pub(super) anchor: Option<&'a str>,
    /// The start of the value, or the end of the line.
    pub(super) after: usize,
}

impl<'a> View<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let text = source.text();
        let (starts, indents) = (&source.lines().starts, &source.indents().of);
        Self {
            source,
            text,
            bytes: text.as_bytes(),
            starts,
            indents,
        }
    }

    /// NUL after the end, which no grammar rule wants.
    pub(super) fn byte(&self, at: usize) -> u8 {
        if at < self.bytes.len() {
            self.bytes[at]
        } else {
            0
        }
    }

    pub(super) fn is_blank(&self, line: usize) -> bool {
        self.indents[line] == BLANK
    }

    pub(super) fn indent(&self, line: usize) -> usize {
        usize::from(self.indents[line])
    }

    /// The number of spaces at the start of a line, blank or not.
    pub(super) fn spaces(&self, line: usize) -> usize {
        let start = self.starts[line] as usize;
        let line = &self.bytes[start..self.line_end(line).max(start)];
        line.iter().take_while(|byte| **byte == b' ').count()
    }

    /// The start of the text of a line that is not blank.
    pub(super) fn text_start(&self, line: usize) -> usize {
        self.starts[line] as usize + self.indent(line)
    }

    /// The end of a line, without its line feed.
    pub(super) fn line_end(&self, line: usize) -> usize {
        let next = line + 1;
        let mut end = if next < self.starts.len() {
            self.starts[next] as usize - 1
        } else {
            self.bytes.len()
        };
        if end > self.starts[line] as usize && self.bytes[end - 1] == b'\r' {
            end -= 1;
        }
        end
    }

    /// The first line from here on that is neither blank nor a comment.
    pub(super) fn next_content(&self, line: usize, end: usize) -> usize {
        let mut line = line;
        while line < end
            && (self.indents[line] == BLANK || self.bytes[self.text_start(line)] == b'#')
        {
            line += 1;
        }
        line
    }

    /// The line after the last that is not blank; `first` is not.
    pub(super) fn last_content(&self, first: usize, end: usize) -> usize {
        let mut end = end;
        while end > first + 1 && self.indents[end - 1] == BLANK {
            end -= 1;
        }
        end
    }

    /// The first line from here on that is indented no more than a map or list in `column`, and so no part of
    /// a value in it. Comments may be indented as they like; a closing bracket never starts anything.
    pub(super) fn region_end(&self, line: usize, end: usize, column: Option<usize>) -> usize {
        let Some(column) = column else {
            return end;
        };
        let indents = self.indents;
        let mut line = line;
        while line < end {
            let indent = indents[line];
            let outside = indent != BLANK && usize::from(indent) <= column;
            if outside && !matches!(self.bytes[self.text_start(line)], b'#' | b']' | b'}') {
                return line;
            }
            line += 1;
        }
        end
    }

    pub(super) fn skip_blanks(&self, at: usize, end: usize) -> usize {
        let mut at = at;
        while at < end && is_blank(self.bytes[at]) {
            at += 1;
        }
        at
    }

    pub(super) fn trim_end(&self, start: usize, end: usize) -> usize {
        let mut end = end;
        while end > start && is_blank(self.bytes[end - 1]) {
            end -= 1;
        }
        end
    }

    pub(super) fn is_space_or_end(&self, at: usize, end: usize) -> bool {
        at >= end || matches!(self.bytes[at], b' ' | b'\t' | b'\n' | b'\r')
    }

    /// Returns true if only a comment follows on the line.
    pub(super) fn is_line_done(&self, at: usize, end: usize) -> bool {
        let here = self.skip_blanks(at, end);
        here >= end
            || (self.bytes[here] == b'#' && (here > at || at == 0 || is_blank(self.bytes[at - 1])))
    }

    /// `-`, `?` or `:` with a space or nothing behind it.
    pub(super) fn is_indicator(&self, at: usize, indicator: u8) -> bool {
        self.byte(at) == indicator && self.is_space_or_end(at + 1, self.bytes.len())
    }

    /// The tag and the anchor that are between an offset and their value, on lines of their own or not.
    pub(super) fn properties_above(&self, first: usize, value: usize) -> Properties<'a> {
        let mut all = Properties::default();
        let mut at = first;
        while at < value {
            let properties = self.properties(at, value);
            all.tag = all.tag.or(properties.tag);
            all.anchor = all.anchor.or(properties.anchor);
            at = self.skip_space(properties.after.max(at + 1), value);
        }
        all
    }

    /// Skips white space, line ends and comments.
    pub(super) fn skip_space(&self, at: usize, end: usize) -> usize {
        let bytes = self.bytes;
        let mut at = at;
        while at < end {
            let byte = bytes[at];
            if byte == b'#' && (at == 0 || is_white(bytes[at - 1])) {
                let rest = &self.text[at..end];
                at += rest.find('\n').unwrap_or(rest.len());
            } else if is_white(byte) {
                at += 1;
            } else {
                break;
            }
        }
        at
    }

    /// Reads tag and anchor, in either order.
    pub(super) fn properties(&self, at: usize, end: usize) -> Properties<'a> {
        let mut properties = Properties {
            after: at,
            ..Properties::default()
        };
        loop {
            let at = properties.after;
            let indicator = if at < end { self.bytes[at] } else { 0 };
            let taken = match indicator {
                b'&' => properties.anchor.is_some(),
                b'!' => properties.tag.is_some(),
                _ => return properties,
            };
            if taken {
                return properties;
            }
            let stop = self.word_end(at + 1, end);
            let word = Some(&self.text[at + 1..stop]);
            if indicator == b'&' {
                properties.anchor = word;
            } else {
                properties.tag = word;
            }
            properties.after = self.skip_blanks(stop, end);
        }
    }

    /// The end of an anchor's name or a tag; a tag in angle brackets may hold anything.
    fn word_end(&self, at: usize, end: usize) -> usize {
        let verbatim = self.byte(at) == b'<';
        let mut stop = at;
        while stop < end && !is_white(self.bytes[stop]) {
            let byte = self.bytes[stop];
            if verbatim && byte == b'>' {
                return stop + 1;
            }
            if !verbatim && matches!(byte, b',' | b'[' | b']' | b'{' | b'}') {
                break;
            }
            stop += 1;
        }
        stop
    }
}
