//! Texts that are never shown.

use std::{
    fmt, mem,
    sync::{Arc, OnceLock},
};

use http::HeaderValue;
use zeroize::Zeroizing;

/// A text that is never shown: not by `Debug`, not in errors. Clones share it. Its memory is wiped
/// when the last clone is dropped.
///
/// ```
/// use lean_runtime::values::Secret;
///
/// let secret = Secret::from("s3cr3t");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// assert_eq!(secret.expose(), "s3cr3t");
/// ```
#[derive(Clone)]
pub struct Secret(Arc<SecretInner>);

struct SecretInner {
    text: Zeroizing<String>,
    /// The header value that is the secret itself, made once instead of for each call.
    header: OnceLock<Option<HeaderValue>>,
    /// The header value `Bearer <secret>`, made once instead of for each call.
    bearer_header: OnceLock<Option<HeaderValue>>,
}

impl Secret {
    /// The memory that a secret takes in addition to its text.
    pub(crate) const BYTES: usize = mem::size_of::<SecretInner>();

    /// Makes a secret of a text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(Arc::new(SecretInner {
            text: Zeroizing::new(text.into()),
            header: OnceLock::new(),
            bearer_header: OnceLock::new(),
        }))
    }

    /// Returns the text, for code that sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0.text
    }

    /// Returns the secret as the value of a header, if a header can carry it.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        let text = || self.expose().to_owned();
        self.0
            .header
            .get_or_init(|| sensitive_header(text()))
            .clone()
    }

    /// Returns the header value of a bearer token (RFC 6750), if a header can carry it.
    pub(crate) fn bearer_header(&self) -> Option<HeaderValue> {
        let text = || ["Bearer ", self.expose()].concat();
        self.0
            .bearer_header
            .get_or_init(|| sensitive_header(text()))
            .clone()
    }
}

/// Returns a header value that is never shown, and never kept in a compression table of HTTP/2.
pub(crate) fn sensitive_header(text: String) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

impl<T: Into<String>> From<T> for Secret {
    fn from(text: T) -> Self {
        Self::new(text)
    }
}

impl Default for Secret {
    fn default() -> Self {
        Self::new("")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose()
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
