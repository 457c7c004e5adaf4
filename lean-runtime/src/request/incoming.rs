//! The body of a response.

use std::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use futures_util::StreamExt;

use super::Part;
use crate::Error;
use crate::error::{ErrorCode, Passport, Problem};
use crate::wire;

/// The body of a response: in memory, or a stream that is bounded in size and in the time without data.
///
/// As a [`Stream`] it gives the pieces as they come; dropping it gives the connection up.
pub struct Incoming(Repr, Option<Box<About>>);

/// The facts about a body, in addition to its bytes.
struct About {
    content_type: String,
    passport: Passport,
}

enum Repr {
    Memory(Bytes),
    Stream(Pieces),
    /// A stream that may be longer than the limit for bodies in memory.
    Bounded(Pieces, Box<BodyBounds>),
}

type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>;

/// The limits on how much of a stream is kept in memory.
pub(crate) struct BodyBounds {
    /// Of the whole body, where it is read as a whole.
    pub(crate) whole_bytes_max: u64,
    /// The limit of one event or line; `None` for the usual limit.
    pub(crate) item_bytes_max: Option<usize>,
    pub(crate) passport: Passport,
}

impl Incoming {
    /// A body in memory.
    pub fn from_bytes(bytes: impl Into<Bytes>) -> Self {
        Self(Repr::Memory(bytes.into()), None)
    }

    /// A body that comes in pieces.
    pub fn from_stream(stream: impl Stream<Item = Result<Bytes, Error>> + Send + 'static) -> Self {
        Self(Repr::Stream(Box::pin(stream)), None)
    }

    /// A body of any length that comes in pieces, of which no more than this is kept in memory.
    pub(crate) fn with_bounds(
        stream: impl Stream<Item = Result<Bytes, Error>> + Send + 'static,
        bounds: BodyBounds,
    ) -> Self {
        Self(Repr::Bounded(Box::pin(stream), Box::new(bounds)), None)
    }

    /// Returns the limit of one event or one of its lines; `None` for the usual limit.
    pub(crate) fn item_bytes_max(&self) -> Option<usize> {
        match &self.0 {
            Repr::Bounded(_, bounds) => bounds.item_bytes_max,
            Repr::Memory(_) | Repr::Stream(_) => None,
        }
    }

    /// With its media type, and the call that it answers.
    pub(crate) fn with_context(mut self, content_type: &str, passport: &Passport) -> Self {
        self.1 = Some(Box::new(About {
            content_type: content_type.to_owned(),
            passport: passport.clone(),
        }));
        self
    }

    /// The whole body, if it is in memory.
    #[must_use]
    pub fn in_memory(&self) -> Option<&Bytes> {
        match &self.0 {
            Repr::Memory(bytes) => Some(bytes),
            Repr::Stream(_) | Repr::Bounded(..) => None,
        }
    }

    /// The whole body.
    ///
    /// # Errors
    /// Fails if the body was cut off, stalled for too long, or is larger than the client allows.
    pub async fn bytes(self) -> Result<Bytes, Error> {
        let stream: Pieces = match self.0 {
            Repr::Memory(bytes) => return Ok(bytes),
            Repr::Stream(stream) => stream,
            Repr::Bounded(stream, bounds) => Box::pin(stream.scan(0, move |seen, piece| {
                std::future::ready(Some(bounds.piece(piece, seen)))
            })),
        };
        whole(stream).await
    }

    /// The parts of a multipart body, which is read as a whole.
    ///
    /// # Errors
    /// As [`Incoming::bytes`], and if it is not multipart, or is cut off.
    pub async fn parts(mut self) -> Result<Vec<Part>, Error> {
        let about = self.1.take();
        let (content_type, passport) = match about {
            Some(about) => (about.content_type, about.passport),
            None => (String::new(), Passport::default()),
        };
        let bytes = self.bytes().await?;
        let parts = wire::read_parts(&content_type, &bytes).map_err(|error| {
            let problem = Problem::new("", error.message).at_offset(error.offset);
            Error::decode(passport, vec![problem], bytes.clone()).or_outcome_unknown()
        })?;
        let parts = parts.into_iter();
        Ok(parts
            .map(|(headers, content)| Part::new(headers, content))
            .collect())
    }

    /// The next piece; none: the body has ended.
    ///
    /// # Errors
    /// As [`Incoming::bytes`].
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.next().await.transpose()
    }
}

/// All pieces of a body. One that comes in one piece is not copied.
pub(crate) async fn whole(
    mut stream: impl Stream<Item = Result<Bytes, Error>> + Unpin,
) -> Result<Bytes, Error> {
    let Some(first) = stream.next().await.transpose()? else {
        return Ok(Bytes::new());
    };
    let Some(second) = stream.next().await.transpose()? else {
        return Ok(first);
    };
    let mut whole = BytesMut::from(first);
    whole.extend_from_slice(&second);
    while let Some(piece) = stream.next().await.transpose()? {
        whole.extend_from_slice(&piece);
    }
    Ok(whole.freeze())
}

impl BodyBounds {
    /// A piece of a body that is read as a whole, of which `seen` bytes came before.
    fn piece(&self, piece: Result<Bytes, Error>, seen: &mut u64) -> Result<Bytes, Error> {
        let piece = piece?;
        *seen += piece.len() as u64;
        if *seen <= self.whole_bytes_max {
            return Ok(piece);
        }
        let text = format!(
            "the stream is longer than {} bytes, which is all that is read into memory",
            self.whole_bytes_max
        );
        Err(Error::new(ErrorCode::BodyTooLarge, self.passport.clone())
            .with_what(text)
            .or_outcome_unknown())
    }
}

impl Stream for Incoming {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.0 {
            Repr::Memory(bytes) if bytes.is_empty() => Poll::Ready(None),
            Repr::Memory(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Repr::Stream(stream) | Repr::Bounded(stream, _) => stream.as_mut().poll_next(cx),
        }
    }
}

impl Default for Incoming {
    fn default() -> Self {
        Self::from_bytes(Bytes::new())
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Memory(bytes) => write!(f, "Incoming({} bytes)", bytes.len()),
            Repr::Stream(_) | Repr::Bounded(..) => f.write_str("Incoming(stream)"),
        }
    }
}
