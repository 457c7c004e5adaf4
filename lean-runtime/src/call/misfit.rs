//! Says why a body is not what an operation answers, for fakes.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::ResponseForm;
use super::content::Content;
use crate::error::Passport;
use crate::model::memory;
use crate::operation::Operation;
use crate::request::{Incoming, WHOLE_BODY_BYTES_MAX};

/// Returns why the body cannot be read as the outcome.
pub(crate) fn describe_misfit<S: ResponseForm>(
    operation: &'static Operation,
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
) -> Option<String> {
    let mut content = Content {
        status,
        headers,
        body: Incoming::from_bytes(body),
        passport: Passport::new(operation).with_status(status),
        lenient: false,
        memory: memory::of_body(WHOLE_BODY_BYTES_MAX),
        scanned: None,
        problems: Vec::new(),
        problem_count: 0,
        origin: None,
        end_of_events: "",
        xml: &[],
    };
    let error = S::read(&mut content).err()?;
    let problems = error.problems().iter().map(|problem| problem.to_string());
    let problems: Vec<_> = problems.collect();
    Some(match problems.is_empty() {
        true => error.to_string(),
        false => problems.join("; "),
    })
}
