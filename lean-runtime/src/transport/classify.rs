//! Says what an error of the HTTP engine means.

use std::{error::Error as StdError, io};

use lean_identity::tls::{self, Recorder};

use super::{Failure, Reach};
use crate::{error::Code, tls::TlsFault};

/// What a failure before the head of the response means.
pub(super) fn of_head(error: reqwest::Error, recorder: &Recorder) -> Failure {
    // The engine's text holds the URL, and the URL may hold secrets.
    let error = error.without_url();
    if let Some(fault) = fault(&error, recorder) {
        return Failure::tls(fault).because(error);
    }
    let (code, reach) = head_meaning(&error);
    Failure::new(code, reach).because(error)
}

/// What a failure within the body of the response means.
pub(super) fn of_body(error: reqwest::Error, recorder: &Recorder) -> Failure {
    let error = error.without_url();
    if let Some(fault) = fault(&error, recorder) {
        return Failure::tls(fault).because(error);
    }
    Failure::new(body_meaning(&error), Reach::Perhaps).because(error)
}

/// The fault of TLS behind an error. The notes are those of all connections of a generation: what another one's
/// handshake went through says nothing of a connection that is past its own.
fn fault(error: &reqwest::Error, recorder: &Recorder) -> Option<TlsFault> {
    let fault = match alert(error) {
        Some(alert) => tls::classify(&alert, recorder)?,
        None => tls::classify(error, recorder)?,
    };
    let is_of_another = fault.side() == tls::Side::Network && !error.is_connect();
    (!is_of_another).then_some(fault)
}

/// The alert that ended an HTTP/2 connection: its engine hands errors of the socket on as text alone.
fn alert(error: &reqwest::Error) -> Option<rustls::Error> {
    let text = causes(error).last()?.to_string();
    let (_, name) = text.split_once("received fatal alert: ")?;
    let alert = (0..=u8::MAX)
        .map(rustls::AlertDescription::from)
        .find(|alert| format!("{alert:?}") == name)?;
    Some(rustls::Error::AlertReceived(alert))
}

fn head_meaning(error: &reqwest::Error) -> (Code, Reach) {
    if error.is_connect() {
        return (connect_meaning(error), Reach::NotReached);
    }
    if let Some(error) = find::<hyper::Error>(error) {
        if error.is_canceled() {
            // Given back by the pool before a byte of it was written.
            return (Code::ConnectionClosed, Reach::NotReached);
        }
        if error.is_parse() {
            return (parse_meaning(error), Reach::Perhaps);
        }
        if error.is_user() {
            return (Code::BodySource, Reach::Perhaps);
        }
    }
    if let Some(error) = find::<h2::Error>(error) {
        return stream_meaning(error);
    }
    (broken_connection(error), Reach::Perhaps)
}

/// What it means that an HTTP/2 stream or its connection was ended.
fn stream_meaning(error: &h2::Error) -> (Code, Reach) {
    let reason = error.reason();
    // RFC 9113 section 8.7: neither has been acted on.
    let is_unprocessed = reason == Some(h2::Reason::REFUSED_STREAM)
        || (error.is_go_away() && error.is_remote() && reason == Some(h2::Reason::NO_ERROR));
    if is_unprocessed {
        return (Code::ConnectionClosed, Reach::NotReached);
    }
    if error.is_io() {
        return (Code::ConnectionClosed, Reach::Perhaps);
    }
    // What we ended ourselves, the server has done wrong.
    let code = if error.is_remote() {
        Code::ConnectionReset
    } else {
        Code::HttpInvalid
    };
    (code, Reach::Perhaps)
}

/// The engine tells these apart in its text only.
fn parse_meaning(error: &hyper::Error) -> Code {
    let text = error.to_string();
    if text.contains("too large") {
        return Code::HeadTooLarge;
    }
    if text.contains("content-length") || text.contains("transfer-encoding") {
        return Code::HttpSmuggling;
    }
    Code::HttpInvalid
}

fn connect_meaning(error: &reqwest::Error) -> Code {
    if error.is_timeout() {
        return Code::TimeoutConnect;
    }
    if error.is_dns() {
        return Code::Dns;
    }
    if causes(error).any(|cause| cause.to_string().starts_with("tunnel error")) {
        return Code::ProxyRefused;
    }
    match io_kind(error) {
        Some(io::ErrorKind::ConnectionRefused) => Code::ConnectRefused,
        Some(io::ErrorKind::TimedOut) => Code::TimeoutConnect,
        _ => Code::Connect,
    }
}

fn body_meaning(error: &reqwest::Error) -> Code {
    let Some(http) = find::<hyper::Error>(error) else {
        // Whatever does not come from the connection comes from the decoder.
        return match io_kind(error) {
            Some(_) => Code::BodyEncoding,
            None => Code::BodyTruncated,
        };
    };
    if http.is_parse() || causes(http).any(is_about_chunks) {
        return Code::BodyChunking;
    }
    match broken_connection(error) {
        Code::ConnectionReset => Code::ConnectionReset,
        _ => Code::BodyTruncated,
    }
}

/// The engine tells these by their text.
fn is_about_chunks(cause: &(dyn StdError + 'static)) -> bool {
    let io = cause.downcast_ref::<io::Error>();
    io.is_some_and(|io| {
        let is_data = matches!(
            io.kind(),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData
        );
        is_data && io.to_string().to_lowercase().contains("chunk")
    })
}

fn broken_connection(error: &reqwest::Error) -> Code {
    match io_kind(error) {
        Some(
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe,
        ) => Code::ConnectionReset,
        _ => Code::ConnectionClosed,
    }
}

fn io_kind(error: &reqwest::Error) -> Option<io::ErrorKind> {
    find::<io::Error>(error).map(io::Error::kind)
}

/// The outermost error of this type among an error and its causes.
fn find<'e, E: StdError + 'static>(error: &'e (dyn StdError + 'static)) -> Option<&'e E> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// An error and its causes, outermost first. `io::Error` hides what it wraps from `source`, and is opened.
fn causes<'e>(
    error: &'e (dyn StdError + 'static),
) -> impl Iterator<Item = &'e (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&cause| {
        let wrapped = cause
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        match wrapped {
            Some(wrapped) => Some(wrapped as &(dyn StdError + 'static)),
            None => cause.source(),
        }
    })
}
