//! A transport that answers requests itself, and remembers them.

use std::{
    fmt,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;

use super::answers::{Answers, Position};
use super::{Answer, fits};
use crate::{
    call::Callable,
    error::{ErrorCode, SendProgress},
    operation::Operation,
    request::{BoxFuture, Payload},
    transport::{Failure, Outgoing, Transport, WireBody},
};

/// A transport that answers requests itself, and remembers them. Clones are the same transport.
///
/// Give it to `.transport(..)` of a builder: the client then does everything but use the network.
#[derive(Clone)]
pub struct FakeTransport(Arc<FakeState>);

struct FakeState {
    /// The answers to operations; the newest of an operation counts.
    routes: Mutex<Vec<(&'static Operation, Arc<Answers>)>>,
    rest: Box<dyn Fn(&SeenRequest) -> Answer + Send + Sync>,
    seen: Mutex<Vec<SeenRequest>>,
}

/// A request as the transport got it, complete with credentials.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SeenRequest {
    /// The method.
    pub method: http::Method,
    /// The whole URL.
    pub url: http::Uri,
    /// All headers.
    pub headers: http::HeaderMap,
    /// The whole body.
    pub body: Bytes,
    /// Counts the requests of this transport, from 1.
    pub number: usize,
    /// True if the attempt asked for a separate connection.
    pub fresh_connection: bool,
    /// The operation that was called; `None` for a request to a token endpoint.
    pub operation: Option<&'static Operation>,
}

impl SeenRequest {
    /// The value of a header; none: it is not there, or is not text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns true for a call of this operation: `seen.is::<bank::GetThing>()`.
    #[must_use]
    pub fn is<O: Callable>(&self) -> bool {
        self.operation
            .is_some_and(|called| is_same_operation(called, O::operation()))
    }
}

impl FakeTransport {
    /// Has no answers yet: add them with [`on`](Self::on). A request for an access token is answered with one. Any
    /// other request is the error `UNFAKED`.
    #[must_use]
    pub fn new() -> Self {
        Self::answering(|seen| match seen.operation {
            None => Answer::json(
                200,
                r#"{"access_token": "fake", "token_type": "Bearer", "expires_in": 3600}"#,
            ),
            Some(operation) => Answer::unfaked(operation),
        })
    }

    /// Answers each request by this function.
    pub fn answering(answer: impl Fn(&SeenRequest) -> Answer + Send + Sync + 'static) -> Self {
        Self(Arc::new(FakeState {
            routes: Mutex::default(),
            rest: Box::new(answer),
            seen: Mutex::default(),
        }))
    }

    /// Answers with these, one after the other; more requests find the connection refused.
    pub fn script(answers: impl IntoIterator<Item = Answer>) -> Self {
        let answers = Mutex::new(
            answers
                .into_iter()
                .collect::<std::collections::VecDeque<_>>(),
        );
        Self::answering(move |_| {
            let mut answers = lock(&answers);
            answers.pop_front().unwrap_or_else(Answer::refused)
        })
    }

    /// Answers the calls of an operation: with a value, an [`Answer`], a list of answers (one for each request, in
    /// order) or [`pages`](super::pages). Repeats of the client are requests, too.
    ///
    /// ```ignore
    /// let bank = FakeTransport::new()
    ///     .on::<bank::GetThing>(&bank::Thing { id, name: None })
    ///     .on::<bank::ListThings>([Answer::status(503), Answer::value(&things)])
    ///     .on::<bank::Pay>(Answer::closed());
    /// ```
    ///
    /// # Panics
    /// Panics if a value is not what the operation answers with this status.
    #[must_use]
    #[track_caller]
    pub fn on<O: Callable>(self, answers: impl Into<Answers>) -> Self {
        let answers = answers.into();
        answers.for_each_answer(&mut |answer| fits::check_answer::<O>(answer));
        lock(&self.0.routes).push((O::operation(), Arc::new(answers)));
        self
    }

    /// The requests so far, in the order in which they came.
    #[must_use]
    pub fn seen(&self) -> Vec<SeenRequest> {
        lock(&self.0.seen).clone()
    }

    fn record(&self, outgoing: &Outgoing, body: Bytes) -> SeenRequest {
        let mut all = lock(&self.0.seen);
        let seen = SeenRequest {
            method: outgoing.head.method().clone(),
            url: outgoing.head.uri().clone(),
            headers: outgoing.head.headers().clone(),
            body,
            number: all.len() + 1,
            fresh_connection: outgoing.fresh_connection,
            operation: outgoing.operation,
        };
        all.push(seen.clone());
        seen
    }

    fn answer(&self, seen: &SeenRequest) -> Answer {
        let routes = lock(&self.0.routes);
        let route = seen.operation.and_then(|called| {
            let mut newest = routes.iter().rev();
            newest.find(|(operation, _)| is_same_operation(called, operation))
        });
        let answers = route.map(|(operation, answers)| (*operation, Arc::clone(answers)));
        drop(routes);
        match answers {
            Some((operation, answers)) => answers.next(operation, &Position::Seen(seen)),
            None => (self.0.rest)(seen),
        }
    }
}

impl Default for FakeTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl Transport for FakeTransport {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<Result<http::Response<WireBody>, Failure>> {
        let fake = self.clone();
        Box::pin(async move {
            let body = read_body(&outgoing.body).await?;
            let seen = fake.record(&outgoing, body);
            fake.answer(&seen).play(seen.operation).await
        })
    }
}

impl Answer {
    /// The error of an operation that has no answer, or none left.
    pub(super) fn unfaked(operation: &'static Operation) -> Self {
        Self::failure(move || {
            let what = format!(
                "the fake has no answer, or none left, to `{}`",
                operation.id
            );
            Failure::new(ErrorCode::Unfaked, SendProgress::NotConnected).with_what(what)
        })
    }
}

/// Two descriptions may have operations of the same id.
fn is_same_operation(one: &Operation, other: &Operation) -> bool {
    let parts = |operation: &Operation| (operation.id, operation.method, operation.path);
    parts(one) == parts(other)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn read_body(body: &Payload) -> Result<Bytes, Failure> {
    let mut pieces = match body {
        Payload::Empty => return Ok(Bytes::new()),
        Payload::Bytes(bytes) => return Ok(bytes.clone()),
        Payload::Stream(source) => source.open(),
    };
    let mut whole = BytesMut::new();
    while let Some(piece) = pieces.next().await {
        whole.extend_from_slice(&piece.map_err(Failure::closed)?);
    }
    Ok(whole.freeze())
}

impl fmt::Debug for FakeTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FakeTransport({} requests)", self.seen().len())
    }
}
