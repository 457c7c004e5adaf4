//! The ways in which errors come about.

use bytes::Bytes;

use super::{ApiFailure, BoxError, Detail, Error, ErrorCode, ErrorInner, Passport, Problem};
use crate::{identity::IdentityError, operation::Operation, tls::TlsFault};

impl Error {
    pub(crate) fn new(code: ErrorCode, passport: Passport) -> Self {
        Self(Box::new(ErrorInner {
            code,
            passport,
            what: None,
            remedy: None,
            detail: Detail::None,
            source: None,
        }))
    }

    /// Nothing was sent: an argument cannot be written as the description says.
    ///
    /// `why` continues "`parameter` ..." and must not quote the value.
    pub(crate) fn invalid_request(
        operation: &'static Operation,
        parameter: &str,
        why: impl AsRef<str>,
    ) -> Self {
        Self::new(ErrorCode::InvalidRequest, Passport::new(operation))
            .with_what(format!("`{parameter}` {}", why.as_ref()))
    }

    /// Nothing was sent: a value cannot be written as the description says.
    pub(crate) fn unsendable(
        operation: &'static Operation,
        fault: &crate::wire::Unsendable,
    ) -> Self {
        Self::new(ErrorCode::InvalidRequest, Passport::new(operation)).with_what(fault.to_string())
    }

    /// Nothing was sent: an implementation of the trait of that name leaves the operation's method out.
    pub(crate) fn unfaked(operation: &'static Operation, name: &str) -> Self {
        Self::new(ErrorCode::Unfaked, Passport::new(operation)).with_what(format!(
            "this implementation of `{name}` leaves the operation out"
        ))
    }

    /// The executor ended before the call did. How far the call came went with it.
    pub(crate) fn runtime_stopped(operation: &'static Operation) -> Self {
        Self::new(
            ErrorCode::Runtime,
            Passport::new(operation).with_doubt(true),
        )
        .with_what("the client's runtime has stopped")
        .or_outcome_unknown()
    }

    /// A setting of the builder does not hold; `what` names it.
    pub(crate) fn configuration(what: impl Into<String>) -> Self {
        Self::new(ErrorCode::Configuration, Passport::default()).with_what(what)
    }

    /// The response does not fit the description; `body` is what came.
    pub(crate) fn decode(passport: Passport, problems: Vec<Problem>, body: Bytes) -> Self {
        let mut error = Self::new(ErrorCode::Decode, passport);
        error.0.detail = Detail::Decode { problems, body };
        error
    }

    /// The response has no body where one is due.
    pub(crate) fn decode_empty(passport: Passport) -> Self {
        Self::new(ErrorCode::DecodeEmpty, passport)
    }

    /// The response is of another content type than described.
    pub(crate) fn unexpected_content_type(
        passport: Passport,
        expected: &str,
        found: Option<&str>,
        body: Bytes,
    ) -> Self {
        let found = found.map_or_else(|| "none".to_owned(), |found| format!("`{found}`"));
        let mut error = Self::new(ErrorCode::UnexpectedContentType, passport).with_what(format!(
            "the response's content type is {found} where `{expected}` is described"
        ));
        error.0.detail = Detail::Decode {
            problems: Vec::new(),
            body,
        };
        error
    }

    /// The provider answered with a status that tells of a failure (it is in the passport), by the code and the
    /// words that the body gives; an unknown outcome where the status leaves one.
    pub(crate) fn api_refusal(
        passport: Passport,
        code: Option<String>,
        message: Option<String>,
        body: Bytes,
    ) -> Self {
        Self::api_error(ErrorCode::Status, passport, code, message, body).or_outcome_unknown()
    }

    /// The provider answered with a good status and a body that tells of a failure.
    pub(crate) fn api_failure_report(
        passport: Passport,
        code: Option<String>,
        message: Option<String>,
        body: Bytes,
    ) -> Self {
        Self::api_error(ErrorCode::Failed, passport, code, message, body).or_outcome_unknown()
    }

    fn api_error(
        kind: ErrorCode,
        passport: Passport,
        code: Option<String>,
        message: Option<String>,
        body: Bytes,
    ) -> Self {
        let mut error = Self::new(kind, passport);
        error.0.detail = Detail::Api(ApiFailure {
            code,
            message,
            body,
        });
        error
    }

    /// The response has a good status that the description does not list; `body` is what came.
    pub(crate) fn unexpected_status(passport: Passport, described: &str, body: Bytes) -> Self {
        let status = passport.status().unwrap_or_default().as_u16();
        let mut error = Self::new(ErrorCode::UnexpectedStatus, passport).with_what(format!(
            "the response's status is {status} where `{described}` is described"
        ));
        error.0.detail = Detail::Decode {
            problems: Vec::new(),
            body,
        };
        error
    }

    /// TLS failed, or the server refused our certificate.
    pub(crate) fn tls(passport: Passport, fault: TlsFault) -> Self {
        let mut error = Self::new(ErrorCode::Tls, passport);
        error.0.detail = Detail::Tls(fault);
        error
    }

    /// The identity cannot be used.
    pub(crate) fn identity(passport: Passport, cause: IdentityError) -> Self {
        let mut error = Self::new(ErrorCode::Identity, passport);
        error.0.detail = Detail::Identity(cause);
        error
    }

    /// Converts the error: for this reason it is unknown if the server acted on the request.
    pub(crate) fn into_outcome_unknown(self) -> Self {
        let mut error = Self::new(ErrorCode::OutcomeUnknown, self.0.passport.clone());
        error.0.detail = Detail::Outcome(self);
        error
    }

    /// Sets a more precise description of the error, without secrets or values.
    pub(crate) fn with_what(mut self, what: impl Into<String>) -> Self {
        self.0.what = Some(what.into());
        self
    }

    /// Gives better advice than the code's own.
    pub(crate) fn with_remedy(mut self, remedy: impl Into<String>) -> Self {
        self.0.remedy = Some(remedy.into());
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// The same error of another call, or of the same one known better.
    pub(crate) fn with_passport(mut self, passport: Passport) -> Self {
        self.0.passport = passport;
        self
    }
}

impl From<IdentityError> for Error {
    fn from(error: IdentityError) -> Self {
        Self::identity(Passport::default(), error)
    }
}
