//! Running a call: by awaiting it, or by waiting for it.

use std::mem;
use std::sync::Arc;

use bytes::Bytes;

use super::content::{Content, is_covered};
use super::error::{CallError, Called};
use super::known;
use super::link::LinkOrigin;
use super::refusal::code_and_message;
use super::{AnyCall, Executor, Response, ResponseForm};
use crate::Error;
use crate::model::{ScannedText, memory};
use crate::operation::{FailureRule, Operation};
use crate::request::Incoming;
use crate::request::{BoxFuture, Reply};

/// The future of a call's value.
pub type Awaiting<S, F> = BoxFuture<Called<S, F>>;

/// The future of a call's value with status and headers.
pub type Sending<S, F> =
    BoxFuture<Result<Response<<S as ResponseForm>::Value>, CallError<<F as ResponseForm>::Value>>>;

/// The future of a call's response as it came.
pub type SendingRaw = BoxFuture<Result<Response<Bytes>, Error>>;

impl AnyCall {
    /// Sends it; yields the value.
    #[must_use]
    pub fn awaiting<S: ResponseForm, F: ResponseForm>(self) -> Awaiting<S, F> {
        await_value::<S, F>(Arc::new(self))
    }

    /// Sends it; yields the value with status and headers.
    #[must_use]
    pub fn send<S: ResponseForm, F: ResponseForm>(self) -> Sending<S, F> {
        send::<S, F>(Arc::new(self))
    }

    /// Sends the call; yields the raw response, with any status.
    #[must_use]
    pub fn send_raw(self) -> SendingRaw {
        send_raw(Arc::new(self))
    }

    /// Sends the call; yields a page of a list, or the reason why there is none.
    pub(super) fn send_page(self) -> BoxFuture<Result<(Response<()>, ScannedText), Error>> {
        Box::pin(async move {
            let operation = self.operation();
            let arriving = receive(Arc::new(self), false, |_| false, |_| false);
            let (mut content, verdict) = arriving.await?;
            match verdict {
                ContentVerdict::Good => {
                    let page = known::check_known(operation, &content, true)
                        .and_then(|()| content.json_parts())
                        .map_err(Error::or_outcome_unknown)?;
                    Ok((take_response(&mut content), page))
                }
                ContentVerdict::Bad => Err(refusal_error(&mut content)),
                ContentVerdict::Failed { code, message } => {
                    let (passport, body) = (content.passport.clone(), content.bytes());
                    Err(Error::api_failure_report(passport, code, message, body))
                }
            }
        })
    }

    /// Sends it and waits for the value, without an async runtime.
    ///
    /// # Errors
    /// As awaiting it.
    pub fn wait<S: ResponseForm, F: ResponseForm>(self) -> Called<S, F> {
        wait::<S, F>(Arc::new(self))
    }
}

/// Sends a call; yields the value. Shared, so that nothing of it is copied.
pub(super) fn await_value<S: ResponseForm, F: ResponseForm>(call: Arc<AnyCall>) -> Awaiting<S, F> {
    Box::pin(async move {
        let operation = call.operation();
        let (mut content, verdict) = receive_as::<S, F>(call).await.map_err(CallError::bare)?;
        read_result::<S, F>(operation, &mut content, verdict)
    })
}

pub(super) fn send<S: ResponseForm, F: ResponseForm>(call: Arc<AnyCall>) -> Sending<S, F> {
    Box::pin(async move {
        let operation = call.operation();
        let (mut content, verdict) = receive_as::<S, F>(call).await.map_err(CallError::bare)?;
        let value = read_result::<S, F>(operation, &mut content, verdict)?;
        Ok(take_response(&mut content).map(|()| value))
    })
}

pub(super) fn send_raw(call: Arc<AnyCall>) -> SendingRaw {
    Box::pin(async move {
        let (mut content, _) = receive(call, false, |_| true, |_| true).await?;
        let value = content.bytes();
        Ok(take_response(&mut content).map(|()| value))
    })
}

pub(super) fn wait<S: ResponseForm, F: ResponseForm>(call: Arc<AnyCall>) -> Called<S, F> {
    let (executor, operation) = (Executor::clone(&call.executor), call.operation);
    let awaiting = await_value::<S, F>(call);
    let (send, receive) = std::sync::mpsc::channel();
    executor.block_on(Box::pin(async move {
        // The receiver waits below for as long as this future runs.
        let _ = send.send(awaiting.await);
    }));
    receive
        .recv()
        .unwrap_or_else(|_| Err(CallError::bare(Error::runtime_stopped(operation))))
}

