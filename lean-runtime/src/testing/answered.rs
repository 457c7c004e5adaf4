//! Calls that have their answer already, for fakes of a trait.

use std::sync::Arc;

use super::answers::{Answers, Position};
use super::{Answer, fits};
use crate::Error;
use crate::call::{Call, CallError, Callable, Decoded, Empty};
use crate::client::poll_here;
use crate::model::{self, Slot};
use crate::request::{BoxFuture, Execute, Reply, Request};

/// A call that has its answer already and is sent nowhere: what a fake of a trait returns.
///
/// The answer is a value, an [`Answer`], a list of answers or [`pages`](super::pages): see [`Answers`].
///
/// ```ignore
/// struct Fake;
///
/// impl Bank for Fake {
///     fn get_thing(&self, id: ThingId) -> lean::Call<bank::GetThing> {
///         answered(&bank::Thing { id, name: None })
///     }
///
///     fn pay(&self, _: &bank::Payment) -> lean::Call<bank::Pay> {
///         answered(Answer::closed())                  // the outcome is unknown
///     }
/// }
/// ```
///
/// # Panics
/// Panics if a value is not what the operation answers with this status. `Answer::json` makes bodies that do not fit.
#[track_caller]
pub fn answered<O: Callable>(answers: impl Into<Answers>) -> Call<O> {
    let answers = answers.into();
    answers.for_each_answer(&mut |answer| fits::check_answer::<O>(answer));
    Call::<O>::new(Arc::new(Answered { answers })).as_answered()
}

impl Answer {
    /// The error of a call of the operation with this answer: for fakes of your own signatures, which return a
    /// [`lean::Error`](crate::Error).
    ///
    /// ```ignore
    /// async fn customer(&self, _: &bank::CustomerId) -> Result<bank::Customer, lean::Error> {
    ///     Err(Answer::closed().error::<bank::GetCustomerById>())
    /// }
    /// ```
    ///
    /// # Panics
    /// Panics if the answer is a success.
    #[must_use]
    #[track_caller]
    pub fn error<O: Callable>(self) -> Error {
        fits::check_answer::<O>(&self);
        let call = answered::<O>(self);
        match call.any().clone().wait::<O::Success, O::Failure>() {
            Err(failed) => failed.error,
            Ok(_) => panic!("this answer is a success of `{}`", O::operation().id),
        }
    }

    /// The error of a call of the operation with this answer, for fakes of your own signatures that return a
    /// [`lean::CallError`](crate::CallError).
    ///
    /// # Panics
    /// Panics if the answer is a success.
    #[must_use]
    #[track_caller]
    pub fn call_error<O: Callable, E: Slot>(self) -> CallError<E> {
        let answers = Answers::from(self);
        let call = Call::<O>::new(Arc::new(Answered { answers })).as_answered();
        match call.any().clone().wait::<Empty, Decoded<E>>() {
            Err(failed) => failed,
            Ok(()) => panic!("this answer is a success of `{}`", O::operation().id),
        }
    }
}

/// A value of this type from JSON text: for types of responses, which have no `new`.
///
/// ```
/// let names: Vec<String> = lean_runtime::testing::value(r#"["A", "B"]"#);
/// assert_eq!(names, ["A", "B"]);
/// ```
///
/// # Panics
/// Panics if the text does not fit the type.
#[must_use]
#[track_caller]
pub fn value<T: Slot>(json: &str) -> T {
    match model::decode(json) {
        Ok(value) => value,
        Err(error) => panic!("this text is not a value of the type: {error}"),
    }
}

struct Answered {
    answers: Answers,
}

impl Execute for Answered {
    fn execute(&self, request: Request) -> BoxFuture<Result<Reply, Error>> {
        let answer = self
            .answers
            .next(request.operation, &Position::Faked(&request));
        Box::pin(async move { answer.reply(request).await })
    }

    fn block_on(&self, future: BoxFuture<()>) {
        poll_here(future);
    }
}
