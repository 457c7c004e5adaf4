//! The limits on a client's requests: how many at once, and how often.

mod window;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

pub(crate) use self::window::{InFlight, Window};
use crate::moment;

/// A limit on the rate of attempts: they are spread evenly, and bursts are allowed.
///
/// ```
/// use std::time::Duration;
/// use lean_runtime::RateLimit;
/// let limit = RateLimit::new(50, Duration::from_secs(1)).burst(10);
/// # let _ = limit;
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RateLimit {
    pub(crate) requests: u32,
    pub(crate) per: Duration,
    pub(crate) burst: u32,
}

impl RateLimit {
    /// `requests` in `per`, in bursts of at most that many.
    #[must_use]
    pub fn new(requests: u32, per: Duration) -> Self {
        let requests = requests.max(1);
        Self {
            requests,
            per,
            burst: requests,
        }
    }

    /// Sets the maximum number of attempts at once.
    #[must_use]
    pub fn burst(mut self, burst: u32) -> Self {
        self.burst = burst.max(1);
        self
    }
}

/// Delays attempts so that they stay within the limits of concurrency and rate.
#[derive(Default)]
pub(crate) struct Gate {
    places: Option<Arc<Semaphore>>,
    rate: Option<Rate>,
}

struct Rate {
    limit: RateLimit,
    /// When the next attempt would be due if they came evenly.
    due: Mutex<Option<Instant>>,
}

/// The permission to send one attempt. Dropping it frees its place for another attempt.
#[derive(Debug)]
pub(crate) struct Permit {
    _place: Option<OwnedSemaphorePermit>,
}

/// The place of an attempt that has not been sent, lent to calls that it waits for (its middleware, its token source).
#[derive(Clone)]
pub(crate) struct LentPlace(Arc<Semaphore>);

impl LentPlace {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(1)))
    }
}

impl Gate {
    pub(crate) fn new(concurrency_max: Option<usize>, rate: Option<RateLimit>) -> Self {
        let places = concurrency_max.map(|max| max.min(Semaphore::MAX_PERMITS));
        Self {
            places: places.map(|max| Arc::new(Semaphore::new(max))),
            rate: rate.map(|limit| Rate {
                limit,
                due: Mutex::default(),
            }),
        }
    }

    /// Waits for a place and for the rate. A call within an attempt (middleware that calls the same client) uses the
    /// place of that attempt: otherwise it would wait for that place forever.
    pub(crate) async fn acquire(&self, lent: Option<LentPlace>) -> Permit {
        let places = lent.as_ref().map(|LentPlace(place)| place);
        let place = match places.or(self.places.as_ref()) {
            // The semaphore is never closed; if it were, there would be nothing to wait for.
            Some(places) => Arc::clone(places).acquire_owned().await.ok(),
            None => None,
        };
        if let Some(rate) = &self.rate {
            tokio::time::sleep_until(rate.next_turn()).await;
        }
        Permit { _place: place }
    }
}

impl Rate {
    /// Returns the moment when the next attempt may be sent (the generic cell rate algorithm). Unused turns are lost.
    fn next_turn(&self) -> Instant {
        let gap = self.limit.per / self.limit.requests;
        let now = Instant::now();
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let at = due.unwrap_or(now).max(now);
        *due = Some(moment::after(at, gap));
        let ahead = gap.saturating_mul(self.limit.burst - 1);
        at.checked_sub(ahead).map_or(now, |turn| turn.max(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn attempts_are_spread_evenly_after_a_burst() {
        let limit = RateLimit::new(10, Duration::from_secs(1)).burst(3);
        let gate = Gate::new(None, Some(limit));
        let start = Instant::now();
        let mut times = Vec::new();
        for _ in 0..6 {
            gate.acquire(None).await;
            times.push(start.elapsed().as_millis());
        }
        assert_eq!(times, [0, 0, 0, 100, 200, 300]);
    }

    #[tokio::test(start_paused = true)]
    async fn a_place_is_free_again_when_its_permit_goes() {
        let gate = Gate::new(Some(1), None);
        let permit = gate.acquire(None).await;
        let blocked = tokio::time::timeout(Duration::from_secs(1), gate.acquire(None)).await;
        assert!(blocked.is_err());
        drop(permit);
        gate.acquire(None).await;
    }
}
