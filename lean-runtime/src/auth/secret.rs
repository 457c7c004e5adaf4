//! Text that must not be seen.

use std::{
    fmt,
    sync::{Arc, OnceLock},
};

use http::HeaderValue;
use zeroize::Zeroizing;

/// A secret: never shown by `Debug`, wiped from memory when the last clone is dropped.
///
/// ```
/// let secret = lean_runtime::auth::Secret::from("s3cr3t");
/// assert_eq!(format!("{secret:?}"), "[redacted]");
/// ```
#[derive(Clone)]
pub struct Secret(Arc<Inner>);

struct Inner {
    text: Zeroizing<String>,
    /// The secret as headers carry it: made once, not for each call.
    alone: OnceLock<Option<HeaderValue>>,
    bearer: OnceLock<Option<HeaderValue>>,
}

impl Secret {
    /// Returns the secret itself, for code that sends it.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0.text
    }

    /// The header that is the secret, if a header can carry it.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        let value = self
            .0
            .alone
            .get_or_init(|| sensitive(self.expose().to_owned()));
        value.clone()
    }

    /// The header of a bearer token (RFC 6750), if a header can carry it.
    pub(crate) fn bearer(&self) -> Option<HeaderValue> {
        let text = || ["Bearer ", self.expose()].concat();
        self.0.bearer.get_or_init(|| sensitive(text())).clone()
    }
}

/// A value that nothing shows or indexes.
pub(super) fn sensitive(text: String) -> Option<HeaderValue> {
    let mut value = HeaderValue::try_from(text).ok()?;
    value.set_sensitive(true);
    Some(value)
}

impl From<String> for Secret {
    fn from(secret: String) -> Self {
        Self(Arc::new(Inner {
            text: Zeroizing::new(secret),
            alone: OnceLock::new(),
            bearer: OnceLock::new(),
        }))
    }
}

impl From<&str> for Secret {
    fn from(secret: &str) -> Self {
        Self::from(secret.to_owned())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
