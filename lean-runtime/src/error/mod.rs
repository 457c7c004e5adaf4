//! Errors with a passport: what happened, which side refused, which operation and request it was, what to do.
//!
//! Each stage of a call turns its failures into an [`Error`] with a stable code. The text of an error never contains a
//! key, token, body or query value. Only [`Error::response_body`] returns bytes of a response.

mod code;
pub mod codes;
mod context;
mod create;
mod display;
mod fault;
mod outcome;
mod predicates;
mod send_progress;
mod side;
mod status;

use std::{error, fmt, time::Duration};

use bytes::Bytes;

pub(crate) use self::{
    code::ErrorCode,
    outcome::{StatusMeaning, status_meaning},
};
pub use self::{
    context::Passport,
    send_progress::SendProgress,
    side::Side,
    status::{ApiFailure, IdempotencyKey},
};
pub use crate::model::Problem;
use crate::{identity::IdentityError, tls::TlsFault};

/// A boxed error of any kind that can be sent between threads.
pub type BoxError = Box<dyn error::Error + Send + Sync>;

/// Why a client could not be built or a call did not end with a value.
///
/// The predicates say whose fault it is and what to do. [`Error::code`] is a stable name that the documentation
/// explains. [`Error::passport`] says which call it was. The text of an error is one line without secrets or personal
/// data.
///
/// ```
/// # fn handle(error: lean_runtime::Error) {
/// if error.is_outcome_unknown() {
///     // The payment may have been made. Look it up by `error.idempotency_key()` before doing anything else.
/// } else if error.is_retryable() {
///     // Nothing was done: try again later.
/// }
/// # }
/// ```
pub struct Error(Box<ErrorInner>);

pub(crate) struct ErrorInner {
    pub(crate) code: ErrorCode,
    pub(crate) passport: Passport,
    /// The description of the error, if it is more precise than the code's own sentence. It
    /// contains no secrets.
    pub(crate) what: Option<String>,
    /// The remedy, if it is more precise than the code's own.
    pub(crate) remedy: Option<String>,
    pub(crate) detail: Detail,
    pub(crate) source: Option<BoxError>,
}

/// The details that only some errors have.
pub(crate) enum Detail {
    None,
    Tls(TlsFault),
    Identity(IdentityError),
    Decode {
        problems: Vec<Problem>,
        body: Bytes,
    },
    Api(ApiFailure),
    /// The failure that left the outcome open.
    Outcome(Error),
}

impl Error {
    /// Returns the stable name of the error, for instance `TIMEOUT_CONNECT`. It is the same in all releases. [`codes`]
    /// has a constant for each.
    #[must_use]
    pub fn code(&self) -> &str {
        match &self.0.detail {
            Detail::Tls(fault) => fault::code(fault),
            Detail::Identity(error) => error.code().as_str(),
            _ => self.0.code.as_str(),
        }
    }

    /// Returns the passport of the call: its operation and its progress.
    #[must_use]
    pub fn passport(&self) -> &Passport {
        &self.0.passport
    }

    /// Returns the side that refused or failed.
    #[must_use]
    pub fn side(&self) -> Side {
        match &self.0.detail {
            Detail::Tls(fault) => fault::side(fault),
            Detail::Outcome(cause) => cause.side(),
            _ => self.0.code.side(),
        }
    }

    /// Returns the remedy: a sentence without a full stop.
    #[must_use]
    pub fn remedy(&self) -> &str {
        if let Some(remedy) = &self.0.remedy {
            return remedy;
        }
        match &self.0.detail {
            Detail::Tls(fault) => fault.remedy(),
            Detail::Identity(error) => error.remedy(),
            Detail::Outcome(_) => self.outcome_remedy(),
            _ => self.0.code.remedy(),
        }
    }

    /// Returns the HTTP status, if a response came.
    #[must_use]
    pub fn status(&self) -> Option<http::StatusCode> {
        self.0.passport.status()
    }

    /// Returns the provider's id of the request, which its support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.passport.request_id()
    }

    /// Returns the number of times that the request was sent, or that sending was tried.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.passport.attempts()
    }

    /// Returns the furthest point that the request reached, over all attempts.
    #[must_use]
    pub fn progress(&self) -> SendProgress {
        self.0.passport.progress()
    }

    /// Returns the time that the server asked to wait (`Retry-After`), given in seconds or as a
    /// date.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.passport.retry_after()
    }

    /// Returns the time from the start of the call to this error.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.0.passport.elapsed()
    }

    /// Returns the TLS fault, if TLS failed.
    #[must_use]
    pub fn tls_fault(&self) -> Option<&TlsFault> {
        match &self.0.detail {
            Detail::Tls(fault) => Some(fault),
            Detail::Outcome(cause) => cause.tls_fault(),
            _ => None,
        }
    }

    /// Returns the provider's error, if it answered with one.
    #[must_use]
    pub fn api_failure(&self) -> Option<&ApiFailure> {
        match &self.0.detail {
            Detail::Api(failure) => Some(failure),
            Detail::Outcome(cause) => cause.api_failure(),
            _ => None,
        }
    }

    /// Returns the places that did not fit the description, if a response could not be read.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        match &self.0.detail {
            Detail::Decode { problems, .. } => problems,
            Detail::Outcome(cause) => cause.problems(),
            _ => &[],
        }
    }

    /// Returns the bytes of the response that could not be read or that reported the failure. They
    /// may contain personal data, so they are never part of the error's text.
    #[must_use]
    pub fn response_body(&self) -> Option<&Bytes> {
        match &self.0.detail {
            Detail::Decode { body, .. } => Some(body),
            Detail::Api(failure) => Some(failure.body()),
            Detail::Outcome(cause) => cause.response_body(),
            _ => None,
        }
    }

    /// Returns the idempotency key of a call whose outcome is unknown. Repeating the call with this key is harmless.
    /// `None` if the outcome is known (see [`Error::is_outcome_unknown`]) or the operation has no idempotency key.
    #[must_use]
    pub fn outcome_unknown(&self) -> Option<&IdempotencyKey> {
        if !self.is_outcome_unknown() {
            return None;
        }
        self.idempotency_key()
    }

    /// Returns the idempotency key that the call carried.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.0.passport.idempotency_key()
    }
}

impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.0.detail {
            Detail::Outcome(cause) => Some(cause),
            Detail::Identity(error) => Some(error),
            Detail::Tls(_) | Detail::None | Detail::Decode { .. } | Detail::Api(_) => {
                self.0.source.as_deref().map(|source| source as _)
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display::write_line(self, f)
    }
}

/// Writes what `fn main() -> Result<(), lean::Error>` and `unwrap` print: the error's line and its
/// causes below. `{:#?}` shows the parts.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !f.alternate() {
            return display::write_with_causes(self, f);
        }
        f.debug_struct("Error")
            .field("code", &self.code())
            .field("text", &self.to_string())
            .field("passport", &self.0.passport)
            .field("source", &error::Error::source(self))
            .finish()
    }
}
