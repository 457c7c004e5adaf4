//! Interprets errors of the HTTP engine.

use std::{error::Error as StdError, io};

use lean_identity::tls::{self, Recorder};

use super::{Failure, SendProgress};
use crate::{error::ErrorCode, tls::TlsFault};

/// The meaning of a failure before the head of the response. `sent` is what the request's body knows of its way.
pub(super) fn of_head(error: reqwest::Error, recorder: &Recorder, sent: SendProgress) -> Failure {
    // The engine's text holds the URL, and the URL may hold secrets.
    let error = error.without_url();
    let progress = progress(&error, sent);
    let failure = match fault(&error, recorder, progress) {
        Some(fault) => of_fault(fault, recorder, progress),
        None => head_meaning(&error, progress),
    };
    failure.with_source(error)
}

/// The meaning of a failure within the body of the response.
pub(super) fn of_body(error: reqwest::Error, recorder: &Recorder) -> Failure {
    let error = error.without_url();
    let progress = SendProgress::ResponseBegun;
    let failure = match fault(&error, recorder, progress) {
        Some(fault) => of_fault(fault, recorder, progress),
        None => Failure::new(body_meaning(&error), progress),
    };
    failure.with_source(error)
}

/// Returns the furthest point that the request may have reached. The engine proves two things: no
/// connection was established, or it returned a request without having written any of it.
fn progress(error: &reqwest::Error, sent: SendProgress) -> SendProgress {
    if error.is_connect() {
        return SendProgress::NotConnected;
    }
    if is_given_back(error) {
        return SendProgress::Connected;
    }
    sent.max(SendProgress::HeadSent)
}

/// Returns true if the connection ended before the engine wrote any of the request.
pub(super) fn is_given_back(error: &reqwest::Error) -> bool {
    let is_canceled = find::<hyper::Error>(error).is_some_and(hyper::Error::is_canceled);
    // The pool's word for a connection that ended before it took a request. Its type has no other mark.
    is_canceled || causes(error).any(|cause| cause.to_string() == "client error (ChannelClosed)")
}

/// Returns the TLS fault behind an error. The notes are those of all connections of a generation:
/// another connection's handshake says nothing about a connection that has completed its own.
fn fault(error: &reqwest::Error, recorder: &Recorder, progress: SendProgress) -> Option<TlsFault> {
    let fault = match alert(error) {
        Some(alert) => tls::classify(&alert, recorder)?,
        None => tls::classify(error, recorder)?,
    };
    let is_of_another =
        fault.side() == tls::FaultSide::Network && progress != SendProgress::NotConnected;
    (!is_of_another).then_some(fault)
}

/// The failure of an attempt that a fault of TLS ended.
fn of_fault(fault: TlsFault, recorder: &Recorder, progress: SendProgress) -> Failure {
    if progress.is_unsent() {
        return Failure::tls(fault, progress);
    }
    if fault.side() != tls::FaultSide::ClientCertificate {
        // The handshake of this connection had ended: TLS broke under a request that may have been read.
        return Failure::new(ErrorCode::ConnectionBroken, progress).with_what(broken_tls(&fault));
    }
    let is_in_handshake = fault.is_certain() && !recorder.is_admitted();
    let failure = Failure::tls(fault, progress);
    if is_in_handshake {
        // TLS 1.3: the request was on its way while the server judged the certificate, and was never read.
        return failure.never_acted_on();
    }
    failure
}

