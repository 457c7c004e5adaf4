//! When a generation has gone, its last streams may go on for a while, not for ever: the old certificate may have been
//! revoked.

use std::{sync::OnceLock, time::Duration};

use tokio::time::Instant;

use super::Failure;

/// The time that a stream may continue under a replaced identity.
const DRAIN_MAX: Duration = Duration::from_secs(300);

/// Since when a generation is out of use.
#[derive(Default)]
pub(super) struct Retirement(OnceLock<Instant>);

impl Retirement {
    /// From now on.
    pub(super) fn begin(&self) {
        self.0.get_or_init(Instant::now);
    }

    /// # Errors
    /// The generation has been out of use for too long.
    pub(super) fn check(&self) -> Result<(), Failure> {
        match self.0.get() {
            Some(since) if since.elapsed() > DRAIN_MAX => {
                let text = "the identity of this connection was replaced more than 300 s ago";
                Err(Failure::closed(text).with_what(text))
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn r_04_streams_of_an_old_generation_end_after_a_while() {
        let retirement = Retirement::default();
        tokio::time::advance(2 * DRAIN_MAX).await;
        assert!(retirement.check().is_ok());
        retirement.begin();
        tokio::time::advance(DRAIN_MAX).await;
        retirement.begin();
        assert!(retirement.check().is_ok());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(retirement.check().is_err());
    }
}
