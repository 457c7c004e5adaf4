//! A single attempt: a complete request goes in; a response's head and body, or a [`Failure`], come
//! out.
//!
//! The built-in engine is the only module that names reqwest. Tests put their own [`Transport`] in its place.

mod classify;
mod connect;
mod convert;
mod encoding;
mod engine;
mod failure;
mod feigned;
mod generation;
mod guard;
mod gunzip;
mod host;
mod network;
mod opening;
mod pools;
mod refusal;
mod retirement;
mod send_body;

use std::{pin::Pin, sync::Arc};

use bytes::Bytes;
use futures_core::Stream;

pub(crate) use self::engine::{Engine, Peer};
pub use self::failure::{Failure, Reach};
pub(crate) use self::guard::{BodyLimits, Guard};
pub(crate) use self::network::{Clear, HttpVersions, Network, proxy};
pub use crate::error::SendProgress;
use crate::{
    identity::Loaded,
    operation::Operation,
    request::{BoxFuture, Payload},
};

/// The body of a response as it comes from the wire: decompressed, not yet bounded.
pub type WireBody = Pin<Box<dyn Stream<Item = Result<Bytes, Failure>> + Send>>;

/// Sends one attempt of a call.
///
/// Implementations decide nothing: no retries, no redirects, no credentials, no deadlines but for connecting.
/// Dropping the future must give the attempt up.
pub trait Transport: Send + Sync + 'static {
    /// Sends `outgoing` and waits for the head of the response.
    fn send(&self, outgoing: Outgoing) -> BoxFuture<Result<http::Response<WireBody>, Failure>>;
}

/// On how many connections one attempt is tried that none of them has taken.
const CONNECTIONS_MAX: u32 = 8;

/// Sends an attempt until a connection has taken it, and waits for the head of the response. `attempt` makes it, each
/// time the same.
///
/// A request that was given back unwritten was seen by no server: sending it on another connection is still the same
/// attempt, even for calls that are never repeated. Otherwise a server that closes idle connections would make them
/// fail.
pub(crate) async fn send_until_taken(
    transport: &dyn Transport,
    mut attempt: impl FnMut() -> Outgoing,
) -> Result<http::Response<WireBody>, Failure> {
    let mut connections = 1;
    loop {
        match transport.send(attempt()).await {
            Err(failure) if failure.is_untaken() && connections < CONNECTIONS_MAX => {}
            result => return result,
        }
        connections += 1;
    }
}

/// An attempt of a request, including credentials.
#[derive(Debug)]
#[non_exhaustive]
pub struct Outgoing {
    /// Method, URL and headers. Secret headers are marked as sensitive.
    pub head: http::Request<()>,
    /// The body.
    pub body: Payload,
    /// True if a separate connection is needed, because a pooled one was misdirected (RFC 9110
    /// section 15.5.20).
    pub fresh_connection: bool,
    /// The operation that is called; `None` for a request to a token endpoint.
    pub operation: Option<&'static Operation>,
    /// The generation of the identity that the attempt took up, and that its token is bound to.
    pub(crate) identity: Option<Arc<Loaded>>,
}

impl Outgoing {
    pub(crate) fn new(head: http::Request<()>, body: Payload) -> Self {
        Self {
            head,
            body,
            fresh_connection: false,
            operation: None,
            identity: None,
        }
    }
}
