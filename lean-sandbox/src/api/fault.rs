//! Failures on request.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A planned fault of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The answer has this HTTP status and the API's error body; the operation is not carried out.
    Status(u16),
    /// The operation is carried out on nothing: 200 with `status: FAILED` and this granular code, `BANK_ISSUE` say.
    /// On an operation whose answer has no such envelope, 500.
    Failed(String),
    /// 429 `RATE_LIMIT_EXCEEDED`; with the header `Retry-After`, in whole seconds, if a time is given.
    RateLimited {
        /// The time that the client is asked to wait.
        retry_after: Option<Duration>,
    },
    /// The operation is carried out, and answered after this time.
    Delay(Duration),
    /// The connection is closed without an answer; the operation is not carried out.
    Reset,
    /// The operation is carried out, and then the connection is closed without an answer.
    ResetAfter,
}

/// The faults that wait for a request.
#[derive(Default)]
pub(crate) struct Faults(Mutex<VecDeque<PlannedFault>>);

struct PlannedFault {
    operation: Option<String>,
    fault: Fault,
}

impl Faults {
    /// Plans a fault for the next request, or the next of an operation.
    pub(crate) fn plan(&self, operation: Option<String>, fault: Fault) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push_back(PlannedFault { operation, fault });
    }

    /// The fault that is due for a request of this operation. Faults for any operation leave out the token endpoint.
    pub(crate) fn take(&self, operation: &str) -> Option<Fault> {
        let mut planned = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let index = planned
            .iter()
            .position(|planned| match &planned.operation {
                Some(id) => id == operation,
                None => operation != super::token::OPERATION,
            })?;
        planned.remove(index).map(|planned| planned.fault)
    }
}
