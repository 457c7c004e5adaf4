//! Moments to come. Durations are the caller's and the server's to choose: none may overflow.

use std::time::Duration;

use tokio::time::Instant;

/// As good as never.
const FAR: Duration = Duration::from_secs(30 * 365 * 86_400);

/// So long after `start`, or as good as never.
pub(crate) fn after(start: Instant, wait: Duration) -> Instant {
    start + wait.min(FAR)
}

/// So long after now, or as good as never.
pub(crate) fn from_now(wait: Duration) -> Instant {
    after(Instant::now(), wait)
}
