//! Bounds on what a server can make of a list: how long an item may take, and that pages lead on.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use tokio::time::Instant;

use super::super::AnyCall;
use super::page::Page;
use super::step::{PageStep, given_argument};
use crate::Error;
use crate::error::{ErrorCode, Passport};

/// The maximum number of consecutive pages without items.
const EMPTY_PAGES_MAX: u32 = 100;
/// The number of pages that are remembered, to detect repeated pages.
const REMEMBERED_MAX: usize = 100_000;
/// The time limit for an item if neither the call nor the client sets one.
const WAIT_MAX: Duration = Duration::from_secs(120);

/// The facts about the pages so far.
pub(super) struct PageBounds {
    hasher: RandomState,
    /// The pages asked for, by their hashes.
    asked: HashSet<u64>,
    /// The hash of the last page, if it was one of objects and the server did not say that there are more.
    last: Option<u64>,
    empty_pages: u32,
    /// When the reader began to wait for the next item.
    waits_since: Option<Instant>,
    limit: Duration,
}

impl PageBounds {
    pub(super) fn new(call: &AnyCall) -> Self {
        let limit = call.options.timeout.or(call.executor.timeout());
        let mut bounds = Self {
            hasher: RandomState::new(),
            asked: HashSet::new(),
            last: None,
            empty_pages: 0,
            waits_since: None,
            limit: limit.unwrap_or(WAIT_MAX),
        };
        if let Some(given) = given_argument(call) {
            bounds.remember(&PageStep::At(given.to_owned()));
        }
        bounds
    }

    /// The reader has an item.
    pub(super) fn note_item(&mut self) {
        self.waits_since = None;
    }

    /// Prepares the call of a page with the time that is left for the next item.
    pub(super) fn prepare_call(
        &mut self,
        call: AnyCall,
        passport: &Passport,
    ) -> Result<AnyCall, Error> {
        let Some(since) = self.waits_since else {
            self.waits_since = Some(Instant::now());
            return Ok(call);
        };
        let left = self.limit.saturating_sub(since.elapsed());
        if left.is_zero() {
            let (pages, limit) = (self.empty_pages, self.limit.as_secs_f64());
            let what = format!("no item came within {limit} s: {pages} pages held none");
            return Err(Error::new(ErrorCode::TimeoutTotal, passport.clone()).with_what(what));
        }
        Ok(call.timeout(left))
    }

    /// # Errors
    /// The pages lead nowhere.
    pub(super) fn check_page(
        &mut self,
        page: &Page,
        passport: &Passport,
        text: &str,
    ) -> Result<(), Error> {
        let endless =
            |what: String| Error::new(ErrorCode::PagesEndless, passport.clone()).with_what(what);
        let Some(next) = &page.next else {
            return Ok(());
        };
        if !self.remember(next) {
            let what = "the page says of an earlier page that it comes next";
            return Err(endless(what.to_owned()));
        }
        if page.items.is_empty() {
            self.empty_pages += 1;
        } else {
            self.empty_pages = 0;
        }
        if self.empty_pages >= EMPTY_PAGES_MAX {
            let what = format!("{EMPTY_PAGES_MAX} pages in a row held no items");
            return Err(endless(what));
        }
        let hash = page.is_guessed.then(|| self.hasher.hash_one(text));
        if hash.is_some() && hash == self.last {
            let what = "two pages in a row are the same: the server seems to pass over the parameter that chooses the page";
            return Err(endless(what.to_owned()));
        }
        self.last = hash;
        Ok(())
    }

    /// Returns false if the page was asked for before.
    fn remember(&mut self, step: &PageStep) -> bool {
        // Then only rounds are found that are shorter than this, and memory stays bounded.
        if self.asked.len() >= REMEMBERED_MAX {
            self.asked.clear();
        }
        self.asked.insert(self.hasher.hash_one(step))
    }
}
