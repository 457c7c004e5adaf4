//! The way of a request through the sandbox.

use std::sync::Arc;
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{Method, StatusCode};

use super::auth::ApiCaller;
use super::{App, ExchangeEnd, Fault, Received, Refusal, Reply, auth, dashboard, token};
use crate::description::{self, Arguments, Operation, RouteMatch};
use crate::json::Json;
use crate::query;
use crate::seen::{Listener, Seen};
use crate::state::{Call, HandlerAnswer};

/// Answers a request, and writes down that it was there.
pub(crate) fn answer(app: &App, received: Received) -> ExchangeEnd {
    let mut exchange = Exchange {
        app,
        received,
        operation: None,
        described: None,
        delay: None,
    };
    let reply = match exchange.run() {
        Ok(reply) => Some(reply),
        Err(StopReason::Refused(refusal)) => {
            let now = app.settings.clock.timestamp();
            Some(refusal.reply(exchange.described.as_deref(), now))
        }
        Err(StopReason::Answered(reply)) => Some(*reply),
        Err(StopReason::Cut) => None,
    };
    let correlation_id = app.state().ids.letters(16);
    let reply =
        reply.map(|reply| reply.with_trace_headers(&exchange.received.headers, correlation_id));
    let delay = exchange.delay;
    app.recorder.request(exchange.into_seen(reply.as_ref()));
    reply.map_or(ExchangeEnd::Cut, |reply| ExchangeEnd::Answer {
        reply,
        delay,
    })
}

struct Exchange<'a> {
    app: &'a App,
    received: Received,
    operation: Option<String>,
    described: Option<Arc<Operation>>,
    delay: Option<Duration>,
}

/// The operation, and the parameters of the path.
type Routed = (Arc<Operation>, Vec<(String, String)>);

/// Why a request does not run its course.
enum StopReason {
    Refused(Refusal),
    Answered(Box<Reply>),
    Cut,
}

impl From<Refusal> for StopReason {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl Exchange<'_> {
    fn run(&mut self) -> Result<Reply, StopReason> {
        let (app, received) = (self.app, &self.received);
        if received.path == token::PATH && received.connection.listener == Listener::OAuth {
            return self.token();
        }
        let caller = auth::identify(app, received)?;
        if let Some(path) = received.path.strip_prefix(dashboard::PREFIX) {
            return Ok(dashboard::answer(app, &caller, path, received)?);
        }
        if let ApiCaller::Customer(_) = caller {
            let message = "The token is for the SDK, not for a backend";
            return Err(
                Refusal::new(StatusCode::FORBIDDEN, "INCORRECT_ACCESS_LEVEL", message).into(),
            );
        }
        let (operation, path) = self.route()?;
        self.operation = Some(operation.id.clone());
        self.described = Some(operation.clone());
        let after = self.apply_fault(&operation)?;
        let reply = self.run_operation(&operation, &path)?;
        match after {
            Some(Fault::ResetAfter) => Err(StopReason::Cut),
            Some(_) | None => Ok(reply),
        }
    }

    fn token(&mut self) -> Result<Reply, StopReason> {
        self.operation = Some(token::OPERATION.to_owned());
        if self.received.method != Method::POST {
            return Err(Refusal::method_not_allowed(&[Method::POST]).into());
        }
        if let RouteMatch::Operation(operation, _) =
            self.app.routes.find(&Method::POST, token::PATH)
        {
            self.described = Some(operation);
        }
        self.take_fault(token::OPERATION)?;
        Ok(token::grant(self.app, &self.received))
    }

    fn route(&self) -> Result<Routed, Refusal> {
        match self
            .app
            .routes
            .find(&self.received.method, &self.received.path)
        {
            RouteMatch::Operation(operation, path) if operation.id != token::OPERATION => {
                Ok((operation, path))
            }
            RouteMatch::Operation(..) | RouteMatch::Nothing => Err(Refusal::new(
                StatusCode::NOT_FOUND,
                "INVALID_URL",
                "There is nothing at this address",
            )),
            RouteMatch::OtherMethod(allowed) => Err(Refusal::method_not_allowed(&allowed)),
        }
    }

    /// Returns the planned fault, if it has not occurred here already.
    fn apply_fault(&mut self, operation: &Operation) -> Result<Option<Fault>, StopReason> {
        let fault = self.take_fault(&operation.id)?;
        if let Some(Fault::Failed(code)) = &fault {
            let reply = self.app.state().failure_answer(operation, code);
            let reply = reply.map(|body| Reply::json(StatusCode::OK, &body));
            return Err(match reply {
                Some(reply) => StopReason::Answered(Box::new(reply)),
                None => StopReason::Refused(internal("The sandbox was asked to fail")),
            });
        }
        Ok(fault)
    }

