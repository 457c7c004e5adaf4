//! Checks that a typed answer is what its operation answers.

use http::StatusCode;

use super::Answer;
use super::answer::{AnswerKind, FakeResponse};
use super::play::success_status;
use crate::call::{Callable, ResponseForm, describe_misfit};
use crate::operation::Operation;

/// # Panics
/// Panics if a value is not what the operation answers with its status.
#[track_caller]
pub(super) fn check_answer<O: Callable>(answer: &Answer) {
    let AnswerKind::Response(response) = &answer.0 else {
        return;
    };
    if !response.is_typed {
        return;
    }
    let operation = O::operation();
    let status = response
        .status
        .unwrap_or_else(|| success_status(Some(operation)));
    let is_success = status.is_success() || O::Success::covers(status);
    let fault = match is_success {
        true => describe_mismatch::<O::Success>(operation, status, response),
        false => describe_mismatch::<O::Failure>(operation, status, response),
    };
    if let Some(fault) = fault {
        panic!(
            "this value is not what `{}` answers with status {}: {fault}. `Answer::json` makes bodies that do not fit",
            operation.id,
            status.as_u16(),
        );
    }
}

fn describe_mismatch<S: ResponseForm>(
    operation: &'static Operation,
    status: StatusCode,
    response: &FakeResponse,
) -> Option<String> {
    if S::STREAMED || !S::HAS_CONTENT {
        return None;
    }
    let body = response.body.concat();
    describe_misfit::<S>(operation, status, response.headers.clone(), body.into())
}
