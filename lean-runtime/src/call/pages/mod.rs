//! The pages of a list, fetched as their items are read.

mod bounds;
mod link_header;
mod page;
mod position;
mod step;

use std::collections::VecDeque;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use self::bounds::PageBounds;
use self::page::Page;
pub use self::position::PagePosition;
use self::step::PageStep;
pub(super) use self::step::given_argument;
use super::{AnyCall, Executor, Response};
use crate::Error;
use crate::error::Passport;
use crate::model::{ScannedText, Slot};
use crate::request::BoxFuture;

/// All items of all pages. A page is fetched when the items of the page before it have been read.
///
/// It is a [`Stream`]; [`Pages::wait`] is an iterator for callers without an async runtime.
///
/// The server cannot keep a reader waiting forever: an item comes, or the list ends, or there is an error, within the
/// deadline of the call (`.timeout(..)`, or the client's) and within 100 pages without items. A cursor or link that
/// leads back to an earlier page is the error `PAGES_ENDLESS`. A link to another origin is `ORIGIN_REFUSED`.
///
/// Pages begin where the call says (`.page(3).pages()` reads the pages 3, 4 and so on), and can go on later or in
/// another process from a [position](Pages::position).
#[must_use = "no page is fetched until its items are read: by `.next().await`, as a `Stream`, or `for` each of `.wait()`"]
pub struct Pages<T> {
    call: AnyCall,
    /// The page that is fetched next; `None` if there is no further page.
    next: Option<PageStep>,
    /// The number of items of that page that were read before.
    skip: usize,
    fetching: Option<BoxFuture<Result<Fetched, Error>>>,
    failed: bool,
    /// The page that is being read, the number of its items that were handed out, and the positions of the remaining
    /// items in its text.
    here: PageStep,
    taken: usize,
    ready: VecDeque<u32>,
    text: Option<ScannedText>,
    passport: Passport,
    bounds: PageBounds,
    item: PhantomData<fn() -> T>,
}

/// A page as it came.
type Fetched = (Response<()>, ScannedText);

impl<T: Slot> Pages<T> {
    /// The pages of a call whose operation says how they follow each other.
    pub fn new(call: AnyCall) -> Pages<T> {
        Pages {
            bounds: PageBounds::new(&call),
            next: call.operation().pagination.map(|_| PageStep::First),
            call,
            skip: 0,
            fetching: None,
            failed: false,
            here: PageStep::First,
            taken: 0,
            ready: VecDeque::new(),
            text: None,
            passport: Passport::default(),
            item: PhantomData,
        }
    }

    /// Goes on from a position of the same list, in place of its beginning.
    ///
    /// Items that were added or removed meanwhile may make it repeat or miss some, as they do between any two pages.
    pub fn resume(mut self, position: &PagePosition) -> Pages<T> {
        self.next = Some(position.step.clone());
        self.skip = position.items;
        self.fetching = None;
        self.ready.clear();
        self.text = None;
        self
    }

    /// Returns the position of the next item, also after an error, so that reading can continue
    /// there. Returns `None` if the list has ended.
    #[must_use]
    pub fn position(&self) -> Option<PagePosition> {
        let (step, items) = match (self.ready.is_empty(), &self.next) {
            (false, _) => (&self.here, self.taken),
            (true, Some(next)) => (next, self.skip),
            (true, None) => return None,
        };
        Some(PagePosition {
            step: step.clone(),
            items,
        })
    }

    /// The next item, for callers that do not use `Stream`'s combinators.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| self.poll(context)).await
    }

    /// The items, without an async runtime.
    pub fn wait(self) -> impl Iterator<Item = Result<T, Error>> {
        let (executor, operation) = (Executor::clone(&self.call.executor), self.call.operation);
        let mut rest = Some(self);
        std::iter::from_fn(move || {
            let mut pages = rest.take()?;
            let (send, receive) = std::sync::mpsc::channel();
            executor.block_on(Box::pin(async move {
                let item = pages.next().await;
                // The receiver waits below for as long as this future runs.
                let _ = send.send((pages, item));
            }));
            match receive.recv() {
                Ok((pages, item)) => {
                    rest = Some(pages);
                    item
                }
                // Not the end of the list, though there will be no more of it.
                Err(_) => Some(Err(Error::runtime_stopped(operation))),
            }
        })
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let (Some(item), Some(text)) = (self.ready.pop_front(), &mut self.text) {
                self.taken += 1;
                self.bounds.note_item();
                let item = text.decode(item).map_err(|(error, text)| {
                    Error::decode(
                        self.passport.clone(),
                        error.problems().to_vec(),
                        Bytes::from(text),
                    )
                });
                if self.ready.is_empty() {
                    self.text = None;
                }
                return Poll::Ready(Some(item));
            }
            let Some(fetching) = &mut self.fetching else {
                let Some(step) = self.next.clone().filter(|_| !self.failed) else {
                    return Poll::Ready(None);
                };
                match self.fetch(&step) {
                    Ok(fetching) => self.fetching = Some(fetching),
                    Err(error) => return self.end_with_error(error),
                }
                continue;
            };
            let response = ready!(fetching.as_mut().poll(context));
            self.fetching = None;
            if let Err(error) = response.and_then(|response| self.turn_page(response)) {
                return self.end_with_error(error);
            }
        }
    }

    fn end_with_error(&mut self, error: Error) -> Poll<Option<Result<T, Error>>> {
        self.failed = true;
        Poll::Ready(Some(Err(error)))
    }

    fn fetch(&mut self, step: &PageStep) -> Result<BoxFuture<Result<Fetched, Error>>, Error> {
        let call = step.call(&self.call)?;
        let call = self.bounds.prepare_call(call, &self.passport)?;
        Ok(call.send_page())
    }

    /// Keeps the items of a page, and where the next one is.
    fn turn_page(&mut self, (response, mut text): Fetched) -> Result<(), Error> {
        let (Some(step), Some(pages)) = (&self.next, self.call.operation().pagination) else {
            return Ok(());
        };
        self.passport = response.passport.clone();
        let page = text.look(|tape| {
            let page = Page::read(&pages, (&self.call, step), &response, tape.root())?;
            self.bounds
                .check_page(&page, &response.passport, tape.root().raw())?;
            Ok::<Page, Error>(page)
        })?;
        self.here = step.clone();
        self.next = page.next;
        self.ready = page.items.into();
        self.taken = self.skip.min(self.ready.len());
        self.ready.drain(..self.taken);
        self.text = (!self.ready.is_empty()).then_some(text);
        self.skip = 0;
        Ok(())
    }
}

impl<T: Slot> Stream for Pages<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

/// Shows the operation, never positions: they hold data of the list.
impl<T> std::fmt::Debug for Pages<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pages({})", self.call.operation.id)
    }
}
