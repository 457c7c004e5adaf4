//! The body of a response, as it comes from a connection.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;
use hyper::body::Incoming;

use super::{Failure, classify, generation::Generation};

/// The pieces of a body. It keeps its generation alive, whose notes say why a body broke off.
pub(super) struct ReceiveBody {
    body: Incoming,
    generation: Arc<Generation>,
}

impl ReceiveBody {
    pub(super) fn new(body: Incoming, generation: Arc<Generation>) -> Self {
        Self { body, generation }
    }
}

impl Stream for ReceiveBody {
    type Item = Result<Bytes, Failure>;

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Failure>>> {
        loop {
            let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
            let Some(frame) = frame else {
                return Poll::Ready(None);
            };
            if let Err(failure) = self.generation.retirement.check() {
                return Poll::Ready(Some(Err(failure)));
            }
            let of_body = |error| classify::of_body(error, &self.generation.recorder);
            // Trailers are not read.
            match frame.map(http_body::Frame::into_data) {
                Ok(Ok(piece)) => return Poll::Ready(Some(Ok(piece))),
                Ok(Err(_)) => {}
                Err(error) => return Poll::Ready(Some(Err(of_body(error)))),
            }
        }
    }
}
