//! The limit on how many requests are at risk at once.
//!
//! A server that closes a connection refuses or loses the requests on it. If refused requests (RFC
//! 9113 section 6.8) are all sent again at once, they meet the end of the next connection together.
//! Lost requests that must not be made twice stay unresolved forever. So a server that has not
//! answered yet gets few requests of the latter kind, and a server that refused or lost requests
//! gets as many as it has answered since. The room doubles every few seconds without such an event,
//! until there is no limit.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, timeout_at},
};

use crate::moment;

/// The room for requests that must not be made twice, before the first answer.
const FIRST_ROOM: usize = 4;
/// The interval at which the room doubles while a server has not answered: a slow server is not a
/// reason to wait.
const FIRST_PERIOD: Duration = Duration::from_millis(250);
/// The interval at which the room doubles after a refusal or a loss.
const PERIOD: Duration = Duration::from_secs(5);
/// The room from which there is no limit.
const ROOM_MAX: usize = 128;
/// The number of rounds of answers after which there is room for one more.
const ROUNDS: usize = 10;

/// Limits the requests in flight to a server that refuses or loses many at once.
#[derive(Default)]
pub(crate) struct Window {
    state: Mutex<WindowState>,
    changed: Notify,
}

#[derive(Default)]
struct WindowState {
    has_begun: bool,
    in_flight: usize,
    /// The number of answers since the limit was set.
    answered: usize,
    /// The number of events that have set a limit.
    events: u64,
    limit: Option<WindowLimit>,
}

#[derive(Clone, Copy)]
struct WindowLimit {
    room: usize,
    /// The number of rounds of answers after which there is room for one more; 0: after each answer.
    rounds: usize,
    period: Duration,
    doubles: Instant,
    /// True if repeatable requests are limited too.
    for_all: bool,
}

/// A request in flight. It ends when this is dropped.
pub(crate) struct InFlight {
    window: Arc<Window>,
    events: u64,
}

impl Window {
    /// Waits for room. `at_stake`: the request must not be made twice.
    pub(crate) async fn enter(self: &Arc<Self>, at_stake: bool) -> InFlight {
        if let Ok(under_way) = self.try_enter(at_stake) {
            return under_way;
        }
        loop {
            let mut changed = std::pin::pin!(self.changed.notified());
            // From here on no change is missed.
            changed.as_mut().enable();
            let doubles = match self.try_enter(at_stake) {
                Ok(under_way) => return under_way,
                Err(doubles) => doubles,
            };
            // That the room doubles is a change like any other.
            let _ = timeout_at(doubles, changed).await;
        }
    }

    /// # Errors
    /// Returns the time before which there is no room, unless a request ends.
    fn try_enter(self: &Arc<Self>, at_stake: bool) -> Result<InFlight, Instant> {
        let mut state = self.state();
        if at_stake && !state.has_begun {
            state.has_begun = true;
            state.limit = Some(WindowLimit::before_first_answer());
        }
        state.limit = state.limit.and_then(WindowLimit::grown);
        if let Some(limit) = state.limit
            && (at_stake || limit.for_all)
            && state.in_flight >= limit.room
        {
            return Err(limit.doubles);
        }
        state.in_flight += 1;
        Ok(InFlight {
            window: Arc::clone(self),
            events: state.events,
        })
    }

    fn state(&self) -> MutexGuard<'_, WindowState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl WindowLimit {
    fn before_first_answer() -> Self {
        Self {
            room: FIRST_ROOM,
            rounds: 0,
            period: FIRST_PERIOD,
            doubles: moment::from_now(FIRST_PERIOD),
            for_all: false,
        }
    }

    /// Returns the limit with its current room; `None` if there is no longer a limit.
    fn grown(mut self) -> Option<Self> {
        let now = Instant::now();
        while self.doubles <= now && self.room <= ROOM_MAX {
            self.room *= 2;
            self.doubles = moment::after(self.doubles, self.period);
        }
        (self.room <= ROOM_MAX).then_some(self)
    }
}

