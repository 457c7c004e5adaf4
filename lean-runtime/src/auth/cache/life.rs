//! The moments in the life of a token: renewal, expiry and end.

use std::time::Duration;

use tokio::time::Instant;

use crate::{moment, retry};

/// The life of a token whose expiry is unknown.
const LIFE_UNKNOWN: Duration = Duration::from_secs(600);
/// A shorter life is not believed: there would be a request for each call.
const LIFE_MIN: Duration = Duration::from_secs(1);
/// The pause after the first failure of the source.
const HOLD_OFF_FIRST: Duration = Duration::from_secs(1);
/// The maximum pause while the old token is valid.
const HOLD_OFF_MAX: Duration = Duration::from_secs(60);

/// The moments in the life of a token.
#[derive(Clone, Copy)]
pub(super) struct Life {
    /// From here on the next token is asked for in the background.
    pub(super) renew_at: Instant,
    /// From here on calls wait for the next token: this one has to arrive, and clocks differ.
    pub(super) expires_at: Instant,
    /// From here on it is not used any more, although the next one does not come.
    pub(super) ends_at: Instant,
}

impl Life {
    /// The life of a token that was issued now. A lifetime of zero counts as unknown.
    pub(super) fn new(now: Instant, expires_in: Option<Duration>) -> Self {
        let known = expires_in.filter(|life| !life.is_zero());
        let life = known.unwrap_or(LIFE_UNKNOWN).max(LIFE_MIN);
        let at = |before: Duration| moment::after(now, life.saturating_sub(before));
        // Processes that got their tokens at one time do not all come back at one time.
        let jitter = renewal_margin(life).mul_f64(retry::random() / 4.0);
        Self {
            renew_at: at(renewal_margin(life) + jitter),
            expires_at: at(expiry_leeway(life)),
            ends_at: at(expiry_leeway(life) / 5),
        }
    }
}

/// Returns the pause after this number of consecutive failures of the source.
pub(super) fn pause_after_failures(failures: u32, is_held: bool) -> Duration {
    if !is_held {
        return HOLD_OFF_FIRST;
    }
    let doublings = failures.saturating_sub(1).min(10);
    HOLD_OFF_FIRST
        .saturating_mul(1 << doublings)
        .min(HOLD_OFF_MAX)
}

/// Returns how long before its end a token is renewed: a fifth of its life, at most five minutes.
fn renewal_margin(life: Duration) -> Duration {
    (life / 5).min(Duration::from_secs(300))
}

/// Returns how long before its end a token is no longer used if another one is available.
fn expiry_leeway(life: Duration) -> Duration {
    (life / 10).min(Duration::from_secs(10))
}
