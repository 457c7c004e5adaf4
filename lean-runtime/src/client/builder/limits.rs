//! The limits of a client: time, attempts and size.

use std::time::Duration;

use super::ClientBuilder;
use crate::{limits::RateLimit, retry::RetryPolicy};

/// Limits of time, attempts and size.
impl<Id, C> ClientBuilder<Id, C> {
    /// The whole call, with its repeats: 120 s if not said otherwise.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|s| s.deadlines.total = timeout)
    }

    /// Name, TCP and TLS together: 10 s if not said otherwise.
    pub fn connect_timeout(self, timeout: Duration) -> Self {
        self.with(|s| s.deadlines.connect = timeout)
    }

    /// From sending an attempt to the head of its response: 60 s if not said otherwise.
    pub fn first_byte_timeout(self, timeout: Duration) -> Self {
        self.with(|s| s.deadlines.first_byte = timeout)
    }

    /// Between two pieces of a response's body: 30 s if not said otherwise.
    pub fn idle_timeout(self, timeout: Duration) -> Self {
        self.with(|s| s.deadlines.idle = timeout)
    }

    /// When calls are repeated.
    pub fn retry(self, policy: RetryPolicy) -> Self {
        self.with(|s| s.retry = policy)
    }

    /// Limits the rate of attempts; further attempts wait for their turn.
    pub fn rate_limit(self, limit: RateLimit) -> Self {
        self.with(|s| s.rate_limit = Some(limit))
    }

    /// Limits the number of concurrent attempts; further attempts wait for their turn.
    pub fn concurrency(self, calls_max: usize) -> Self {
        self.with(|s| s.concurrency_max = Some(calls_max.max(1)))
    }

    /// Limits a response's body, in decompressed bytes. The default is 16 MiB. A response that is
    /// read as a stream may be longer: only the part kept in memory is limited.
    ///
    /// Values are limited with it: a response that is read into a value takes at most eight times as much memory, with all
    /// that is built on the way, however little it was on the wire. One that would take more is an error.
    pub fn max_body_bytes(self, bytes: u64) -> Self {
        self.with(|s| s.body_bytes_max = bytes)
    }

    /// Limits a streamed response (events, lines, a download) as a whole, in decompressed bytes.
    /// There is no limit by default.
    pub fn max_stream_bytes(self, bytes: u64) -> Self {
        self.with(|s| s.stream_limits.bytes_max = bytes)
    }

    /// Limits one event or one line of a streamed response. The default is 16 MiB for events and 64
    /// MiB for lines. `usize::MAX` removes the limit.
    pub fn max_event_bytes(self, bytes: usize) -> Self {
        self.with(|s| s.stream_limits.item_bytes_max = Some(bytes))
    }
}
