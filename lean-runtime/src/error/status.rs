//! The provider's answer when it refuses, and the key under which a call can be asked for again.

use std::fmt;

use bytes::Bytes;

/// The provider's answer when it reports an error.
#[derive(Clone)]
pub struct ApiFailure {
    pub(crate) code: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) body: Bytes,
}

impl ApiFailure {
    /// Returns the provider's own code, for instance `UNKNOWN_ENTITY`, if the description says
    /// where to find it.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Returns the provider's own words. An error's text includes them too, except words that may
    /// be personal data or secrets: words with an `@` or a digit, unless they are numbers of up to
    /// three digits.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// The body of the response. It may hold personal data.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    pub(crate) fn is_retryable(&self, status: Option<http::StatusCode>) -> bool {
        status.is_some_and(|status| matches!(status.as_u16(), 408 | 425 | 429 | 502 | 503 | 504))
    }
}

impl fmt::Debug for ApiFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiFailure")
            .field("has_code", &self.code.is_some())
            .field("message", &"[not shown]")
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// The key that makes repeating one logical call harmless. It is not a secret.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IdempotencyKey(String);

impl IdempotencyKey {
    /// A fresh key: a random UUID (RFC 9562 version 4).
    #[must_use]
    pub fn mint() -> Self {
        Self(uuid::Uuid::new_v4().to_string())
    }

    /// The key as it goes on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for IdempotencyKey {
    fn from(key: String) -> Self {
        Self(key)
    }
}

impl From<&str> for IdempotencyKey {
    fn from(key: &str) -> Self {
        Self(key.to_owned())
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
