//! The body of a request on its way: what the engine has taken of it, and why its source failed.

use std::{
    io,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;
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

/// The body of one attempt from its start, as the engine takes it, and what is known of its way. `None`: without a body.
pub(super) fn open(body: &Payload) -> (Option<reqwest::Body>, Sending) {
    match body {
        Payload::Empty => (None, Sending::without_body()),
        Payload::Bytes(bytes) if bytes.is_empty() => (None, Sending::without_body()),
        Payload::Bytes(bytes) => {
            let sending = Sending::with_body();
            let whole = WholeBody {
                bytes: Some(bytes.clone()),
                sending: sending.clone(),
            };
            (Some(reqwest::Body::wrap(whole)), sending)
        }
        Payload::Stream(source) => {
            let sending = Sending::with_body();
            let pieces = StreamBody {
                pieces: source.open(),
                left: source.length(),
                sending: sending.clone(),
            };
            (Some(reqwest::Body::wrap_stream(pieces)), sending)
        }
    }
}

/// A body in memory.
struct WholeBody {
    /// None: the engine has taken it.
    bytes: Option<Bytes>,
    sending: Sending,
}

impl Body for WholeBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        let bytes = self.bytes.take();
        self.sending.note_end();
        Poll::Ready(bytes.map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

/// A body that comes in pieces. Its head says how long it is: a source that gives more or less is cut off or fails.
struct StreamBody {
    pieces: ByteStream,
    /// The number of bytes that are left, if it is known.
    left: Option<u64>,
    sending: Sending,
}

impl Stream for StreamBody {
    type Item = io::Result<Bytes>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Bytes>>> {
        let piece = match ready!(self.pieces.as_mut().poll_next(context)) {
            Some(Ok(piece)) => piece,
            Some(Err(cause)) => return Poll::Ready(Some(Err(self.sending.note_fault(cause)))),
            None => {
                self.sending.note_end();
                return Poll::Ready(None);
            }
        };
        if let Some(left) = &mut self.left {
            *left = left.saturating_sub(piece.len() as u64);
        }
        // The engine asks for the end of a body only if it does not know its length.
        if self.left == Some(0) {
            self.sending.note_end();
        }
        Poll::Ready(Some(Ok(piece)))
    }
}
