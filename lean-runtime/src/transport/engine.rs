//! The built-in transport: reqwest over a rustls configuration of our own.
//!
//! An identity changes by generations: configuration, connection pool and notes are made anew and take the old
//! ones' place as one unit. A request holds on to the generation it began with, which goes when its last one ends.

use std::sync::{Arc, Mutex, PoisonError};

use futures_util::TryStreamExt;

use super::{Failure, Network, Outgoing, Transport, WireBody, classify, convert, refusal};
use crate::{
    Error,
    error::Passport,
    identity::{Identity, Loaded},
    observe,
    request::BoxFuture,
    tls::{self, Recorder, TlsSettings},
};

/// Who stands at the other end: what it is shown, and by what it is trusted.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    /// The identity to show; none: connections without a client certificate.
    pub(crate) identity: Option<Identity>,
    /// What TLS may and may not do.
    pub(crate) tls: TlsSettings,
}

/// Sends attempts to one kind of peer.
#[derive(Clone)]
pub(crate) struct Engine(Arc<Shared>);

struct Shared {
    peer: Peer,
    network: Network,
    current: Mutex<Option<Arc<Generation>>>,
}

/// Everything that belongs to one generation of an identity, and dies with it.
struct Generation {
    identity: Option<Arc<Loaded>>,
    http: reqwest::Client,
    recorder: Recorder,
}

impl Engine {
    /// # Errors
    /// The first generation cannot be built.
    pub(crate) fn new(peer: Peer, network: Network) -> Result<Self, Error> {
        let shared = Shared {
            peer,
            network,
            current: Mutex::new(None),
        };
        let engine = Self(Arc::new(shared));
        engine
            .generation()
            .map_err(|failure| failure.into_error(Passport::default()))?;
        Ok(engine)
    }

    /// The identity in use now, if it is still valid: an expired one is not worth a connection.
    fn identity(&self) -> Result<Option<Arc<Loaded>>, Failure> {
        let identity = self.0.peer.identity.as_ref();
        identity
            .map(Identity::ready)
            .transpose()
            .map_err(Failure::identity)
    }

    /// The generation of the identity in use now. Whoever comes first after a rotation builds it; the others wait,
    /// because going on under the old certificate is what a rotation forbids.
    fn generation(&self) -> Result<Arc<Generation>, Failure> {
        let wanted = self.identity()?;
        let mut current = self
            .0
            .current
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(generation) = &*current
            && !generation.is_older_than(wanted.as_deref())
        {
            return Ok(Arc::clone(generation));
        }
        let generation = Arc::new(self.build(wanted)?);
        if let Some(identity) = &generation.identity {
            observe::rotated(identity);
        }
        *current = Some(Arc::clone(&generation));
        Ok(generation)
    }

    fn build(&self, identity: Option<Arc<Loaded>>) -> Result<Generation, Failure> {
        let recorder = Recorder::default();
        let settings = self.0.peer.tls.clone().alpn(self.0.network.alpn());
        let tls =
            tls::client_config(&settings, identity.as_deref(), &recorder).map_err(Failure::tls)?;
        let http = self.0.network.client(tls)?;
        Ok(Generation {
            identity,
            http,
            recorder,
        })
    }
}

impl Generation {
    fn is_older_than(&self, wanted: Option<&Loaded>) -> bool {
        let number = |identity: Option<&Loaded>| identity.map(Loaded::generation);
        number(self.identity.as_deref()) < number(wanted)
    }

    async fn send(
        self: Arc<Self>,
        outgoing: Outgoing,
    ) -> Result<http::Response<WireBody>, Failure> {
        let head_only = outgoing.head.method() == http::Method::HEAD;
        let request = convert::request(outgoing)?;
        let mut response = self
            .http
            .execute(request)
            .await
            .map_err(|error| classify::of_head(error, &self.recorder))?;
        let mut head = http::Response::new(());
        *head.status_mut() = response.status();
        *head.version_mut() = response.version();
        *head.headers_mut() = std::mem::take(response.headers_mut());
        convert::check_encoding(&head, head_only)?;
        // The stream keeps its generation alive: its notes say why a body broke off.
        let generation = Arc::clone(&self);
        let pieces = response
            .bytes_stream()
            .map_err(move |error| classify::of_body(error, &generation.recorder));
        let body = refusal::look(&head, Box::pin(pieces), &self.recorder).await?;
        // Whatever comes now, it is not our certificate.
        self.recorder.accepted();
        Ok(head.map(|()| body))
    }
}

impl Transport for Engine {
    fn send(&self, outgoing: Outgoing) -> BoxFuture<Result<http::Response<WireBody>, Failure>> {
        let engine = self.clone();
        Box::pin(async move {
            let generation = if outgoing.fresh_connection {
                Arc::new(engine.build(engine.identity()?)?)
            } else {
                engine.generation()?
            };
            generation.send(outgoing).await
        })
    }
}
