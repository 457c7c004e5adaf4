//! A part of a multipart response.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, header};

use crate::model::{self, DecodeError, Slot};

/// A part of a multipart response. Its `Debug` shows its size alone.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// Its headers.
    pub headers: HeaderMap,
    /// Its content.
    pub content: Bytes,
}

impl Part {
    pub(crate) fn new(headers: HeaderMap, content: Bytes) -> Part {
        Part { headers, content }
    }

    /// Its media type, if it says so.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.headers.get(header::CONTENT_TYPE)?.to_str().ok()
    }

    /// The name of the form's member that it is.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        self.disposition("name")
    }

    /// The name of the file that it is.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        self.disposition("filename")
    }

    /// Its content as text; none: it is not UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.content).ok()
    }

    /// Its content as a value: from JSON, or from plain text where the value is one.
    ///
    /// # Errors
    /// If it does not fit.
    pub fn read<T: Slot>(&self) -> Result<T, DecodeError> {
        let text = std::str::from_utf8(&self.content)
            .map_err(|error| DecodeError::not_text("the part is not UTF-8", error.valid_up_to()))?;
        if crate::wire::is_json(self.content_type().unwrap_or_default()) {
            return model::decode(text);
        }
        model::from_text(text)
    }

    /// A parameter of `Content-Disposition` (RFC 6266), quoted or not.
    fn disposition(&self, parameter: &str) -> Option<String> {
        let value = self.headers.get(header::CONTENT_DISPOSITION)?;
        let value = std::str::from_utf8(value.as_bytes()).ok()?;
        // Read as the parameters of a media type are: their grammar is the same.
        let (_, parameters) = value.split_once(';')?;
        let media = crate::wire::MediaType::parse(&format!("form/data;{parameters}"))?;
        media.parameter(parameter).map(str::to_owned)
    }
}

impl fmt::Debug for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Part({} bytes)", self.content.len())
    }
}
