//! Runs calls for custom signatures: generated code has one line for each.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;

use super::{AnyCall, CallError, Decoded, Executor, Pages, Response, ResponseForm};
use crate::Error;
use crate::model::Slot;

/// The future of a method of an API trait: sendable between threads, borrowing what the method borrows.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A custom error that a call's error converts to.
#[diagnostic::on_unimplemented(
    message = "the error of a call does not convert into `{Self}`",
    label = "not made of a `lean::Error`",
    note = "write `impl From<lean::Error> for {Self}` if that type is yours, or return `lean::Error` itself, or `lean::CallError<..>` with the typed body of a refusal"
)]
pub trait FromLeanError: From<Error> {}

#[diagnostic::do_not_recommend]
impl<E: From<Error>> FromLeanError for E {}

/// The value alone.
pub fn value<S: ResponseForm, F: ResponseForm, E: FromLeanError + 'static>(
    call: AnyCall,
) -> Boxed<'static, Result<S::Value, E>> {
    let awaiting = call.awaiting::<S, F>();
    Box::pin(async move { awaiting.await.map_err(|failed| E::from(failed.error)) })
}

/// The value with status and headers.
pub fn response<S: ResponseForm, F: ResponseForm, E: FromLeanError + 'static>(
    call: AnyCall,
) -> Boxed<'static, Result<Response<S::Value>, E>> {
    let sending = call.send::<S, F>();
    Box::pin(async move { sending.await.map_err(|failed| E::from(failed.error)) })
}

/// Returns the raw response, with any status.
pub fn raw<E: FromLeanError + 'static>(
    call: AnyCall,
) -> Boxed<'static, Result<Response<Bytes>, E>> {
    let sending = call.send_raw();
    Box::pin(async move { sending.await.map_err(E::from) })
}

/// Returns the value, or the refusal's content, as custom types.
pub fn read<T: Slot, E: Slot>(call: AnyCall) -> Boxed<'static, Result<T, CallError<E>>> {
    call.awaiting::<Decoded<T>, Decoded<E>>()
}

/// The same with status and headers.
pub fn read_whole<T: Slot, E: Slot>(
    call: AnyCall,
) -> Boxed<'static, Result<Response<T>, CallError<E>>> {
    call.send::<Decoded<T>, Decoded<E>>()
}

/// The items of all pages.
pub fn pages<T: Slot>(call: AnyCall) -> Pages<T> {
    Pages::new(call)
}

/// Runs a call and waits for it, without an async runtime.
///
/// # Errors
/// As running it.
pub fn wait_for<T: Send + 'static, E: FromLeanError + Send + 'static>(
    call: AnyCall,
    run: fn(AnyCall) -> Boxed<'static, Result<T, E>>,
) -> Result<T, E> {
    let (executor, operation) = (Executor::clone(&call.executor), call.operation);
    let running = run(call);
    let (send, receive) = std::sync::mpsc::channel();
    executor.block_on(Box::pin(async move {
        // The receiver waits below for as long as this future runs.
        let _ = send.send(running.await);
    }));
    receive
        .recv()
        .unwrap_or_else(|_| Err(Error::runtime_stopped(operation).into()))
}

/// Texts of any kind, as a list of parameters is made of.
#[must_use]
pub fn texts<T: AsRef<str>>(texts: &[T]) -> Vec<String> {
    texts.iter().map(|text| text.as_ref().to_owned()).collect()
}

/// A deadline that a signature gives.
#[must_use]
pub fn seconds(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}

impl<E> From<Error> for CallError<E> {
    fn from(error: Error) -> CallError<E> {
        CallError::bare(error)
    }
}