fn broken_tls(fault: &TlsFault) -> String {
    let alert = fault.evidence().alert.as_ref();
    let alert = alert.map(|alert| format!(": the server sent the alert {alert}"));
    format!(
        "TLS broke off after the handshake{}",
        alert.unwrap_or_default()
    )
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

fn head_meaning(error: &reqwest::Error, progress: SendProgress) -> Failure {
    let code = match progress {
        SendProgress::NotConnected => connect_meaning(error),
        SendProgress::Connected => ErrorCode::ConnectionClosed,
        _ => return sent_meaning(error, progress),
    };
    Failure::new(code, progress)
}

/// The meaning of a failure after some of the request may have been sent.
fn sent_meaning(error: &reqwest::Error, progress: SendProgress) -> Failure {
    if let Some(error) = find::<hyper::Error>(error) {
        if error.is_parse() {
            return Failure::new(parse_meaning(error), progress);
        }
        if error.is_user() {
            return user_meaning(error, progress);
        }
    }
    match find::<h2::Error>(error) {
        Some(error) => stream_meaning(error, progress),
        None => Failure::new(broken_connection(error), progress),
    }
}

/// The engine blames its user when the task that drives a connection is gone, too, and has no other mark of that.
fn user_meaning(error: &hyper::Error, progress: SendProgress) -> Failure {
    if error.to_string().starts_with("dispatch task is gone") {
        let what = "the connection was closed, or the runtime that drove it has ended";
        return Failure::new(ErrorCode::ConnectionClosed, progress).with_what(what);
    }
    Failure::new(ErrorCode::BodySource, progress)
}

/// The meaning of the end of an HTTP/2 stream or of its connection.
fn stream_meaning(error: &h2::Error, progress: SendProgress) -> Failure {
    let reason = error.reason();
    // RFC 9113 section 8.7: neither has been acted on. Streams that a GOAWAY does not exclude go on, and end in
    // another error if the connection closes.
    let is_unprocessed = error.is_remote()
        && (reason == Some(h2::Reason::REFUSED_STREAM)
            || (error.is_go_away() && reason == Some(h2::Reason::NO_ERROR)));
    if is_unprocessed {
        return Failure::refused_unprocessed("the server takes the request on another connection")
            .progressed(progress);
    }
    if error.is_io() {
        return Failure::new(ErrorCode::ConnectionClosed, progress);
    }
    // What we ended ourselves, the server has done wrong.
    let code = if error.is_remote() {
        ErrorCode::ConnectionReset
    } else {
        ErrorCode::HttpInvalid
    };
    Failure::new(code, progress)
}

/// The engine tells these apart in its text only.
fn parse_meaning(error: &hyper::Error) -> ErrorCode {
    let text = error.to_string();
    if text.contains("too large") {
        return ErrorCode::HeadTooLarge;
    }
    if text.contains("content-length") || text.contains("transfer-encoding") {
        return ErrorCode::HttpSmuggling;
    }
    ErrorCode::HttpInvalid
}

fn connect_meaning(error: &reqwest::Error) -> ErrorCode {
    if error.is_timeout() {
        return ErrorCode::TimeoutConnect;
    }
    if error.is_dns() {
        return ErrorCode::Dns;
    }
    if causes(error).any(|cause| cause.to_string().starts_with("tunnel error")) {
        return ErrorCode::ProxyRefused;
    }
    match io_kind(error) {
        Some(io::ErrorKind::ConnectionRefused) => ErrorCode::ConnectRefused,
        Some(io::ErrorKind::TimedOut) => ErrorCode::TimeoutConnect,
        _ => ErrorCode::Connect,
    }
}

fn body_meaning(error: &reqwest::Error) -> ErrorCode {
    let Some(http) = find::<hyper::Error>(error) else {
        // An error that is not from the connection is from the decoder.
        return match io_kind(error) {
            Some(_) => ErrorCode::BodyEncoding,
            None => ErrorCode::BodyTruncated,
        };
    };
    if http.is_parse() || causes(http).any(is_about_chunks) {
        return ErrorCode::BodyChunking;
    }
    match broken_connection(error) {
        ErrorCode::ConnectionReset => ErrorCode::ConnectionReset,
        _ => ErrorCode::BodyTruncated,
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

fn broken_connection(error: &reqwest::Error) -> ErrorCode {
    match io_kind(error) {
        Some(
            io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe,
        ) => ErrorCode::ConnectionReset,
        _ => ErrorCode::ConnectionClosed,
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
