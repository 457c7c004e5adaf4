//! The table of docs/outcomes.md, row by row, over real sockets: the result that a caller gets, by
//! the server's action on each attempt.

mod answers;
mod repeats;
mod server;

use std::time::Duration;

use lean_runtime::{
    Client, RetryPolicy,
    call::{AnyCall, CallError, Decoded, Empty, ResponseForm},
    client::Caller,
    operation::Operation,
    values::Json,
};

use self::server::{Act, Script};
use crate::support::{mutual, table};

/// The result that a caller gets.
#[derive(Debug, PartialEq, Eq)]
pub enum CallerOutcome {
    /// A value.
    Done,
    /// An error of this code: it was not done, and would fail again.
    Refused(&'static str),
    /// An error of this code: it was not done, or doing it twice is the same as once.
    Again(&'static str),
    /// Unknown outcome, because of an error of this code.
    Unknown(&'static str),
}

/// Calls an operation that yields JSON; returns the caller's result and the number of times that
/// the call was sent.
#[track_caller]
fn send_call(operation: &'static Operation, acts: &[Act]) -> (CallerOutcome, usize) {
    run::<Decoded<Json>>(operation, acts)
}

/// The same of an operation that yields nothing.
#[track_caller]
fn send_without_result(operation: &'static Operation, acts: &[Act]) -> CallerOutcome {
    run::<Empty>(operation, acts).0
}

#[track_caller]
fn run<S: ResponseForm>(operation: &'static Operation, acts: &[Act]) -> (CallerOutcome, usize) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let script = Script::start(acts).await;
        let call = AnyCall::new(Caller::executor(&client(&script)), operation);
        let result = call.awaiting::<S, Decoded<Json>>().await;
        (reading(result), script.requests())
    })
}

fn client(script: &Script) -> Client {
    let policy = RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO);
    let builder = mutual::builder(&script.server).retry(policy);
    builder.build().expect("a client")
}

fn reading<T, E>(result: Result<T, CallError<E>>) -> CallerOutcome {
    let Err(failed) = result else {
        return CallerOutcome::Done;
    };
    let error = failed.error;
    // Codes are text that lives as long as the program.
    let code = |code: &str| -> &'static str { code.to_owned().leak() };
    if error.is_outcome_unknown() {
        assert_eq!(error.code(), "OUTCOME_UNKNOWN");
        assert!(!error.is_retryable(), "{error}");
        let has_key = error.to_string().contains("idempotency key `");
        assert_eq!(has_key, error.outcome_unknown().is_some(), "{error}");
        assert_eq!(
            error.remedy().contains("same idempotency key"),
            has_key,
            "it advises what can be done: {error}"
        );
        let cause = std::error::Error::source(&error).expect("a cause");
        let cause: &lean_runtime::Error = cause.downcast_ref().expect("one of ours");
        return CallerOutcome::Unknown(code(cause.code()));
    }
    match error.is_retryable() {
        true => CallerOutcome::Again(code(error.code())),
        false => CallerOutcome::Refused(code(error.code())),
    }
}
