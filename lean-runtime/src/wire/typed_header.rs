//! Headers of responses as values.

use std::borrow::Cow;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::media::split_quoted;
use crate::json::Writer;
use crate::model::{self, DecodeError, Slot};

/// The shape of a header, which determines how its text is split (OpenAPI Header Object, always in
/// style `simple`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderShape {
    /// One text, number or boolean.
    One,
    /// A list: `a, b`.
    List,
    /// An object: `R,100,G,200`.
    Map,
    /// An object, exploded: `R=100,G=200`.
    ExplodedMap,
    /// JSON, by `content`.
    Json,
}

/// Reads a header of a response as a `T`; none if it is not there.
///
/// Several headers of one name are one list (RFC 9110 section 5.3), except for `Set-Cookie`, where each is an
/// item. Commas within quoted strings do not separate, and quotes stay: OpenAPI 3.2 leaves them to the application. What
/// a text means (`100`: number or text) is up to `T`.
///
/// ```
/// use http::HeaderMap;
/// use lean_runtime::wire::{HeaderShape, read_header};
///
/// let mut headers = HeaderMap::new();
/// headers.append("x-rate-limit", "100, 20".parse().unwrap());
/// let limits: Option<Vec<i64>> = read_header(&headers, "X-Rate-Limit", HeaderShape::List).unwrap();
/// assert_eq!(limits, Some(vec![100, 20]));
/// ```
///
/// # Errors
/// If it does not fit.
pub fn read_header<T: Slot>(
    headers: &HeaderMap,
    name: &str,
    shape: HeaderShape,
) -> Result<Option<T>, DecodeError> {
    let Ok(name) = HeaderName::try_from(name) else {
        return Ok(None);
    };
    let values: Vec<_> = headers.get_all(&name).iter().map(header_text).collect();
    if values.is_empty() {
        return Ok(None);
    }
    let lines = name == SET_COOKIE;
    let joined = values.join(if lines { "\n" } else { ", " });
    let items = match shape {
        HeaderShape::Json => return model::decode(&joined).map(Some),
        HeaderShape::One => return model::from_text(&joined).map(Some),
        HeaderShape::List if lines => values,
        HeaderShape::List | HeaderShape::Map | HeaderShape::ExplodedMap => split_list(&joined),
    };
    model::decode_textual(&list_to_json(shape, items)).map(Some)
}

/// Bytes beyond ASCII are UTF-8, or else what HTTP once said they were: ISO 8859-1.
pub(crate) fn header_text(value: &HeaderValue) -> Cow<'_, str> {
    let bytes = value.as_bytes();
    let latin = || bytes.iter().map(|byte| char::from(*byte)).collect();
    std::str::from_utf8(bytes).map_or_else(|_| Cow::Owned(latin()), Cow::Borrowed)
}

fn split_list(text: &str) -> Vec<Cow<'_, str>> {
    let items = split_quoted(text, ',')
        .into_iter()
        .map(|item| item.trim_matches([' ', '\t']));
    // RFC 9110 section 5.6.1.2: empty items do not count.
    items
        .filter(|item| !item.is_empty())
        .map(Cow::Borrowed)
        .collect()
}

/// The list or object that the items make, of texts.
fn list_to_json(shape: HeaderShape, items: Vec<Cow<'_, str>>) -> String {
    let mut out = Writer::new();
    if shape == HeaderShape::List {
        out.open_list();
        items.iter().for_each(|item| out.string(item));
        out.close_list();
        return out.into_text();
    }
    out.open_map();
    let mut items = items.iter();
    while let Some(item) = items.next() {
        let (name, value) = match shape {
            HeaderShape::ExplodedMap => item.split_once('=').unwrap_or((item, "")),
            _ => (item.as_ref(), items.next().map_or("", AsRef::as_ref)),
        };
        out.name(name);
        out.string(value);
    }
    out.close_map();
    out.into_text()
}
