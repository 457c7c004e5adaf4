//! When a call is sent again, and after how long.

mod budget;
mod retry_after;

use std::time::Duration;

pub(crate) use self::{
    budget::{Budget, Price},
    retry_after::retry_after,
};

/// The maximum wait, which overrides any requested one.
const WAIT_MAX: Duration = Duration::from_secs(86_400);

/// When a call is sent again: only where repeating is harmless (by its method, or by an idempotency key), only
/// after failures of the moment, only while the budget lasts.
///
/// ```
/// use std::time::Duration;
/// use lean_runtime::RetryPolicy;
/// let patient = RetryPolicy::new().attempts_max(5).retry_after_max(Duration::from_secs(60));
/// let never = RetryPolicy::never();
/// # let _ = (patient, never);
/// ```
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    pub(crate) attempts_max: u32,
    pub(crate) backoff_first: Duration,
    pub(crate) backoff_max: Duration,
    pub(crate) retry_after_max: Duration,
    pub(crate) budget: u32,
}

impl RetryPolicy {
    /// Three attempts; waits of up to 0.2 s, 0.4 s and so on, at most 5 s; `Retry-After` honoured up to 20 s; a
    /// budget of 100.
    #[must_use]
    pub fn new() -> Self {
        Self {
            attempts_max: 3,
            backoff_first: Duration::from_millis(200),
            backoff_max: Duration::from_secs(5),
            retry_after_max: Duration::from_secs(20),
            budget: 100,
        }
    }

    /// Allows only one attempt.
    #[must_use]
    pub fn never() -> Self {
        Self::new().attempts_max(1)
    }

    /// Sets the maximum number of attempts of one call, including the first. 0 counts as 1.
    #[must_use]
    pub fn attempts_max(mut self, attempts: u32) -> Self {
        self.attempts_max = attempts.max(1);
        self
    }

    /// Waits are drawn between zero and a bound that begins with `first` and doubles up to `max` (full jitter).
    #[must_use]
    pub fn backoff(mut self, first: Duration, max: Duration) -> Self {
        self.backoff_first = first;
        self.backoff_max = max;
        self
    }

    /// A `Retry-After` (RFC 9110 section 10.2.3) longer than this ends the call instead of being waited for.
    #[must_use]
    pub fn retry_after_max(mut self, max: Duration) -> Self {
        self.retry_after_max = max;
        self
    }

    /// The retry budget that all calls of a client share. Each retry takes five tokens, each call that needed none
    /// gives one back; at zero nothing is retried. It keeps a failing server from being hit several times as hard.
    /// A call that a server refused before acting on it (RFC 9113 section 8.7) takes a fifth of a token: the server asks for the retry.
    #[must_use]
    pub fn budget(mut self, tokens: u32) -> Self {
        self.budget = tokens;
        self
    }

    /// Returns the wait after this attempt, given the server's `retry_after`; `None` if the call
    /// must end.
    pub(crate) fn wait(&self, attempt: u32, retry_after: Option<Duration>) -> Option<Duration> {
        let backoff = self.backoff_wait(attempt);
        match retry_after {
            None => Some(backoff),
            // The server may have sent the same time to every client, so add jitter.
            Some(asked) if asked <= self.retry_after_max => Some(asked.saturating_add(backoff)),
            Some(_) => None,
        }
    }

    /// A wait by backoff alone: anything between nothing and the bound of this attempt.
    pub(crate) fn backoff_wait(&self, attempt: u32) -> Duration {
        self.backoff_max(attempt).mul_f64(random())
    }

    fn backoff_max(&self, attempt: u32) -> Duration {
        let doublings = attempt.saturating_sub(1).min(20);
        self.backoff_first
            .saturating_mul(1 << doublings)
            .min(self.backoff_max)
            .min(WAIT_MAX)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns true if a status reports a temporary failure.
pub(crate) fn is_temporary(status: http::StatusCode) -> bool {
    matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// Anything from 0 to 1. The generator of UUIDs is the one source of randomness that is here anyway.
pub(crate) fn random() -> f64 {
    let bits = uuid::Uuid::new_v4().as_u128() as u32;
    f64::from(bits) / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn waits_stay_below_bounds_that_double() {
        let policy = RetryPolicy::new().backoff(ms(100), ms(1000));
        let bounds: Vec<_> = [1, 2, 3, 4, 5, 40].map(|n| policy.backoff_max(n)).into();
        assert_eq!(bounds, [100, 200, 400, 800, 1000, 1000].map(ms));
        let waits: Vec<_> = (0..200).map(|_| policy.backoff_wait(2)).collect();
        assert!(waits.iter().all(|wait| *wait <= ms(200)));
        // Full jitter: low and high waits are both drawn. (Wrong once in 10^24 runs.)
        assert!(waits.iter().any(|wait| *wait < ms(100)));
        assert!(waits.iter().any(|wait| *wait > ms(100)));
    }

    #[test]
    fn w_21_retry_after_is_honoured_and_capped() {
        let policy = RetryPolicy::new().retry_after_max(ms(20_000));
        let asked = policy.wait(1, Some(ms(3_000))).expect("waits");
        assert!((ms(3_000)..=ms(3_200)).contains(&asked));
        assert_eq!(policy.wait(1, Some(ms(20_001))), None);
    }
}
