//! A call: an operation, what it is given, and two ways to run it.
//!
//! Generated code calls operations through [`Call`], whose type parameter names the operation.
//! [`AnyCall`] does the work without types. A call owns only text, so it can be stored, cloned and
//! sent from any thread. A value that cannot be written as described is reported when the call is
//! run.

mod any;
mod body;
mod content;
mod error;
mod known;
mod link;
mod misfit;
mod outcome;
mod pages;
mod refusal;
mod response;
mod runners;
mod send;
mod stream;

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use crate::Error;
use crate::model::Slot;
use crate::operation::{Operation, OperationText};
use crate::request::{Execute, Request};

pub use self::any::AnyCall;
pub use self::body::IntoBody;
pub use self::content::{Cases, Content, is_covered};
pub use self::error::{CallError, Called};
pub use self::link::{Link, LinkFrom, LinkTo, LinkValue};
pub(crate) use self::misfit::describe_misfit;
pub use self::outcome::{Decoded, Download, Empty, EventStream, LineStream, Plain, ResponseForm};
pub use self::pages::{PagePosition, Pages};
pub(crate) use self::refusal::refusal;
pub use self::response::Response;
pub use self::runners::{
    Boxed, FromLeanError, pages, raw, read, read_whole, response, seconds, texts, value, wait_for,
};
pub use self::send::{Awaiting, Sending, SendingRaw};
pub use self::stream::{Events, Lines};

/// The sender of a call.
pub type Executor = Arc<dyn Execute>;

/// An operation as a type: generated code implements it, for a struct that holds the call and sets its optional
/// parameters.
pub trait Callable: Sized + 'static {
    /// The operation in text, and how a call becomes one of it.
    const CALLEE: Callee<Self>;
    /// The type of a successful result.
    type Success: ResponseForm;
    /// The type of a refusal's content.
    type Failure: ResponseForm;

    /// The operation's table.
    fn operation() -> &'static Operation {
        Self::CALLEE.0.operation()
    }
}

/// An operation of which the description says how its pages follow each other, and of what: calls of it have
/// [`Call::pages`].
#[diagnostic::on_unimplemented(
    message = "calls of `{Self}` do not come in pages",
    label = "the description does not say how pages follow each other",
    note = "or describe it on the operation, in an overlay: `x-pagination: {{ page: page_number, items: /data, total-pages: /pages }}`, or `x-pagination: {{ cursor: cursor, items: /data, next: /next_cursor }}`"
)]
pub trait Paged<T: Slot>: Callable {}

/// An operation that takes an idempotency key: calls of it have [`Call::idempotency_key`].
#[diagnostic::on_unimplemented(
    message = "calls of `{Self}` take no idempotency key",
    label = "the description names no header for one, so the server would never see it",
    note = "if the server honours a key anyway, name its header once: `#[idempotency(\"Idempotency-Key\")]` on the method, `idempotency = \"Idempotency-Key\"` in `#[lean::api(..)]` for all calls that change something, or on the operation in an overlay: `x-idempotency: {{ header: Idempotency-Key }}`"
)]
pub trait Keyed: Callable {}

/// An operation, and the struct that holds a call of it. A constant of both costs the compiler less than the
/// functions that would wrap and unwrap a call.
pub struct Callee<O>(pub OperationText, pub fn(SharedCall) -> O);

/// A call as an operation's struct holds it: setting something makes another one.
#[derive(Clone)]
pub struct SharedCall(Arc<AnyCall>);

impl SharedCall {
    /// The call.
    pub fn any(&self) -> AnyCall {
        AnyCall::clone(&self.0)
    }

    /// The call with the parameter of that index.
    pub fn with(&self, index: usize, value: &dyn Slot) -> AnyCall {
        self.any().with(index, value)
    }

    /// The call with a parameter that is text.
    pub fn text(&self, index: usize, value: &str) -> AnyCall {
        self.any().text(index, value)
    }

    /// The call with a parameter that is a list.
    pub fn list<T: Slot>(&self, index: usize, values: &[T]) -> AnyCall {
        self.any().list(index, values)
    }
}

/// A call of the operation `O`, not yet sent. Awaiting it sends it and yields the value; [`Call::wait`] does the same
/// without an async runtime.
///
/// The operation's optional parameters are set by its own methods, in any order with those here:
/// `client.list_things().limit(5).timeout(SECOND).await`.
#[must_use = "a call does nothing until it is awaited, or run with `.wait()`; each setter returns a new call"]
pub struct Call<O> {
    given: SharedCall,
    own: O,
}

