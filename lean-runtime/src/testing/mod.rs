//! For tests of applications: a transport without a network.
//!
//! ```
//! # mod bank { pub mod servers {
//! #     use lean_runtime::operation::{Server, ServerInfo, Trust};
//! #     pub struct Sandbox;
//! #     impl Server for Sandbox {
//! #         type Identity = lean_runtime::client::NotNeeded;
//! #         const INFO: &'static ServerInfo = &ServerInfo { name: "Sandbox", url: "https://bank.test",
//! #             variables: &[], security: None, token_url: "", trust: Trust::Public };
//! #     }
//! # } }
//! use lean_runtime::{Client, testing::{Answer, FakeTransport}};
//!
//! # fn main() -> Result<(), lean_runtime::Error> {
//! let bank = FakeTransport::answering(|_| Answer::json(200, r#"{"status": "OK"}"#));
//! let client = Client::builder(bank::servers::Sandbox).transport(bank.clone()).build()?;
//! // ... calls through `client` ...
//! assert!(bank.seen().is_empty());
//! # let _ = client; Ok(()) }
//! ```

mod answer;
mod answered;
mod unfaked;

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;

pub(crate) use self::unfaked::Unfaked;
pub use self::{answer::Answer, answered::answered};
use crate::{
    request::{BoxFuture, Payload},
    transport::{Failure, Outgoing, Transport, WireBody},
};

/// A transport that answers from a function, and remembers what it was asked. Clones are the same transport.
#[derive(Clone)]
pub struct FakeTransport(Arc<Shared>);

struct Shared {
    answer: Box<dyn Fn(&Seen) -> Answer + Send + Sync>,
    seen: Mutex<Vec<Seen>>,
}

/// A request as the transport got it, complete with credentials.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Seen {
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
}

impl Seen {
    /// The value of a header; none: it is not there, or is not text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl FakeTransport {
    /// Answers each request by this function.
    pub fn answering(answer: impl Fn(&Seen) -> Answer + Send + Sync + 'static) -> Self {
        Self(Arc::new(Shared {
            answer: Box::new(answer),
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
            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
            answers.pop_front().unwrap_or_else(Answer::refused)
        })
    }

    /// The requests so far, in the order in which they came.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        self.0
            .seen
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn note(&self, outgoing: &Outgoing, body: Bytes) -> Seen {
        let mut all = self.0.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let seen = Seen {
            method: outgoing.head.method().clone(),
            url: outgoing.head.uri().clone(),
            headers: outgoing.head.headers().clone(),
            body,
            number: all.len() + 1,
            fresh_connection: outgoing.fresh_connection,
        };
        all.push(seen.clone());
        seen
    }
}

impl Transport for FakeTransport {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<Result<http::Response<WireBody>, Failure>> {
        let fake = self.clone();
        Box::pin(async move {
            let body = read(&outgoing.body).await?;
            let seen = fake.note(&outgoing, body);
            let answer = (fake.0.answer)(&seen);
            answer.play().await
        })
    }
}

async fn read(body: &Payload) -> Result<Bytes, Failure> {
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
