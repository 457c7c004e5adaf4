//! Decides which requests open a connection.
//!
//! The pool lets every request without a connection open one, because it learns only from an open one that the server
//! speaks HTTP/2. A thousand calls at once would make a thousand handshakes, and use one. So one request opens the first
//! connection to a server, and the others wait for it. Over HTTP/1.1 they all go on; over HTTP/2 the pool gives them the
//! connection that is there.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    fmt, mem,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use http::uri::Authority;
use tokio::{
    sync::Notify,
    time::{Instant, sleep_until},
};

use crate::moment;

/// The time in which a new connection of HTTP/2 comes into the pool. A request that has none after it opens one of its
/// own: the new connection may have ended at once, for instance because the server refuses our certificate.
const POOLED_AFTER: Duration = Duration::from_millis(100);

/// The servers of a pool, and how each is connected to.
#[derive(Clone, Default)]
pub(super) struct Opening(Arc<OpeningShared>);

#[derive(Default)]
struct OpeningShared {
    servers: Mutex<HashMap<Authority, Server>>,
    /// The number of connections that could not be opened.
    failures: AtomicU64,
    changed: Notify,
}

#[derive(Clone, Copy)]
enum Server {
    /// A request opens a connection.
    Opens,
    /// The last connection speaks HTTP/1.1: one for each request.
    One,
    /// The last connection speaks HTTP/2, and was opened at this time.
    Two(Instant),
}

/// The turn of a request to open a connection. Others wait until it is dropped, if the server is not known.
pub(super) struct Turn {
    opening: Opening,
    server: Authority,
    is_first: bool,
}

impl Opening {
    /// Waits for the turn to open a connection to this server.
    ///
    /// # Errors
    /// No request needs the connection any more.
    pub(super) async fn turn(&self, server: &Authority) -> Result<Turn, Needless> {
        let failures = self.0.failures.load(Ordering::Relaxed);
        loop {
            let mut changed = std::pin::pin!(self.0.changed.notified());
            // From here on no change is missed.
            changed.as_mut().enable();
            let until = match self.decide(server) {
                Ok(turn) => return Ok(turn),
                Err(until) => until,
            };
            match until {
                None => changed.await,
                Some(until) => sleep_until(until).await,
            }
            if !IS_WANTED.get() {
                return Err(Needless);
            }
            // A request that has waited in vain waits no longer: to fail one after the other takes too long.
            if until.is_some() || self.0.failures.load(Ordering::Relaxed) != failures {
                return Ok(self.give(server, false));
            }
        }
    }

    /// # Errors
    /// Returns the time to wait until; none: until another request has opened a connection.
    fn decide(&self, server: &Authority) -> Result<Turn, Option<Instant>> {
        let mut servers = self.servers();
        let is_first = match servers.get(server) {
            Some(Server::Opens) => return Err(None),
            Some(Server::Two(since)) => {
                let pooled = moment::after(*since, POOLED_AFTER);
                if Instant::now() < pooled {
                    return Err(Some(pooled));
                }
                true
            }
            Some(Server::One) => false,
            None => true,
        };
        if is_first {
            servers.insert(server.clone(), Server::Opens);
        }
        Ok(self.give(server, is_first))
    }

    fn give(&self, server: &Authority, is_first: bool) -> Turn {
        Turn {
            opening: self.clone(),
            server: server.clone(),
            is_first,
        }
    }

    fn servers(&self) -> MutexGuard<'_, HashMap<Authority, Server>> {
        let servers = self.0.servers.lock();
        servers.unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// The connection is open, with HTTP/2 if `is_two`.
    pub(super) fn note_open(&self, is_two: bool) {
        let server = match is_two {
            true => Server::Two(Instant::now()),
            false => Server::One,
        };
        self.opening.servers().insert(self.server.clone(), server);
    }

    /// The connection could not be opened. All that wait try it now, each for itself.
    pub(super) fn note_failure(&self) {
        self.opening.0.failures.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut servers = self.opening.servers();
        // Given up, or failed: the next request is the first again.
        if self.is_first && matches!(servers.get(&self.server), Some(Server::Opens)) {
            servers.remove(&self.server);
        }
        drop(servers);
        self.opening.0.changed.notify_waiters();
    }
}

thread_local! {
    /// The server of the request that is polled.
    static SERVER: RefCell<Option<Authority>> = const { RefCell::new(None) };

    /// True while a request is polled. A connection that is opened for a request which got another one meanwhile is
    /// polled by itself.
    static IS_WANTED: Cell<bool> = const { Cell::new(false) };
}

