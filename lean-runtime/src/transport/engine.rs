//! The built-in transport: hyper-util's client over a TLS configuration of our own.

use std::sync::{Arc, Weak};

use hyper::body::Incoming;
use lean_identity::identity::ConnectionOwner;

use super::{
    Failure, Network, Outgoing, SendProgress, Transport, WireBody, classify, convert, encoding,
    generation::{Generation, Generations},
    gunzip,
    opening::Wanting,
    receive_body::ReceiveBody,
    refusal,
};
use crate::{
    Error,
    error::Passport,
    identity::{Identity, Loaded},
    request::BoxFuture,
    tls::TlsSettings,
};

/// The peer of a connection: the identity shown to it, and the way it is trusted.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    /// The identity to show; none: connections without a client certificate.
    pub(crate) identity: Option<Identity>,
    /// The TLS settings.
    pub(crate) tls: TlsSettings,
}

/// Sends attempts to one kind of peer.
#[derive(Clone)]
pub(crate) struct Engine(Arc<EngineShared>);

struct EngineShared {
    identity: Option<Identity>,
    generations: Arc<Generations>,
}

impl Engine {
    /// # Errors
    /// The first generation cannot be built.
    pub(crate) fn new(peer: Peer, network: Network) -> Result<Self, Error> {
        let engine = Self(Arc::new(EngineShared {
            identity: peer.identity,
            generations: Arc::new(Generations::new(peer.tls, network)),
        }));
        if let Some(identity) = &engine.0.identity {
            let generations: Weak<dyn ConnectionOwner> = Arc::downgrade(&engine.0.generations) as _;
            identity.register_owner(generations);
        }
        let identity = engine.identity_to_show(None);
        let first = engine.0.generations.of(identity.as_deref());
        first.map_err(|failure| failure.into_error(Passport::default()))?;
        Ok(engine)
    }

    /// Returns the identity that an attempt shows: the generation that it uses, or none if this
    /// peer must not see an identity.
    fn identity_to_show(&self, taken: Option<Arc<Loaded>>) -> Option<Arc<Loaded>> {
        let identity = self.0.identity.as_ref()?;
        taken.or_else(|| Some(identity.current()))
    }
}

impl Transport for Engine {
    fn send(&self, mut outgoing: Outgoing) -> BoxFuture<Result<http::Response<WireBody>, Failure>> {
        let engine = self.clone();
        Box::pin(async move {
            let identity = engine.identity_to_show(outgoing.identity.take());
            let generations = &engine.0.generations;
            let generation = if outgoing.fresh_connection {
                Arc::new(generations.build(identity.as_deref())?)
            } else {
                generations.of(identity.as_deref())?
            };
            send(generation, outgoing).await
        })
    }
}

async fn send(
    generation: Arc<Generation>,
    outgoing: Outgoing,
) -> Result<http::Response<WireBody>, Failure> {
    let head_only = outgoing.head.method() == http::Method::HEAD;
    let (mut head, body) = response(&generation, outgoing).await?.into_parts();
    let gzip = encoding::take_gzip(&mut head, head_only)?;
    let body: WireBody = Box::pin(ReceiveBody::new(body, Arc::clone(&generation)));
    let body = if gzip { gunzip::decode(body) } else { body };
    let body = refusal::look(&head, body, &generation.recorder).await?;
    // A later failure is not about our certificate.
    generation.recorder.record_acceptance();
    Ok(http::Response::from_parts(head, body))
}

/// Sends the request, and waits for the head of the response.
async fn response(
    generation: &Generation,
    outgoing: Outgoing,
) -> Result<http::Response<Incoming>, Failure> {
    convert::check_url(outgoing.head.uri())?;
    let http = generation.pools.here()?;
    let is_replayable = outgoing.body.is_replayable();
    let (request, sending) = convert::request(outgoing);
    let error = match Wanting::new(http.request(request)).await {
        Ok(response) => return Ok(response),
        Err(error) => error,
    };
    if let Some(failure) = sending.failure() {
        return Err(failure);
    }
    let failure = classify::of_head(error, &generation.recorder, sending.progress());
    let is_given_back = failure.progress() == SendProgress::Connected;
    if is_given_back && is_replayable && !failure.is_of_tls() {
        return Err(failure.untaken());
    }
    Err(failure)
}