impl<O: Callable> Call<O> {
    /// A call with nothing given yet.
    pub fn new(executor: Executor) -> Call<O> {
        Call::of(AnyCall::new(executor, O::operation()))
    }

    /// This call.
    pub fn of(call: AnyCall) -> Call<O> {
        Call::from_shared(SharedCall(Arc::new(call)))
    }

    fn from_shared(given: SharedCall) -> Call<O> {
        let own = (O::CALLEE.1)(given.clone());
        Call { given, own }
    }

    /// The call without its type.
    pub fn any(&self) -> &AnyCall {
        &self.given.0
    }

    /// The call without its type. Nothing is copied unless something else holds the same call.
    fn into_any(self) -> AnyCall {
        Arc::unwrap_or_clone(self.into_shared())
    }

    fn into_shared(self) -> Arc<AnyCall> {
        let Call { given, own } = self;
        // It holds the same call.
        drop(own);
        given.0
    }

    /// Returns the same call, which its executor answers regardless of the given values.
    pub(crate) fn as_answered(&self) -> Call<O> {
        Call::of(AnyCall {
            answered: true,
            ..self.any().clone()
        })
    }

    /// Gives the parameter of that index.
    pub fn with(&self, index: usize, value: &dyn Slot) -> Call<O> {
        Call::of(self.any().clone().with(index, value))
    }

    /// Sends values as they are, without checking the description's limits: a description may be
    /// wrong.
    pub fn unchecked(&self) -> Call<O> {
        Call::of(self.any().clone().unchecked())
    }

    /// The deadline of the whole call, repeats included.
    pub fn timeout(self, timeout: Duration) -> Call<O> {
        Call::of(self.into_any().timeout(timeout))
    }

    /// Adds a custom header, which replaces the call's header of that name.
    pub fn header(self, name: &str, value: &str) -> Call<O> {
        Call::of(self.into_any().header(name, value))
    }

    /// With a pair more in the query, after the parameters: for what the description does not say, or cannot.
    /// Name and value are percent-encoded.
    pub fn query(&self, name: &str, value: &str) -> Call<O> {
        Call::of(self.any().clone().query(name, value))
    }

    /// With this idempotency key, in the header that the description or the attribute names, in place of a key given
    /// before. Without it, each call gets a random key of its own.
    ///
    /// A key that is empty, has a space at an end or has characters that a header cannot carry is refused when the call
    /// is run.
    pub fn idempotency_key(self, key: impl Into<String>) -> Call<O>
    where
        O: Keyed,
    {
        Call::of(self.into_any().idempotency_key(key))
    }

    /// All items of all pages, fetched as they are read.
    // `T` is a parameter, so that the compiler reports other calls with the message of `Paged`.
    pub fn pages<T: Slot>(&self) -> Pages<T>
    where
        O: Paged<T>,
    {
        Pages::new(self.any().clone())
    }

    /// Sends it; yields status and headers with the value.
    pub fn send(self) -> Sending<O::Success, O::Failure> {
        send::send::<O::Success, O::Failure>(self.into_shared())
    }

    /// Sends the call; yields the raw response, with any status.
    pub fn send_raw(self) -> SendingRaw {
        send::send_raw(self.into_shared())
    }

    /// Sends it and waits for the value, without an async runtime.
    ///
    /// # Errors
    /// As awaiting it.
    pub fn wait(self) -> Called<O::Success, O::Failure> {
        send::wait::<O::Success, O::Failure>(self.into_shared())
    }

    /// The request as it would be sent, before authentication.
    ///
    /// # Errors
    /// If a parameter cannot be sent as the description says.
    pub fn request(&self) -> Result<Request, Error> {
        self.any().request()
    }
}

impl<O> Deref for Call<O> {
    type Target = O;

    fn deref(&self) -> &O {
        &self.own
    }
}

impl<O: Callable> Clone for Call<O> {
    fn clone(&self) -> Call<O> {
        Call::from_shared(self.given.clone())
    }
}

impl<O: Callable> IntoFuture for Call<O> {
    type Output = Called<O::Success, O::Failure>;
    type IntoFuture = Awaiting<O::Success, O::Failure>;

    fn into_future(self) -> Self::IntoFuture {
        send::await_value::<O::Success, O::Failure>(self.into_shared())
    }
}

/// Shows the operation, never what it is given.
impl<O: Callable> std::fmt::Debug for Call<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Call({})", O::operation().id)
    }
}
