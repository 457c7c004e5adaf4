//! What goes from a call to the client that sends it, and what comes back.

use std::time::Duration;

use bytes::Bytes;

use crate::Error;
use crate::operation::Operation;

/// A request of one logical call: complete but for credentials, and able to be sent more than once.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request {
    /// The operation it belongs to.
    pub operation: &'static Operation,
    /// The path with every parameter filled in and encoded, below the server's URL. It holds no dot segments.
    pub path: String,
    /// The query, encoded, without `?`; empty: none.
    pub query: String,
    /// Headers of parameters, body and caller; not those of authentication.
    pub headers: http::HeaderMap,
    /// The body.
    pub body: Payload,
    /// What the caller asked for.
    pub options: Options,
}

/// The body of a request.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub enum Payload {
    /// None: no `Content-Length` either, unless the method calls for one.
    #[default]
    Empty,
    /// Bytes in memory, sent again as they are if the call is repeated.
    Bytes(Bytes),
    /// A stream, opened anew for each attempt.
    Stream(crate::body::Source),
}

/// What a caller asks of one call, beside its parameters.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// The deadline of the whole call; none: the client's.
    pub timeout: Option<Duration>,
    /// The key that makes repeating it harmless; minted by the client where the operation has a header for it.
    pub idempotency_key: Option<String>,
    /// Whether the response's body is wanted as a stream rather than in memory.
    pub streamed: bool,
}

/// A response as it came, whatever its status.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reply {
    /// The status.
    pub status: http::StatusCode,
    /// The headers.
    pub headers: http::HeaderMap,
    /// The body: in memory, or a stream if the request asked for one.
    pub body: crate::body::Incoming,
    /// What is known of the call, for errors made of this reply.
    pub passport: crate::error::Passport,
}

/// Whatever sends requests: a client, or a fake in a test.
///
/// The future is the whole logical call: authentication, deadlines, repeats and limits are inside.
pub trait Execute: Send + Sync {
    /// Sends `request` and waits for the response's head (and body, unless it is streamed).
    fn execute(&self, request: Request) -> BoxFuture<Result<Reply, Error>>;

    /// Runs a future of this executor's calls to its end, for callers without an async runtime.
    fn block_on(&self, future: BoxFuture<()>);
}

/// A future in a box, sendable between threads.
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;
