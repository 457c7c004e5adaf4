//! The reason why there is no access token; shared by all calls that waited for it.

use std::{error::Error as StdError, fmt, sync::Arc};

use crate::{
    Error,
    error::{BoxError, ErrorCode, Passport},
};

/// The reason why there is no access token.
#[derive(Clone)]
pub(crate) struct TokenFailure(Arc<TokenFailureInner>);

struct TokenFailureInner {
    code: ErrorCode,
    what: Option<String>,
    source: Option<BoxError>,
}

impl TokenFailure {
    pub(crate) fn new(code: ErrorCode, what: Option<String>, source: Option<BoxError>) -> Self {
        Self(Arc::new(TokenFailureInner { code, what, source }))
    }

    /// Each waiting call gets an error of its own, with its own passport, of the shared failure.
    pub(crate) fn to_error(&self, passport: Passport) -> Error {
        let error = Error::new(self.0.code, passport);
        let error = match &self.0.what {
            Some(what) => error.with_what(what.clone()),
            None => error,
        };
        match &self.0.source {
            Some(_) => error.with_source(self.clone()),
            None => error,
        }
    }

    pub(crate) fn is_retryable(&self) -> bool {
        self.0.code.is_retryable()
    }
}

impl fmt::Display for TokenFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.what.as_deref().unwrap_or(self.0.code.what()))
    }
}

impl fmt::Debug for TokenFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenFailure")
            .field("code", &self.0.code.as_str())
            .field("source", &self.0.source)
            .finish()
    }
}

impl StdError for TokenFailure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
