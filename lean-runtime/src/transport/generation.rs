//! An identity changes by generations: configuration, connection pool and notes are made anew and take the old ones'
//! place as one unit.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use super::{Failure, Network, retirement::Retirement};
use crate::{
    identity::Loaded,
    observe,
    tls::{self, Recorder, TlsSettings},
};

/// Everything that belongs to one generation of an identity, and dies with it. A request holds on to its own until it
/// has ended.
pub(super) struct Generation {
    /// The identity's generation, from 1; 0 where there is none.
    number: u64,
    pub(super) http: reqwest::Client,
    pub(super) recorder: Recorder,
    pub(super) retirement: Retirement,
}

/// The generations of connections to one kind of peer.
pub(super) struct Generations {
    tls: TlsSettings,
    network: Network,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The newest.
    current: Option<Arc<Generation>>,
    /// Older ones that requests still hold on to.
    late: Vec<Weak<Generation>>,
}

impl Generations {
    pub(super) fn new(tls: TlsSettings, network: Network) -> Self {
        Self {
            tls,
            network,
            state: Mutex::default(),
        }
    }

    /// The generation that shows this identity. Whoever comes first after a rotation builds it; the others wait,
    /// because going on under the old certificate is what a rotation forbids. A request that took up its identity
    /// before the rotation gets the one that goes with it: its token may be bound to that certificate.
    pub(super) fn of(&self, identity: Option<&Loaded>) -> Result<Arc<Generation>, Failure> {
        let number = identity.map_or(0, Loaded::generation);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let current = state.current.as_ref().map(|current| current.number);
        if let Some(known) = state.known(number) {
            return Ok(known);
        }
        let generation = Arc::new(self.build(identity)?);
        state.late.retain(|late| late.strong_count() > 0);
        if current.is_some_and(|current| current > number) {
            state.late.push(Arc::downgrade(&generation));
            return Ok(generation);
        }
        if let Some(identity) = identity {
            observe::rotated(identity);
        }
        if let Some(old) = state.current.replace(Arc::clone(&generation)) {
            old.retirement.begin();
            state.late.push(Arc::downgrade(&old));
        }
        Ok(generation)
    }

    /// A generation of its own, whose connections nobody else has used.
    pub(super) fn build(&self, identity: Option<&Loaded>) -> Result<Generation, Failure> {
        let recorder = Recorder::default();
        let settings = self.tls.clone().alpn(self.network.alpn());
        let tls = tls::client_config(&settings, identity, &recorder).map_err(Failure::tls)?;
        Ok(Generation {
            number: identity.map_or(0, Loaded::generation),
            http: self.network.client(tls)?,
            recorder,
            retirement: Retirement::default(),
        })
    }
}

impl State {
    fn known(&self, number: u64) -> Option<Arc<Generation>> {
        let late = self.late.iter().filter_map(Weak::upgrade);
        let mut all = self.current.iter().cloned().chain(late);
        all.find(|generation| generation.number == number)
    }
}
