//! The body of a request on its way: what the engine has taken of it, and why its source failed.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use super::{Failure, SendProgress};
use crate::{body::ByteStream, error::ErrorCode, request::Payload};

/// The progress of a request's body: how much of it the engine has taken, and why its source
/// failed. The engine does not always report the latter.
#[derive(Clone)]
pub(super) struct Sending(Option<Arc<Mutex<SendState>>>);

struct SendState {
    progress: SendProgress,
    fault: Option<io::Error>,
}

impl Sending {
    /// A request without a body is sent as soon as its head is.
    fn without_body() -> Self {
        Self(None)
    }

    fn with_body() -> Self {
        Self(Some(Arc::new(Mutex::new(SendState {
            progress: SendProgress::HeadSent,
            fault: None,
        }))))
    }

    /// Returns the progress of the request, assuming that the engine wrote some of it.
    pub(super) fn progress(&self) -> SendProgress {
        self.state()
            .map_or(SendProgress::BodySent, |state| state.progress)
    }

    /// The failure of an attempt whose body's source has failed; none: it has not.
    pub(super) fn failure(&self) -> Option<Failure> {
        let cause = self.state()?.fault.take()?;
        Some(Failure::new(ErrorCode::BodySource, SendProgress::HeadSent).with_source(cause))
    }

    fn note_end(&self) {
        if let Some(mut state) = self.state() {
            state.progress = SendProgress::BodySent;
        }
    }

    /// Keeps the cause, and returns what the engine gets to see of it.
    fn note_fault(&self, cause: io::Error) -> io::Error {
        let kind = cause.kind();
        if let Some(mut state) = self.state() {
            state.fault = Some(cause);
        }
        io::Error::from(kind)
    }

    fn state(&self) -> Option<MutexGuard<'_, SendState>> {
        let state = self.0.as_ref()?;
        Some(state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The body of a request, as the engine takes it.
pub(super) struct SendBody {
    pieces: Pieces,
    sending: Sending,
}

enum Pieces {
    Empty,
    /// None: it was taken.
    Whole(Option<Bytes>),
    /// With the number of bytes that are left, if it is known.
    Stream(ByteStream, Option<u64>),
}

impl SendBody {
    /// The body of one attempt from its start, and what is known of its way.
    pub(super) fn open(body: &Payload) -> (Self, Sending) {
        let (pieces, sending) = match body {
            Payload::Empty => (Pieces::Empty, Sending::without_body()),
            Payload::Bytes(bytes) if bytes.is_empty() => {
                (Pieces::Whole(None), Sending::without_body())
            }
            Payload::Bytes(bytes) => (Pieces::Whole(Some(bytes.clone())), Sending::with_body()),
            Payload::Stream(source) => {
                let pieces = Pieces::Stream(source.open(), source.length());
                (pieces, Sending::with_body())
            }
        };
        let body = Self {
            pieces,
            sending: sending.clone(),
        };
        (body, sending)
    }
}

impl Body for SendBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let Self { pieces, sending } = &mut *self;
        let piece = match pieces {
            Pieces::Empty => None,
            Pieces::Whole(bytes) => bytes.take().map(Ok),
            Pieces::Stream(stream, left) => {
                let piece = ready!(stream.as_mut().poll_next(context));
                if let (Some(Ok(piece)), Some(left)) = (&piece, left) {
                    *left = left.saturating_sub(piece.len() as u64);
                }
                piece
            }
        };
        // The engine asks for the end of a body only if it does not know its length.
        let is_end = match &pieces {
            Pieces::Empty | Pieces::Whole(_) => true,
            Pieces::Stream(_, left) => piece.is_none() || *left == Some(0),
        };
        match piece {
            Some(Err(cause)) => Poll::Ready(Some(Err(sending.note_fault(cause)))),
            piece => {
                if is_end {
                    sending.note_end();
                }
                Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.pieces, Pieces::Empty | Pieces::Whole(None))
    }

    fn size_hint(&self) -> SizeHint {
        match &self.pieces {
            Pieces::Empty => SizeHint::with_exact(0),
            Pieces::Whole(bytes) => {
                SizeHint::with_exact(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
            }
            // Its head says how long it is: a source that gives more or less is cut off or fails.
            Pieces::Stream(..) => SizeHint::default(),
        }
    }
}
