//! Waiting inside of a call: a thread that waits for a call while it drives one may wait for itself.

use std::{cell::Cell, future::poll_fn, pin::Pin, task::Poll};

use super::background::poll_here;
use crate::{
    Error,
    error::{ErrorCode, Passport},
    operation::Operation,
    request::BoxFuture,
};

thread_local! {
    static THREAD: Cell<ReentryState> = const { Cell::new(ReentryState::Free) };
}

/// The state of a thread as far as waiting is concerned.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ReentryState {
    Free,
    /// The thread drives calls or their connections: it must not wait for a call.
    Driving,
    /// The thread runs a future that waits where it must not: calls in it fail at once.
    Refusing,
}

/// Sets a state of this thread until it is dropped.
struct StateGuard(ReentryState);

impl StateGuard {
    fn set(state: ReentryState) -> Self {
        Self(THREAD.replace(state))
    }
}

impl Drop for StateGuard {
    fn drop(&mut self) {
        THREAD.set(self.0);
    }
}

/// This thread drives calls from now on.
pub(crate) fn start_driving() {
    THREAD.set(ReentryState::Driving);
}

/// Returns true if waiting for a call on this thread may never end.
pub(super) fn is_driving() -> bool {
    THREAD.get() != ReentryState::Free
}

/// Runs a future whose calls all fail at once, because this thread must not wait for them.
pub(super) fn refuse(future: BoxFuture<()>) {
    let _within = StateGuard::set(ReentryState::Refusing);
    poll_here(future);
}

/// Runs a call. Middleware, token sources and other code of the application that runs within it cannot wait for a call.
pub(super) async fn driven<T>(
    operation: &'static Operation,
    mut call: Pin<&mut impl Future<Output = Result<T, Error>>>,
) -> Result<T, Error> {
    poll_fn(|context| {
        if THREAD.get() == ReentryState::Refusing {
            let passport = Passport::new(operation);
            return Poll::Ready(Err(Error::new(ErrorCode::WaitInsideCall, passport)));
        }
        let _within = StateGuard::set(ReentryState::Driving);
        call.as_mut().poll(context)
    })
    .await
}
