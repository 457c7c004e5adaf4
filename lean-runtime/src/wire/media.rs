//! Media types: what a response is, and which of the described ones it matches.

use std::borrow::Cow;
use std::fmt;

/// A media type or range, taken apart (RFC 9110 section 8.3.1).
///
/// ```
/// use lean_runtime::wire::MediaType;
///
/// let media = MediaType::parse("Application/Problem+JSON; Charset=\"utf-8\"").unwrap();
/// assert_eq!((media.kind(), media.subtype()), ("application", "problem+json"));
/// assert_eq!(media.parameter("charset"), Some("utf-8"));
/// assert!(media.is_json());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaType {
    kind: String,
    subtype: String,
    parameters: Vec<(String, String)>,
}

impl MediaType {
    /// Parses a `Content-Type`, or a key of a description's `content`; returns `None` if it
    /// contains no `/`. Invalid parameters are left out.
    #[must_use]
    pub fn parse(text: &str) -> Option<MediaType> {
        let mut pieces = split_quoted(text, ';').into_iter();
        // Headers that came twice are joined by a comma: the first counts.
        let essence = pieces.next()?.split(',').next()?.trim();
        let (kind, subtype) = essence.split_once('/')?;
        let parameters = pieces.filter_map(parameter).collect();
        Some(MediaType {
            kind: kind.trim().to_ascii_lowercase(),
            subtype: subtype.trim().to_ascii_lowercase(),
            parameters,
        })
    }

    /// The part before the `/`, in lower case.
    #[must_use]
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The part after the `/`, in lower case, with its suffix.
    #[must_use]
    pub fn subtype(&self) -> &str {
        &self.subtype
    }

    /// A parameter by its name in lower case, such as `charset`.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns true if the type is JSON, by its name or by the suffix `+json` (RFC 6839).
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.subtype == "json" || self.suffix() == "json"
    }

    /// Returns true if the type is XML, by its name or by the suffix `+xml`.
    #[must_use]
    pub fn is_xml(&self) -> bool {
        self.subtype == "xml" || self.suffix() == "xml"
    }

    /// Returns true if the type is a range: `*/*`, `text/*`.
    #[must_use]
    pub fn is_range(&self) -> bool {
        self.subtype == "*"
    }

    fn suffix(&self) -> &str {
        self.subtype
            .rsplit_once('+')
            .map_or("", |(_, suffix)| suffix)
    }

    /// Returns how well a received type (`self`) fits a described one; `None` if it does not fit.
    fn match_media(&self, described: &MediaType) -> Option<(MediaFit, usize)> {
        let same = (&self.kind, &self.subtype) == (&described.kind, &described.subtype);
        let fit = match (described.kind.as_str(), described.subtype.as_str()) {
            _ if same => return Some(self.match_parameters(described)),
            ("*", "*") => MediaFit::Any,
            (kind, "*") if kind == self.kind => MediaFit::Range,
            _ if (self.is_json() && described.is_json())
                || (self.is_xml() && described.is_xml()) =>
            {
                MediaFit::Format
            }
            _ => return None,
        };
        Some((fit, 0))
    }

    /// A charset does not tell types apart; other parameters do, such as `version=2`.
    fn match_parameters(&self, described: &MediaType) -> (MediaFit, usize) {
        let telling = || {
            described
                .parameters
                .iter()
                .filter(|(name, _)| name != "charset")
        };
        let equal = telling()
            .filter(|(name, value)| self.parameter(name) == Some(value))
            .count();
        let conflict =
            telling().any(|(name, value)| self.parameter(name).is_some_and(|came| came != value));
        let fit = if conflict {
            MediaFit::Type
        } else {
            MediaFit::Exact
        };
        (fit, equal)
    }
}

/// From the loosest to the tightest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum MediaFit {
    /// Another type of the same format: `application/problem+json` for `application/json`.
    Format,
    /// `*/*`.
    Any,
    /// `text/*`.
    Range,
    /// The same type, with other parameters.
    Type,
    Exact,
}

