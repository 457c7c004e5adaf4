//! Path templates: filling them in, and keeping what comes out on the operation's own path.

use super::percent::{self, Keep};
use super::unsendable::{Fault, Unsendable};
use crate::operation::Location;

/// The characters that stay unencoded in the template's own text. The rest is encoded, because real
/// descriptions contain spaces and accents.
const LITERAL: Keep = Keep::reserved("~!$&'()*+,;=:@/?");

/// A piece of a template.
enum PathPiece<'t> {
    Text(&'t str),
    Name(&'t str),
}

/// Fills the values, which are encoded already, into the path of the template.
pub(super) fn fill(
    template: &str,
    values: &[(&'static str, String)],
) -> Result<String, Unsendable> {
    let (template, _) = split(template);
    let length: usize = values.iter().map(|(_, value)| value.len()).sum();
    let mut path = String::with_capacity(template.len() + length);
    for (index, segment) in template.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        fill_segment(segment, values, &mut path)?;
    }
    Ok(path)
}

/// The query that is part of the template.
pub(super) fn fixed_query(template: &str) -> String {
    percent::encode_text(split(template).1, LITERAL)
}

/// The path and the query of a template; a fragment is never sent.
fn split(template: &str) -> (&str, &str) {
    let template = template.split('#').next().unwrap_or_default();
    template.split_once('?').unwrap_or((template, ""))
}

fn fill_segment(
    template: &str,
    values: &[(&'static str, String)],
    path: &mut String,
) -> Result<(), Unsendable> {
    let start = path.len();
    let mut has_values = false;
    for piece in pieces(template) {
        match piece {
            PathPiece::Text(text) => percent::encode(text, LITERAL, path),
            PathPiece::Name(name) => {
                let value = values.iter().rev().find(|(known, _)| *known == name);
                let Some((_, value)) = value else {
                    let fault = Fault::Missing;
                    return Err(Unsendable::together(Location::Path, &[name], fault));
                };
                path.push_str(value);
                has_values = true;
            }
        }
    }
    if has_values && has_dots(&path[start..]) {
        let names: Vec<_> = pieces(template).filter_map(PathPiece::name).collect();
        let fault = Fault::DotSegment;
        return Err(Unsendable::together(Location::Path, &names, fault));
    }
    Ok(())
}

impl<'t> PathPiece<'t> {
    fn name(self) -> Option<&'t str> {
        match self {
            PathPiece::Text(_) => None,
            PathPiece::Name(name) => Some(name),
        }
    }
}

/// Braces that do not pair are text.
fn pieces(template: &str) -> impl Iterator<Item = PathPiece<'_>> {
    let mut rest = template;
    let mut name = None;
    std::iter::from_fn(move || {
        if let Some(name) = name.take() {
            return Some(PathPiece::Name(name));
        }
        if rest.is_empty() {
            return None;
        }
        let pair = rest.split_once('{').and_then(|(text, after)| {
            let (found, after) = after.split_once('}')?;
            Some((text, found, after))
        });
        let Some((text, found, after)) = pair else {
            return Some(PathPiece::Text(std::mem::take(&mut rest)));
        };
        (name, rest) = (Some(found), after);
        Some(PathPiece::Text(text))
    })
}

/// Returns true if the segment is or contains a dot segment, also after decoding (RFC 3986 section
/// 5.2.4).
///
/// URLs know `%2e` for a dot. Beyond the letter of the standard, gateways decode `%2F` or `%5C` before they resolve
/// dots, some decode twice, and some cut path parameters off at `;`: a value must not climb there either.
pub(crate) fn has_dots(segment: &str) -> bool {
    if !segment.bytes().any(|byte| matches!(byte, b'.' | b'%')) {
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
