//! Keys, quoted texts and plain texts between brackets.

use super::super::error::Fault;
use super::super::level::KeySpot;
use super::flow::Flow;
use super::plain::{is_white, strip_quotes};
use super::quoted;
use super::quoted::{fold, quoted_end};

impl Flow<'_> {
    pub(super) fn read_key(&mut self) -> Result<(KeySpot, bool), Fault> {
        self.at = self.view.properties(self.at, self.end).after;
        self.skip_space();
        let start = self.at;
        match self.byte() {
            b'"' | b'\'' => {
                self.read_quoted()?;
                Ok((strip_quotes(&self.view, start..self.at)?, true))
            }
            b'[' | b'{' | b'*' => Err(Fault::at(start, "a map, list or alias cannot be a key")),
            _ => {
                self.read_plain()?;
                Ok((self.plain_key(start..self.at), false))
            }
        }
    }

    pub(super) fn plain_key(&self, range: std::ops::Range<usize>) -> KeySpot {
        let text = &self.view.text[range.clone()];
        let decoded = text.contains('\n').then(|| fold(text).into());
        KeySpot {
            decoded,
            ..KeySpot::raw(range)
        }
    }

    pub(super) fn read_quoted(&mut self) -> Result<String, Fault> {
        let start = self.at;
        let Some(close) = quoted_end(self.view.bytes, start, self.end) else {
            return Err(Fault::at(
                start,
                format!("this `{}` is not closed", char::from(self.byte())),
            ));
        };
        self.at = close;
        quoted::decode(start, &self.view.text[start..close])
    }

    /// Plain text ends at a comma, a bracket, a colon or a comment.
    pub(super) fn read_plain(&mut self) -> Result<String, Fault> {
        let bytes = self.view.bytes;
        let start = self.at;
        let (mut at, mut last) = (start, start);
        while at < self.end {
            let byte = bytes[at];
            let ends = match byte {
                b',' | b'[' | b']' | b'{' | b'}' => true,
                b':' => self.ends_key(at + 1),
                b'#' => at > start && is_white(bytes[at - 1]),
                _ => false,
            };
            if ends {
                break;
            }
            at += 1;
            if !is_white(byte) {
                last = at;
            }
        }
        let cannot_start = matches!(
            self.byte(),
            b'@' | b'`' | b'%' | b'|' | b'>' | b'&' | b'!' | b'#' | b'*'
        );
        let is_dash = matches!(self.byte(), b'-' | b'?') && last == start + 1;
        if last == start || cannot_start || is_dash {
            return Err(Fault::at(
                start,
                "expected a value; text that starts like this needs quotes",
            ));
        }
        self.at = last;
        Ok(fold(&self.view.text[start..last]))
    }

    pub(super) fn at_colon(&self, after_quotes: bool) -> bool {
        self.byte() == b':' && (after_quotes || self.ends_key(self.at + 1))
    }

    /// Returns true if a colon before this offset ends a key.
    fn ends_key(&self, at: usize) -> bool {
        at >= self.end
            || is_white(self.view.bytes[at])
            || matches!(self.view.bytes[at], b',' | b'[' | b']' | b'{' | b'}')
    }
}

pub(super) fn is_quote(byte: u8) -> bool {
    byte == b'"' || byte == b'\''
}