fn receive_as<S: ResponseForm, F: ResponseForm>(
    call: Arc<AnyCall>,
) -> impl Future<Output = Result<(Content, ContentVerdict), Error>> + Send {
    receive(call, S::STREAMED, S::covers, |status| {
        S::covers(status) || F::covers(status)
    })
}

/// Everything about sending that does not depend on types.
async fn receive(
    call: Arc<AnyCall>,
    streamed: bool,
    covers: fn(http::StatusCode) -> bool,
    redirects: fn(http::StatusCode) -> bool,
) -> Result<(Content, ContentVerdict), Error> {
    let (operation, executor) = (call.operation, Executor::clone(&call.executor));
    let mut request = call.request()?;
    request.options.streamed = streamed;
    request.options.redirects = Some(redirects);
    let (rule, xml) = (request.operation.failure, request.operation.xml);
    let lenient = executor.lenient();
    let memory = memory::of_body(executor.body_bytes_max());
    let origin = request.operation.links.then(|| {
        let arguments = call.arguments.clone();
        LinkOrigin::new(Executor::clone(&executor), request.clone(), arguments)
    });
    // The request has what is needed of it.
    drop(call);
    let Reply {
        status,
        headers,
        body,
        passport,
    } = executor.execute(request).await?;
    let (wanted, _) = operation.redirects;
    let good = status.is_success() || covers(status) || is_covered(&[(wanted, "")], status);
    let body = if good && streamed {
        body
    } else {
        Incoming::from_bytes(body.bytes().await.map_err(Error::or_outcome_unknown)?)
    };
    let origin = origin
        .map(|origin| origin.with_response_body(body.in_memory().cloned().unwrap_or_default()));
    let mut content = Content {
        status,
        headers,
        body,
        passport,
        lenient,
        memory,
        scanned: None,
        problems: Vec::new(),
        problem_count: 0,
        origin,
        end_of_events: operation.end_of_events,
        xml,
    };
    let verdict = judge_content(&mut content, good, rule);
    Ok((content, verdict))
}

/// The verdict on a response: a success, or the provider's error.
enum ContentVerdict {
    Good,
    Bad,
    /// A good status, and a body that tells of a failure.
    Failed {
        code: Option<String>,
        message: Option<String>,
    },
}

fn judge_content(content: &mut Content, good: bool, rule: Option<FailureRule>) -> ContentVerdict {
    let (true, Some(rule)) = (good, rule) else {
        return if good {
            ContentVerdict::Good
        } else {
            ContentVerdict::Bad
        };
    };
    content.with_tape(|tape| {
        let text = |pointer: &str| {
            let found = (!pointer.is_empty())
                .then(|| tape?.root().pointer(pointer))
                .flatten()?;
            found.as_str().map(std::borrow::Cow::into_owned)
        };
        match text(rule.at) {
            Some(value) if rule.values.contains(&value.as_str()) => ContentVerdict::Failed {
                code: text(rule.code),
                message: text(rule.message),
            },
            _ => ContentVerdict::Good,
        }
    })
}

/// The error of a response under a bad status.
fn refusal_error(content: &mut Content) -> Error {
    let (code, message) = content.with_tape(code_and_message);
    Error::api_refusal(content.passport.clone(), code, message, content.bytes())
}

fn read_result<S: ResponseForm, F: ResponseForm>(
    operation: &'static Operation,
    content: &mut Content,
    verdict: ContentVerdict,
) -> Result<S::Value, CallError<F::Value>> {
    let error = match verdict {
        ContentVerdict::Good => {
            return known::check_known(operation, content, S::HAS_CONTENT)
                .and_then(|()| S::read(content))
                .map_err(|error| CallError::bare(error.or_outcome_unknown()));
        }
        ContentVerdict::Bad => refusal_error(content),
        ContentVerdict::Failed { code, message } => {
            Error::api_failure_report(content.passport.clone(), code, message, content.bytes())
        }
    };
    // A refusal that does not read as described is still the refusal.
    content.lenient = false;
    let body = F::read(content).ok().map(Box::new);
    Err(CallError {
        error,
        body,
        response: Some(Box::new(take_response(content))),
    })
}

/// Takes the response out of its content.
fn take_response(content: &mut Content) -> Response<()> {
    Response {
        status: content.status,
        headers: mem::take(&mut content.headers),
        value: (),
        problems: mem::take(&mut content.problems),
        problem_count: content.problem_count,
        passport: mem::take(&mut content.passport),
        origin: content.origin.take(),
    }
}
