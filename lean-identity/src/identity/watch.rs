//! Looks after an identity in the background: a thread that reads the source again and again.
//!
//! Files are polled, not watched by the operating system: its notifications miss the symbolic-link swaps by
//! which mounted secrets change.

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::{Arc, Weak, mpsc},
    thread,
    time::Duration,
};

use super::shared::Shared;

pub(super) fn start(shared: &Arc<Shared>, interval: Duration) {
    let (alive, gone) = mpsc::channel();
    if shared.watch.set(alive).is_err() {
        return;
    }
    let weak = Arc::downgrade(shared);
    let builder = thread::Builder::new().name("lean-identity".to_owned());
    // Without a thread there is no watching; `status().last_reload` reveals this.
    drop(builder.spawn(move || watch(&weak, &gone, interval)));
}

/// Ends as soon as the identity is dropped, in the middle of a wait too.
fn watch(shared: &Weak<Shared>, gone: &mpsc::Receiver<()>, interval: Duration) {
    let mut failures = 0;
    loop {
        let wait = jittered(backed_off(interval, failures));
        if gone.recv_timeout(wait) != Err(mpsc::RecvTimeoutError::Timeout) {
            return;
        }
        let Some(shared) = shared.upgrade() else {
            return;
        };
        failures = match shared.reload() {
            Ok(_) => 0,
            Err(_) => failures + 1,
        };
        // Announces thresholds that passed although nothing was reloaded.
        let _ = shared.status();
    }
}

/// A source that fails is asked less often, but never less than every fifth of the usual pace.
fn backed_off(interval: Duration, failures: u32) -> Duration {
    const FACTOR_MAX: u32 = 5;
    interval.saturating_mul((1 + failures).min(FACTOR_MAX))
}

/// Up to a tenth more, so that many instances do not read at once.
fn jittered(interval: Duration) -> Duration {
    let random = RandomState::new().hash_one(0);
    let share = f64::from(u32::try_from(random >> 32).unwrap_or_default()) / f64::from(u32::MAX);
    interval + interval.mul_f64(share / 10.0)
}

#[cfg(test)]
mod tests {
    use super::{backed_off, jittered};
    use std::time::Duration;

    #[test]
    fn waits_are_bounded() {
        let minute = Duration::from_secs(60);
        assert_eq!(backed_off(minute, 0), minute);
        assert_eq!(backed_off(minute, 100), minute * 5);
        assert!((minute..=minute + minute / 10).contains(&jittered(minute)));
    }
}
