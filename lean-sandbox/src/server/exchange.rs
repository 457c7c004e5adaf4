//! From hyper's request to the sandbox's answer and back.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;

use crate::api::{self, App, BodyTooLong, ExchangeEnd, Received, Reply};
use crate::seen::Connection;

/// Answers one request.
///
/// # Errors
/// [`CutConnection`], on purpose: hyper then closes the connection without an answer.
pub(super) async fn serve(
    app: Arc<App>,
    connection: Arc<Connection>,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, CutConnection> {
    let (head, body) = request.into_parts();
    let is_head = head.method == Method::HEAD;
    let received = Received {
        method: head.method,
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        body: read_body(body).await,
        connection: (*connection).clone(),
    };
    match api::answer(&app, received) {
        ExchangeEnd::Answer { reply, delay } => {
            if let Some(delay) = delay {
                tokio::time::sleep(delay).await;
            }
            Ok(response(reply, is_head))
        }
        ExchangeEnd::Cut => Err(CutConnection),
    }
}

/// More than any operation takes.
const BODY_BYTES_MAX: usize = 1024 * 1024;

/// The limit to which oversized bodies are still read: many clients look for an answer only after
/// sending everything.
const READ_BYTES_MAX: usize = 64 * BODY_BYTES_MAX;

async fn read_body(mut body: Incoming) -> Result<Bytes, BodyTooLong> {
    let mut bytes = BytesMut::new();
    let mut total = 0;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(|_| BodyTooLong)?.into_data() else {
            continue;
        };
        total += data.len();
        if total <= BODY_BYTES_MAX {
            bytes.extend_from_slice(&data);
        } else if total > READ_BYTES_MAX {
            break;
        }
    }
    if total > BODY_BYTES_MAX {
        Err(BodyTooLong)
    } else {
        Ok(bytes.freeze())
    }
}

/// The answer to HEAD has the headers of the answer to GET and no body: over HTTP/2 a frame of data would break the stream.
fn response(reply: Reply, is_head: bool) -> Response<Full<Bytes>> {
    let length = reply.body.len();
    let body = if is_head { Bytes::new() } else { reply.body };
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    let headers = response.headers_mut();
    if is_head {
        headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    if let Some(media_type) = reply
        .media_type
        .and_then(|media_type| HeaderValue::try_from(media_type).ok())
    {
        headers.insert(CONTENT_TYPE, media_type);
    }
    response
}

/// The connection is to be closed without an answer.
#[derive(Debug)]
pub(super) struct CutConnection;

impl fmt::Display for CutConnection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is cut on purpose")
    }
}

impl StdError for CutConnection {}
