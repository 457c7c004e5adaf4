//! Why an attempt failed, and how far it came.

use crate::{
    Error,
    error::{BoxError, ErrorCode, Passport, SendProgress},
    tls::TlsFault,
};

/// The possible effect of a request on the server.
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
    progress: SendProgress,
    is_refused_unprocessed: bool,
    is_untaken: bool,
    error: Error,
}

impl Failure {
    /// Nothing is proven about a request that came further than to an open connection.
    pub(crate) fn new(code: ErrorCode, progress: SendProgress) -> Self {
        Self::with_error(Error::new(code, Passport::default()), progress)
    }

    fn with_error(error: Error, progress: SendProgress) -> Self {
        let reach = match progress.is_unsent() {
            true => Reach::NotReached,
            false => Reach::Perhaps,
        };
        Self {
            reach,
            progress,
            is_refused_unprocessed: false,
            is_untaken: false,
            error,
        }
    }

    /// No connection could be made.
    pub fn connect(source: impl Into<BoxError>) -> Self {
        Self::new(ErrorCode::Connect, SendProgress::NotConnected).with_source(source)
    }

    /// The connection was closed before an answer came.
    pub fn closed(source: impl Into<BoxError>) -> Self {
        Self::new(ErrorCode::ConnectionClosed, SendProgress::BodySent).with_source(source)
    }

    /// The connection was reset.
    pub fn reset(source: impl Into<BoxError>) -> Self {
        Self::new(ErrorCode::ConnectionReset, SendProgress::BodySent).with_source(source)
    }

    /// The server refused the request before acting on it, and takes it again (RFC 9113 sections 6.8 and 8.7).
    pub fn refused_unprocessed(source: impl Into<BoxError>) -> Self {
        let failure = Self::new(ErrorCode::ConnectionClosed, SendProgress::BodySent);
        let mut failure = failure.with_source(source).never_acted_on();
        failure.is_refused_unprocessed = true;
        failure
    }

    /// The body ended before it was whole.
    pub fn truncated(source: impl Into<BoxError>) -> Self {
        Self::new(ErrorCode::BodyTruncated, SendProgress::ResponseBegun).with_source(source)
    }

    /// TLS failed at this stage of the request.
    pub(crate) fn tls(fault: TlsFault, progress: SendProgress) -> Self {
        Self::with_error(Error::tls(Passport::default(), fault), progress)
    }

    /// The server cannot have acted on it, although it may have been sent.
    pub(crate) fn never_acted_on(mut self) -> Self {
        self.reach = Reach::NotReached;
        self
    }

    /// No connection took the request, and it can be sent again.
    pub(super) fn untaken(mut self) -> Self {
        self.is_untaken = true;
        self
    }

    /// Returns true if no connection took the request, which can be sent again.
    pub(super) fn is_untaken(&self) -> bool {
        self.is_untaken
    }

    pub(crate) fn progressed(mut self, progress: SendProgress) -> Self {
        self.progress = progress;
        self
    }

    pub(crate) fn with_what(mut self, what: impl Into<String>) -> Self {
        self.error = self.error.with_what(what);
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.error = self.error.with_source(source);
        self
    }

    /// Returns whether the server may have acted on the request.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Returns the furthest point that the request may have reached.
    #[must_use]
    pub fn progress(&self) -> SendProgress {
        self.progress
    }

    /// Returns true if TLS failed.
    pub(crate) fn is_of_tls(&self) -> bool {
        self.error.tls_fault().is_some()
    }

    /// Returns true if the server refused the request before acting on it, and takes it again.
    pub(crate) fn is_refused_unprocessed(&self) -> bool {
        self.is_refused_unprocessed
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
