//! The error of a call, with the provider's error body.

use std::fmt;
use std::ops::Deref;

use super::{Response, ResponseForm};
use crate::Error;

/// The result of awaiting a call.
pub type Called<S, F> = Result<<S as ResponseForm>::Value, CallError<<F as ResponseForm>::Value>>;

/// The reason why a call did not yield a value, with the provider's typed error body.
///
/// It is an [`Error`] with a body: `?` turns it into one, and its methods are there by dereference.
///
/// ```
/// # fn handle(failed: lean_runtime::CallError<String>) -> Result<(), lean_runtime::Error> {
/// if let Some(body) = &failed.body {
///     println!("the provider said {body}");
/// }
/// assert!(!failed.is_timeout());
/// # Err(failed.into()) }
/// ```
pub struct CallError<E> {
    /// The error.
    pub error: Error,
    /// The provider's error body, if the description defines it.
    pub body: Option<Box<E>>,
    pub(super) response: Option<Box<Response<()>>>,
}

impl<E> CallError<E> {
    pub(super) fn bare(error: Error) -> CallError<E> {
        CallError {
            error,
            body: None,
            response: None,
        }
    }

    /// The status and headers of the refusal, if the server answered: what the functions for headers take, for instance
    /// `GetThing::retry_after(failed.response()?)`.
    #[must_use]
    pub fn response(&self) -> Option<&Response<()>> {
        self.response.as_deref()
    }
}

impl<E> Deref for CallError<E> {
    type Target = Error;

    fn deref(&self) -> &Error {
        &self.error
    }
}

impl<E> From<CallError<E>> for Error {
    fn from(failed: CallError<E>) -> Error {
        failed.error
    }
}

impl<E> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

/// The body is not shown: it may be personal data.
impl<E> fmt::Debug for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl<E> std::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}
