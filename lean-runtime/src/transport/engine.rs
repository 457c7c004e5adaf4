//! The built-in transport: reqwest over a TLS configuration of our own.

use std::{
    future::ready,
    sync::{Arc, Weak},
};

use futures_util::StreamExt;
use lean_identity::identity::ConnectionOwner;

use super::{
    Failure, Network, Outgoing, SendProgress, Transport, WireBody, classify, convert, encoding,
    generation::{Generation, Generations},
    gunzip,
    opening::Wanting,
    refusal,
    send_body::Sending,
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
    // The request is given to the engine before there is a future, which would have to hold it more than once.
    fn send(&self, outgoing: Outgoing) -> BoxFuture<Result<http::Response<WireBody>, Failure>> {
        match self.begin(outgoing) {
            Ok(response) => Box::pin(response),
            Err(failure) => Box::pin(ready(Err(failure))),
        }
    }
}

impl Engine {
    /// Gives a request to the engine; the future waits for the head of the response.
    fn begin(
        &self,
        mut outgoing: Outgoing,
    ) -> Result<impl Future<Output = Result<http::Response<WireBody>, Failure>> + use<>, Failure>
    {
        let identity = self.identity_to_show(outgoing.identity.take());
        let generations = &self.0.generations;
        let generation = if outgoing.fresh_connection {
            Arc::new(generations.build(identity.as_deref())?)
        } else {
            generations.of(identity.as_deref())?
        };
        let http = generation.pools.here()?;
        let server = outgoing.head.uri().authority().cloned();
        let facts = RequestFacts {
            is_head: outgoing.head.method() == http::Method::HEAD,
            is_replayable: outgoing.body.is_replayable(),
        };
        let host = generation.host.for_url(outgoing.head.uri());
        let (request, sending) = convert::request(outgoing, &generation.origin, host)?;
        let response = Wanting::new(http.execute(request), server);
        Ok(receive(generation, response, sending, facts))
    }
}

/// The state of a request after it was given away.
#[derive(Clone, Copy)]
struct RequestFacts {
    is_head: bool,
    is_replayable: bool,
}

async fn receive(
    generation: Arc<Generation>,
    response: impl Future<Output = reqwest::Result<reqwest::Response>>,
    sending: Sending,
    facts: RequestFacts,
) -> Result<http::Response<WireBody>, Failure> {
    let mut response = match response.await {
        Ok(response) => response,
        Err(error) => return Err(fail(error, &generation, &sending, facts)),
    };
    generation.host.note(response.version());
    let mut head = http::Response::new(());
    *head.status_mut() = response.status();
    *head.version_mut() = response.version();
    *head.headers_mut() = std::mem::take(response.headers_mut());
    let (mut head, ()) = head.into_parts();
    let gzip = encoding::take_gzip(&mut head, facts.is_head)?;
    // The stream keeps its generation alive: its notes say why a body broke off.
    let of_stream = Arc::clone(&generation);
    let pieces = response.bytes_stream().map(move |piece| {
        of_stream.retirement.check()?;
        piece.map_err(|error| classify::of_body(error, &of_stream.recorder))
    });
    let body: WireBody = Box::pin(pieces);
    let mut body = if gzip { gunzip::decode(body) } else { body };
    if refusal::is_possible(&head) {
        body = Box::pin(refusal::look(&head, body, &generation.recorder)).await?;
    }
    // A later failure is not about our certificate.
    generation.recorder.record_acceptance();
    Ok(http::Response::from_parts(head, body))
}

/// The failure of a request without a response. No server saw one that was given back unwritten: it goes to another
/// connection.
fn fail(
    error: reqwest::Error,
    generation: &Generation,
    sending: &Sending,
    facts: RequestFacts,
) -> Failure {
    if let Some(failure) = sending.failure() {
        return failure;
    }
    let failure = classify::of_head(error, &generation.recorder, sending.progress());
    let is_given_back = failure.progress() == SendProgress::Connected;
    if is_given_back && facts.is_replayable && !failure.is_of_tls() {
        return failure.untaken();
    }
    failure
}
