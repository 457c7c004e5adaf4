//! `application/x-www-form-urlencoded`: bodies, and whole queries.

use indexmap::IndexMap;

use super::expand::{Escape, Rules, expand, expand_deep};
use super::flat::{flatten, scalar_text};
use super::json_text;
use super::media::is_json;
use super::percent::{self, FORM, Keep};
use super::unsendable::{SendFault, Unsendable};
use crate::json::{SyntaxError, Value, ValueKind, Writer};
use crate::model::memory;
use crate::operation::{Media, PartEncoding, Style};

/// The characters that `allowReserved` keeps: those that neither split the form nor mean a space.
const RESERVED: Keep = Keep::reserved("!$'()*,;=:@/?");

/// Writes an object as a form body (WHATWG URL section 5), member by member.
///
/// A member with a style is written as the query parameter of that name and style. The others go by their content
/// type: text as it is, objects (and lists in lists) as JSON, everything as JSON where the description says so;
/// lists as one pair for each item. Null members and items are left out; spaces become `+`.
///
/// ```
/// use lean_runtime::json::Tape;
/// use lean_runtime::operation::{Codec, Media};
/// use lean_runtime::wire::form_body;
///
/// static FORM: Media = Media::new("application/x-www-form-urlencoded", Codec::Form);
/// let tape = Tape::parse(r#"{"grant_type": "client_credentials", "scope": ["a b", "c"]}"#).unwrap();
/// let body = form_body(&FORM, tape.root()).unwrap();
/// assert_eq!(body, "grant_type=client_credentials&scope=a+b&scope=c");
/// ```
///
/// # Errors
/// If it is not an object, or a member has no form in its style.
pub fn form_body(media: &Media, value: Value<'_>) -> Result<String, Unsendable> {
    write_form(media.parts, value).map_err(|(name, fault)| match name {
        Some(name) => Unsendable::member(&name, fault),
        None => Unsendable::body(fault),
    })
}

/// The memory of a pair in addition to its texts: a member of a map, a list of one, two
/// allocations.
const PAIR_BYTES: usize = 320;

/// Reads a form as JSON text, in which all scalars are strings and a name that repeats is a list: read it with
/// [`decode_textual`](crate::model::decode_textual). Bytes that are not UTF-8 become U+FFFD.
///
/// ```
/// let json = lean_runtime::wire::form_to_json("id=7&tag=a+b&tag=%26").unwrap();
/// assert_eq!(json, r#"{"id":"7","tag":["a b","&"]}"#);
/// ```
///
/// # Errors
/// Fails if the percent-encoded bytes are not UTF-8.
pub fn form_to_json(form: &str) -> Result<String, SyntaxError> {
    form_to_json_within(form, memory::of_text(form))
}

/// Reads a form in at most this many bytes of memory.
pub(crate) fn form_to_json_within(form: &str, mut memory: usize) -> Result<String, SyntaxError> {
    let mut members: IndexMap<String, Vec<String>> = IndexMap::new();
    for pair in form.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = |text| {
            percent::decode_form(text).ok_or(SyntaxError {
                message: "percent-encoded bytes that are not UTF-8",
                offset: pair.as_ptr() as usize - form.as_ptr() as usize,
            })
        };
        let pair_bytes = PAIR_BYTES + 2 * pair.len();
        memory = memory.checked_sub(pair_bytes).ok_or(SyntaxError {
            message: memory::TOO_MUCH,
            offset: 0,
        })?;
        members
            .entry(decoded(name)?)
            .or_default()
            .push(decoded(value)?);
    }
    let mut out = Writer::new();
    out.open_map();
    for (name, values) in &members {
        out.name(name);
        match values.as_slice() {
            [value] => out.string(value),
            values => {
                out.open_list();
                values.iter().for_each(|value| out.string(value));
                out.close_list();
            }
        }
    }
    out.close_map();
    Ok(out.into_text())
}

/// A whole query: a form without encodings of its own.
pub(super) fn content_form(value: Value<'_>) -> Result<String, SendFault> {
    write_form(&[], value).map_err(|(_, fault)| fault)
}

fn write_form(
    parts: &[PartEncoding],
    value: Value<'_>,
) -> Result<String, (Option<String>, SendFault)> {
    let mut pairs: Vec<String> = Vec::new();
    if value.is_null() {
        return Ok(String::new());
    }
    if value.kind() != ValueKind::Map {
        return Err((None, SendFault::NotAnObject));
    }
    for (name, member) in value.members() {
        let part = parts.iter().find(|part| part.name == name);
        let style = part.and_then(|part| Some((part, part.style?)));
        match style {
            Some((part, style)) => {
                let text = pair_by_style(&name, part, style, member);
                let text = text.map_err(|fault| (Some(name.into_owned()), fault))?;
                pairs.extend(text);
            }
            None => push_by_content(&name, part, member, &mut pairs),
        }
    }
    Ok(pairs.join("&"))
}

fn pair_by_style(
    name: &str,
    part: &PartEncoding,
    style: Style,
    value: Value<'_>,
) -> Result<Option<String>, SendFault> {
    let rules = match style {
        Style::Form | Style::SpaceDelimited | Style::PipeDelimited => {
            Rules::new(style, part.explode)
        }
        style if style.is_deep() => Rules::new(style, part.explode),
        _ => return Err(SendFault::Misplaced),
    };
    let rules = if part.reserved {
        rules.reserved(RESERVED)
    } else {
        rules
    };
    let escape = match rules.escape {
        Escape::Percent(_, keep) if part.reserved => Escape::Percent(FORM, keep),
        _ => Escape::Percent(FORM, FORM),
    };
    let rules = Rules { escape, ..rules };
    if style.is_deep() {
        return expand_deep(name, value, &rules);
    }
    expand(name, &flatten(value)?, &rules)
}

fn push_by_content(
    name: &str,
    part: Option<&PartEncoding>,
    value: Value<'_>,
    pairs: &mut Vec<String>,
) {
    let json = part.is_some_and(|part| is_json(part.content_type));
    let mut push = |value: Value<'_>| {
        let mut pair = String::new();
        percent::form_encode(name, &mut pair);
        pair.push('=');
        percent::form_encode(&pair_text(value, json), &mut pair);
        pairs.push(pair);
    };
    match value.kind() {
        ValueKind::Null => {}
        ValueKind::List => value.items().filter(|item| !item.is_null()).for_each(push),
        ValueKind::Bool | ValueKind::Number | ValueKind::String | ValueKind::Map => push(value),
    }
}

/// Returns the text of one value by content type: JSON if that is requested, or if there is no
/// plain text.
pub(super) fn pair_text(value: Value<'_>, json: bool) -> String {
    let plain = if json { None } else { scalar_text(value) };
    plain.map_or_else(|| json_text::compact(value), Into::into)
}
