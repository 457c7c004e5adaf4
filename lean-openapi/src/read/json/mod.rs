//! JSON: where things end is found in one pass; after that each level is read on its own.
//!
//! Loops here are plain `while` loops over bytes: in a build that is not optimised they cost a third of
//! what iterators do.

mod ends;
mod string;

use std::ops::Range;
use std::sync::Arc;

pub(super) use self::ends::Ends;
use self::ends::string_end;
use super::error::{Fault, ReadError};
use super::level::{Content, Form, KeySpot, Level, Member, Spot, push};
use super::source::empty_key;
use super::yaml;
use super::{Scalar, Source};

/// The document as JSON, with its outermost level read.
pub(super) fn root(source: &Source) -> Result<Member, ReadError> {
    let text = source.text();
    let ends = Ends::find(text.as_bytes(), source.start()).map_err(|fault| source.error(fault))?;
    let range = ends.document.clone();
    // A second thread that gets here finds the same.
    let _ = source.ends().set(ends);
    let spot = Spot::exact(Form::Json, range, 0);
    let level = level(source, &spot).map_err(|fault| source.error(fault))?;
    Ok(Member::with_content(
        empty_key(),
        spot,
        Content::Level(Arc::new(level)),
    ))
}

/// Reads the content of a spot.
pub(super) fn content(source: &Source, spot: &Spot) -> Content {
    let text = &source.text()[spot.start()..spot.end()];
    read(source, spot, text).unwrap_or_else(|fault| {
        // Every JSON document is YAML, but not the other way around.
        let as_yaml = if source.is_named_json() {
            None
        } else {
            yaml::flow_content(source, spot)
        };
        as_yaml.unwrap_or_else(|| Content::Invalid(source.error(fault)))
    })
}

fn read(source: &Source, spot: &Spot, text: &str) -> Result<Content, Fault> {
    let scalar = match text.as_bytes().first() {
        Some(b'{' | b'[') => return Ok(Content::Level(Arc::new(level(source, spot)?))),
        Some(b'"') => Scalar::String(self::string::decode(
            source,
            spot.start() + 1,
            &text[1..text.len() - 1],
        )?),
        _ => parse_literal(text).ok_or_else(|| unknown_literal_fault(spot, text))?,
    };
    Ok(Content::Scalar(scalar))
}

fn parse_literal(text: &str) -> Option<Scalar> {
    match text {
        "null" => Some(Scalar::Null),
        "true" => Some(Scalar::Bool(true)),
        "false" => Some(Scalar::Bool(false)),
        _ if is_number(text.as_bytes()) => Some(Scalar::Number(text.into())),
        _ => None,
    }
}

fn unknown_literal_fault(spot: &Spot, text: &str) -> Fault {
    let shown: String = text.chars().take(40).collect();
    let message = match shown.to_ascii_lowercase().as_str() {
        near @ ("true" | "false" | "null") => {
            format!("`{shown}` is not a JSON value; did you mean `{near}`?")
        }
        _ if shown.starts_with('\'') => {
            format!("`{shown}` is not a JSON value: texts need double quotes")
        }
        _ => format!("`{shown}` is not a JSON value"),
    };
    Fault {
        start: spot.start(),
        end: spot.end(),
        message,
    }
}

/// RFC 8259, section 6.
pub(super) fn is_number(text: &[u8]) -> bool {
    let digits = |from: usize| {
        let mut at = from;
        while at < text.len() && text[at].is_ascii_digit() {
            at += 1;
        }
        at
    };
    let start = usize::from(text.first() == Some(&b'-'));
    let mut at = digits(start);
    let leading_zero = text.get(start) == Some(&b'0') && at > start + 1;
    if at == start || leading_zero {
        return false;
    }
    if text.get(at) == Some(&b'.') {
        let end = digits(at + 1);
        if end == at + 1 {
            return false;
        }
        at = end;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        let from = at + 1 + usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let end = digits(from);
        if end == from {
            return false;
        }
        at = end;
    }
    at == text.len()
}

/// Reads one level: finds where each member is, and looks into none.
fn level(source: &Source, spot: &Spot) -> Result<Level, Fault> {
    let Some(ends) = source.ends().get() else {
        return Err(Fault::at(spot.start(), "not a JSON document"));
    };
    let mut members = Members {
        source,
        ends,
        bytes: &source.text().as_bytes()[..spot.end()],
        depth: spot.depth + 1,
    };
    if source.text().as_bytes()[spot.start()] == b'{' {
        members.read_map(spot.start())
    } else {
        members.read_list(spot.start())
    }
}

