//! Path templates: filling them in, and keeping what comes out on the operation's own path.

use super::percent::{self, Keep};
use super::unsendable::{Fault, Unsendable};
use crate::operation::Location;

/// The characters that stay unencoded in the template's own text. The rest is encoded, because real
/// descriptions contain spaces and accents.
const LITERAL: Keep = Keep::reserved("~!$&'()*+,;=:@/?");

/// A piece of a template.
enum Piece<'t> {
    Text(&'t str),
    Name(&'t str),
}

/// Fills the values, which are encoded already, into the path of the template.
pub(super) fn fill(
    template: &str,
    values: &[(&'static str, String)],
) -> Result<String, Unsendable> {
    let (path, _) = split(template);
    let segments = path.split('/').map(|segment| fill_segment(segment, values));
    Ok(segments.collect::<Result<Vec<_>, _>>()?.join("/"))
}

/// The query that is part of the template.
pub(super) fn fixed_query(template: &str) -> String {
    percent::encoded(split(template).1, LITERAL)
}

/// The path and the query of a template; a fragment is never sent.
fn split(template: &str) -> (&str, &str) {
    let template = template.split('#').next().unwrap_or_default();
    template.split_once('?').unwrap_or((template, ""))
}

fn fill_segment(template: &str, values: &[(&'static str, String)]) -> Result<String, Unsendable> {
    let mut segment = String::new();
    let mut names = Vec::new();
    for piece in pieces(template) {
        match piece {
            Piece::Text(text) => percent::encode(text, LITERAL, &mut segment),
            Piece::Name(name) => {
                let value = values.iter().rev().find(|(known, _)| *known == name);
                let Some((_, value)) = value else {
                    return Err(Unsendable::together(
                        Location::Path,
                        &[name],
                        Fault::Missing,
                    ));
                };
                segment.push_str(value);
                names.push(name);
            }
        }
    }
    if !names.is_empty() && has_dots(&segment) {
        return Err(Unsendable::together(
            Location::Path,
            &names,
            Fault::DotSegment,
        ));
    }
    Ok(segment)
}

/// Braces that do not pair are text.
fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, after)) = after.split_once('}') else {
            break;
        };
        pieces.push(Piece::Text(before));
        pieces.push(Piece::Name(name));
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// Returns true if the segment is or contains a dot segment, also after decoding (RFC 3986 section
/// 5.2.4).
///
/// URLs know `%2e` for a dot. Beyond the letter of the standard, gateways decode `%2F` or `%5C` before they resolve
/// dots, some decode twice, and some cut path parameters off at `;`: a value must not climb there either.
pub(crate) fn has_dots(segment: &str) -> bool {
    let mut bytes = segment.as_bytes().to_vec();
    for _ in 0..3 {
        bytes = percent::decode(&bytes);
    }
    bytes.split(|byte| b"/\\".contains(byte)).any(|part| {
        let name = part.split(|byte| *byte == b';').next();
        matches!(name, Some(b"." | b".."))
    })
}
