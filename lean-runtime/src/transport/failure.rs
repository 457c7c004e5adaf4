//! Why an attempt failed, and how far it came.

use crate::{
    Error,
    error::{BoxError, Code, Passport},
    tls::TlsFault,
};

/// How far a request came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The server has not seen it, or says that it has not acted on it: repeating it is always harmless.
    NotReached,
    /// The server may have acted on it.
    Perhaps,
}

/// Why an attempt failed.
#[derive(Debug)]
pub struct Failure {
    reach: Reach,
    error: Error,
}

impl Failure {
    pub(crate) fn new(code: Code, reach: Reach) -> Self {
        Self {
            reach,
            error: Error::new(code, Passport::default()),
        }
    }

    /// No connection could be made.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::new(Code::Connect, Reach::NotReached).because(source)
    }

    /// The connection was closed before an answer came.
    pub fn closed(source: impl Into<BoxError>) -> Self {
        Self::new(Code::ConnectionClosed, Reach::Perhaps).because(source)
    }

    /// The connection was reset.
    pub fn reset(source: impl Into<BoxError>) -> Self {
        Self::new(Code::ConnectionReset, Reach::Perhaps).because(source)
    }

    /// The body ended before it was whole.
    pub fn truncated(source: impl Into<BoxError>) -> Self {
        Self::new(Code::BodyTruncated, Reach::Perhaps).because(source)
    }

    pub(crate) fn tls(fault: TlsFault) -> Self {
        // A handshake that failed carried no request. Where the peer only hung up, nobody knows.
        let reach = if fault.is_certain() {
            Reach::NotReached
        } else {
            Reach::Perhaps
        };
        Self {
            reach,
            error: Error::tls(Passport::default(), fault),
        }
    }

    pub(crate) fn what(mut self, what: impl Into<String>) -> Self {
        self.error = self.error.what(what);
        self
    }

    pub(crate) fn because(mut self, source: impl Into<BoxError>) -> Self {
        self.error = self.error.because(source);
        self
    }

    /// How far the request came.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// The stable name of what happened.
    #[must_use]
    pub fn code(&self) -> &str {
        self.error.code()
    }

    /// The error that it is for the call with this passport.
    pub(crate) fn into_error(self, passport: Passport) -> Error {
        self.error.with_passport(passport)
    }
}
