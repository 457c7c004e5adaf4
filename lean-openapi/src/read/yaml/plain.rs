//! Plain scalars and keys: text without quotes.

use std::ops::Range;

use super::super::error::Fault;
use super::super::level::{KeySpot, Region};
use super::quoted::quoted_end;
use super::{View, quoted};

/// A key and where the text after its colon starts.
pub(super) struct FoundKey {
    pub(super) key: KeySpot,
    pub(super) after: usize,
}

/// The maximum length of a key. YAML ends keys after 1024 characters, unless `?` announces them, so
/// the search for a colon can stop.
const KEY_BYTES_MAX: usize = 4 * 1024;

/// The key that starts here, if its line has a colon for it.
pub(super) fn find_key(view: &View<'_>, at: usize, end: usize) -> Result<Option<FoundKey>, Fault> {
    let at = view.properties(at, end).after;
    match view.byte(at) {
        b'"' | b'\'' => find_quoted_key(view, at, end),
        b'[' | b'{' | b'|' | b'>' | b'*' | b'&' | b'!' | b'#' | b',' | b']' | b'}' => Ok(None),
        _ => Ok(find_colon(view, at, end)
            .filter(|colon| *colon > at)
            .map(|colon| FoundKey {
                key: KeySpot::raw(at..view.trim_end(at, colon)),
                after: colon + 1,
            })),
    }
}

fn find_quoted_key(view: &View<'_>, at: usize, end: usize) -> Result<Option<FoundKey>, Fault> {
    let Some(close) = quoted_end(view.bytes, at, end.min(at + KEY_BYTES_MAX)) else {
        return Ok(None);
    };
    let colon = view.skip_blanks(close, end);
    if view.byte(colon) != b':' || !view.is_space_or_end(colon + 1, end) {
        return Ok(None);
    }
    Ok(Some(FoundKey {
        key: strip_quotes(view, at..close)?,
        after: colon + 1,
    }))
}

/// A key in quotes, spotted without them.
pub(super) fn strip_quotes(view: &View<'_>, quoted: Range<usize>) -> Result<KeySpot, Fault> {
    let text = &view.text[quoted.clone()];
    let mut key = KeySpot::raw(quoted.start + 1..quoted.end - 1);
    let inside = &text[1..text.len() - 1];
    if inside.contains(['\\', '\'', '\n']) {
        key.decoded = Some(quoted::decode(quoted.start, text)?.into());
    }
    Ok(key)
}

/// The colon that ends a plain key on this line: one with a space or nothing behind it.
fn find_colon(view: &View<'_>, at: usize, end: usize) -> Option<usize> {
    let bytes = view.bytes;
    let mut here = at;
    let stop = end.min(at + KEY_BYTES_MAX);
    while here < stop {
        let byte = bytes[here];
        if byte == b':' && view.is_space_or_end(here + 1, end) {
            return Some(here);
        }
        if byte == b'#' && here > at && is_blank(bytes[here - 1]) {
            return None;
        }
        here += 1;
    }
    None
}

/// Decodes the plain scalar that starts here and may go on over the lines of its region; its lines are folded.
pub(super) fn text(view: &View<'_>, at: usize, region: Region) -> Result<String, Fault> {
    refuse_start(view, at)?;
    let mut line = region.line as usize;
    let end_line = view.last_content(line, region.end as usize);
    let (first, mut done) = line_piece(view, at, view.line_end(line))?;
    if line + 1 >= end_line {
        return Ok(first.to_owned());
    }
    let mut text = first.to_owned();
    let mut breaks = 0;
    while line + 1 < end_line {
        line += 1;
        breaks += 1;
        if view.is_blank(line) {
            continue;
        }
        let start = view.text_start(line);
        if view.bytes[start] == b'#' {
            done = true;
            continue;
        }
        if done {
            return Err(Fault::at(
                start,
                "text after a comment: a value without quotes ends there",
            ));
        }
        let (more, ends) = line_piece(view, start, view.line_end(line)).map_err(|fault| {
            // What is below would be the second line of a text, where keys are meant.
            let is_own_line = view.text_start(region.line as usize) == at;
            match colon_without_space(first) {
                Some(colon) => Fault::at(at + colon, NO_SPACE),
                None if is_own_line => Fault {
                    start: at,
                    end: at + first.len(),
                    message: "expected `key: value`".to_owned(),
                },
                None => fault,
            }
        })?;
        match breaks {
            1 => text.push(' '),
            more => text.extend(std::iter::repeat_n('\n', more - 1)),
        }
        text.push_str(more);
        (breaks, done) = (0, ends);
    }
    Ok(text)
}

/// The message for a colon with no space after it, in the place of a key.
pub(super) const NO_SPACE: &str = "a space is missing after this `:`";

/// The colon of `key:value`, if a text is nothing else.
pub(super) fn colon_without_space(text: &str) -> Option<usize> {
    let colon = text.find(':')?;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '$');
    let is_key = colon > 0 && text[..colon].chars().all(is_word);
    (is_key && !text[colon + 1..].starts_with('/')).then_some(colon)
}

/// The part of a plain scalar on one line, and whether a comment ends it.
fn line_piece<'a>(view: &View<'a>, at: usize, end: usize) -> Result<(&'a str, bool), Fault> {
    let bytes = view.bytes;
    let at = view.skip_blanks(at, end);
    let mut here = at;
    while here < end {
        let byte = bytes[here];
        if byte == b'#' && here > at && is_blank(bytes[here - 1]) {
            return Ok((&view.text[at..view.trim_end(at, here)], true));
        }
        if byte == b':' && view.is_space_or_end(here + 1, end) {
            let message = "`: ` in a value without quotes: put the value in quotes";
            return Err(Fault::at(here, message));
        }
        here += 1;
    }
    Ok((&view.text[at..view.trim_end(at, end)], false))
}

/// The start of the comment that ends a line, if there is one.
pub(super) fn find_comment(view: &View<'_>, at: usize, end: usize) -> Option<usize> {
    (at + 1..end).find(|here| view.bytes[*here] == b'#' && is_blank(view.bytes[*here - 1]))
}

/// Characters that mean something else at the start.
fn refuse_start(view: &View<'_>, at: usize) -> Result<(), Fault> {
    let end = view.bytes.len();
    let message = match view.byte(at) {
        b'-' if view.is_space_or_end(at + 1, end) => {
            "a list cannot start on the line of its key".to_owned()
        }
        b'?' if view.is_space_or_end(at + 1, end) => "a `?` key cannot start here".to_owned(),
        b':' if view.is_space_or_end(at + 1, end) => "expected a key before `:`".to_owned(),
        byte @ (b'&' | b'!') => format!("a second `{}` before one value", char::from(byte)),
        byte @ (b'@' | b'`' | b'%' | b',' | b']' | b'}') => {
            format!(
                "a value cannot start with `{}`: put it in quotes",
                char::from(byte)
            )
        }
        _ => return Ok(()),
    };
    Err(Fault::at(at, message))
}

pub(super) fn is_blank(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

pub(super) fn is_white(byte: u8) -> bool {
    is_blank(byte) || byte == b'\n' || byte == b'\r'
}
