//! Headers of responses as values.

use std::borrow::Cow;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::media::split_quoted;
use crate::json::{Kind, Tape, Writer};
use crate::model::{self, DecodeError, Slot};

/// What a header is described as: how its text is taken apart (OpenAPI Header Object, always in style `simple`).
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
/// use lean_runtime::wire::{HeaderShape, header};
///
/// let mut headers = HeaderMap::new();
/// headers.append("x-rate-limit", "100, 20".parse().unwrap());
/// let limits: Option<Vec<i64>> = header(&headers, "X-Rate-Limit", HeaderShape::List).unwrap();
/// assert_eq!(limits, Some(vec![100, 20]));
/// ```
///
/// # Errors
/// If it does not fit.
pub fn header<T: Slot>(
    headers: &HeaderMap,
    name: &str,
    shape: HeaderShape,
) -> Result<Option<T>, DecodeError> {
    let Ok(name) = HeaderName::try_from(name) else {
        return Ok(None);
    };
    let values: Vec<_> = headers.get_all(&name).iter().map(text).collect();
    if values.is_empty() {
        return Ok(None);
    }
    let lines = name == SET_COOKIE;
    let joined = values.join(if lines { "\n" } else { ", " });
    let items = match shape {
        HeaderShape::Json => return model::decode(&joined).map(Some),
        HeaderShape::One => return one(&joined).map(Some),
        HeaderShape::List if lines => values,
        HeaderShape::List | HeaderShape::Map | HeaderShape::ExplodedMap => split(&joined),
    };
    decode(&Draft::new(shape, items)).map(Some)
}

/// Bytes beyond ASCII are UTF-8, or else what HTTP once said they were: ISO 8859-1.
fn text(value: &HeaderValue) -> Cow<'_, str> {
    let bytes = value.as_bytes();
    let latin = || bytes.iter().map(|byte| char::from(*byte)).collect();
    std::str::from_utf8(bytes).map_or_else(|_| Cow::Owned(latin()), Cow::Borrowed)
}

fn split(text: &str) -> Vec<Cow<'_, str>> {
    let items = split_quoted(text, ',')
        .into_iter()
        .map(|item| item.trim_matches([' ', '\t']));
    // RFC 9110 section 5.6.1.2: empty items do not count.
    items
        .filter(|item| !item.is_empty())
        .map(Cow::Borrowed)
        .collect()
}

fn one<T: Slot>(text: &str) -> Result<T, DecodeError> {
    model::from_text(text)
}

/// A list or an object whose scalars may each be text, or the JSON that they look like.
struct Draft<'h> {
    map: bool,
    names: Vec<Cow<'h, str>>,
    texts: Vec<Cow<'h, str>>,
}

impl<'h> Draft<'h> {
    fn new(shape: HeaderShape, items: Vec<Cow<'h, str>>) -> Draft<'h> {
        if shape == HeaderShape::List {
            return Draft {
                map: false,
                names: Vec::new(),
                texts: items,
            };
        }
        let mut items = items.into_iter();
        let (mut names, mut texts) = (Vec::new(), Vec::new());
        while let Some(item) = items.next() {
            let (name, text) = match shape {
                HeaderShape::ExplodedMap => pair(item),
                _ => (item, items.next().unwrap_or_default()),
            };
            names.push(name);
            texts.push(text);
        }
        Draft {
            map: true,
            names,
            texts,
        }
    }

    fn json(&self, is_text: &[bool]) -> String {
        let mut out = Writer::new();
        if self.map {
            out.open_map()
        } else {
            out.open_list()
        }
        for (at, text) in self.texts.iter().enumerate() {
            if let Some(name) = self.names.get(at) {
                out.name(name);
            }
            if is_text[at] {
                out.string(text)
            } else {
                out.raw(text)
            }
        }
        if self.map {
            out.close_map()
        } else {
            out.close_list()
        }
        out.into_text()
    }

    /// Where a JSON Pointer of the form `/name` or `/index` points.
    fn place(&self, pointer: &str) -> Option<usize> {
        let token = pointer
            .strip_prefix('/')?
            .replace("~1", "/")
            .replace("~0", "~");
        if self.map {
            self.names.iter().rposition(|name| *name == token)
        } else {
            token.parse().ok()
        }
    }
}

fn pair(item: Cow<'_, str>) -> (Cow<'_, str>, Cow<'_, str>) {
    match item.split_once('=') {
        Some((name, value)) => (Cow::Owned(name.to_owned()), Cow::Owned(value.to_owned())),
        None => (item, Cow::Borrowed("")),
    }
}

/// Tries all as text, then all that look like JSON as JSON; after that, whatever does not fit as text is tried as JSON.
fn decode<T: Slot>(draft: &Draft<'_>) -> Result<T, DecodeError> {
    let mut is_text = vec![true; draft.texts.len()];
    let mut error = match model::decode(&draft.json(&is_text)) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let raw: Vec<bool> = draft.texts.iter().map(|text| !is_scalar(text)).collect();
    if let Ok(value) = model::decode(&draft.json(&raw)) {
        return Ok(value);
    }
    loop {
        let places = error
            .problems()
            .iter()
            .filter_map(|problem| draft.place(&problem.pointer));
        let places: Vec<_> = places
            .filter(|at| is_text.get(*at) == Some(&true) && !raw[*at])
            .collect();
        if places.is_empty() {
            return Err(error);
        }
        places.into_iter().for_each(|at| is_text[at] = false);
        error = match model::decode(&draft.json(&is_text)) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
    }
}

fn is_scalar(text: &str) -> bool {
    Tape::parse(text).is_ok_and(|tape| matches!(tape.root().kind(), Kind::Number | Kind::Bool))
}
