//! Turns an attempt into the engine's request, and checks what the engine leaves unchecked.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use reqwest::{Body, Url};

use super::{Failure, Outgoing, SendProgress, encoding};
use crate::{
    body::{ByteStream, Source},
    error::ErrorCode,
    request::Payload,
};

/// The progress of a request's body: how much of it the engine has taken, and why its source
/// failed. The engine does not always report the latter.
#[derive(Clone)]
pub(super) struct Sending(Arc<Mutex<SendState>>);

struct SendState {
    progress: SendProgress,
    fault: Option<io::Error>,
}

impl Sending {
    /// A request without a body is sent as soon as its head is.
    fn new(body: &Payload) -> Self {
        let progress = match body {
            Payload::Empty => SendProgress::BodySent,
            Payload::Bytes(bytes) if bytes.is_empty() => SendProgress::BodySent,
            Payload::Bytes(_) | Payload::Stream(_) => SendProgress::HeadSent,
        };
        Self(Arc::new(Mutex::new(SendState {
            progress,
            fault: None,
        })))
    }

    /// Returns the progress of the request, assuming that the engine wrote some of it.
    pub(super) fn progress(&self) -> SendProgress {
        self.state().progress
    }

    /// The failure of an attempt whose body's source has failed; none: it has not.
    pub(super) fn failure(&self) -> Option<Failure> {
        let cause = self.state().fault.take()?;
        Some(Failure::new(ErrorCode::BodySource, SendProgress::HeadSent).because(cause))
    }

    /// The bytes of a body, `length` of them if that is known.
    fn watch(&self, pieces: ByteStream, length: Option<u64>) -> Body {
        let (of_pieces, of_end) = (self.clone(), self.clone());
        let mut left = length;
        let pieces = pieces.map(move |piece| of_pieces.piece(piece, &mut left));
        // The engine asks for the end of a body only if it does not know its length.
        let end = stream::once(async move {
            of_end.state().progress = SendProgress::BodySent;
            None
        });
        let pieces = pieces.map(Some).chain(end);
        Body::wrap_stream(pieces.filter_map(async |piece| piece))
    }

    fn piece(&self, piece: io::Result<Bytes>, left: &mut Option<u64>) -> io::Result<Bytes> {
        match piece {
            Ok(piece) => {
                *left = left.map(|left| left.saturating_sub(piece.len() as u64));
                if *left == Some(0) {
                    self.state().progress = SendProgress::BodySent;
                }
                Ok(piece)
            }
            Err(cause) => {
                let kind = cause.kind();
                self.state().fault = Some(cause);
                Err(io::Error::from(kind))
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, SendState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The engine's request, and what its body knows of its way.
///
/// # Errors
/// Fails if the URL is invalid, or if parsing would change its path.
pub(super) fn request(
    outgoing: &Outgoing,
    known: &KnownOrigin,
) -> Result<(reqwest::Request, Sending), Failure> {
    let head = &outgoing.head;
    let invalid = || Failure::new(ErrorCode::InvalidRequest, SendProgress::NotConnected);
    let url = known
        .read(head.uri())
        .map_err(|error| invalid().what("the URL cannot be read").because(error))?;
    // The URL standard removes dot segments, percent-encoded ones too: the request would go somewhere else.
    if url.path() != head.uri().path() {
        return Err(invalid().what("a value in the path would lead out of its place"));
    }
    let mut request = reqwest::Request::new(head.method().clone(), url);
    request.headers_mut().clone_from(head.headers());
    encoding::ask(request.headers_mut());
    let sending = Sending::new(&outgoing.body);
    let (pieces, length) = match &outgoing.body {
        Payload::Empty => return Ok((request, sending)),
        Payload::Bytes(bytes) => {
            let length = bytes.len() as u64;
            // The engine does not see the length of a body that comes in pieces.
            let headers = request.headers_mut();
            headers.insert(http::header::CONTENT_LENGTH, length.into());
            (Source::from_bytes(bytes.clone()).open(), Some(length))
        }
        Payload::Stream(source) => (source.open(), source.length()),
    };
    *request.body_mut() = Some(sending.watch(pieces, length));
    Ok((request, sending))
}

/// The origin that requests go to, read once: to read a whole URL costs more than a call's other preparations.
#[derive(Default)]
pub(super) struct KnownOrigin(OnceLock<Url>);

impl KnownOrigin {
    fn read(&self, uri: &http::Uri) -> Result<Url, url::ParseError> {
        let is_of = |known: &&Url| {
            Some(known.scheme()) == uri.scheme_str()
                && known.host_str() == uri.host()
                && known.port() == uri.port_u16()
        };
        if let Some(known) = self.0.get().filter(is_of) {
            let mut url = known.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            return Ok(url);
        }
        let url = Url::parse(&write_url(uri))?;
        self.0.get_or_init(|| {
            let mut origin = url.clone();
            origin.set_path("");
            origin.set_query(None);
            origin
        });
        Ok(url)
    }
}

/// The text of a URL. It is made for each attempt, and formatting costs more than copying.
fn write_url(url: &http::Uri) -> String {
    let target = url.path_and_query().map_or("", |target| target.as_str());
    match (url.scheme_str(), url.authority()) {
        (Some(scheme), Some(authority)) => [scheme, "://", authority.as_str(), target].concat(),
        _ => url.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_of_the_known_origin_is_read_as_any_other() {
        let known = KnownOrigin::default();
        for text in [
            "https://a.test/b/c?d=e%20f",
            "https://a.test/",
            "https://a.test/x%2Fy//z/?",
            "https://a.test/a;b=c/@:,'!?q='(*)",
            "https://a.test/x/../y/%2e%2e/z",
            "https://a.test:8443/b?c",
            "http://a.test/b",
            "https://b.test/b?c=d",
            "https://[::1]:8443/b",
        ] {
            let uri: http::Uri = text.parse().expect("a URI");
            let any_other = Url::parse(text).expect("a URL");
            for _ in 0..2 {
                assert_eq!(known.read(&uri).expect("a URL"), any_other);
            }
        }
    }
}
