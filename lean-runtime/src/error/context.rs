//! The call behind an error, and its progress.

use std::{sync::Arc, time::Duration};

use super::{IdempotencyKey, SendProgress};
use crate::byte_set::ByteSet;
use crate::operation::{Operation, Repeating};

/// The characters of a request's id that are kept.
static ID_BYTES: ByteSet = ByteSet::alphanumeric_and("-_.:/+=@");

/// The call behind an error, and its progress. A passport travels with a reply, so that errors
/// found later can report it.
#[derive(Clone, Default)]
pub struct Passport {
    operation: Option<&'static Operation>,
    host: Option<Arc<str>>,
    status: Option<http::StatusCode>,
    request_id: Option<String>,
    attempts: u32,
    progress: SendProgress,
    elapsed: Duration,
    idempotency_key: Option<IdempotencyKey>,
    retry_after: Option<Duration>,
    is_in_doubt: bool,
}

impl Passport {
    /// The passport of a call of this operation, not yet sent.
    #[must_use]
    pub fn new(operation: &'static Operation) -> Self {
        Self {
            operation: Some(operation),
            ..Self::default()
        }
    }

    /// The operation's name; none: the failure belongs to no call.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation.map(|operation| operation.id)
    }

    /// Returns the operation's place in the description: `api-spec/lean.yaml:412:5`.
    #[must_use]
    pub fn place(&self) -> Option<&'static str> {
        self.operation
            .map(|operation| operation.place)
            .filter(|place| !place.is_empty())
    }

    /// Method and path template: `("GET", "/accounts/{account_id}")`. The values of the path are not kept.
    #[must_use]
    pub fn route(&self) -> Option<(&'static str, &'static str)> {
        self.operation
            .map(|operation| (operation.method, operation.path))
    }

    /// The host that it was sent to, with the port if it is not 443.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.host.as_deref()
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> Option<http::StatusCode> {
        self.status
    }

    /// The provider's id of the request, from the first header that has one: what its support asks for.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns the number of times that the request was sent, or that sending was tried.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns the furthest point that the request reached, over all attempts.
    #[must_use]
    pub fn progress(&self) -> SendProgress {
        self.progress
    }

    /// From the start of the call.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// The idempotency key that it carried.
    #[must_use]
    pub fn idempotency_key(&self) -> Option<&IdempotencyKey> {
        self.idempotency_key.as_ref()
    }

    /// Returns the time that the server asked to wait (`Retry-After`, RFC 9110 section 10.2.3),
    /// counted from the arrival of the answer.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Returns the effect of sending the call twice; `None` if the failure belongs to no call.
    pub(crate) fn repeating(&self) -> Option<Repeating> {
        self.operation.map(Operation::repeating)
    }

    /// Returns true if the server may have acted on an attempt that was not answered with a success or a refusal.
    pub(crate) fn is_in_doubt(&self) -> bool {
        self.is_in_doubt
    }

    /// Sets whether the server may have acted on an attempt.
    pub(crate) fn with_doubt(mut self, is_in_doubt: bool) -> Self {
        self.is_in_doubt = is_in_doubt;
        self
    }

    /// Sent to this host.
    #[must_use]
    pub fn with_host(mut self, host: impl Into<String>) -> Self {
        self.host = Some(host.into().into());
        self
    }

    /// Sent to this host, whose name all calls to it share.
    pub(crate) fn at_host(mut self, host: Arc<str>) -> Self {
        self.host = Some(host);
        self
    }

    /// Answered with this status.
    #[must_use]
    pub fn with_status(mut self, status: http::StatusCode) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets the provider's id of the request. Characters that are not plain text are dropped, and a
    /// long id is cut.
    #[must_use]
    pub fn with_request_id(mut self, id: &str) -> Self {
        const BYTES_MAX: usize = 128;
        let id = match id.len() <= BYTES_MAX && ID_BYTES.has_all(id) {
            true => id.to_owned(),
            false => {
                let plain = id.bytes().filter(|byte| ID_BYTES.has(*byte));
                plain.take(BYTES_MAX).map(char::from).collect()
            }
        };
        self.request_id = Some(id).filter(|id| !id.is_empty());
        self
    }

    /// Sets the number of attempts and the elapsed time.
    #[must_use]
    pub fn with_effort(mut self, attempts: u32, elapsed: Duration) -> Self {
        self.attempts = attempts;
        self.elapsed = elapsed;
        self
    }

    /// After coming so far.
    #[must_use]
    pub fn with_progress(mut self, progress: SendProgress) -> Self {
        self.progress = progress;
        self
    }

    /// Answered with the wish to be left alone for so long.
    #[must_use]
    pub fn with_retry_after(mut self, wait: Option<Duration>) -> Self {
        self.retry_after = wait;
        self
    }

    /// Carrying this key.
    #[must_use]
    pub fn with_idempotency_key(mut self, key: Option<IdempotencyKey>) -> Self {
        self.idempotency_key = key;
        self
    }
}

impl std::fmt::Debug for Passport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Passport")
            .field("operation", &self.operation())
            .field("route", &self.route())
            .field("place", &self.place())
            .field("host", &self.host)
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("attempts", &self.attempts)
            .field("progress", &self.progress)
            .field("elapsed", &self.elapsed)
            .field("idempotency_key", &self.idempotency_key)
            .field("retry_after", &self.retry_after)
            .finish()
    }
}
