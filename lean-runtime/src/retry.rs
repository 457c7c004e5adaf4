//! When a call is sent again, and after how long.

use std::time::Duration;

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
    /// Three attempts; waits of up to 0.2 s, 0.4 s and so on, at most 5 s; `Retry-After` honoured up to 20 s.
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

    /// One attempt.
    #[must_use]
    pub fn never() -> Self {
        Self::new().attempts_max(1)
    }

    /// At most so many attempts of one call, the first included. 0 counts as 1.
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
    #[must_use]
    pub fn budget(mut self, tokens: u32) -> Self {
        self.budget = tokens;
        self
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}