/// Finds the described media type that fits a response best: the same type over `text/*` over `*/*`
/// (OpenAPI 3.2 section 4.15), then the type whose parameters agree, then the first. If no name
/// fits, another type of the same format does: `application/hal+json` for `application/json`.
///
/// ```
/// use lean_runtime::wire::best_media;
///
/// let described = ["*/*", "application/json", "text/*"];
/// assert_eq!(best_media("application/json; charset=utf-8", &described), Some(1));
/// assert_eq!(best_media("text/csv", &described), Some(2));
/// assert_eq!(best_media("image/png", &described), Some(0));
/// assert_eq!(best_media("image/png", &["application/json"]), None);
/// ```
#[must_use]
pub fn best_media(content_type: &str, described: &[&str]) -> Option<usize> {
    let Some(came) = MediaType::parse(content_type) else {
        // No content fits where none is described.
        return described
            .iter()
            .position(|described| described.is_empty() && content_type.is_empty());
    };
    let fits = described
        .iter()
        .enumerate()
        .filter_map(|(index, described)| {
            let fit = came.match_media(&MediaType::parse(described)?)?;
            Some((fit, std::cmp::Reverse(index)))
        });
    fits.max().map(|(_, std::cmp::Reverse(index))| index)
}

/// Returns true if a media type is JSON: `application/json`, or any type with the suffix `+json`.
#[must_use]
pub fn is_json(content_type: &str) -> bool {
    MediaType::parse(content_type).is_some_and(|media| media.is_json())
}

/// Returns true for the media type of nearly all replies, JSON in UTF-8, which then need not be taken apart.
pub(crate) fn is_plain_json(content_type: &str) -> bool {
    let Some((essence, rest)) = content_type.split_at_checked("application/json".len()) else {
        return false;
    };
    essence.eq_ignore_ascii_case("application/json")
        && (rest.is_empty()
            || ["; charset=utf-8", ";charset=utf-8"]
                .iter()
                .any(|charset| rest.eq_ignore_ascii_case(charset)))
}

/// Why the bytes of a body are not text.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NotText {
    /// The bytes are in a charset other than UTF-8.
    Charset(String),
    /// The bytes are not UTF-8 from this offset on.
    Utf8(usize),
}

impl fmt::Display for NotText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotText::Charset(name) => {
                write!(f, "the body is in the charset `{name}`; only UTF-8 is read")
            }
            NotText::Utf8(offset) => write!(f, "the body is not UTF-8 at byte {offset}"),
        }
    }
}

impl std::error::Error for NotText {}

/// The text of a body, without a byte-order mark.
///
/// Reads UTF-8 for every type. If another charset is named, bytes that are equal in all of them
/// (printable ASCII and white space) are still read: servers often label JSON as `iso-8859-1`.
///
/// # Errors
/// If the charset is another, or the bytes are not UTF-8.
pub fn decode_text<'b>(content_type: &str, body: &'b [u8]) -> Result<Cow<'b, str>, NotText> {
    let is_plain_json = is_plain_json(content_type);
    let media = match is_plain_json {
        true => None,
        false => MediaType::parse(content_type),
    };
    let charset = media
        .as_ref()
        .and_then(|media| media.parameter("charset"))
        .unwrap_or("utf-8");
    let utf8 = ["utf-8", "utf8", "us-ascii", "ascii"]
        .iter()
        .any(|name| charset.eq_ignore_ascii_case(name));
    let plain = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n' | b'\r');
    if !utf8 && !body.iter().all(plain) {
        let name = charset.chars().take(40).flat_map(char::escape_debug);
        return Err(NotText::Charset(name.collect()));
    }
    let is_json = is_plain_json || media.as_ref().is_some_and(MediaType::is_json);
    if let Some(name) = detect_wide_unicode(body, is_json) {
        return Err(NotText::Charset(name.to_owned()));
    }
    let rest = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let text = std::str::from_utf8(rest).map(Cow::Borrowed);
    text.map_err(|error| NotText::Utf8(body.len() - rest.len() + error.valid_up_to()))
}

/// The other encoding of Unicode that the first bytes tell of, by a byte-order mark, or in JSON by where the zeros are.
fn detect_wide_unicode(body: &[u8], is_json: bool) -> Option<&'static str> {
    match body {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [0, 0, 0, _, ..] | [_, 0, 0, 0, ..] if is_json => Some("UTF-32"),
        [0, _, ..] | [_, 0, ..] if is_json => Some("UTF-16"),
        _ => None,
    }
}

fn parameter(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once('=')?;
    let value = value.trim();
    let quoted = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let value = quoted.map_or_else(|| value.to_owned(), unquote);
    Some((name.trim().to_ascii_lowercase(), value))
}

fn unquote(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for character in text.chars() {
        escaped = character == '\\' && !escaped;
        if !escaped {
            out.push(character);
        }
    }
    out
}

/// Splits at a separator outside of quoted strings (RFC 9110 section 5.6.4).
pub(super) fn split_quoted(text: &str, separator: char) -> Vec<&str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(|character| {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => return character == separator && !quoted,
        }
        false
    })
    .collect()
}