impl InFlight {
    /// The server refused the request before acting on it.
    pub(crate) fn note_refusal(self) {
        self.shrink(true);
    }

    /// Notes that the connection ended and it is unknown if the server acted on the request.
    pub(crate) fn note_loss(self) {
        self.shrink(false);
    }

    fn shrink(self, for_all: bool) {
        let mut state = self.window.state();
        let known = state.limit.and_then(WindowLimit::grown);
        let mut room = known.map_or(state.in_flight, |limit| limit.room);
        // Requests of one connection end together: the first of them counts.
        if self.events == state.events {
            room = state.answered.min(room / 4).max(1);
            state.events += 1;
            state.answered = 0;
        }
        state.limit = Some(WindowLimit {
            room,
            rounds: ROUNDS,
            period: PERIOD,
            doubles: moment::from_now(PERIOD),
            for_all: for_all || known.is_some_and(|limit| limit.for_all),
        });
    }

    /// The server answered.
    pub(crate) fn note_answer(self) {
        let mut state = self.window.state();
        state.answered += 1;
        let answered = state.answered;
        if let Some(limit) = &mut state.limit {
            let round = (limit.room * limit.rounds).max(1);
            limit.room += usize::from(answered.is_multiple_of(round));
        }
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        self.window.state().in_flight -= 1;
        self.window.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the requests that are let in at once.
    async fn enter(window: &Arc<Window>, at_stake: bool) -> Vec<InFlight> {
        let mut inside = Vec::new();
        while inside.len() < 200
            && let Ok(under_way) = window.try_enter(at_stake)
        {
            inside.push(under_way);
        }
        inside
    }

    #[tokio::test(start_paused = true)]
    async fn a_server_that_has_not_answered_gets_few_payments_at_once() {
        let window = Arc::new(Window::default());
        let mut payments = enter(&window, true).await;
        assert_eq!(payments.len(), FIRST_ROOM);
        assert_eq!(enter(&window, false).await.len(), 200);
        // An answer makes room for two.
        payments.pop().expect("one").note_answer();
        assert_eq!(enter(&window, true).await.len(), 2);
        tokio::time::advance(FIRST_PERIOD * 7).await;
        assert_eq!(enter(&window, true).await.len(), 200);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refusal_leaves_room_for_what_was_answered_and_is_forgotten() {
        let window = Arc::new(Window::default());
        let mut all = enter(&window, false).await;
        all.pop().expect("one").note_answer();
        all.pop().expect("one").note_answer();
        for refused in all {
            refused.note_refusal();
        }
        for _ in 0..2 * ROUNDS {
            let mut two = enter(&window, false).await;
            assert_eq!(two.len(), 2);
            two.pop().expect("one").note_answer();
        }
        assert_eq!(enter(&window, false).await.len(), 3);
        tokio::time::advance(PERIOD).await;
        assert_eq!(enter(&window, false).await.len(), 6);
        tokio::time::advance(PERIOD * 7).await;
        assert_eq!(enter(&window, false).await.len(), 200);
    }

    #[tokio::test(start_paused = true)]
    async fn a_loss_limits_only_what_must_not_be_made_twice() {
        let window = Arc::new(Window::default());
        for lost in enter(&window, true).await {
            lost.note_loss();
        }
        assert_eq!(enter(&window, true).await.len(), 1);
        assert_eq!(enter(&window, false).await.len(), 200);
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_comes_in_when_a_request_ends_or_the_room_doubles() {
        let window = Arc::new(Window::default());
        for lost in enter(&window, true).await {
            lost.note_loss();
        }
        let first = window.enter(true).await;
        let waiting = tokio::spawn({
            let window = Arc::clone(&window);
            async move { drop(window.enter(true).await) }
        });
        tokio::task::yield_now().await;
        first.note_answer();
        waiting.await.expect("no panic");
        let _first = window.enter(true).await;
        let start = Instant::now();
        let _second = window.enter(true).await;
        assert!(start.elapsed() <= PERIOD);
    }
}
