//! A response's head is judged, its body bounded and, unless it is wanted as a stream, read.

use futures_util::TryStreamExt as _;
use http::{StatusCode, header};

use super::{attempt::FailedAttempt, call::CallRun, plan::Plan};
use crate::{
    Error,
    call::is_covered,
    error::{ErrorCode, Passport},
    limits::Permit,
    request::{self, BodyBounds, Incoming, Reply},
    transport::{BodyLimits, Guard, WireBody},
};

pub(super) async fn receive(
    call: CallRun<'_>,
    passport: Passport,
    response: http::Response<WireBody>,
    permit: Permit,
) -> Result<Reply, FailedAttempt> {
    let CallRun { core, plan, .. } = call;
    let (head, body) = response.into_parts();
    let is_streamed = plan.streamed && head.status.is_success();
    let limits = BodyLimits {
        bytes_max: if is_streamed {
            core.stream_limits.bytes_max
        } else {
            core.body_bytes_max
        },
        idle: core.deadlines.idle,
    };
    judge(&head, limits.bytes_max, plan, &passport).map_err(FailedAttempt::perhaps_acted_on)?;
    if !is_streamed {
        let mut body = Guard::new(body, limits, passport, permit);
        let bytes = request::whole(&mut body).await;
        let bytes = bytes.map_err(FailedAttempt::perhaps_acted_on)?;
        return Ok(Reply {
            status: head.status,
            headers: head.headers,
            body: Incoming::from_bytes(bytes),
            passport: body.into_passport(),
        });
    }
    let body = Guard::new(body, limits, passport.clone(), permit);
    let bounds = BodyBounds {
        whole_bytes_max: core.body_bytes_max,
        item_bytes_max: core.stream_limits.item_bytes_max,
        passport: passport.clone(),
    };
    // Only the caller sees these errors from here on.
    let body = Incoming::with_bounds(body.map_err(Error::or_outcome_unknown), bounds);
    Ok(Reply {
        status: head.status,
        headers: head.headers,
        body,
        passport,
    })
}

/// # Errors
/// The response asks for something that is never done, or announces more than is allowed.
fn judge(
    head: &http::response::Parts,
    bytes_max: u64,
    plan: &Plan,
    passport: &Passport,
) -> Result<(), Error> {
    let error = |code| Error::new(code, passport.clone());
    if head.status == StatusCode::SWITCHING_PROTOCOLS {
        return Err(error(ErrorCode::HttpUnexpectedUpgrade));
    }
    let (wanted, refusing) = plan.operation.redirects;
    let is_answer = || {
        plan.redirects.is_some_and(|are| are(head.status))
            || is_covered(&[(wanted, ""), (refusing, "")], head.status)
    };
    if head.status.is_redirection()
        && let Some(location) = head.headers.get(header::LOCATION)
        && !is_answer()
    {
        let to = origin_of(location.to_str().unwrap_or_default());
        let text = format!("the server answered with a redirect {to}, which is not followed");
        return Err(error(ErrorCode::RedirectRefused).with_what(text));
    }
    let length = head.headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
    let has_body = plan.method != http::Method::HEAD;
    if has_body && length.is_some_and(|length: u64| length > bytes_max) {
        let text = format!("the body is larger than {bytes_max} bytes");
        return Err(error(ErrorCode::BodyTooLarge).with_what(text));
    }
    Ok(())
}

/// Returns scheme and host only: path and query may contain data sent to a login page.
fn origin_of(location: &str) -> String {
    let uri: Option<http::Uri> = location.parse().ok();
    let origin = uri.as_ref().and_then(|uri| {
        let host = uri.authority()?.as_str().rsplit('@').next()?;
        Some(format!("to `{}://{host}`", uri.scheme_str().unwrap_or("")))
    });
    origin.unwrap_or_else(|| "within the same host".to_owned())
}
