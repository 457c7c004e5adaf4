//! How much a client asks of a server at once, and how often.

use std::time::Duration;

/// At most so many attempts in so much time, evenly, with bursts.
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

    /// At most so many at once.
    #[must_use]
    pub fn burst(mut self, burst: u32) -> Self {
        self.burst = burst.max(1);
        self
    }
}
