//! The sandbox's idea of now.

use std::fmt;
use std::sync::Arc;
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use rustls::pki_types::UnixTime;
use rustls::time_provider::TimeProvider;

/// Certificates, tokens and bank data all go by this clock.
#[derive(Clone)]
pub(crate) struct Clock(Arc<dyn Fn() -> SystemTime + Send + Sync>);

impl Clock {
    pub(crate) fn new(now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    pub(crate) fn now(&self) -> SystemTime {
        (self.0)()
    }

    /// Returns the earlier time of this clock and the system's: a certificate that clients must
    /// also accept has to begin before both.
    pub(crate) fn earliest(&self) -> SystemTime {
        self.now().min(SystemTime::now())
    }

    /// The later of this clock and the system's.
    pub(crate) fn latest(&self) -> SystemTime {
        self.now().max(SystemTime::now())
    }

    pub(crate) fn timestamp(&self) -> Timestamp {
        Timestamp::try_from(self.now()).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// The day, in UTC.
    pub(crate) fn today(&self) -> Date {
        day(self.timestamp())
    }
}

/// The day of an instant, in UTC.
pub(crate) fn day(at: Timestamp) -> Date {
    Offset::UTC.to_datetime(at).date()
}

impl Default for Clock {
    fn default() -> Self {
        Self::new(SystemTime::now)
    }
}

impl TimeProvider for Clock {
    fn current_time(&self) -> Option<UnixTime> {
        let since = self.now().duration_since(SystemTime::UNIX_EPOCH).ok()?;
        Some(UnixTime::since_unix_epoch(since))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clock({})", self.timestamp())
    }
}
