//! Calls within calls: middleware and token sources may call the client that runs them.

use super::inner::Core;
use crate::{
    Error,
    error::{ErrorCode, Passport},
    limits::LentPlace,
};

/// The maximum nesting of calls: far more than intended, but small enough for a thread's stack.
const DEPTH_MAX: usize = 8;

tokio::task_local! {
    /// The attempts that the running future belongs to, outermost first.
    static ATTEMPTS: Vec<Nested>;
}

/// An attempt that waits for the running future.
#[derive(Clone)]
struct Nested {
    /// The client, by its address: the attempt keeps it alive.
    core: usize,
    place: LentPlace,
}

/// Runs what an attempt of this client waits for, once it has its place.
pub(super) async fn within<T>(core: &Core, future: impl Future<Output = T>) -> T {
    let mut attempts = ATTEMPTS.try_with(Vec::clone).unwrap_or_default();
    attempts.push(Nested {
        core: id(core),
        place: LentPlace::new(),
    });
    ATTEMPTS.scope(attempts, future).await
}

/// The place of the attempt of the same client that waits for this one.
pub(super) fn place(core: &Core) -> Option<LentPlace> {
    let found = ATTEMPTS.try_with(|attempts| {
        let mut inner = attempts.iter().rev();
        let nested = inner.find(|nested| nested.core == id(core))?;
        Some(nested.place.clone())
    });
    found.ok().flatten()
}

/// # Errors
/// Calls nest as if they never ended.
pub(super) fn check(passport: &Passport) -> Result<(), Error> {
    let depth = ATTEMPTS.try_with(Vec::len).unwrap_or_default();
    if depth < DEPTH_MAX {
        return Ok(());
    }
    let what = format!(
        "{depth} calls wait for each other: a middleware calls the client that runs it, and so itself"
    );
    let remedy =
        "Let the middleware pass by the operations that it calls itself (`attempt.operation().id`)";
    let error = Error::new(ErrorCode::Middleware, passport.clone());
    Err(error.with_what(what).with_remedy(remedy))
}

fn id(core: &Core) -> usize {
    std::ptr::from_ref(core).addr()
}
