//! Questions about an error: whose fault it is, and if the call may be repeated.

use super::{Detail, Error, ErrorCode, Side, fault};

impl Error {
    /// Returns true if the same call may be made again, at once or later, without harm and with a
    /// chance of success. The failure was temporary, and either nothing was done or doing it twice
    /// has the same effect as once.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match &self.0.detail {
            Detail::Identity(error) => error.is_retryable(),
            Detail::Tls(fault) => fault.is_retryable(),
            Detail::Outcome(_) => false,
            Detail::Api(failure) => failure.is_retryable(self.status()),
            Detail::None | Detail::Decode { .. } => self.0.code.is_retryable(),
        }
    }

    /// Returns true if a deadline passed. The server may still have acted on the request.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match &self.0.detail {
            Detail::Outcome(cause) => cause.is_timeout(),
            Detail::Tls(fault) => fault::is_timeout(fault),
            _ => self.0.code.is_timeout(),
        }
    }

    /// Returns true if no connection was established: the server has not seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        match &self.0.detail {
            Detail::Tls(fault) => fault::is_connect(fault),
            _ => self.0.code.is_connect(),
        }
    }

    /// Returns true if TLS failed or the server refused our certificate.
    #[must_use]
    pub fn is_tls(&self) -> bool {
        self.tls_fault()
            .is_some_and(|fault| !fault::is_connect(fault))
    }

    /// Returns true if our identity cannot be used. Nothing was sent.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        matches!(self.0.detail, Detail::Identity(_))
    }

    /// Returns true if the server answered with a status or a body that reports a failure.
    #[must_use]
    pub fn is_status(&self) -> bool {
        self.api_failure().is_some()
    }

    /// Returns true if the server's answer does not fit the description.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.side() == Side::Decoding
    }

    /// Returns true if the call was refused before anything was sent: the program has to change.
    #[must_use]
    pub fn is_caller(&self) -> bool {
        self.side() == Side::Caller
    }

    /// Returns true if it is unknown whether the server acted on the request: a payment may or may
    /// not have been made. Check this before repeating the call. `docs/outcomes.md` in the
    /// repository lists these errors.
    #[must_use]
    pub fn is_outcome_unknown(&self) -> bool {
        matches!(self.0.detail, Detail::Outcome(_))
    }

    /// Returns true if the request's body failed on our side, so that the server never got a whole request.
    pub(crate) fn is_body_source(&self) -> bool {
        self.0.code == ErrorCode::BodySource
    }

    /// Returns true if the failing side has already retried as often as is useful.
    pub(crate) fn is_final(&self) -> bool {
        self.0.code.side() == Side::TokenEndpoint
    }
}
