//! An identity changes by generations: configuration, connection pool and notes are created
//! together and replace the old ones as a unit.

use std::sync::{Arc, Mutex, PoisonError, Weak};

use lean_identity::{
    identity::ConnectionOwner,
    tls::{self, Recorder},
};

use super::{
    Failure, Network, SendProgress, convert::KnownOrigin, host::HostHeader, pools::Pools,
    retirement::Retirement,
};
use crate::{identity::Loaded, observe, tls::TlsSettings};

/// Everything that belongs to one generation of an identity, and dies with it. A request holds on to its own until it
/// has ended.
pub(super) struct Generation {
    /// The identity's generation, from 1; 0 if there is no identity.
    number: u64,
    /// The number of changes of the revocation lists when this generation was built.
    lists: u64,
    pub(super) pools: Pools,
    pub(super) origin: KnownOrigin,
    pub(super) host: HostHeader,
    pub(super) recorder: Recorder,
    pub(super) retirement: Retirement,
}

/// The generations of connections to one kind of peer.
pub(super) struct Generations {
    network: Network,
    state: Mutex<PoolState>,
}

struct PoolState {
    tls: TlsSettings,
    /// The number of changes of the revocation lists.
    lists: u64,
    /// True if it was already logged that the revocation lists cannot be read.
    is_failure_told: bool,
    /// The number of the newest that is known of, built or not.
    newest: u64,
    /// The newest that was built, unless it is out of use.
    current: Option<Arc<Generation>>,
    /// Older ones that requests still hold on to.
    late: Vec<Weak<Generation>>,
}

impl Generations {
    pub(super) fn new(tls: TlsSettings, network: Network) -> Self {
        let state = PoolState {
            tls,
            lists: 0,
            is_failure_told: false,
            newest: 0,
            current: None,
            late: Vec::new(),
        };
        Self {
            network,
            state: Mutex::new(state),
        }
    }

    /// Returns the generation that shows this identity. The first request after a rotation builds
    /// it; the others wait, because a rotation forbids further use of the old certificate. A
    /// request that took its identity before the rotation gets the matching generation: its token
    /// may be bound to that certificate.
    pub(super) fn of(&self, identity: Option<&Loaded>) -> Result<Arc<Generation>, Failure> {
        let number = identity.map_or(0, Loaded::generation);
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.refresh_lists();
        if let Some(known) = state.find(number) {
            return Ok(known);
        }
        let generation = Arc::new(self.build_under(&state, identity)?);
        state.late.retain(|late| late.strong_count() > 0);
        if number < state.newest {
            generation.retirement.begin();
            state.late.push(Arc::downgrade(&generation));
            return Ok(generation);
        }
        if let Some(identity) = identity {
            observe::note_rotation(identity);
        }
        state.retire_before(number);
        state.current = Some(Arc::clone(&generation));
        Ok(generation)
    }

    /// Builds a separate generation, whose connections have no other users.
    pub(super) fn build(&self, identity: Option<&Loaded>) -> Result<Generation, Failure> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.refresh_lists();
        self.build_under(&state, identity)
    }

    fn build_under(
        &self,
        state: &PoolState,
        identity: Option<&Loaded>,
    ) -> Result<Generation, Failure> {
        let recorder = Recorder::default();
        let settings = state.tls.clone().alpn(self.network.alpn());
        let tls = tls::client_config(&settings, identity, &recorder);
        let tls = tls.map_err(|fault| Failure::tls(fault, SendProgress::NotConnected))?;
        Ok(Generation {
            number: identity.map_or(0, Loaded::generation),
            lists: state.lists,
            pools: Pools::new(tls, self.network.clone())?,
            origin: KnownOrigin::default(),
            host: HostHeader::default(),
            recorder,
            retirement: Retirement::default(),
        })
    }
}

impl ConnectionOwner for Generations {
    /// Connections that nothing is under way on close now, and not with the next request.
    fn close_idle(&self, generation: u64) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.retire_before(generation);
    }
}

impl PoolState {
    /// Takes over revocation lists whose files have changed. Connections that were made under older lists go out of
    /// use: a server that was revoked since must not be spoken to. While a file cannot be read, the last good lists
    /// stay in use; handshakes fail once they have expired.
    fn refresh_lists(&mut self) {
        match self.tls.refresh() {
            Ok(None) => {}
            Ok(Some(tls)) => {
                self.tls = tls;
                self.lists += 1;
                self.is_failure_told = false;
                self.retire_if(|_| true);
            }
            Err(error) if !self.is_failure_told => {
                self.is_failure_told = true;
                tracing::warn!(code = error.code().as_str(), %error, "revocation lists stay as they were");
            }
            Err(_) => {}
        }
    }

    /// Retires all generations older than this one.
    fn retire_before(&mut self, number: u64) {
        self.newest = self.newest.max(number);
        self.retire_if(|current| current.number < number);
    }

    fn retire_if(&mut self, is_old: impl FnOnce(&Generation) -> bool) {
        let Some(old) = self.current.take_if(|current| is_old(current)) else {
            return;
        };
        old.retirement.begin();
        self.late.push(Arc::downgrade(&old));
    }

    fn find(&self, number: u64) -> Option<Arc<Generation>> {
        let late = self.late.iter().filter_map(Weak::upgrade);
        let mut all = self.current.iter().cloned().chain(late);
        all.find(|generation| generation.number == number && generation.lists == self.lists)
    }
}
