//! The token of one key: cached, being requested, or delayed after failures.

use std::{
    panic::AssertUnwindSafe,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use futures_util::{
    FutureExt,
    future::{Shared, WeakShared},
};
use tokio::{
    runtime,
    time::{Instant, timeout, timeout_at},
};

use super::{
    Mint, MintRequest,
    life::{Life, pause_after_failures},
};
use crate::{
    auth::{Secret, Token, TokenFailure},
    error::ErrorCode,
    observe,
    request::BoxFuture,
};

/// The time that a replacement token is kept if the server refuses it too: in that case, the token
/// is not the cause.
const HOLD_OFF_AFTER_REFUSAL: Duration = Duration::from_secs(30);
/// The time limit for one token from a source, including repeats.
const MINT_MAX: Duration = Duration::from_secs(100);

tokio::task_local! {
    /// The slots whose tokens are being made by the running future: a source that asks for one of them would wait for
    /// itself.
    static MINTING: Vec<usize>;
}

/// The token of one key.
#[derive(Default)]
pub(super) struct TokenSlot(Mutex<SlotState>);

#[derive(Default)]
struct SlotState {
    held: Option<HeldToken>,
    /// The request under way, and when it began.
    flight: Option<(Instant, WeakShared<Flight>)>,
    failed: Option<MintFailure>,
    /// True if a server refused the last token.
    refused: bool,
}

struct HeldToken {
    token: Secret,
    minted_at: Instant,
    life: Life,
    /// True if the token replaced a refused one.
    after_refusal: bool,
}

/// The last failures of the source.
struct MintFailure {
    at: Instant,
    /// The number of consecutive failures.
    count: u32,
    failure: TokenFailure,
}

/// A request for a token, shared by all calls that wait for it.
type Flight = BoxFuture<Result<Secret, TokenFailure>>;

enum MintStep {
    Use(Secret),
    /// Waits for the next token until this moment, then uses the old one.
    Until(Instant, Secret, Shared<Flight>),
    Wait(Shared<Flight>),
    Fail(TokenFailure),
}

impl TokenSlot {
    pub(super) async fn token(
        self: Arc<Self>,
        source: &Arc<dyn Mint>,
        wanted: &MintRequest,
    ) -> Result<Secret, TokenFailure> {
        match self.next_step(source, wanted) {
            MintStep::Use(token) => Ok(token),
            MintStep::Until(end, old, flight) => match timeout_at(end, flight).await {
                Ok(Ok(token)) => Ok(token),
                Ok(Err(_)) | Err(_) => Ok(old),
            },
            MintStep::Wait(flight) => flight.await,
            MintStep::Fail(failure) => Err(failure),
        }
    }

    /// Returns the cached token if it is valid. Requests nothing.
    pub(super) fn current(&self) -> Option<Secret> {
        let state = self.state();
        let held = state.held.as_ref()?;
        (Instant::now() < held.life.expires_at).then(|| held.token.clone())
    }

    /// A server refused this token: see [`super::Tokens::note_refusal`].
    pub(super) fn note_refusal(&self, token: &Secret) -> bool {
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
        self.state().held.as_ref().map(|held| held.life.expires_at)
    }

    fn next_step(self: &Arc<Self>, source: &Arc<dyn Mint>, wanted: &MintRequest) -> MintStep {
        let now = Instant::now();
        let mut state = self.state();
        let held = state.held.as_ref().filter(|held| now < held.life.ends_at);
        let held = held.map(|held| (held.token.clone(), held.life));
        let is_own = MINTING.try_with(|slots| slots.contains(&self.id()));
        if is_own.unwrap_or(false) {
            return held.map_or_else(
                || MintStep::Fail(self_request_failure()),
                |(token, _)| MintStep::Use(token),
            );
        }
        let Some((token, life)) = held else {
            return match self.join_or_start_flight(&mut state, now, false, source, wanted) {
                Ok(flight) => MintStep::Wait(flight),
                Err(failure) => MintStep::Fail(failure),
            };
        };
        if now < life.renew_at {
            return MintStep::Use(token);
        }
        match self.join_or_start_flight(&mut state, now, true, source, wanted) {
            Ok(flight) if now >= life.expires_at => MintStep::Until(life.ends_at, token, flight),
            Ok(_) | Err(_) => MintStep::Use(token),
        }
    }

    /// The request under way, or a new one if the source has not just failed.
    fn join_or_start_flight(
        self: &Arc<Self>,
        state: &mut SlotState,
        now: Instant,
        is_held: bool,
        source: &Arc<dyn Mint>,
        wanted: &MintRequest,
    ) -> Result<Shared<Flight>, TokenFailure> {
        // An older flight has stopped: its runtime is not running.
        let young = state
            .flight
            .as_ref()
            .filter(|(since, _)| now < *since + MINT_MAX);
        if let Some(flight) = young.and_then(|(_, flight)| flight.upgrade()) {
            return Ok(flight);
        }
        let failed = state.failed.as_ref();
        match failed.filter(|failed| now < failed.at + pause_after_failures(failed.count, is_held))
        {
            Some(failed) => Err(failed.failure.clone()),
            None => Ok(self.start_flight(state, now, source, wanted)),
        }
    }

    /// Asks the source in the background: a call that is given up does not end what others wait for, and none waits
    /// while the old token is good.
    fn start_flight(
        self: &Arc<Self>,
        state: &mut SlotState,
        now: Instant,
        source: &Arc<dyn Mint>,
        wanted: &MintRequest,
    ) -> Shared<Flight> {
        let (slot, source, wanted) = (Arc::clone(self), Arc::clone(source), wanted.clone());
        let mut minting = MINTING.try_with(Vec::clone).unwrap_or_default();
        minting.push(self.id());
        let flight: Flight = Box::pin(MINTING.scope(minting, async move {
            let result = mint(source, wanted).await;
            slot.store_result(result)
        }));
        let flight = flight.shared();
        state.flight = flight.downgrade().map(|weak| (now, weak));
        if let Ok(runtime) = runtime::Handle::try_current() {
            runtime.spawn(flight.clone());
        }
        flight
    }

    fn store_result(&self, result: Result<Token, TokenFailure>) -> Result<Secret, TokenFailure> {
        observe::note_token(result.is_ok());
        let now = Instant::now();
        let mut state = self.state();
        state.flight = None;
        let token = result.inspect_err(|failure| {
            let before = state.failed.take().map_or(0, |failed| failed.count);
            state.failed = Some(MintFailure {
                at: now,
                count: before.saturating_add(1),
                failure: failure.clone(),
            });
        })?;
        state.failed = None;
        state.held = Some(HeldToken {
            token: token.value.clone(),
            minted_at: now,
            life: Life::new(now, token.expires_in),
            after_refusal: std::mem::take(&mut state.refused),
        });
        Ok(token.value)
    }

    fn id(self: &Arc<Self>) -> usize {
        Arc::as_ptr(self).addr()
    }

    fn state(&self) -> MutexGuard<'_, SlotState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns a token of the source. A source that hangs or panics has failed.
async fn mint(source: Arc<dyn Mint>, wanted: MintRequest) -> Result<Token, TokenFailure> {
    let minting = AssertUnwindSafe(async move { source.mint(wanted).await }).catch_unwind();
    match timeout(MINT_MAX, minting).await {
        Ok(Ok(result)) => result,
        Ok(Err(_)) => Err(source_failure(
            "the source of access tokens panicked".to_owned(),
        )),
        Err(_) => {
            let limit = MINT_MAX.as_secs();
            Err(source_failure(format!(
                "the source of access tokens gave none within {limit} s"
            )))
        }
    }
}

fn self_request_failure() -> TokenFailure {
    source_failure(
        "the source of access tokens calls an operation that needs the very token that it is asked for"
            .to_owned(),
    )
}

fn source_failure(what: String) -> TokenFailure {
    TokenFailure::new(ErrorCode::TokenSource, Some(what), None)
}