/// The messages for the syntax of other languages.
pub(super) const NO_COMMENTS: &str = "JSON has no comments";

struct Members<'a> {
    source: &'a Source,
    ends: &'a Ends,
    bytes: &'a [u8],
    depth: u8,
}

impl Members<'_> {
    fn read_map(&mut self, open: usize) -> Result<Level, Fault> {
        let mut members = Vec::new();
        let mut at = self.skip_space(open + 1);
        while self.byte(at) != b'}' {
            let key = self.read_key(at)?;
            at = self.skip_space(key.end as usize + 1);
            if self.byte(at) != b':' {
                return Err(Fault::at(at, "expected `:` after the key"));
            }
            let start = self.skip_space(at + 1);
            let end = self.value_end(start)?;
            push(
                &mut members,
                Member::new(key, Spot::exact(Form::Json, start..end, self.depth)),
            )?;
            at = self.separator(end, b'}')?;
        }
        Ok(self.source.map(members))
    }

    fn read_list(&mut self, open: usize) -> Result<Level, Fault> {
        let mut members = Vec::new();
        let mut at = self.skip_space(open + 1);
        while self.byte(at) != b']' {
            let end = self.value_end(at)?;
            push(
                &mut members,
                Member::new(empty_key(), Spot::exact(Form::Json, at..end, self.depth)),
            )?;
            at = self.separator(end, b']')?;
        }
        Ok(Level::list(members))
    }

    fn read_key(&self, at: usize) -> Result<KeySpot, Fault> {
        if self.byte(at) == b'/' {
            return Err(Fault::at(at, NO_COMMENTS));
        }
        if self.byte(at) != b'"' {
            return Err(Fault::at(at, "expected a key in double quotes"));
        }
        let inside: Range<usize> = at + 1..string_end(self.bytes, at)? - 1;
        let text = &self.source.text()[inside.clone()];
        let mut key = KeySpot::raw(inside);
        if text.contains('\\') || text.contains('\n') {
            key.decoded = Some(self::string::decode(self.source, at + 1, text)?);
        }
        Ok(key)
    }

    /// The end of the value that starts here.
    fn value_end(&self, start: usize) -> Result<usize, Fault> {
        match self.byte(start) {
            b'"' => string_end(self.bytes, start),
            b'{' | b'[' => self.ends.end_of(self.bytes, start),
            b',' | b':' | b'}' | b']' => Err(Fault::at(start, "expected a value")),
            _ => {
                let mut at = start;
                while at < self.bytes.len() && !ENDS_LITERAL[self.bytes[at] as usize] {
                    at += 1;
                }
                Ok(at)
            }
        }
    }

    /// The next member after a comma, or the closing bracket.
    fn separator(&self, at: usize, close: u8) -> Result<usize, Fault> {
        let at = self.skip_space(at);
        if self.byte(at) == close {
            return Ok(at);
        }
        if self.byte(at) != b',' {
            let message = match self.byte(at) {
                b'"' | b'{' | b'[' => "a `,` is missing before this".to_owned(),
                _ => format!("expected `,` or `{}`", char::from(close)),
            };
            return Err(Fault::at(at, message));
        }
        let next = self.skip_space(at + 1);
        if self.byte(next) == close && self.source.is_named_json() {
            let fault = Fault::at(at, "a comma after the last entry is not JSON");
            self.source.note_slip(fault);
        }
        Ok(next)
    }

    fn skip_space(&self, at: usize) -> usize {
        let mut at = at;
        while at < self.bytes.len() && matches!(self.bytes[at], b' ' | b'\n' | b'\r' | b'\t') {
            at += 1;
        }
        at
    }

    /// NUL after the end, which no grammar rule wants.
    fn byte(&self, at: usize) -> u8 {
        if at < self.bytes.len() {
            self.bytes[at]
        } else {
            0
        }
    }
}

static ENDS_LITERAL: [bool; 256] = {
    let mut ends = [false; 256];
    let delimiters = b",:}]{[\" \n\r\t";
    let mut index = 0;
    while index < delimiters.len() {
        ends[delimiters[index] as usize] = true;
        index += 1;
    }
    ends
};
