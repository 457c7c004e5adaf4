//! Scalars in quotes, single and double, over one line or several.

use super::super::error::Fault;

/// The offset after the closing quote of the scalar that starts at `quote`, looking no further than `end`.
pub(super) fn quoted_end(bytes: &[u8], quote: usize, end: usize) -> Option<usize> {
    let mark = bytes[quote];
    let mut at = quote + 1;
    while at < end {
        let byte = bytes[at];
        if byte == mark {
            let doubled = mark == b'\'' && at + 1 < end && bytes[at + 1] == mark;
            if !doubled {
                return Some(at + 1);
            }
            at += 1;
        } else if byte == b'\\' && mark == b'"' {
            at += 1;
        }
        at += 1;
    }
    None
}

/// Decodes a scalar with its quotes; `start` is its offset.
pub(super) fn decode(start: usize, quoted: &str) -> Result<String, Fault> {
    let inside = &quoted[1..quoted.len() - 1];
    if quoted.starts_with('\'') {
        return Ok(fold(inside).replace("''", "'"));
    }
    if !inside.contains('\\') {
        return Ok(fold(inside));
    }
    unescape(start + 1, inside)
}

/// Joins lines: one line feed becomes a space, each further one stays a line feed.
pub(super) fn fold(text: &str) -> String {
    if !text.contains('\n') {
        return text.to_owned();
    }
    let mut folded = Folded::default();
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        folded.push_line(line, lines.peek().is_none());
    }
    folded.text
}

/// Text that grows line by line.
#[derive(Default)]
struct Folded {
    text: String,
    breaks: usize,
    started: bool,
}

impl Folded {
    fn push_line(&mut self, line: &str, last: bool) {
        let line = if self.started {
            line.trim_start_matches([' ', '\t'])
        } else {
            line
        };
        let line = if last {
            line
        } else {
            line.trim_end_matches([' ', '\t', '\r'])
        };
        if self.started {
            self.breaks += 1;
        }
        if !line.is_empty() || last || !self.started {
            self.join();
            self.text.push_str(line);
        }
        self.started = true;
    }

    fn join(&mut self) {
        match std::mem::take(&mut self.breaks) {
            0 => {}
            1 => self.text.push(' '),
            more => self.text.extend(std::iter::repeat_n('\n', more - 1)),
        }
    }
}

/// Double quotes: escapes, line folding, and line feeds that a backslash takes away.
fn unescape(start: usize, inside: &str) -> Result<String, Fault> {
    let mut decoded = String::with_capacity(inside.len());
    let mut rest = inside;
    loop {
        // Spaces around a line feed fold away, but not escaped spaces.
        let (plain, escape) = rest.split_at(rest.find('\\').unwrap_or(rest.len()));
        decoded.push_str(&fold(plain));
        if escape.is_empty() {
            return Ok(decoded);
        }
        let length = match escape.as_bytes().get(1) {
            Some(b'\n' | b'\r') => join_lines(escape, &mut decoded),
            _ => {
                let (c, length) = escape_char(escape)
                    .ok_or_else(|| Fault::escape(start + inside.len() - escape.len(), escape))?;
                decoded.push(c);
                length
            }
        };
        rest = &escape[length..];
    }
}

/// A backslash at the end of a line takes away the line feed and the indentation of the next line; blank
/// lines in between count. Says how long that is.
fn join_lines(escape: &str, decoded: &mut String) -> usize {
    let mut rest = skip_break(&escape[1..])
        .unwrap_or_default()
        .trim_start_matches([' ', '\t']);
    while let Some(next) = skip_break(rest) {
        decoded.push('\n');
        rest = next.trim_start_matches([' ', '\t']);
    }
    escape.len() - rest.len()
}

fn skip_break(text: &str) -> Option<&str> {
    text.strip_prefix("\r\n")
        .or_else(|| text.strip_prefix(['\n', '\r']))
}

/// The character of an escape and the escape's length.
fn escape_char(escape: &str) -> Option<(char, usize)> {
    let c = match escape.as_bytes().get(1)? {
        b'x' => return char_by_code(escape, 2),
        b'u' => return char_by_code(escape, 4),
        b'U' => return char_by_code(escape, 8),
        b'0' => '\0',
        b'a' => '\u{7}',
        b'b' => '\u{8}',
        b't' | b'\t' => '\t',
        b'n' => '\n',
        b'v' => '\u{b}',
        b'f' => '\u{c}',
        b'r' => '\r',
        b'e' => '\u{1b}',
        b' ' => ' ',
        b'"' => '"',
        b'/' => '/',
        b'\\' => '\\',
        b'N' => '\u{85}',
        b'_' => '\u{a0}',
        b'L' => '\u{2028}',
        b'P' => '\u{2029}',
        _ => return None,
    };
    Some((c, 2))
}

/// A character by its number; JSON's surrogate pairs, too. Half of one becomes U+FFFD.
fn char_by_code(escape: &str, digits: usize) -> Option<(char, usize)> {
    let unit = parse_digits(escape, digits)?;
    if !(0xD800..0xE000).contains(&unit) {
        return char::from_u32(unit).map(|c| (c, 2 + digits));
    }
    let next = escape
        .get(2 + digits..)
        .filter(|next| next.starts_with("\\u"));
    let low = next
        .and_then(|next| parse_digits(next, 4))
        .filter(|low| (0xDC00..0xE000).contains(low));
    match low.filter(|_| unit < 0xDC00) {
        Some(low) => char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
            .map(|c| (c, 8 + digits)),
        None => Some((char::REPLACEMENT_CHARACTER, 2 + digits)),
    }
}

fn parse_digits(escape: &str, digits: usize) -> Option<u32> {
    let text = escape.get(2..2 + digits)?;
    if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(text, 16).ok()
}
