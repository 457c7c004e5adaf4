//! What time it is, for everything that looks at validity.

use std::{fmt, sync::Arc};

use jiff::Timestamp;

/// Where the time comes from: the system, or a function of a test.
#[derive(Clone)]
pub(crate) struct Clock(Option<Arc<dyn Fn() -> Timestamp + Send + Sync>>);

impl Clock {
    pub(crate) const SYSTEM: Self = Self(None);

    pub(crate) fn from_fn(now: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(now)))
    }

    pub(crate) fn now(&self) -> Timestamp {
        match &self.0 {
            Some(now) => now(),
            None => Timestamp::now(),
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() {
            "Clock(given)"
        } else {
            "Clock(system)"
        })
    }
}
