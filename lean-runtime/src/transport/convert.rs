//! Turns an attempt into the engine's request, and checks what the engine leaves unchecked.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
};

use futures_util::StreamExt;
use reqwest::Body;

use super::{Failure, Outgoing, Reach};
use crate::{body::Source, error::Code, request::Payload};

/// Why the source of a request's body failed: the engine does not always hand it on.
#[derive(Clone, Default)]
pub(super) struct SourceFault(Arc<Mutex<Option<io::Error>>>);

impl SourceFault {
    /// The failure of an attempt whose body's source has failed; none: it has not.
    pub(super) fn failure(&self) -> Option<Failure> {
        let cause = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()?;
        Some(Failure::new(Code::BodySource, Reach::Perhaps).because(cause))
    }

    fn watch(&self, source: &Source) -> Body {
        let fault = self.clone();
        Body::wrap_stream(source.open().map(move |piece| {
            piece.map_err(|cause| {
                let kind = cause.kind();
                *fault.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(cause);
                io::Error::from(kind)
            })
        }))
    }
}

/// # Errors
/// The URL would change its path while being parsed, or is none.
pub(super) fn request(
    outgoing: Outgoing,
    fault: &SourceFault,
) -> Result<reqwest::Request, Failure> {
    let (head, ()) = outgoing.head.into_parts();
    let invalid = || Failure::new(Code::InvalidRequest, Reach::NotReached);
    let url = reqwest::Url::parse(&head.uri.to_string())
        .map_err(|error| invalid().what("the URL cannot be read").because(error))?;
    // The URL standard removes dot segments, percent-encoded ones too: the request would go somewhere else.
    if url.path() != head.uri.path() {
        return Err(invalid().what("a value in the path would lead out of its place"));
    }
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    *request.body_mut() = match outgoing.body {
        Payload::Empty => None,
        Payload::Bytes(bytes) => Some(Body::from(bytes)),
        Payload::Stream(source) => Some(fault.watch(&source)),
    };
    Ok(request)
}

/// # Errors
/// The body has a content coding that was not asked for and cannot be undone. What can be undone, the engine has
/// undone, and removed the header.
pub(super) fn check_encoding(head: &http::Response<()>, head_only: bool) -> Result<(), Failure> {
    let bodiless = head_only || matches!(head.status().as_u16(), 204 | 304);
    let mut codings = head
        .headers()
        .get_all(http::header::CONTENT_ENCODING)
        .iter();
    let foreign = codings.find(|coding| !coding.as_bytes().eq_ignore_ascii_case(b"identity"));
    match foreign {
        Some(_) if !bodiless => {
            let failure = Failure::new(Code::BodyEncoding, Reach::Perhaps);
            Err(failure.what("the body has a content coding that was not asked for"))
        }
        _ => Ok(()),
    }
}
