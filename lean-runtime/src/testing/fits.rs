//! Checks that a typed answer is what its operation answers.

use http::StatusCode;

use super::Answer;
use super::answer::{Kind, Response};
use super::play::success;
use crate::call::{Callable, ResponseForm, misfit};
use crate::operation::Operation;

/// # Panics
/// Panics if a value is not what the operation answers with its status.
#[track_caller]
pub(super) fn check<O: Callable>(answer: &Answer) {
    let Kind::Response(response) = &answer.0 else {
        return;
    };
    if !response.is_typed {
        return;
    }
    let operation = O::operation();
    let status = response.status.unwrap_or_else(|| success(Some(operation)));
    let is_success = status.is_success() || O::Success::covers(status);
    let fault = match is_success {
        true => of::<O::Success>(operation, status, response),
        false => of::<O::Failure>(operation, status, response),
    };
    if let Some(fault) = fault {
        panic!(
            "this value is not what `{}` answers with status {}: {fault}. `Answer::json` makes bodies that do not fit",
            operation.id,
            status.as_u16(),
        );
    }
}

fn of<S: ResponseForm>(
    operation: &'static Operation,
    status: StatusCode,
    response: &Response,
) -> Option<String> {
    if S::STREAMED || !S::HAS_CONTENT {
        return None;
    }
    let body = response.body.concat();
    misfit::<S>(operation, status, response.headers.clone(), body.into())
}
