//! The request that a call gives to the client that sends it, and the reply.

mod incoming;
mod part;

use std::{fmt, time::Duration};

use bytes::Bytes;

use crate::Error;
use crate::operation::{Operation, ServerInfo};

pub use self::incoming::Incoming;
pub(crate) use self::incoming::{BodyBounds, whole};
pub use self::part::Part;
pub use crate::body::Payload;

/// A request of one logical call: complete but for credentials, and able to be sent more than once.
///
/// Its `Debug` shows the operation and sizes, never values: they are the caller's customers' data.
#[derive(Clone)]
#[non_exhaustive]
pub struct Request {
    /// The operation it belongs to.
    pub operation: &'static Operation,
    /// The path with every parameter filled in and encoded, below the server's URL. It holds no dot segments.
    pub path: String,
    /// The query, encoded, without `?`; empty: none.
    pub query: String,
    /// The headers of parameters, body and caller, without those of authentication.
    pub headers: http::HeaderMap,
    /// The body.
    pub body: Payload,
    /// The options of the caller.
    pub options: Options,
}

impl Request {
    /// A request of this operation, at this path, with no query, headers or body.
    #[must_use]
    pub fn new(operation: &'static Operation, path: impl Into<String>) -> Self {
        Self {
            operation,
            path: path.into(),
            query: String::new(),
            headers: http::HeaderMap::new(),
            body: Payload::Empty,
            options: Options::default(),
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let headers: Vec<_> = self.headers.keys().map(http::HeaderName::as_str).collect();
        f.debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("headers", &headers)
            .field("body", &self.body)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// A caller's options for one call, in addition to its parameters.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// The deadline of the whole call; none: the client's.
    pub timeout: Option<Duration>,
    /// The key that makes repeating it harmless; minted by the client where the operation has a header for it.
    pub idempotency_key: Option<String>,
    /// True if the caller reads the response's body as a stream instead of from memory.
    pub streamed: bool,
    /// The redirects that are normal answers to the caller, by status. They are returned and not
    /// followed; all others are refused.
    pub redirects: Option<fn(http::StatusCode) -> bool>,
    /// The server that a link leads to, in place of the operation's own.
    pub server: Option<&'static ServerInfo>,
    /// The URL that a page gives for the next one, in place of path and query: absolute, or relative to the request's own
    /// URL. It is refused if it leads to another origin.
    pub page: Option<String>,
    /// The value of the parameter that leads from page to page, as JSON text: for fakes, whose requests have no wire form.
    pub(crate) page_argument: Option<String>,
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("timeout", &self.timeout)
            .field("idempotency_key", &self.idempotency_key)
            .field("streamed", &self.streamed)
            .finish_non_exhaustive()
    }
}

/// A raw response, with any status.
#[non_exhaustive]
pub struct Reply {
    /// The status.
    pub status: http::StatusCode,
    /// The headers.
    pub headers: http::HeaderMap,
    /// The body: in memory, or a stream if the request asked for one.
    pub body: Incoming,
    /// The passport of the call, for errors made from this reply.
    pub passport: crate::error::Passport,
}

impl Reply {
    /// A response with this status and body, and no headers.
    #[must_use]
    pub fn new(
        status: http::StatusCode,
        body: impl Into<Bytes>,
        passport: crate::error::Passport,
    ) -> Self {
        Self {
            status,
            headers: http::HeaderMap::new(),
            body: Incoming::from_bytes(body),
            passport: passport.with_status(status),
        }
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("body", &self.body)
            .field("passport", &self.passport)
            .finish_non_exhaustive()
    }
}

/// A sender of requests: a client, or a fake in a test.
///
/// The future is the whole logical call: authentication, deadlines, repeats and limits are inside.
pub trait Execute: Send + Sync {
    /// Sends `request` and waits for the response's head (and body, unless it is streamed).
    fn execute(&self, request: Request) -> BoxFuture<Result<Reply, Error>>;

    /// Runs a future of this executor's calls to its end, for callers without an async runtime.
    fn block_on(&self, future: BoxFuture<()>);

    /// The whole URL that a request goes to, as links of descriptions may ask for it; empty: not known.
    fn url(&self, _request: &Request) -> String {
        String::new()
    }

    /// Returns the default time limit of a call; `None` if unknown.
    fn timeout(&self) -> Option<Duration> {
        None
    }

    /// Returns the size limit of a response's body, which also determines the memory limit.
    fn body_bytes_max(&self) -> u64 {
        WHOLE_BODY_BYTES_MAX
    }

    /// Returns true if responses that do not fit the description are kept as far as possible
    /// instead of being an error.
    fn lenient(&self) -> bool {
        false
    }
}

/// A body that is read as a whole may have as many bytes, if the client does not say otherwise.
pub(crate) const WHOLE_BODY_BYTES_MAX: u64 = 16 << 20;

/// A future in a box, sendable between threads.
pub type BoxFuture<T> = std::pin::Pin<Box<dyn Future<Output = T> + Send>>;
