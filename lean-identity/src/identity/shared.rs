//! The state that all clones of an identity share: the generation in use, and its replacement.

use std::sync::{
    Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, Weak,
    atomic::{AtomicU8, Ordering},
};

use jiff::Timestamp;

use super::{
    Code, IdentityError, IdentityEvent, IdentitySource, Loaded, Severity, Status,
    assemble::{Options, assemble, content_hash},
    checks,
    clock::Clock,
    watch::Watched,
};
use crate::observe;

pub(super) type Observer = Arc<dyn Fn(&IdentityEvent) + Send + Sync>;

pub(super) struct Shared {
    source: Box<dyn IdentitySource>,
    options: Options,
    clock: Clock,
    current: RwLock<Arc<Loaded>>,
    /// The lock that allows only a single reload at a time: a second one finds nothing left to do.
    reloading: Mutex<()>,
    outcome: Mutex<ReloadOutcome>,
    observers: RwLock<Vec<Observer>>,
    connection_owners: Mutex<Vec<Weak<dyn ConnectionOwner>>>,
    /// The last expiry threshold that was announced for the generation in use.
    announced: AtomicU8,
    /// Watching ends when this is dropped.
    pub(super) watch: OnceLock<Watched>,
}

/// An owner of connections that show the identity. Owners learn of a new generation before all
/// other observers.
pub trait ConnectionOwner: Send + Sync {
    /// This generation is in use from now on.
    fn close_idle(&self, generation: u64);
}

struct ReloadOutcome {
    last_reload: Timestamp,
    last_error: Option<String>,
}

/// The effect of a reload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reload {
    /// The source holds the same bytes as before.
    Unchanged,
    /// A new generation, of this number, is in use.
    Replaced(u64),
}

impl Shared {
    pub(super) fn load(
        source: Box<dyn IdentitySource>,
        options: Options,
        clock: Clock,
        observers: Vec<Observer>,
    ) -> Result<Arc<Self>, IdentityError> {
        let now = clock.now();
        let loaded = read(&*source, &options, now, 1, None)?
            .expect("there was no content to be the same as");
        let shared = Self {
            source,
            options,
            clock,
            current: RwLock::new(Arc::new(loaded)),
            reloading: Mutex::new(()),
            outcome: Mutex::new(ReloadOutcome {
                last_reload: now,
                last_error: None,
            }),
            observers: RwLock::new(observers),
            connection_owners: Mutex::default(),
            announced: AtomicU8::new(0),
            watch: OnceLock::new(),
        };
        shared.announce_expiry(&shared.current(), now);
        Ok(Arc::new(shared))
    }

    pub(super) fn current(&self) -> Arc<Loaded> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn reload(&self) -> Result<Reload, IdentityError> {
        let now = self.clock.now();
        // Announced once the lock is free again: observers may do anything.
        match self.replace(now) {
            Ok(None) => Ok(Reload::Unchanged),
            Ok(Some(loaded)) => {
                for owner in self.connection_owners() {
                    owner.close_idle(loaded.generation);
                }
                self.announce(&IdentityEvent::Replaced {
                    generation: loaded.generation,
                    fingerprint: loaded.fingerprint().to_owned(),
                    not_after: loaded.not_after(),
                });
                self.announce_expiry(&loaded, now);
                Ok(Reload::Replaced(loaded.generation))
            }
            Err(error) => {
                let text = error.to_string();
                self.announce(&IdentityEvent::ReloadFailed {
                    code: error.code(),
                    text,
                });
                Err(error)
            }
        }
    }

    /// Reads the source and publishes its new content; one caller at a time.
    fn replace(&self, now: Timestamp) -> Result<Option<Arc<Loaded>>, IdentityError> {
        let _one_at_a_time = lock(&self.reloading);
        let before = self.current();
        let generation = before.generation + 1;
        let result = read(
            &*self.source,
            &self.options,
            now,
            generation,
            Some(&before.content),
        );
        *lock(&self.outcome) = ReloadOutcome {
            last_reload: now,
            last_error: result.as_ref().err().map(ToString::to_string),
        };
        let loaded = result?.map(Arc::new);
        if let Some(loaded) = &loaded {
            *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(loaded);
            self.announced.store(0, Ordering::Relaxed);
        }
        Ok(loaded)
    }

