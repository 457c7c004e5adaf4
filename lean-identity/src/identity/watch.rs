//! Looks after identities in the background: their sources are read again and again.
//!
//! Files are polled, not watched by the operating system: its notifications miss the symbolic-link swaps by
//! which mounted secrets change.
//!
//! All identities of a process share their threads, and their sources are read one after the other. While one thread
//! reads, another one waits for the next source that is due. It reads on if the first has not come back after a second:
//! a source that hangs delays no other identity. So there is one thread for one identity, two for many, and one more for
//! each source that hangs.

use std::{
    collections::{BTreeSet, HashMap},
    hash::{BuildHasher as _, RandomState},
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError, Weak},
    thread,
    time::{Duration, Instant},
};

use super::shared::Shared;

/// A wait that nobody sees the end of, for intervals that the clock cannot add.
const FOREVER: Duration = Duration::from_secs(100 * 365 * 24 * 3_600);

/// After which a source that is being read keeps the next one waiting no longer.
const READING_MAX: Duration = Duration::from_secs(1);

static WATCHER: LazyLock<Watcher> = LazyLock::new(Watcher::default);

#[derive(Default)]
struct Watcher {
    state: Mutex<State>,
    /// For the waiting thread: another source may be the next one.
    changed: Condvar,
    /// For the spare thread.
    called: Condvar,
}

#[derive(Default)]
struct State {
    entries: HashMap<u64, Entry>,
    /// When the sources that are not being read are due.
    due: BTreeSet<(Instant, u64)>,
    /// Since when the other sources are being read.
    reading: HashMap<u64, Instant>,
    next: u64,
    /// True if a thread waits for the next source that is due, or was called to.
    is_waiting: bool,
    spare: Spare,
}

/// The thread that is ready to wait in place of one that reads.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Spare {
    #[default]
    Absent,
    Ready,
    /// It is to wait from now on.
    Called,
}

struct Entry {
    shared: Weak<Shared>,
    interval: Duration,
    failures: u32,
    /// None while the source is being read.
    due: Option<Instant>,
}

/// An identity that is looked after until this is dropped.
pub(super) struct Watched(u64);

/// Looks after an identity from now on.
pub(super) fn start(shared: &Arc<Shared>, interval: Duration) {
    shared.watch.get_or_init(|| WATCHER.add(shared, interval));
}

impl Watcher {
    fn add(&'static self, shared: &Arc<Shared>, interval: Duration) -> Watched {
        let mut state = self.state();
        let id = state.next;
        state.next += 1;
        let entry = Entry {
            shared: Arc::downgrade(shared),
            interval,
            failures: 0,
            due: None,
        };
        state.entries.insert(id, entry);
        state.schedule(id);
        self.ensure_waiting(&mut state);
        self.changed.notify_one();
        Watched(id)
    }

    fn remove(&self, id: u64) {
        let mut state = self.state();
        if let Some(Entry { due: Some(due), .. }) = state.entries.remove(&id) {
            state.due.remove(&(due, id));
        }
        // The threads end with the last identity.
        if state.entries.is_empty() {
            self.changed.notify_one();
            self.called.notify_one();
        }
    }

    fn ensure_waiting(&'static self, state: &mut State) {
        if state.is_waiting {
            return;
        }
        if state.spare == Spare::Ready {
            state.spare = Spare::Called;
            state.is_waiting = true;
            self.called.notify_one();
            return;
        }
        let builder = thread::Builder::new().name("lean-identity".to_owned());
        // Without a thread there is no watching; `status().last_reload` reveals this.
        state.is_waiting = builder.spawn(|| self.work()).is_ok();
    }

    /// Begins with the wait for the next source that is due.
    fn work(&'static self) {
        while let Some((id, shared)) = self.next_due() {
            // The identity may end here, and then removes its entry: the state is not locked.
            let is_good = shared.upgrade().is_none_or(|shared| look_after(&shared));
            if !self.is_needed_after(id, is_good) {
                return;
            }
        }
    }

