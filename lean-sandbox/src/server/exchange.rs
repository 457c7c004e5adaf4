//! From hyper's request to the sandbox's answer and back.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;

use crate::api::{self, App, Outcome, Received, Reply};
use crate::seen::Connection;

/// Answers one request.
///
/// # Errors
/// [`Cut`], on purpose: hyper then closes the connection without an answer.
pub(super) async fn serve(
    app: Arc<App>,
    connection: Arc<Connection>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Cut> {
    let (head, body) = request.into_parts();
    let body = Limited::new(body, BODY_BYTES_MAX).collect().await;
    let received = Received {
        method: head.method,
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        body: body
            .map(|body| body.to_bytes())
            .map_err(|_| api::BodyTooLong),
        connection: (*connection).clone(),
    };
    match api::answer(&app, received) {
        Outcome::Answer { reply, delay } => {
            if let Some(delay) = delay {
                tokio::time::sleep(delay).await;
            }
            Ok(response(reply))
        }
        Outcome::Cut => Err(Cut),
    }
}

/// More than any operation takes.
const BODY_BYTES_MAX: usize = 1024 * 1024;

fn response(reply: Reply) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(reply.body));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    if let Some(media_type) = reply
        .media_type
        .and_then(|media_type| HeaderValue::try_from(media_type).ok())
    {
        response.headers_mut().insert(CONTENT_TYPE, media_type);
    }
    response
}

/// The connection is to be closed without an answer.
#[derive(Debug)]
pub(super) struct Cut;

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is cut on purpose")
    }
}

impl StdError for Cut {}
