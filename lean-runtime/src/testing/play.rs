//! The part of an answer that reaches the client.

use std::io;

use futures_util::{StreamExt, TryStreamExt, stream};
use http::{HeaderMap, Response, StatusCode};

use super::Answer;
use super::answer::{AnswerKind, End};
use crate::Error;
use crate::error::{ErrorCode, Passport, SendProgress};
use crate::idempotency;
use crate::operation::Operation;
use crate::request::{Incoming, Reply, Request};
use crate::retry::retry_after;
use crate::transport::{Failure, Reach, WireBody};

impl Answer {
    /// The answer of a transport.
    pub(super) async fn play(
        self,
        operation: Option<&'static Operation>,
    ) -> Result<Response<WireBody>, Failure> {
        let response = match self.0 {
            AnswerKind::Response(response) => *response,
            AnswerKind::Failure(make) => return Err(make()),
            AnswerKind::Never => std::future::pending().await,
        };
        let mut head = Response::new(());
        *head.status_mut() = response.status.unwrap_or_else(|| success_status(operation));
        *head.headers_mut() = response.headers;
        let pieces = stream::iter(response.body).map(Ok);
        let body: WireBody = match response.end {
            End::Well => Box::pin(pieces),
            End::CutOff => {
                let cut = Failure::truncated(io::Error::from(io::ErrorKind::UnexpectedEof));
                Box::pin(pieces.chain(stream::iter([Err(cut)])))
            }
            End::Stalled => Box::pin(pieces.chain(stream::pending())),
        };
        Ok(head.map(|()| body))
    }

    /// The reply or the error of a client that sends the request once. Nothing waits: where a client would wait until a
    /// deadline, the deadline has passed.
    pub(super) async fn reply(mut self, mut request: Request) -> Result<Reply, Error> {
        let operation = request.operation;
        let key = idempotency::settle_key(&mut request, &HeaderMap::new())?;
        let passport = Passport::new(operation)
            .with_effort(1, std::time::Duration::ZERO)
            .with_idempotency_key(key);
        let is_stalled = self.take_stall();
        if matches!(self.0, AnswerKind::Never) {
            self = Self::timed_out();
        }
        let response = self.play(Some(operation)).await;
        let response = response.map_err(|failure| {
            let is_in_doubt = failure.reach() == Reach::Perhaps;
            let passport = passport.clone().with_progress(failure.progress());
            let error = failure.into_error(passport);
            error.with_doubt(is_in_doubt).or_outcome_unknown()
        })?;
        let (head, body) = response.into_parts();
        let passport = passport
            .with_progress(SendProgress::ResponseBegun)
            .with_status(head.status)
            .with_retry_after(retry_after(&head.headers, jiff::Timestamp::now()));
        let of_failure = {
            let passport = passport.clone();
            move |failure: Failure| {
                failure
                    .into_error(passport.clone())
                    .with_doubt(true)
                    .or_outcome_unknown()
            }
        };
        let stall = is_stalled.then(|| {
            let error = Error::new(ErrorCode::TimeoutIdle, passport.clone());
            Err(error.with_doubt(true).or_outcome_unknown())
        });
        let body = body.map_err(of_failure).chain(stream::iter(stall));
        let body = match request.options.streamed && head.status.is_success() {
            true => Incoming::from_stream(body),
            false => Incoming::from_bytes(Incoming::from_stream(body).bytes().await?),
        };
        let mut reply = Reply::new(head.status, bytes::Bytes::new(), passport);
        reply.headers = head.headers;
        reply.body = body;
        Ok(reply)
    }

    /// Lets a stalled body end, and says that it was one.
    fn take_stall(&mut self) -> bool {
        let AnswerKind::Response(response) = &mut self.0 else {
            return false;
        };
        let is_stalled = matches!(response.end, End::Stalled);
        if is_stalled {
            response.end = End::Well;
        }
        is_stalled
    }
}

/// The first success that the operation describes.
pub(super) fn success_status(operation: Option<&Operation>) -> StatusCode {
    let described = operation.map_or("", |operation| operation.successes);
    let mut statuses = described.split(' ');
    let first = statuses.find_map(|status| status.parse().ok());
    first.unwrap_or(StatusCode::OK)
}