    pub(super) fn ready(&self) -> Result<Arc<Loaded>, IdentityError> {
        let loaded = self.current();
        let now = self.clock.now();
        self.announce_expiry(&loaded, now);
        let leaf = loaded.report.leaf();
        if now > leaf.not_after {
            return Err(loaded.leaf_place.error(checks::expired_error(
                &leaf.subject,
                leaf.not_after,
                now,
            )));
        }
        Ok(loaded)
    }

    pub(super) fn status(&self) -> Status {
        let loaded = self.current();
        let now = self.clock.now();
        self.announce_expiry(&loaded, now);
        let outcome = lock(&self.outcome);
        Status {
            generation: loaded.generation,
            fingerprint: loaded.fingerprint().to_owned(),
            not_after: loaded.not_after(),
            days_left: checks::days_between(now, loaded.not_after()),
            loaded_at: loaded.loaded_at,
            last_reload: outcome.last_reload,
            last_error: outcome.last_error.clone(),
        }
    }

    pub(super) fn register_owner(&self, owner: Weak<dyn ConnectionOwner>) {
        let mut connection_owners = lock(&self.connection_owners);
        connection_owners.retain(|owner| owner.strong_count() > 0);
        connection_owners.push(owner);
    }

    fn connection_owners(&self) -> Vec<Arc<dyn ConnectionOwner>> {
        lock(&self.connection_owners)
            .iter()
            .filter_map(Weak::upgrade)
            .collect()
    }

    pub(super) fn subscribe(&self, observer: Observer) {
        self.observers
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .push(observer);
    }

    /// Announces a threshold the first time it is seen to be passed.
    fn announce_expiry(&self, loaded: &Loaded, now: Timestamp) {
        observe::record_days_left(loaded, now);
        let not_after = loaded.not_after();
        let severity = checks::expiry_severity(not_after, now);
        let is_expired = now > not_after;
        let level = match severity {
            None => 0,
            Some(Severity::Info | Severity::Warning) => 1,
            Some(Severity::Urgent) => 2,
            Some(Severity::Critical) if !is_expired => 3,
            Some(Severity::Critical) => 4,
        };
        if self.announced.fetch_max(level, Ordering::Relaxed) >= level {
            return;
        }
        match severity {
            _ if is_expired => self.announce(&IdentityEvent::Expired { not_after }),
            Some(severity) => {
                self.announce(&IdentityEvent::Expiring {
                    severity,
                    not_after,
                    days_left: checks::days_between(now, not_after),
                });
            }
            None => {}
        }
    }

    fn announce(&self, event: &IdentityEvent) {
        let observers = self
            .observers
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        for observer in observers {
            observer(event);
        }
    }
}

/// Reads the source and checks what it holds; `None` if that is the same as before.
///
/// Key and certificate may be in the middle of being replaced, one after the other. A pair that does not
/// match is therefore read once more.
fn read(
    source: &dyn IdentitySource,
    options: &Options,
    now: Timestamp,
    generation: u64,
    before: Option<&[u8; 32]>,
) -> Result<Option<Loaded>, IdentityError> {
    let first = source.read()?;
    let first_hash = content_hash(&first);
    if before == Some(&first_hash) {
        return Ok(None);
    }
    let mismatch = match assemble(&first, options, now, generation) {
        Err(error) if error.code() == Code::KeyCertMismatch => error,
        result => return result.map(Some),
    };
    let second = source.read()?;
    if content_hash(&second) == first_hash {
        return Err(mismatch);
    }
    match assemble(&second, options, now, generation) {
        Err(error) if error.code() == Code::KeyCertMismatch => {
            Err(unsettled_error().with_source(error))
        }
        result => result.map(Some),
    }
}

fn unsettled_error() -> IdentityError {
    IdentityError::new(
        Code::PairChangedDuringLoad,
        "private key and certificate were being replaced while they were read, and do not match yet",
        "Replace both at once, for instance by renaming a directory; the next reload tries again",
    )
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
