//! The record of a sandbox: requests with their connections, and connections that were refused.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};

/// A request that reached the sandbox, and how it was answered.
///
/// `Debug` shows neither tokens nor bodies.
#[derive(Clone)]
#[non_exhaustive]
pub struct Seen {
    /// The method.
    pub method: Method,
    /// The path as it was sent, encoded and without the query.
    pub path: String,
    /// The query as it was sent, without the question mark; empty if there was none.
    pub query: String,
    /// The headers, tokens included.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The connection that it came over.
    pub connection: Connection,
    /// The operation of the description that it was taken for.
    pub operation: Option<String>,
    /// The status it was answered with; none if the connection was cut instead.
    pub status: Option<StatusCode>,
}

/// A connection, as the sandbox sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connection {
    /// Counts the sandbox's connections from 1: equal for requests that shared one.
    pub number: u64,
    /// The listener that the client connected to.
    pub listener: Listener,
    /// The client's certificate, on the mutual-TLS listener.
    pub peer: Option<PeerCertificate>,
    /// The TLS version: `TLSv1.3` or `TLSv1.2`.
    pub tls_version: String,
    /// True if an earlier session was resumed, so that no certificates were sent.
    pub resumed: bool,
    /// The protocol that was agreed upon: `h2` or `http/1.1`; none if the client offered none.
    pub alpn: Option<String>,
    /// The server name that the client asked for; none if it connected to an address.
    pub server_name: Option<String>,
}

/// The two generations of Lean's servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listener {
    /// Wants a client certificate and an app token, like `api.*`.
    MutualTls,
    /// Wants a bearer token, like `api2.*` and `sandbox.*`; also gives out the tokens.
    OAuth,
}

/// The certificate that a client presented.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PeerCertificate {
    /// Its subject: `CN=<application>, O=lean-sandbox application`.
    pub subject: String,
    /// Its serial number in hexadecimal digits.
    pub serial: String,
    /// SHA-256 of the certificate, in hexadecimal digits.
    pub fingerprint: String,
    /// The application that it was issued for.
    pub application: String,
}

/// A connection that came to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RefusedConnection {
    /// The listener that the client connected to.
    pub listener: Listener,
    /// The reason from the sandbox's TLS library, for instance `peer sent no certificates`.
    pub reason: String,
}

/// The numbers of connections and requests since a sandbox started. Records of single requests are
/// dropped in the end; these numbers are not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// The TCP connections that were accepted.
    pub accepted: u64,
    /// The TLS handshakes that were completed: those of [`Connection::number`].
    pub handshakes: u64,
    /// The handshakes that resumed an earlier session, so that no certificates were sent.
    pub resumed: u64,
    /// The connections that came to nothing.
    pub refused: u64,
    /// The connections that are open now, with completed handshakes.
    pub open: u64,
    /// The largest number of connections that were open at once.
    pub open_max: u64,
    /// The requests that were answered, or whose connection was cut instead.
    pub requests: u64,
}

/// Keeps what was seen, up to a limit.
#[derive(Default)]
pub(crate) struct Recorder {
    requests: Mutex<Vec<Seen>>,
    refusals: Mutex<Vec<RefusedConnection>>,
    counts: Mutex<Counts>,
    handshakes: Mutex<usize>,
    shaken: Condvar,
}

/// Counts as a connection that is being made, until it is dropped.
pub(crate) struct Handshake<'a>(&'a Recorder);

/// Counts as an open connection, until it is dropped.
pub(crate) struct OpenConnection(Arc<Recorder>);

/// A sandbox may run for days.
const KEPT_MAX: usize = 10_000;

/// A client may connect and say nothing.
const HANDSHAKES_WAIT: Duration = Duration::from_secs(1);

impl Recorder {
    /// Counts a connection whose handshake is complete. Returns its number, from 1.
    pub(crate) fn open(self: &Arc<Self>, is_resumed: bool) -> (u64, OpenConnection) {
        let mut counts = self.counts_now();
        counts.handshakes += 1;
        counts.resumed += u64::from(is_resumed);
        counts.open += 1;
        counts.open_max = counts.open_max.max(counts.open);
        (counts.handshakes, OpenConnection(Arc::clone(self)))
    }

    pub(crate) fn request(&self, seen: Seen) {
        self.counts_now().requests += 1;
        push(&self.requests, seen);
    }

    pub(crate) fn refusal(&self, refusal: RefusedConnection) {
        self.counts_now().refused += 1;
        push(&self.refusals, refusal);
    }

    pub(crate) fn counts(&self) -> Counts {
        *self.counts_now()
    }

    pub(crate) fn requests(&self) -> Vec<Seen> {
        self.requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    pub(crate) fn handshake(&self) -> Handshake<'_> {
        self.counts_now().accepted += 1;
        *self.handshakes() += 1;
        Handshake(self)
    }

    /// Returns the refused connections. First waits for connections in progress, because a client
    /// may learn of its refusal before the record is complete.
    pub(crate) fn refusals(&self) -> Vec<RefusedConnection> {
        let pending = self
            .shaken
            .wait_timeout_while(self.handshakes(), HANDSHAKES_WAIT, |count| *count > 0);
        drop(pending);
        self.refusals
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Recorder {
    fn counts_now(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn handshakes(&self) -> MutexGuard<'_, usize> {
        self.handshakes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for OpenConnection {
    fn drop(&mut self) {
        self.0.counts_now().open -= 1;
    }
}

impl Drop for Handshake<'_> {
    fn drop(&mut self) {
        *self.0.handshakes() -= 1;
        self.0.shaken.notify_all();
    }
}

fn push<T>(list: &Mutex<Vec<T>>, item: T) {
    let mut list = list.lock().unwrap_or_else(PoisonError::into_inner);
    if list.len() >= KEPT_MAX {
        list.drain(..KEPT_MAX / 2);
    }
    list.push(item);
}

impl Seen {
    /// A header's value, if it is there and is ASCII.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

impl fmt::Debug for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seen")
            .field("method", &self.method)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("headers", &Redacted(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("connection", &self.connection)
            .field("operation", &self.operation)
            .field("status", &self.status)
            .finish()
    }
}

struct Redacted<'a>(&'a HeaderMap);

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().map(|(name, value)| match name.as_str() {
            "authorization" | "cookie" | "lean-app-token" | "proxy-authorization" => {
                (name.as_str(), "(not shown)")
            }
            name => (name, value.to_str().unwrap_or("(not text)")),
        });
        f.debug_map().entries(shown).finish()
    }
}
