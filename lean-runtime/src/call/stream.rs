//! Responses that come value by value.

use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::content::Content;
use crate::Error;
use crate::error::{Passport, Problem};
use crate::model::{self, Slot};
use crate::request::Incoming;
use crate::wire::{EventParser, LineSplitter, SseEvent};

/// A stream of JSON values, one per line (JSON Lines, NDJSON), read as they arrive.
#[must_use = "nothing is read until it is asked for: by `.next().await`, or as a `Stream`"]
pub struct Lines<T> {
    body: Incoming,
    splitter: Option<LineSplitter>,
    ready: VecDeque<String>,
    passport: Passport,
    item: PhantomData<fn() -> T>,
}

impl<T: Slot> Lines<T> {
    pub(super) fn new(content: &mut Content) -> Lines<T> {
        let body = std::mem::take(&mut content.body);
        let bytes_max = body.item_bytes_max();
        Lines {
            body,
            splitter: Some(bytes_max.map_or_else(LineSplitter::new, LineSplitter::with_limit)),
            ready: VecDeque::new(),
            passport: content.passport.clone(),
            item: PhantomData,
        }
    }

    /// The next value, for callers that do not use `Stream`'s combinators.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: Slot> Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(line) = self.ready.pop_front() {
                return Poll::Ready(Some(decode(&line, &self.passport)));
            }
            let Some(mut splitter) = self.splitter.take() else {
                return Poll::Ready(None);
            };
            let piece = match Pin::new(&mut self.body).poll_next(context) {
                Poll::Pending => {
                    self.splitter = Some(splitter);
                    return Poll::Pending;
                }
                Poll::Ready(piece) => piece,
            };
            let lines = match piece.transpose() {
                Err(error) => return Poll::Ready(Some(Err(error))),
                Ok(None) => splitter
                    .finish()
                    .map(|last| last.into_iter().collect::<Vec<_>>()),
                Ok(Some(piece)) => {
                    let lines = splitter.push(&piece);
                    self.splitter = Some(splitter);
                    lines
                }
            };
            match lines {
                Ok(lines) => self.ready.extend(lines),
                Err(why) => {
                    self.splitter = None;
                    return Poll::Ready(Some(Err(stream_error(
                        why.to_string(),
                        &self.passport,
                        Bytes::new(),
                    ))));
                }
            }
        }
    }
}

impl<T> fmt::Debug for Lines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines").finish_non_exhaustive()
    }
}

/// Server-sent events, as they come: each event's data as a value.
#[must_use = "nothing is read until it is asked for: by `.next().await`, or as a `Stream`"]
pub struct Events<T> {
    body: Incoming,
    parser: Option<EventParser>,
    ready: VecDeque<SseEvent>,
    passport: Passport,
    /// The data of the last event; empty: none.
    end: &'static str,
    item: PhantomData<fn() -> T>,
}

impl<T> fmt::Debug for Events<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").finish_non_exhaustive()
    }
}

impl<T: Slot> Events<T> {
    pub(super) fn new(content: &mut Content) -> Events<T> {
        let body = std::mem::take(&mut content.body);
        let bytes_max = body.item_bytes_max();
        Events {
            body,
            parser: Some(bytes_max.map_or_else(EventParser::new, EventParser::with_limit)),
            ready: VecDeque::new(),
            passport: content.passport.clone(),
            end: content.end_of_events,
            item: PhantomData,
        }
    }

    /// The next event's data, for callers that do not use `Stream`'s combinators.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The next event as it came: its type, id and data.
    pub async fn next_event(&mut self) -> Option<Result<SseEvent, Error>> {
        std::future::poll_fn(|context| self.poll_event(context)).await
    }

    /// Ends the stream, and gives its connection up: a server may keep it open.
    fn finish(&mut self) {
        self.parser = None;
        self.ready.clear();
        self.body = Incoming::default();
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<SseEvent, Error>>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                if !self.end.is_empty() && event.data.trim() == self.end {
                    self.finish();
                    return Poll::Ready(None);
                }
                return Poll::Ready(Some(Ok(event)));
            }
            let Some(parser) = &mut self.parser else {
                return Poll::Ready(None);
            };
            let Some(piece) = ready!(Pin::new(&mut self.body).poll_next(context)) else {
                // An event that is not complete when the stream ends is dropped (HTML section 9.2.6).
                let end = parser
                    .finish()
                    .map_err(|why| stream_error(why.to_string(), &self.passport, Bytes::new()));
                self.parser = None;
                return Poll::Ready(end.err().map(Err));
            };
            let events = match piece {
                Ok(piece) => parser.push(&piece).map_err(|why| why.to_string()),
                Err(error) => {
                    self.parser = None;
                    return Poll::Ready(Some(Err(error)));
                }
            };
            match events {
                Ok(events) => self.ready.extend(events),
                Err(why) => {
                    self.parser = None;
                    return Poll::Ready(Some(Err(stream_error(why, &self.passport, Bytes::new()))));
                }
            }
        }
    }
}

impl<T: Slot> Stream for Events<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(event) = ready!(self.poll_event(context)) else {
            return Poll::Ready(None);
        };
        let passport = &self.passport;
        // A description may speak of the data alone, or of the event with its data as a member.
        let value = |event: SseEvent| {
            decode(&event.data, passport)
                .or_else(|error| model::decode(&event.to_json()).map_err(|_| error))
                .map_err(|error| explain_mark(error, &event.data))
        };
        Poll::Ready(Some(event.and_then(value)))
    }
}

/// Data that is JSON, or where it is not, a text.
fn decode<T: Slot>(data: &str, passport: &Passport) -> Result<T, Error> {
    model::decode(data).or_else(|error| {
        let as_text = model::from_text(data);
        as_text.map_err(|_| {
            let data = Bytes::from(data.to_owned());
            Error::decode(passport.clone(), error.problems().to_vec(), data).or_outcome_unknown()
        })
    })
}

/// The error of an event that is probably a mark, with its text.
fn explain_mark(error: Error, data: &str) -> Error {
    /// Marks are short words; longer texts may be personal.
    const BYTES_MAX: usize = 16;
    let is_letter = |c: char| c.is_ascii_uppercase() || "[]<>_- ".contains(c);
    if data.is_empty() || data.len() > BYTES_MAX || !data.chars().all(is_letter) {
        return error;
    }
    error
        .with_what(format!("the event `{data}` is not what the description says"))
        .with_remedy(format!(
            "If it means that no more events come: `x-end-of-events: '{data}'` on the media type, by an overlay"
        ))
}

fn stream_error(why: String, passport: &Passport, body: Bytes) -> Error {
    Error::decode(passport.clone(), vec![Problem::new("", why)], body).or_outcome_unknown()
}
