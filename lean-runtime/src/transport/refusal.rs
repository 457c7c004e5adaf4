//! Looks into pages with which servers refuse a certificate after the handshake, as nginx does.

use futures_util::{StreamExt, stream};
use http::header;

use lean_identity::tls::{self, Recorder};

use super::{Failure, SendProgress, WireBody};

/// The part of a page that is examined.
const PAGE_BYTES_MAX: usize = 16 * 1024;

/// Returns true for the head of what may be such a page.
pub(super) fn is_possible(head: &http::response::Parts) -> bool {
    let is_json = || content_type(head).is_some_and(|kind| kind.contains("json"));
    matches!(head.status.as_u16(), 400 | 403 | 495 | 496) && !is_json()
}

fn content_type(head: &http::response::Parts) -> Option<&str> {
    head.headers.get(header::CONTENT_TYPE)?.to_str().ok()
}

/// The body under a head that [`is_possible`], as it was, unless it is a page that refuses our certificate: then the refusal, in the words of TLS.
pub(super) async fn look(
    head: &http::response::Parts,
    mut body: WireBody,
    recorder: &Recorder,
) -> Result<WireBody, Failure> {
    let mut seen = Vec::new();
    let mut pieces = Vec::new();
    while seen.len() < PAGE_BYTES_MAX
        && let Some(piece) = body.next().await
    {
        let is_whole = piece.is_ok();
        if let Ok(bytes) = &piece {
            seen.extend_from_slice(bytes);
        }
        pieces.push(piece);
        if !is_whole {
            break;
        }
    }
    let status = head.status.as_u16();
    match tls::classify_response(status, content_type(head), &seen, recorder) {
        // The page is the server's answer to the handshake: no application saw the request.
        Some(fault) => Err(Failure::tls(fault, SendProgress::ResponseBegun).never_acted_on()),
        None => Ok(Box::pin(stream::iter(pieces).chain(body))),
    }
}
