//! One attempt of a call: credentials, middleware, the wire, and the response within its limits.

use tokio::time::Instant;

use super::{core::Core, plan::Plan};
use crate::{
    Error,
    body::{Guard, Incoming, Limits},
    error::{Code, Passport},
    request::Reply,
    transport::{Outgoing, Reach},
};

/// Why an attempt failed, and how far it came.
pub(super) struct Failed {
    pub(super) error: Error,
    pub(super) reach: Reach,
}

pub(super) async fn send(
    core: &Core,
    plan: &Plan,
    number: u32,
    start: Instant,
) -> Result<Reply, Failed> {
    let passport = || plan.passport.clone().with_effort(number, start.elapsed());
    let head = head(plan).map_err(|error| Failed {
        error: error.with_passport(passport()),
        reach: Reach::NotReached,
    })?;
    let outgoing = Outgoing {
        head,
        body: plan.body.clone(),
        fresh_connection: false,
    };
    let response = core.api.send(outgoing).await.map_err(|failure| Failed {
        reach: failure.reach(),
        error: failure.into_error(passport()),
    })?;
    let (parts, body) = response.into_parts();
    let passport = passport().with_status(parts.status);
    let limits = Limits {
        bytes_max: core.body_bytes_max,
        idle: core.deadlines.idle,
    };
    let guarded = Incoming::from_stream(Guard::new(body, limits, passport.clone(), ()));
    let body = if plan.streamed && parts.status.is_success() {
        guarded
    } else {
        let bytes = guarded.bytes().await.map_err(|error| Failed {
            error,
            reach: Reach::Perhaps,
        })?;
        Incoming::from_bytes(bytes)
    };
    Ok(Reply {
        status: parts.status,
        headers: parts.headers,
        body,
        passport,
    })
}

fn head(plan: &Plan) -> Result<http::Request<()>, Error> {
    let mut head = http::Request::new(());
    *head.method_mut() = plan.method.clone();
    *head.uri_mut() = plan.url.clone();
    *head.headers_mut() = plan.headers.clone();
    if head.headers().len() > 1000 {
        return Err(Error::new(Code::InvalidRequest, Passport::default()));
    }
    Ok(head)
}
