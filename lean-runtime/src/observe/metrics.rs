//! Counts and durations, through the `metrics` facade.

use std::time::Duration;

use http::StatusCode;

use crate::error::Passport;

/// An attempt is repeated.
pub(super) fn note_retry(operation: &'static str) {
    metrics::counter!("lean_client_retries_total", "operation" => operation).increment(1);
}

/// A call has ended: `lean_client_requests_total` and `lean_client_duration_seconds`, by operation, status and code.
pub(super) fn note_call(
    passport: &Passport,
    status: Option<StatusCode>,
    failure: Option<&str>,
    elapsed: Duration,
) {
    let operation = passport.operation().unwrap_or_default();
    let status = status.map_or_else(String::new, |status| status.as_u16().to_string());
    let failure = failure.unwrap_or_default().to_owned();
    let labels = [
        ("operation", operation.to_owned()),
        ("status", status),
        ("error", failure),
    ];
    metrics::counter!("lean_client_requests_total", &labels).increment(1);
    metrics::histogram!("lean_client_duration_seconds", &labels).record(elapsed.as_secs_f64());
}

/// A token was asked for.
pub(super) fn note_token(is_well: bool) {
    let outcome = if is_well { "ok" } else { "failed" };
    metrics::counter!("lean_client_tokens_total", "outcome" => outcome).increment(1);
}

/// A generation of the identity went into use.
pub(super) fn note_rotation() {
    metrics::counter!("lean_client_generations_total").increment(1);
}
