//! Path templates: filling them in, and keeping what comes out on the operation's own path.

use std::borrow::Cow;

use super::percent::{self, Keep};
use super::unsendable::{SendFault, Unsendable};
use crate::byte_set::ByteSet;
use crate::operation::Location;

/// The characters that stay unencoded in the template's own text. The rest is encoded, because real
/// descriptions contain spaces and accents.
const LITERAL: Keep = Keep::reserved("~!$&'()*+,;=:@/?");

/// The characters of segments that are written as they are, and make no dot segment.
static PLAIN: ByteSet = ByteSet::alphanumeric_and("/-_");

/// The characters of most templates, without those that begin a query or a fragment.
static TEMPLATE: ByteSet = ByteSet::alphanumeric_and("/-_{}.");

/// A parameter of a path: its name, and its value, which is encoded already.
pub(super) type PathValue<'a> = (&'static str, Cow<'a, str>);

/// Fills the values into the path of a template, which has no query.
pub(super) fn fill_path(template: &str, values: &[PathValue<'_>]) -> Result<String, Unsendable> {
    match fill_plain(template, values) {
        Some(path) => Ok(path),
        None => fill_segments(template, values),
    }
}

/// Fills a template in which nothing has to be encoded and no dot has to be looked at; none: it is not one.
fn fill_plain(template: &str, values: &[PathValue<'_>]) -> Option<String> {
    let mut path = String::with_capacity(length_max(template, values));
    let mut rest = template;
    while let Some(brace) = rest.bytes().position(|byte| byte == b'{') {
        let (text, placeholder) = rest.split_at(brace);
        let name = leading_name(placeholder)?;
        let value = find_value(name, values).ok()?;
        if !PLAIN.has_all(text) || !PLAIN.has_all(value) {
            return None;
        }
        path.push_str(text);
        path.push_str(value);
        rest = &placeholder[name.len() + 2..];
    }
    if !PLAIN.has_all(rest) {
        return None;
    }
    path.push_str(rest);
    Some(path)
}

/// Returns true if the text holds one of these bytes. It looks at all of them: that is quicker for short texts.
fn has_any(text: &str, first: u8, second: u8) -> bool {
    let is_one = |byte: u8| byte == first || byte == second;
    text.bytes().fold(false, |found, byte| found | is_one(byte))
}

fn length_max(template: &str, values: &[PathValue<'_>]) -> usize {
    let values = values.iter().map(|(_, value)| value.len());
    template.len() + values.sum::<usize>()
}

/// Fills a template segment by segment.
fn fill_segments(template: &str, values: &[PathValue<'_>]) -> Result<String, Unsendable> {
    let mut path = String::with_capacity(length_max(template, values));
    let mut segment = PathSegment::default();
    let mut rest = template;
    while let Some(first) = rest.bytes().next() {
        match (first, leading_name(rest)) {
            (b'/', _) => {
                segment.check(template, &path)?;
                path.push('/');
                rest = &rest[1..];
                segment = PathSegment {
                    start: path.len(),
                    place: template.len() - rest.len(),
                    has_values: false,
                };
            }
            (b'{', Some(name)) => {
                path.push_str(find_value(name, values)?);
                segment.has_values = true;
                rest = &rest[name.len() + 2..];
            }
            _ => {
                let text = &rest[..leading_text_len(rest)];
                percent::encode(text, LITERAL, &mut path);
                rest = &rest[text.len()..];
            }
        }
    }
    segment.check(template, &path)?;
    Ok(path)
}

/// The query that is part of a template, encoded.
pub(super) fn encode_query(query: &str) -> String {
    percent::encode_text(query, LITERAL)
}

/// The path and the query of a template; a fragment is never sent.
pub(super) fn split_query(template: &str) -> (&str, &str) {
    if TEMPLATE.has_all(template) {
        return (template, "");
    }
    let ends = |byte: &u8| matches!(byte, b'?' | b'#');
    let Some(end) = template.as_bytes().iter().position(ends) else {
        return (template, "");
    };
    let (path, rest) = template.split_at(end);
    let query = rest.strip_prefix('?').unwrap_or_default();
    (path, query.split('#').next().unwrap_or_default())
}

/// A segment of a path that is being filled.
#[derive(Default)]
struct PathSegment {
    /// The offset of its beginning in the path.
    start: usize,
    /// The offset of its beginning in the template.
    place: usize,
    has_values: bool,
}

impl PathSegment {
    /// # Errors
    /// Its values make a dot segment.
    fn check(&self, template: &str, path: &str) -> Result<(), Unsendable> {
        if !self.has_values || !has_dots(&path[self.start..]) {
            return Ok(());
        }
        let segment = template[self.place..].split('/').next();
        let mut rest = segment.unwrap_or_default();
        let mut names = Vec::new();
        while let Some((_, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            names.push(name);
            rest = after;
        }
        let fault = SendFault::DotSegment;
        Err(Unsendable::of_names(Location::Path, &names, fault))
    }
}

fn find_value<'v>(name: &str, values: &'v [PathValue<'_>]) -> Result<&'v str, Unsendable> {
    let value = values.iter().rev().find(|(known, _)| *known == name);
    let missing = || Unsendable::of_names(Location::Path, &[name], SendFault::Missing);
    value.map(|(_, value)| &**value).ok_or_else(missing)
}

/// The name between the braces that a template begins with. Braces that do not pair within a segment are text.
fn leading_name(template: &str) -> Option<&str> {
    let name = template.strip_prefix('{')?;
    let ends = |byte: &u8| matches!(byte, b'}' | b'/');
    let end = name.as_bytes().iter().position(ends)?;
    name[end..].starts_with('}').then(|| &name[..end])
}

/// The length of the text that a template begins with, up to a slash or a brace.
fn leading_text_len(template: &str) -> usize {
    let ends = |byte: &u8| matches!(byte, b'/' | b'{');
    let after_first = template.as_bytes().iter().skip(1);
    after_first
        .clone()
        .position(ends)
        .map_or(template.len(), |at| at + 1)
}

/// Returns true if the segment is or contains a dot segment, also after decoding (RFC 3986 section
/// 5.2.4).
///
/// URLs know `%2e` for a dot. Beyond the letter of the standard, gateways decode `%2F` or `%5C` before they resolve
/// dots, some decode twice, and some cut path parameters off at `;`: a value must not climb there either.
pub(crate) fn has_dots(segment: &str) -> bool {
    if !has_any(segment, b'.', b'%') {
        return false;
    }
    let mut bytes = segment.as_bytes().to_vec();
    for _ in 0..3 {
        bytes = percent::decode(&bytes);
    }
    bytes.split(|byte| b"/\\".contains(byte)).any(|part| {
        let name = part.split(|byte| *byte == b';').next();
        matches!(name, Some(b"." | b".."))
    })
}
