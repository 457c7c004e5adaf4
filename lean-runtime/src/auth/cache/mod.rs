//! Caches access tokens. Calls that wait for the same token share one request, and tokens are renewed in the background
//! before they expire.
//!
//! Tokens are stored by scopes and certificate. Issuer and client are those of the source, and each
//! source has one cache. A token that is bound to a certificate (RFC 8705) is therefore never sent
//! with another certificate.

mod life;
mod slot;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::time::Instant;

use self::slot::TokenSlot;
use super::{Secret, Token, TokenFailure, TokenRequest};
use crate::{identity::Loaded, request::BoxFuture};

/// The maximum number of stored tokens: enough for one per customer.
const TOKENS_MAX: usize = 1_024;

/// Makes tokens. The cache requests one token at a time for each key.
pub(crate) trait Mint: Send + Sync + 'static {
    fn mint(&self, wanted: MintRequest) -> BoxFuture<Result<Token, TokenFailure>>;
}

/// A request for the token of a call that is made with this identity.
#[derive(Clone)]
pub(crate) struct MintRequest {
    pub(crate) request: TokenRequest,
    identity: Option<Arc<Loaded>>,
    /// The generation of the identity; 0 if there is no identity.
    generation: u64,
}

impl MintRequest {
    pub(crate) fn new(scopes: Vec<String>, identity: Option<Arc<Loaded>>) -> Self {
        let certificate = identity.as_ref();
        let certificate = certificate.map(|identity| identity.fingerprint().to_owned());
        Self {
            request: TokenRequest {
                scopes,
                certificate,
            },
            generation: identity
                .as_ref()
                .map_or(0, |identity| identity.generation()),
            identity,
        }
    }

    /// The identity to mint under: the one that the token will travel with.
    pub(crate) fn identity(&self) -> Option<Arc<Loaded>> {
        self.identity.clone()
    }
}

/// Access tokens of one source.
pub(crate) enum Tokens {
    /// A fixed token.
    Fixed(Secret),
    /// Tokens that expire and are renewed.
    Cached(Cache),
}

pub(crate) struct Cache {
    source: Arc<dyn Mint>,
    slots: Mutex<HashMap<TokenRequest, TokenCache>>,
}

/// A token with the generation of the identity that it goes with.
struct TokenCache {
    generation: u64,
    slot: Arc<TokenSlot>,
}

impl Tokens {
    pub(crate) fn cached(source: impl Mint) -> Self {
        Self::Cached(Cache {
            source: Arc::new(source),
            slots: Mutex::default(),
        })
    }

    /// The token of a source that has only one.
    pub(crate) fn fixed_token(&self) -> Option<&Secret> {
        match self {
            Self::Fixed(token) => Some(token),
            Self::Cached(_) => None,
        }
    }

    /// Returns a valid token of these scopes, and requests one if necessary.
    pub(crate) async fn token(&self, wanted: &MintRequest) -> Result<Secret, TokenFailure> {
        match self {
            Self::Fixed(token) => Ok(token.clone()),
            Self::Cached(cache) => cache.slot(wanted).token(&cache.source, wanted).await,
        }
    }

    /// Returns the cached token of these scopes if it is valid. Requests nothing.
    pub(crate) fn current(&self, wanted: &MintRequest) -> Option<Secret> {
        match self {
            Self::Fixed(token) => Some(token.clone()),
            Self::Cached(cache) => cache.slot(wanted).current(),
        }
    }

    /// Notes that a server refused this token. Returns true if another token may be available.
    pub(crate) fn note_refusal(&self, wanted: &MintRequest, token: &Secret) -> bool {
        match self {
            Self::Fixed(_) => false,
            Self::Cached(cache) => cache.slot(wanted).note_refusal(token),
        }
    }
}

impl Cache {
    fn slot(&self, wanted: &MintRequest) -> Arc<TokenSlot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = slots.get(&wanted.request) {
            return Arc::clone(&entry.slot);
        }
        // Tokens bound to a certificate die with it; calls that began before a rotation may still need the last ones.
        let generation = wanted.generation;
        let newest = slots.values().map(|entry| entry.generation).max();
        let newest = newest.unwrap_or(generation).max(generation);
        slots.retain(|_, entry| entry.generation + 1 >= newest);
        if slots.len() >= TOKENS_MAX {
            make_room(&mut slots);
        }
        let slot = Arc::<TokenSlot>::default();
        let entry = TokenCache {
            generation,
            slot: Arc::clone(&slot),
        };
        slots.insert(wanted.request.clone(), entry);
        slot
    }
}

/// Removes the expired tokens; if there are none, the token that expires first.
fn make_room(slots: &mut HashMap<TokenRequest, TokenCache>) {
    let now = Instant::now();
    slots.retain(|_, entry| entry.slot.expires_at().is_some_and(|at| at > now));
    if slots.len() < TOKENS_MAX {
        return;
    }
    let first = slots
        .iter()
        .min_by_key(|(_, entry)| entry.slot.expires_at())
        .map(|(wanted, _)| wanted.clone());
    if let Some(first) = first {
        slots.remove(&first);
    }
}

#[cfg(test)]
mod tests;