    fn take_fault(&mut self, operation: &str) -> Result<Option<Fault>, StopReason> {
        let fault = self.app.faults.take(operation);
        match &fault {
            Some(Fault::Status(status)) => {
                let status =
                    StatusCode::from_u16(*status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                Err(
                    Refusal::new(status, error_code(status), "The sandbox was asked to fail")
                        .into(),
                )
            }
            Some(Fault::RateLimited { retry_after }) => {
                let status = StatusCode::TOO_MANY_REQUESTS;
                let refusal = Refusal::new(status, error_code(status), "Too many requests");
                Err(StopReason::Refused(match retry_after {
                    Some(after) => refusal.with("retry-after", after.as_secs().to_string()),
                    None => refusal,
                }))
            }
            Some(Fault::Reset) => Err(StopReason::Cut),
            Some(Fault::Delay(delay)) => {
                self.delay = Some(*delay);
                Ok(None)
            }
            Some(Fault::Failed(_) | Fault::ResetAfter) | None => Ok(fault),
        }
    }

    fn run_operation(
        &self,
        operation: &Operation,
        path: &[(String, String)],
    ) -> Result<Reply, Refusal> {
        let query = query::pairs(&self.received.query);
        let body = self.read_body(operation)?;
        let arguments = Arguments {
            path,
            query: &query,
            headers: &self.received.headers,
            body: body.as_ref(),
        };
        operation
            .check_request(&arguments)
            .map_err(|fault| match fault {
                description::RequestFault::Missing(message) => Refusal::missing(message),
                description::RequestFault::Invalid(message) => Refusal::invalid(message),
            })?;

        let call = Call {
            operation,
            path,
            query: &query,
            body: body.as_ref(),
        };
        let done = self.app.state().answer(&call)?;
        check_reply(operation, &done)
    }

    /// The body, if the operation takes one and there is one.
    fn read_body(&self, operation: &Operation) -> Result<Option<Json>, Refusal> {
        let bytes = self.received.body.as_ref();
        let bytes = bytes
            .map_err(|_| Refusal::invalid("The body is too long, or was not sent to its end"))?;
        let Some(body) = operation.body.as_ref().filter(|_| !bytes.is_empty()) else {
            return Ok(None);
        };
        let media_type = self
            .received
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case(&body.media_type) {
            let message = format!("The body has to be {}, not `{essence}`", body.media_type);
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "INVALID_PARAMETERS",
                message,
            ));
        }
        let json =
            Json::parse(bytes).ok_or_else(|| Refusal::invalid("The body is not valid JSON"))?;
        Ok(Some(json))
    }

    fn into_seen(self, reply: Option<&Reply>) -> Seen {
        Seen {
            method: self.received.method,
            path: self.received.path,
            query: self.received.query,
            headers: self.received.headers,
            body: self.received.body.unwrap_or_default(),
            connection: self.received.connection,
            operation: self.operation,
            status: reply.map(|reply| reply.status),
        }
    }
}

/// Turns what was done into bytes, once it is sure that the description allows it: a sandbox that answers what the real
/// API never would is worse than none.
fn check_reply(operation: &Operation, done: &HandlerAnswer) -> Result<Reply, Refusal> {
    let success = match done {
        HandlerAnswer::Accepted(_) => operation.accepted(),
        HandlerAnswer::Answer(_) | HandlerAnswer::File(_) => operation.success(),
    };
    let Some(success) = success else {
        return Err(internal("The description has no answer for this operation"));
    };
    let content = success.content.as_ref();
    match (done, content) {
        (_, None) => Ok(Reply::bytes(success.status, None, "")),
        (HandlerAnswer::File(bytes), Some(content)) => Ok(Reply::bytes(
            success.status,
            Some(content.media_type.clone()),
            bytes.clone(),
        )),
        (HandlerAnswer::Answer(body) | HandlerAnswer::Accepted(body), Some(content)) => {
            if let Some(mismatch) = content.mismatch(body) {
                return Err(internal(&format!(
                    "The sandbox's own answer does not fit the description: {mismatch}"
                )));
            }
            Ok(Reply::json(success.status, body))
        }
    }
}

fn internal(message: &str) -> Refusal {
    Refusal::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "INTERNAL_SERVER_ERROR",
        message,
    )
}

/// The API's code for a status.
pub(super) fn error_code(status: StatusCode) -> &'static str {
    match status.as_u16() {
        401 => "UNAUTHORIZED",
        403 => "INCORRECT_ACCESS_LEVEL",
        404 => "DATA_NOT_FOUND",
        405 => "INVALID_HTTP_METHOD",
        408 => "TIMEOUT",
        409 => "CUSTOMER_ALREADY_EXISTS",
        429 => "RATE_LIMIT_EXCEEDED",
        501 => "FAILED",
        400..=499 => "INVALID_PARAMETERS",
        _ => "INTERNAL_SERVER_ERROR",
    }
}
