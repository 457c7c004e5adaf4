//! Limits a response's body: a maximum size, a deadline for each pause, and completeness at the
//! end.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use bytes::Bytes;
use futures_core::Stream;
use tokio::time::Sleep;

use super::{Failure, WireBody};
use crate::{
    Error,
    error::{ErrorCode, Passport},
    moment,
};

/// The limits of a body.
#[derive(Clone, Copy, Debug)]
pub(crate) struct BodyLimits {
    /// In bytes, after decompression.
    pub(crate) bytes_max: u64,
    /// Between two pieces.
    pub(crate) idle: Duration,
}

/// A response's body within its limits. `keep` is dropped when the body has ended: permits, spans, generations.
pub(crate) struct Guard<K> {
    /// None: it has ended.
    body: Option<WireBody>,
    limits: BodyLimits,
    passport: Passport,
    seen: u64,
    /// Set while no data of the body comes.
    idle: Option<Pin<Box<Sleep>>>,
    is_idle: bool,
    keep: Option<K>,
}

impl<K> Guard<K> {
    pub(crate) fn new(body: WireBody, limits: BodyLimits, passport: Passport, keep: K) -> Self {
        Self {
            body: Some(body),
            limits,
            passport,
            seen: 0,
            idle: None,
            is_idle: false,
            keep: Some(keep),
        }
    }

    /// The passport that its errors carry.
    pub(crate) fn into_passport(self) -> Passport {
        self.passport
    }

    fn piece(&mut self, piece: Result<Bytes, Failure>) -> Result<Bytes, Error> {
        let piece = piece.map_err(|failure| failure.into_error(self.passport.clone()))?;
        self.seen += piece.len() as u64;
        if self.seen > self.limits.bytes_max {
            let text = format!(
                "the decoded body is larger than {} bytes",
                self.limits.bytes_max
            );
            return Err(Error::new(ErrorCode::BodyTooLarge, self.passport.clone()).with_what(text));
        }
        Ok(piece)
    }

    /// Waits until no data has come for too long. The time begins at the first poll without data.
    fn poll_idle(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let begins = !std::mem::replace(&mut self.is_idle, true);
        let deadline = || moment::from_now(self.limits.idle);
        let idle = match &mut self.idle {
            Some(idle) => {
                if begins {
                    idle.as_mut().reset(deadline());
                }
                idle
            }
            idle => idle.insert(Box::pin(tokio::time::sleep_until(deadline()))),
        };
        idle.as_mut().poll(cx)
    }

    fn stood_still(&self) -> Error {
        let text = format!(
            "no data of the body came for {} s after {} bytes",
            self.limits.idle.as_secs_f64(),
            self.seen
        );
        Error::new(ErrorCode::TimeoutIdle, self.passport.clone()).with_what(text)
    }

    fn end(&mut self) {
        self.keep = None;
        self.body = None;
    }
}

impl<K: Unpin> Stream for Guard<K> {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        if let Poll::Ready(next) = body.as_mut().poll_next(cx) {
            self.is_idle = false;
            let next = next.map(|piece| self.piece(piece));
            if !matches!(next, Some(Ok(_))) {
                self.end();
            }
            return Poll::Ready(next);
        }
        ready!(self.poll_idle(cx));
        let error = self.stood_still();
        self.end();
        Poll::Ready(Some(Err(error)))
    }
}
