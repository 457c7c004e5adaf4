//! A single pass over the lines: finds their indentation, and the end of the document.

use super::super::Source;
use super::super::error::Fault;

/// The indentation of each line, and the lines of the document.
pub(in crate::read) struct Indents {
    /// Leading spaces by line; [`BLANK`] where there is nothing else.
    pub(super) of: Vec<u16>,
    /// The first possible start of the outermost value: after directives, and after the `---` itself.
    pub(super) start: usize,
    pub(super) first: usize,
    /// True if the first line is a `---`.
    pub(super) is_marked: bool,
    /// The line after the document's last.
    pub(super) end: usize,
}

pub(super) const BLANK: u16 = u16::MAX;

impl Indents {
    pub(in crate::read) fn new(source: &Source) -> Self {
        let bytes = source.text().as_bytes();
        let starts: &[u32] = &source.lines().starts;
        let mut of = Vec::with_capacity(starts.len());
        let mut line = 0;
        let mut markers = Vec::new();
        while line < starts.len() {
            let start = starts[line] as usize;
            let indent = indent(bytes, start);
            if indent == 0 && is_marker(bytes, start) {
                markers.push(line);
            }
            of.push(indent);
            line += 1;
        }
        Self {
            of,
            start: source.start(),
            first: 0,
            is_marked: false,
            end: starts.len() - usize::from(source.text().ends_with('\n')),
        }
        .narrow_to(source, &markers)
    }

    /// Narrows to the first document between `---` and `...`.
    fn narrow_to(mut self, source: &Source, markers: &[usize]) -> Self {
        let bytes = source.text().as_bytes();
        let starts = &source.lines().starts;
        let mut markers = markers.iter().copied().peekable();
        if let Some(line) = markers
            .next_if(|line| bytes[starts[*line] as usize] == b'-' && self.is_head(source, *line))
        {
            (self.first, self.is_marked) = (line, true);
            self.start = starts[line] as usize + 3;
        }
        let Some(end) = markers.next() else {
            return self;
        };
        self.end = end;
        let markers: Vec<usize> = markers.collect();
        let is_text = |line: &usize| self.is_content(bytes, starts, *line);
        let after = (end + 1..self.of.len())
            .filter(is_text)
            .find(|line| markers.binary_search(line).is_err());
        if let Some(line) = after {
            let message = "a second document in this file; only the first is read";
            source.note_slip(Fault::at(starts[line] as usize, message));
        }
        self
    }

    /// Returns true if only directives, comments and blank lines precede this line.
    fn is_head(&self, source: &Source, line: usize) -> bool {
        let bytes = source.text().as_bytes();
        let starts = &source.lines().starts;
        (0..line).all(|line| {
            !self.is_content(bytes, starts, line) || bytes[starts[line] as usize] == b'%'
        })
    }

    fn is_content(&self, bytes: &[u8], starts: &[u32], line: usize) -> bool {
        let indent = self.of[line];
        indent != BLANK && bytes[starts[line] as usize + usize::from(indent)] != b'#'
    }
}

/// Counts at most one below [`BLANK`].
fn indent(bytes: &[u8], start: usize) -> u16 {
    let mut at = start;
    while at < bytes.len() && bytes[at] == b' ' {
        at += 1;
    }
    if at < bytes.len() && bytes[at] > b' ' {
        return u16::try_from(at - start)
            .unwrap_or(BLANK - 1)
            .min(BLANK - 1);
    }
    let mut end = at;
    while end < bytes.len() && matches!(bytes[end], b'\t' | b'\r' | b' ') {
        end += 1;
    }
    // A comment behind a tab is not text either.
    let is_blank = end == bytes.len() || bytes[end] == b'\n' || (end > at && bytes[end] == b'#');
    if is_blank {
        BLANK
    } else {
        u16::try_from(at - start)
            .unwrap_or(BLANK - 1)
            .min(BLANK - 1)
    }
}

/// `---` and `...` at the start of a line, on their own or before a space.
fn is_marker(bytes: &[u8], start: usize) -> bool {
    let first = bytes[start];
    if first != b'-' && first != b'.' {
        return false;
    }
    let line = &bytes[start..bytes.len().min(start + 4)];
    let ends = line
        .get(3)
        .is_none_or(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'));
    line.len() >= 3 && line[1] == first && line[2] == first && ends
}