    /// Waits for the next source that is due; `None` if there is no identity left.
    fn next_due(&'static self) -> Option<(u64, Weak<Shared>)> {
        let mut state = self.state();
        while !state.entries.is_empty() {
            let now = Instant::now();
            let next = state.next_at();
            let left = next.map_or(FOREVER, |at| at.saturating_duration_since(now));
            if left.is_zero()
                && let Some(found) = state.take_due(now)
            {
                state.is_waiting = false;
                if !state.due.is_empty() {
                    self.ensure_waiting(&mut state);
                }
                return Some(found);
            }
            let waited = self.changed.wait_timeout(state, left);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
        state.is_waiting = false;
        None
    }

    /// Schedules the next reading. Returns true once this thread is the one to wait, or false if it is not needed.
    fn is_needed_after(&self, id: u64, is_good: bool) -> bool {
        let mut state = self.state();
        state.note(id, is_good);
        if !state.is_waiting {
            state.is_waiting = true;
            return true;
        }
        match state.spare {
            // This thread is awake already.
            Spare::Called => {
                state.spare = Spare::Ready;
                return true;
            }
            Spare::Ready => {
                self.changed.notify_one();
                return false;
            }
            Spare::Absent => {}
        }
        self.changed.notify_one();
        state.spare = Spare::Ready;
        let is_idle = |state: &mut State| state.spare == Spare::Ready && !state.entries.is_empty();
        let waited = self.called.wait_while(state, is_idle);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        let spare = mem::take(&mut state.spare);
        spare == Spare::Called
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn schedule(&mut self, id: u64) {
        let Some(entry) = self.entries.get_mut(&id) else {
            return;
        };
        let wait = add_jitter(back_off(entry.interval, entry.failures));
        let now = Instant::now();
        let due = now.checked_add(wait).unwrap_or(now + FOREVER);
        entry.due = Some(due);
        self.due.insert((due, id));
    }

    /// When the next source may be read: once it is due, and the one before was read or hangs.
    fn next_at(&self) -> Option<Instant> {
        let (due, _) = *self.due.first()?;
        let last = self.reading.values().max();
        Some(last.map_or(due, |since| due.max(*since + READING_MAX)))
    }

    /// The source that is due first.
    fn take_due(&mut self, now: Instant) -> Option<(u64, Weak<Shared>)> {
        let (_, id) = self.due.pop_first()?;
        let entry = self.entries.get_mut(&id)?;
        entry.due = None;
        self.reading.insert(id, now);
        Some((id, entry.shared.clone()))
    }

    /// The source was read.
    fn note(&mut self, id: u64, is_good: bool) {
        self.reading.remove(&id);
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.failures = match is_good {
                true => 0,
                false => entry.failures.saturating_add(1),
            };
        }
        self.schedule(id);
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        WATCHER.remove(self.0);
    }
}

/// Returns true if the source could be read.
fn look_after(shared: &Shared) -> bool {
    // A source or an observer of the program's own that panics must not end the watching of others.
    let is_good = catch_unwind(AssertUnwindSafe(|| {
        let is_good = shared.reload().is_ok();
        // Announces thresholds that passed although nothing was reloaded.
        let _ = shared.status();
        is_good
    }));
    is_good.unwrap_or(false)
}

/// A source that fails is asked less often, but never less than every fifth of the usual pace.
fn back_off(interval: Duration, failures: u32) -> Duration {
    const FACTOR_MAX: u32 = 5;
    interval.saturating_mul(failures.saturating_add(1).min(FACTOR_MAX))
}

/// Up to a tenth more, so that many instances do not read at once.
fn add_jitter(interval: Duration) -> Duration {
    let random = RandomState::new().hash_one(0);
    let share = f64::from(u32::try_from(random >> 32).unwrap_or_default()) / f64::from(u32::MAX);
    // Before the product, which overflows for the longest intervals.
    let tenth = interval / 10;
    interval.saturating_add(tenth.mul_f64(share))
}

#[cfg(test)]
mod tests {
    use super::{add_jitter, back_off};
    use std::time::Duration;

    #[test]
    fn waits_are_bounded() {
        let minute = Duration::from_secs(60);
        assert_eq!(back_off(minute, 0), minute);
        assert_eq!(back_off(minute, 100), minute * 5);
        assert!((minute..=minute + minute / 10).contains(&add_jitter(minute)));
        assert_eq!(add_jitter(Duration::MAX), Duration::MAX);
    }
}
