//! The token of one kind: held, being fetched, or held off.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::{
    FutureExt,
    future::{Shared, WeakShared},
};
use tokio::time::Instant;

use super::{Mint, Wanted, leeway, margin};
use crate::{
    auth::{Secret, Token, TokenFailure},
    moment, observe,
    request::BoxFuture,
};

/// How long nobody asks again after the source has failed.
const HOLD_OFF_AFTER_FAILURE: Duration = Duration::from_secs(1);
/// How long a token that replaced a refused one is kept although it is refused too: then it is not the token.
const HOLD_OFF_AFTER_REFUSAL: Duration = Duration::from_secs(30);
/// How long a token of unknown life is kept.
const LIFE_UNKNOWN: Duration = Duration::from_secs(600);

/// The token of one kind.
#[derive(Default)]
pub(super) struct Slot(Mutex<State>);

#[derive(Default)]
struct State {
    held: Option<Held>,
    flight: Option<WeakShared<Flight>>,
    failed: Option<(Instant, TokenFailure)>,
    /// Whether the last token was refused by a server.
    refused: bool,
}

struct Held {
    token: Secret,
    minted_at: Instant,
    renew_at: Instant,
    expires_at: Instant,
    /// Whether it replaced a refused one.
    after_refusal: bool,
}

/// The one request for a token that all who wait share. Whoever polls drives it; when nobody is left, it ends.
type Flight = BoxFuture<Result<Secret, TokenFailure>>;

enum Next {
    Use(Secret),
    /// The old one is still good, but someone should fetch the next.
    Renew(Secret, Shared<Flight>),
    Wait(Shared<Flight>),
    Fail(TokenFailure),
}

impl Slot {
    pub(super) async fn get(
        self: Arc<Self>,
        source: &Arc<dyn Mint>,
        wanted: &Wanted,
    ) -> Result<Secret, TokenFailure> {
        match self.next(source, wanted) {
            Next::Use(token) => Ok(token),
            Next::Renew(old, flight) => Ok(flight.await.unwrap_or(old)),
            Next::Wait(flight) => flight.await,
            Next::Fail(failure) => Err(failure),
        }
    }

    /// A server refused this token: see [`super::Tokens::refused`].
    pub(super) fn refused(&self, token: &Secret) -> bool {
        let mut state = self.state();
        let Some(held) = &state.held else {
            return true;
        };
        if held.token.expose() != token.expose() {
            return true;
        }
        if held.after_refusal && held.minted_at.elapsed() < HOLD_OFF_AFTER_REFUSAL {
            return false;
        }
        state.held = None;
        state.refused = true;
        true
    }

    pub(super) fn expires_at(&self) -> Option<Instant> {
        self.state().held.as_ref().map(|held| held.expires_at)
    }

    fn next(self: &Arc<Self>, source: &Arc<dyn Mint>, wanted: &Wanted) -> Next {
        let now = Instant::now();
        let mut state = self.state();
        let good = state.held.as_ref().filter(|held| now < held.expires_at);
        let good = good.map(|held| (held.token.clone(), now >= held.renew_at));
        let flight = state.flight.as_ref().and_then(WeakShared::upgrade);
        let held_off = state
            .failed
            .as_ref()
            .filter(|(at, _)| now < *at + HOLD_OFF_AFTER_FAILURE)
            .map(|(_, failure)| failure.clone());
        match (good, flight, held_off) {
            (Some((token, true)), None, None) => {
                Next::Renew(token, self.fly(&mut state, source, wanted))
            }
            (Some((token, _)), _, _) => Next::Use(token),
            (None, Some(flight), _) => Next::Wait(flight),
            (None, None, Some(failure)) => Next::Fail(failure),
            (None, None, None) => Next::Wait(self.fly(&mut state, source, wanted)),
        }
    }

    fn fly(
        self: &Arc<Self>,
        state: &mut State,
        source: &Arc<dyn Mint>,
        wanted: &Wanted,
    ) -> Shared<Flight> {
        let slot = Arc::clone(self);
        let minting = source.mint(wanted.clone());
        let flight: Flight = Box::pin(async move {
            let result = minting.await;
            slot.landed(result)
        });
        let flight = flight.shared();
        state.flight = flight.downgrade();
        flight
    }

    fn landed(&self, result: Result<Token, TokenFailure>) -> Result<Secret, TokenFailure> {
        observe::minted(result.is_ok());
        let now = Instant::now();
        let mut state = self.state();
        state.flight = None;
        let token = result.inspect_err(|failure| state.failed = Some((now, failure.clone())))?;
        let life = token.expires_in.unwrap_or(LIFE_UNKNOWN);
        state.failed = None;
        state.held = Some(Held {
            token: token.value.clone(),
            minted_at: now,
            renew_at: moment::after(now, life - margin(life)),
            expires_at: moment::after(now, life - leeway(life)),
            after_refusal: std::mem::take(&mut state.refused),
        });
        Ok(token.value)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
