use std::collections::VecDeque;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::{AnyCall, Response, SendingRaw};
use crate::Error;
use crate::error::{Passport, Problem};
use crate::json::{Tape, Value};
use crate::model::Slot;
use crate::values::Json;

/// All items of all pages, one page fetched when the one before it is used up: whoever stops reading stops fetching.
///
/// A [`Stream`], and without an async runtime an iterator by [`Pages::wait`].
#[must_use = "no page is fetched until its items are read: by `.next().await`, as a `Stream`, or `for` each of `.wait()`"]
pub struct Pages<T> {
    call: Option<AnyCall>,
    fetching: Option<SendingRaw>,
    page: i64,
    passport: Passport,
    ready: VecDeque<Json>,
    item: PhantomData<fn() -> T>,
}

impl<T: Slot> Pages<T> {
    /// The pages of a call whose operation says how they follow each other.
    pub fn new(call: AnyCall) -> Pages<T> {
        let first = call.operation().pagination.map_or(0, |pages| pages.first);
        Pages {
            call: Some(call),
            fetching: None,
            page: first,
            passport: Passport::default(),
            ready: VecDeque::new(),
            item: PhantomData,
        }
    }

    /// The next item, for callers that do not use `Stream`'s combinators.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// The items, without an async runtime.
    pub fn wait(mut self) -> impl Iterator<Item = Result<T, Error>> {
        let executor = self
            .call
            .as_ref()
            .map(|call| super::Executor::clone(&call.executor));
        std::iter::from_fn(move || {
            let (send, receive) = std::sync::mpsc::channel();
            let mut pages = std::mem::replace(&mut self, Pages::ended());
            executor.as_ref()?.block_on(Box::pin(async move {
                let item = pages.next().await;
                // The receiver waits below for as long as this future runs.
                let _ = send.send((pages, item));
            }));
            let (pages, item) = receive.recv().ok()?;
            self = pages;
            item
        })
    }

    fn ended() -> Pages<T> {
        Pages {
            call: None,
            fetching: None,
            page: 0,
            passport: Passport::default(),
            ready: VecDeque::new(),
            item: PhantomData,
        }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(item.decode().map_err(|error| {
                    Error::decode(
                        self.passport.clone(),
                        error.into(),
                        Bytes::from(item.to_string()),
                    )
                })));
            }
            let Some(fetching) = &mut self.fetching else {
                let Some(call) = &self.call else {
                    return Poll::Ready(None);
                };
                self.fetching = Some(call.clone().send_raw());
                continue;
            };
            let response = std::task::ready!(fetching.as_mut().poll(context));
            self.fetching = None;
            if let Err(error) = response.and_then(|response| self.turn(&response)) {
                self.call = None;
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// Keeps the items of a page and makes the call of the next one, if there is one.
    fn turn(&mut self, response: &Response<Bytes>) -> Result<(), Error> {
        let Some(call) = self.call.take() else {
            return Ok(());
        };
        let Some(pages) = call.operation().pagination else {
            return Ok(());
        };
        let passport = || response.passport.clone();
        self.passport = passport();
        let bytes = &response.value;
        if !response.status.is_success() {
            return Err(Error::refused(passport(), None, None, bytes.clone()));
        }
        let broken = |why: &str| {
            Error::decode(
                passport(),
                vec![Problem::new(pages.items, why)],
                bytes.clone(),
            )
        };
        let text = std::str::from_utf8(bytes).map_err(|_| broken("the body is not UTF-8"))?;
        let tape = Tape::parse(text).map_err(|error| broken(error.message))?;
        let items = tape
            .root()
            .pointer(pages.items)
            .ok_or_else(|| broken("the list of items is missing"))?;
        self.ready
            .extend(items.items().map(|item| Json::from_raw(item.raw())));
        self.page += 1;
        let next = match pages.next {
            "" => self.numbered(pages.total_pages, pages.first, tape.root()),
            cursor => tape
                .root()
                .pointer(cursor)
                .filter(|next| !next.is_null())
                .map(|next| next.raw().to_owned()),
        };
        self.call = next.map(|next| call.argument(pages.page, next));
        Ok(())
    }

    /// The number of the next page, if the count of pages (or a page that was not empty) says that there is one.
    fn numbered(&self, total: &str, first: i64, root: Value<'_>) -> Option<String> {
        let total = (!total.is_empty()).then(|| root.pointer(total)).flatten();
        let more = match total.and_then(|total| total.as_number()?.parse::<i64>().ok()) {
            Some(total) => self.page < first.saturating_add(total),
            None => !self.ready.is_empty(),
        };
        more.then(|| self.page.to_string())
    }
}

impl<T: Slot> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}
