//! The parts of a multipart body: their headers, and what styles make of members.

use http::HeaderName;

use super::flat::Flat;
use super::header;
use super::media::MediaType;
use super::unsendable::SendFault;
use crate::operation::Style;

/// Returns the content type to send of those that a description lists: the first that is not a
/// range.
pub(super) fn sendable_type(content_types: &str) -> Option<&str> {
    let types = content_types.split(',').map(str::trim);
    types
        .into_iter()
        .find(|text| MediaType::parse(text).is_some_and(|media| !media.is_range()))
}

/// Returns a part's further headers, each once: the file's own take precedence over those of the
/// description.
pub(super) fn further_headers<'h>(
    described: &'h [(&'h str, &'h str)],
    of_file: &'h [(String, String)],
) -> Result<String, SendFault> {
    let of_file = of_file
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()));
    let mut seen: Vec<&str> = Vec::new();
    let mut part_headers = String::new();
    for (name, value) in of_file.chain(described.iter().copied()) {
        if seen.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            continue;
        }
        seen.push(name);
        let is_own = ["content-disposition", "content-type"]
            .iter()
            .any(|own| own.eq_ignore_ascii_case(name));
        if is_own || HeaderName::try_from(name).is_err() {
            return Err(SendFault::PartHeader);
        }
        header::header_value(value).map_err(|_| SendFault::PartHeader)?;
        part_headers.push_str(&format!("{name}: {value}\r\n"));
    }
    Ok(part_headers)
}

/// The headers of a part. Without a name it has no disposition.
pub(super) fn headers(
    name: &str,
    file_name: Option<&str>,
    content_type: Option<&str>,
) -> Result<String, SendFault> {
    let mut headers = String::new();
    if !name.is_empty() {
        headers.push_str(&format!(
            "Content-Disposition: form-data; name=\"{}\"",
            escape_name(name)
        ));
        if let Some(file_name) = file_name {
            headers.push_str(&format!("; filename=\"{}\"", escape_name(file_name)));
        }
        headers.push_str("\r\n");
    }
    if let Some(content_type) = content_type {
        header::header_value(content_type).map_err(|_| SendFault::PartHeader)?;
        headers.push_str(&format!("Content-Type: {content_type}\r\n"));
    }
    Ok(headers)
}

/// A name as browsers write it (WHATWG HTML section 4.10.22.8): UTF-8, with quotes and line breaks percent-encoded. Other
/// control characters are too, and so is the backslash, which some servers take for an escape.
fn escape_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for character in name.chars() {
        if character == '"' || character == '\\' || character.is_ascii_control() {
            out.push_str(&format!("%{:02X}", u32::from(character)));
        } else {
            out.push(character);
        }
    }
    out
}

/// The names and values that a style makes of a member, as they would be in a query before it is encoded.
pub(super) fn parts_by_style(
    name: &str,
    style: Style,
    explode: bool,
    value: Flat<'_>,
) -> Result<Vec<(String, String)>, SendFault> {
    let name = || name.to_owned();
    let delimiter = match style {
        Style::Form => ",",
        Style::SpaceDelimited => " ",
        Style::PipeDelimited => "|",
        _ => return Err(SendFault::Misplaced),
    };
    if explode && style != Style::Form && !matches!(value, Flat::Undefined | Flat::One(_)) {
        return Err(SendFault::ExplodedDelimited);
    }
    Ok(match value {
        Flat::Undefined => Vec::new(),
        Flat::One(text) => vec![(name(), text.into_owned())],
        Flat::List(items) if explode => items
            .into_iter()
            .map(|item| (name(), item.into_owned()))
            .collect(),
        Flat::Map(members) if explode => members
            .into_iter()
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect(),
        Flat::List(items) => vec![(name(), join(items.iter().map(AsRef::as_ref), delimiter)?)],
        Flat::Map(members) => {
            let texts = members
                .iter()
                .flat_map(|(name, value)| [name.as_ref(), value.as_ref()]);
            vec![(name(), join(texts, delimiter)?)]
        }
    })
}

/// Nothing escapes a delimiter here.
fn join<'t>(texts: impl Iterator<Item = &'t str>, delimiter: &str) -> Result<String, SendFault> {
    let texts: Vec<_> = texts.collect();
    if texts.iter().any(|text| text.contains(delimiter)) {
        return Err(SendFault::HoldsDelimiter);
    }
    Ok(texts.join(delimiter))
}
