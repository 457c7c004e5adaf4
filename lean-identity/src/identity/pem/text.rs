//! Finding one's way in text that may have any kind of line end.

use zeroize::Zeroizing;

/// Text of unknown encoding, most likely ASCII.
#[derive(Clone, Copy)]
pub(super) struct Text<'a>(pub(super) &'a [u8]);

impl<'a> Text<'a> {
    pub(super) fn find(self, needle: &[u8], from: usize) -> Option<usize> {
        let haystack = self.0.get(from..)?;
        haystack
            .windows(needle.len())
            .position(|window| window == needle)
            .map(|at| from + at)
    }

    /// Returns the number of times that `needle` is in the text.
    pub(super) fn count(self, needle: &[u8]) -> usize {
        self.0
            .windows(needle.len())
            .filter(|window| *window == needle)
            .count()
    }

    /// The line of a position, from 1. CR LF, LF and CR alone each end a line.
    pub(super) fn line(self, at: usize) -> usize {
        let before = &self.0[..at];
        let ends = before.iter().enumerate().filter(|&(i, &byte)| match byte {
            b'\n' => true,
            b'\r' => self.0.get(i + 1) != Some(&b'\n'),
            _ => false,
        });
        1 + ends.count()
    }

    /// The column of a position, from 1, in bytes.
    pub(super) fn column(self, at: usize) -> usize {
        1 + self.before_on_line(at).len()
    }

    pub(super) fn before_on_line(self, at: usize) -> &'a [u8] {
        let before = &self.0[..at];
        let start = before
            .iter()
            .rposition(|&byte| matches!(byte, b'\n' | b'\r'))
            .map_or(0, |i| i + 1);
        &before[start..]
    }
}

/// Returns true if a marker is next to a line break that is written as a backslash and `n`.
pub(super) fn has_escaped_newlines(bytes: &[u8]) -> bool {
    Text(bytes).find(b"-----\\n", 0).is_some() || Text(bytes).find(b"-----\\r\\n", 0).is_some()
}

pub(super) fn unescape_newlines(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(bytes.len()));
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        match (first, tail.first()) {
            (b'\\', Some(b'n' | b'r')) => {
                out.push(b'\n');
                rest = &tail[1..];
            }
            _ => {
                out.push(first);
                rest = tail;
            }
        }
    }
    out
}
