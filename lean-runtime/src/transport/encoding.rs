//! The content coding of bodies: gzip is asked for, nothing else is taken (RFC 9110 section 8.4).

use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, RANGE};
use http::{HeaderMap, HeaderValue};

use super::{Failure, SendProgress};
use crate::error::ErrorCode;

/// Asks for gzip, unless the caller asks for something, or for a part of the body: ranges count encoded bytes.
pub(super) fn ask(headers: &mut HeaderMap) {
    if !headers.contains_key(ACCEPT_ENCODING) && !headers.contains_key(RANGE) {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
}

/// Returns true if the body is in gzip, which is to be undone: then the headers no longer tell of it.
///
/// # Errors
/// The body has a content coding that was not asked for and cannot be undone.
pub(super) fn take_gzip(
    head: &mut http::response::Parts,
    head_only: bool,
) -> Result<bool, Failure> {
    if head_only || matches!(head.status.as_u16(), 204 | 304) {
        return Ok(false);
    }
    let is =
        |name: &str, coding: &HeaderValue| coding.as_bytes().eq_ignore_ascii_case(name.as_bytes());
    let codings = head.headers.get_all(CONTENT_ENCODING).iter();
    let codings: Vec<_> = codings.filter(|coding| !is("identity", coding)).collect();
    match codings.as_slice() {
        [] => Ok(false),
        // RFC 9110 section 8.4.1.3: both names mean the same.
        [coding] if is("gzip", coding) || is("x-gzip", coding) => {
            head.headers.remove(CONTENT_ENCODING);
            head.headers.remove(CONTENT_LENGTH);
            Ok(true)
        }
        _ => {
            let failure = Failure::new(ErrorCode::BodyEncoding, SendProgress::ResponseBegun);
            Err(failure.with_what("the body has a content coding that was not asked for"))
        }
    }
}
