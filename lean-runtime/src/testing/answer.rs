//! The answers of fakes.

use std::sync::Arc;
use std::{fmt, io};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::error::{ErrorCode, SendProgress};
use crate::model::{self, Slot};
use crate::transport::Failure;

/// An answer of a fake: a response, a failure, or nothing at all.
///
/// | answer | error of the call |
/// |---|---|
/// | `Answer::body(404, &problem)` | `STATUS` with the typed body |
/// | `Answer::status(503)` | `STATUS`; after a call that must not be sent twice `OUTCOME_UNKNOWN` |
/// | `Answer::json(200, "{}")` | `DECODE`, if this does not fit the description |
/// | [`refused`](Self::refused), [`unresolved`](Self::unresolved), [`connect_timed_out`](Self::connect_timed_out) | `CONNECT_REFUSED`, `DNS`, `TIMEOUT_CONNECT`: nothing was sent |
/// | [`certificate_refused`](Self::certificate_refused), [`server_untrusted`](Self::server_untrusted) | `CLIENT_CERT_REJECTED`, `SERVER_UNTRUSTED`: nothing was done |
/// | [`closed`](Self::closed), [`reset`](Self::reset), [`timed_out`](Self::timed_out) | `CONNECTION_CLOSED`, `CONNECTION_RESET`, `TIMEOUT_FIRST_BYTE`; after a call that must not be sent twice `OUTCOME_UNKNOWN` |
/// | `Answer::json(200, ..).then_cut_off()` | `BODY_TRUNCATED`, or `OUTCOME_UNKNOWN` |
#[derive(Clone)]
pub struct Answer(pub(super) AnswerKind);

#[derive(Clone)]
pub(super) enum AnswerKind {
    Response(Box<FakeResponse>),
    Failure(Arc<dyn Fn() -> Failure + Send + Sync>),
    Never,
}

#[derive(Clone)]
pub(super) struct FakeResponse {
    /// `None` for the success that the operation describes.
    pub(super) status: Option<StatusCode>,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<Bytes>,
    pub(super) end: End,
    /// True if the body is a value, which has to be what the operation answers.
    pub(super) is_typed: bool,
}

/// The end of a body.
#[derive(Clone, Copy)]
pub(super) enum End {
    Well,
    CutOff,
    Stalled,
}

impl Answer {
    /// This value, with the success status that the description names.
    #[must_use]
    pub fn value<T: Slot>(value: &T) -> Self {
        Self::with_no_body(None).with_value(value)
    }

    /// This value, with this status: a success, or an error that the description has a body for.
    ///
    /// # Panics
    /// Panics if `status` is not a valid status.
    #[must_use]
    pub fn body<T: Slot>(status: u16, value: &T) -> Self {
        Self::status(status).with_value(value)
    }

    /// A response with this status and no body.
    ///
    /// # Panics
    /// Panics if `status` is not a valid status.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::with_no_body(Some(
            StatusCode::from_u16(status).expect("a status from 100 to 999"),
        ))
    }

    /// A JSON response. The text is not checked against the description: this makes answers that do not fit.
    ///
    /// # Panics
    /// Panics if `status` is not a valid status.
    #[must_use]
    pub fn json(status: u16, body: impl Into<Bytes>) -> Self {
        Self::status(status)
            .header("content-type", "application/json")
            .piece(body)
    }

    /// With this header.
    ///
    /// # Panics
    /// Panics if a header cannot have this name or value.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let AnswerKind::Response(response) = &mut self.0 {
            let name: HeaderName = name.parse().expect("the name of a header");
            let value: HeaderValue = value.parse().expect("the value of a header");
            response.headers.append(name, value);
        }
        self
    }

    /// With one more piece of a body.
    #[must_use]
    pub fn piece(mut self, piece: impl Into<Bytes>) -> Self {
        if let AnswerKind::Response(response) = &mut self.0 {
            response.body.push(piece.into());
        }
        self
    }

    /// The connection is cut off after what there is of the body.
    #[must_use]
    pub fn then_cut_off(self) -> Self {
        self.with_end(End::CutOff)
    }

    /// Nothing more comes after what there is of the body.
    #[must_use]
    pub fn then_stalled(self) -> Self {
        self.with_end(End::Stalled)
    }

    /// No address of the server takes connections: the request was not sent.
    #[must_use]
    pub fn refused() -> Self {
        let cause = || io::Error::from(io::ErrorKind::ConnectionRefused);
        Self::failure(move || unsent_failure(ErrorCode::ConnectRefused).with_source(cause()))
    }

    /// The name of the server does not resolve: the request was not sent.
    #[must_use]
    pub fn unresolved() -> Self {
        Self::failure(|| unsent_failure(ErrorCode::Dns))
    }

    /// No connection came about in time: the request was not sent.
    #[must_use]
    pub fn connect_timed_out() -> Self {
        Self::failure(|| unsent_failure(ErrorCode::TimeoutConnect))
    }

    /// The server refuses the client's certificate in the handshake of TLS: it has not read the request.
    #[must_use]
    pub fn certificate_refused() -> Self {
        Self::failure(Failure::certificate_refused)
    }

    /// The client does not trust the server's certificate: the request was not sent.
    #[must_use]
    pub fn server_untrusted() -> Self {
        Self::failure(Failure::server_untrusted)
    }

    /// The connection closes before an answer comes: the request may have been acted on.
    #[must_use]
    pub fn closed() -> Self {
        Self::failure(|| Failure::closed(io::Error::from(io::ErrorKind::UnexpectedEof)))
    }

    /// The connection is reset before an answer comes: the request may have been acted on.
    #[must_use]
    pub fn reset() -> Self {
        Self::failure(|| Failure::reset(io::Error::from(io::ErrorKind::ConnectionReset)))
    }

    /// No answer came in time, without the wait: the request may have been acted on.
    #[must_use]
    pub fn timed_out() -> Self {
        Self::failure(|| {
            let failure = Failure::new(ErrorCode::TimeoutFirstByte, SendProgress::BodySent);
            failure.with_what("no answer began in time")
        })
    }

    /// This failure.
    #[must_use]
    pub fn failure(make: impl Fn() -> Failure + Send + Sync + 'static) -> Self {
        Self(AnswerKind::Failure(Arc::new(make)))
    }

    /// No answer, ever: a client waits until its deadline. In a fake of a trait, the deadline passes at once.
    #[must_use]
    pub fn never() -> Self {
        Self(AnswerKind::Never)
    }

    fn with_no_body(status: Option<StatusCode>) -> Self {
        Self(AnswerKind::Response(Box::new(FakeResponse {
            status,
            headers: HeaderMap::new(),
            body: Vec::new(),
            end: End::Well,
            is_typed: false,
        })))
    }

    fn with_value<T: Slot>(self, value: &T) -> Self {
        let mut answer = self
            .header("content-type", "application/json")
            .piece(model::encode(value));
        if let AnswerKind::Response(response) = &mut answer.0 {
            response.is_typed = true;
        }
        answer
    }

    fn with_end(mut self, how: End) -> Self {
        if let AnswerKind::Response(response) = &mut self.0 {
            response.end = how;
        }
        self
    }
}

fn unsent_failure(code: ErrorCode) -> Failure {
    Failure::new(code, SendProgress::NotConnected)
}

/// Shows status or code, never a body.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            AnswerKind::Response(response) => match response.status {
                Some(status) => write!(f, "Answer({status})"),
                None => f.write_str("Answer(success)"),
            },
            AnswerKind::Failure(make) => write!(f, "Answer({})", make().code()),
            AnswerKind::Never => f.write_str("Answer(never)"),
        }
    }
}
