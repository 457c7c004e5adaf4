//! Dividing the time limit among the checks.

use std::time::{Duration, Instant};

/// The time for everything, of which no step may take more than a quarter.
#[derive(Clone, Copy, Debug)]
pub(super) struct Budget {
    end: Instant,
    share: Duration,
}

impl Budget {
    const SHARES: u32 = 4;

    pub(super) fn new(total: Duration) -> Self {
        let now = Instant::now();
        // A time beyond what the clock can say is as good as a day.
        const DAY: Duration = Duration::from_secs(24 * 3_600);
        let total = total.min(DAY);
        Self {
            end: now + total,
            share: total / Self::SHARES,
        }
    }

    /// For the next step; nothing once all is spent.
    pub(super) fn step_timeout(self) -> Duration {
        self.end
            .saturating_duration_since(Instant::now())
            .min(self.share)
    }
}
