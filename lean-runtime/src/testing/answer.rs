//! The answers of a fake transport.

use std::{fmt, io};

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::{HeaderName, HeaderValue, Response, StatusCode};

use crate::transport::{Failure, WireBody};

/// An answer of a fake transport: a response, a failure, or nothing at all.
pub struct Answer(Kind);

enum Kind {
    Response {
        head: Box<Response<()>>,
        body: Vec<Bytes>,
        end: End,
    },
    Failure(Failure),
    Never,
}

/// The end of a body.
enum End {
    Well,
    CutOff,
    Stalled,
}

impl Answer {
    /// A response with this status and no body.
    ///
    /// # Panics
    /// Panics if `status` is not a valid status.
    #[must_use]
    pub fn status(status: u16) -> Self {
        let mut head = Response::new(());
        *head.status_mut() = StatusCode::from_u16(status).expect("a status from 100 to 999");
        Self(Kind::Response {
            head: Box::new(head),
            body: Vec::new(),
            end: End::Well,
        })
    }

    /// A JSON response.
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
    /// If name or value cannot stand in a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Kind::Response { head, .. } = &mut self.0 {
            let name: HeaderName = name.parse().expect("the name of a header");
            let value: HeaderValue = value.parse().expect("the value of a header");
            head.headers_mut().append(name, value);
        }
        self
    }

    /// With one more piece of a body.
    #[must_use]
    pub fn piece(mut self, piece: impl Into<Bytes>) -> Self {
        if let Kind::Response { body, .. } = &mut self.0 {
            body.push(piece.into());
        }
        self
    }

    /// The connection is cut off after what there is of the body.
    #[must_use]
    pub fn then_cut_off(self) -> Self {
        self.ending(End::CutOff)
    }

    /// Nothing more comes after what there is of the body.
    #[must_use]
    pub fn then_stalled(self) -> Self {
        self.ending(End::Stalled)
    }

    fn ending(mut self, how: End) -> Self {
        if let Kind::Response { end, .. } = &mut self.0 {
            *end = how;
        }
        self
    }

    /// No connection comes about: the request was not sent.
    #[must_use]
    pub fn refused() -> Self {
        Self(Kind::Failure(Failure::connect(io::Error::from(
            io::ErrorKind::ConnectionRefused,
        ))))
    }

    /// The connection closes before an answer comes: the request may have been acted on.
    #[must_use]
    pub fn closed() -> Self {
        Self(Kind::Failure(Failure::closed(io::Error::from(
            io::ErrorKind::UnexpectedEof,
        ))))
    }

    /// This failure.
    #[must_use]
    pub fn failure(failure: Failure) -> Self {
        Self(Kind::Failure(failure))
    }

    /// No answer, ever.
    #[must_use]
    pub fn never() -> Self {
        Self(Kind::Never)
    }

    pub(super) async fn play(self) -> Result<Response<WireBody>, Failure> {
        let (head, body, end) = match self.0 {
            Kind::Response { head, body, end } => (head, body, end),
            Kind::Failure(failure) => return Err(failure),
            Kind::Never => std::future::pending().await,
        };
        let pieces = stream::iter(body).map(Ok);
        let body: WireBody = match end {
            End::Well => Box::pin(pieces),
            End::CutOff => {
                let cut = Failure::truncated(io::Error::from(io::ErrorKind::UnexpectedEof));
                Box::pin(pieces.chain(stream::iter([Err(cut)])))
            }
            End::Stalled => Box::pin(pieces.chain(stream::pending())),
        };
        Ok(head.map(|()| body))
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Response { head, .. } => write!(f, "Answer({})", head.status()),
            Kind::Failure(failure) => write!(f, "Answer({})", failure.code()),
            Kind::Never => f.write_str("Answer(never)"),
        }
    }
}
