//! The caller of a request.

use http::StatusCode;

use super::{App, Received, Refusal};
use crate::seen::Listener;

/// The one who asks, once proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ApiCaller {
    /// The application's backend.
    Application,
    /// A session of the SDK, for one customer.
    Customer(String),
}

/// Proves the caller by what the listener asks for.
pub(super) fn identify(app: &App, received: &Received) -> Result<ApiCaller, Refusal> {
    match received.connection.listener {
        Listener::MutualTls => check_certificate(app, received).map(|()| ApiCaller::Application),
        Listener::OAuth => find_by_token(app, received),
    }
}

/// The certificate is of this sandbox's authority, or there were no connection. Is it still good, and whose is it?
fn check_certificate(app: &App, received: &Received) -> Result<(), Refusal> {
    let peer = received.connection.peer.as_ref();
    let record = peer.and_then(|peer| app.authority.register().by_serial(&peer.serial));
    let Some(record) = record.filter(|record| !record.revoked) else {
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "INVALID_CERTIFICATE",
            "The client certificate is not valid",
        ));
    };
    let Some(token) = header(received, "lean-app-token") else {
        return Err(unauthorized("The header lean-app-token is missing"));
    };
    if token != record.application {
        let message = "The certificate belongs to another application than the app token";
        return Err(Refusal::new(
            StatusCode::UNAUTHORIZED,
            "CERTIFICATE_TOKEN_MISMATCH",
            message,
        ));
    }
    if record.sandbox_only {
        let message = "The application has no access to production";
        return Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "INSUFFICIENT_ACCESS_LEVEL",
            message,
        ));
    }
    if token != app.authority.application() {
        return Err(unauthorized("The app token is not known"));
    }
    Ok(())
}

fn find_by_token(app: &App, received: &Received) -> Result<ApiCaller, Refusal> {
    let Some(authorization) = header(received, "authorization") else {
        return Err(unauthorized("The bearer token is missing"));
    };
    let bearer = authorization
        .split_once(' ')
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let scope = bearer.and_then(|(_, token)| app.tokens.scope(token.trim()));
    match scope {
        None => Err(unauthorized(
            "The bearer token is not valid, or has expired",
        )),
        Some(scope) => Ok(match scope.strip_prefix("customer.") {
            Some(customer) => ApiCaller::Customer(customer.to_owned()),
            None => ApiCaller::Application,
        }),
    }
}

fn unauthorized(message: &str) -> Refusal {
    Refusal::new(StatusCode::UNAUTHORIZED, "UNAUTHORIZED", message)
}

fn header<'a>(received: &'a Received, name: &str) -> Option<&'a str> {
    received.headers.get(name)?.to_str().ok()
}
