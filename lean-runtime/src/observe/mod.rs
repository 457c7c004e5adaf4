//! Observability of calls: spans by OpenTelemetry's conventions for HTTP clients, and metrics. They
//! contain no secrets and no values of paths or queries, which are personal data.

#[cfg(feature = "metrics")]
mod metrics;

use http::{StatusCode, Uri};
use tokio::time::Instant;
use tracing::{Span, field::Empty};

use crate::{Error, error::Passport, identity::Loaded, operation::Operation, request::Reply};

/// The span of one logical call (OpenTelemetry semantic conventions for HTTP, client span).
pub(crate) fn call(passport: &Passport, url: &Uri) -> Span {
    let (method, route) = passport.route().unwrap_or_default();
    tracing::info_span!(
        "call",
        otel.name = format_args!("{method} {route}"),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = method,
        http.response.status_code = Empty,
        http.request.resend_count = Empty,
        server.address = url.host().unwrap_or_default(),
        server.port = url.port_u16().unwrap_or(443),
        url.scheme = url.scheme_str().unwrap_or("https"),
        url.template = route,
        error.type = Empty,
        lean.operation = passport.operation(),
        lean.request_id = Empty,
    )
}

/// An attempt has come to something; `is_last`: it is not repeated.
pub(crate) fn attempt(
    operation: &'static Operation,
    number: u32,
    result: Result<StatusCode, &str>,
    is_last: bool,
) {
    match result {
        Ok(status) => {
            tracing::debug!(number, status = status.as_u16(), is_last, "answered");
        }
        Err(code) => tracing::debug!(number, code, is_last, "failed"),
    }
    #[cfg(feature = "metrics")]
    if !is_last {
        metrics::note_retry(operation.id);
    }
    #[cfg(not(feature = "metrics"))]
    let _ = operation;
}

/// A call has ended.
pub(crate) fn note_call(
    span: &Span,
    passport: &Passport,
    result: &Result<Reply, Error>,
    start: Instant,
) {
    let known = match result {
        Ok(reply) => &reply.passport,
        Err(error) => error.passport(),
    };
    if let Some(status) = known.status() {
        span.record("http.response.status_code", status.as_u16());
    }
    if known.attempts() > 1 {
        span.record("http.request.resend_count", known.attempts() - 1);
    }
    if let Some(id) = known.request_id() {
        span.record("lean.request_id", id);
    }
    let is_refused =
        |reply: &Reply| reply.status.is_client_error() || reply.status.is_server_error();
    let failure = match result {
        Ok(reply) if is_refused(reply) => Some(reply.status.as_str()),
        Ok(_) => None,
        Err(error) => Some(error.code()),
    };
    if let Some(failure) = failure {
        span.record("error.type", failure);
        span.record("otel.status_code", "ERROR");
    }
    #[cfg(feature = "metrics")]
    metrics::note_call(passport, known.status(), failure, start.elapsed());
    #[cfg(not(feature = "metrics"))]
    let _ = (passport, start);
}

/// A token was asked for.
pub(crate) fn note_token(is_well: bool) {
    tracing::debug!(is_well, "asked for an access token");
    #[cfg(feature = "metrics")]
    metrics::note_token(is_well);
}

/// A generation of the identity went into use.
pub(crate) fn note_rotation(identity: &Loaded) {
    let (generation, not_after) = (identity.generation(), identity.not_after());
    tracing::debug!(generation, %not_after, "connections show this certificate from now on");
    #[cfg(feature = "metrics")]
    metrics::note_rotation();
}