/// Returns the server of the request that is polled on this thread.
pub(super) fn wanted_server() -> Option<Authority> {
    SERVER.with_borrow(Clone::clone)
}

/// A request that wants a connection.
pub(super) struct Wanting<F> {
    request: F,
    /// Put where the connector finds it while the request is polled.
    server: Option<Authority>,
}

impl<F: Future + Unpin> Wanting<F> {
    pub(super) fn new(request: F, server: Option<Authority>) -> Self {
        Self { request, server }
    }
}

impl<F: Future + Unpin> Future for Wanting<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        let Self { request, server } = &mut *self;
        let _wanted = IsWanted(IS_WANTED.replace(true));
        let _server = PolledServer::swap(server);
        Pin::new(request).poll(context)
    }
}

/// Takes the server back, after a panic too.
struct PolledServer<'a>(&'a mut Option<Authority>);

impl<'a> PolledServer<'a> {
    fn swap(server: &'a mut Option<Authority>) -> Self {
        SERVER.with_borrow_mut(|polled| mem::swap(polled, server));
        Self(server)
    }
}

impl Drop for PolledServer<'_> {
    fn drop(&mut self) {
        SERVER.with_borrow_mut(|polled| mem::swap(polled, self.0));
    }
}

/// Puts the mark back, after a panic too.
struct IsWanted(bool);

impl Drop for IsWanted {
    fn drop(&mut self) {
        IS_WANTED.set(self.0);
    }
}

/// The request got another connection meanwhile.
#[derive(Debug)]
pub(super) struct Needless;

impl fmt::Display for Needless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the request got another connection")
    }
}

impl std::error::Error for Needless {}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use futures_util::{FutureExt as _, future::join_all};

    use super::*;

    static SERVER: LazyLock<Authority> = LazyLock::new(|| Authority::from_static("bank.test"));

    fn turn(opening: &Opening) -> Option<Result<Turn, Needless>> {
        let turn = std::pin::pin!(opening.turn(&SERVER));
        Wanting::new(turn, None).now_or_never()
    }

    fn opens(opening: &Opening) -> Turn {
        turn(opening).expect("no wait").expect("a turn")
    }

    /// Waits for a turn as a request of its own.
    async fn waiting(opening: &Opening) -> Result<Turn, Needless> {
        Wanting::new(Box::pin(opening.turn(&SERVER)), None).await
    }

    #[tokio::test(start_paused = true)]
    async fn over_http_2_one_request_opens_a_connection() {
        let opening = Opening::default();
        let first = opens(&opening);
        assert!(turn(&opening).is_none());
        first.note_open(true);
        drop(first);
        // The pool has it in a moment.
        assert!(turn(&opening).is_none());
        tokio::time::advance(POOLED_AFTER).await;
        let again = opens(&opening);
        assert!(turn(&opening).is_none());
        // A call that is given up leaves its turn to one other.
        drop(again);
        let next = opens(&opening);
        assert!(turn(&opening).is_none());
        drop(next);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_for_the_pool_twice() {
        let opening = Opening::default();
        let first = opens(&opening);
        let others = join_all((0..3).map(|_| waiting(&opening)));
        let open = async {
            first.note_open(true);
            drop(first);
        };
        let start = Instant::now();
        let (turns, ()) = tokio::join!(others, open);
        assert!(turns.iter().all(Result::is_ok));
        assert!(start.elapsed() < 2 * POOLED_AFTER);
    }

    #[tokio::test(start_paused = true)]
    async fn over_http_1_each_opens_one() {
        let opening = Opening::default();
        let first = opens(&opening);
        let others = join_all((0..3).map(|_| waiting(&opening)));
        let open = async {
            first.note_open(false);
            drop(first);
        };
        let (turns, ()) = tokio::join!(others, open);
        assert!(turns.iter().all(Result::is_ok));
        opens(&opening);
    }

    #[tokio::test(start_paused = true)]
    async fn a_failure_keeps_nobody_waiting_for_another_one() {
        let opening = Opening::default();
        let first = opens(&opening);
        let others = join_all((0..3).map(|_| waiting(&opening)));
        let fail = async {
            first.note_failure();
            drop(first);
        };
        let (turns, ()) = tokio::join!(others, fail);
        assert!(turns.iter().all(Result::is_ok));
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_opened_for_a_request_that_has_a_connection() {
        let opening = Opening::default();
        let first = opens(&opening);
        // Not within a request.
        let left = opening.turn(&SERVER);
        let open = async {
            first.note_open(true);
            drop(first);
        };
        let (left, ()) = tokio::join!(left, open);
        assert!(left.is_err());
    }
}
