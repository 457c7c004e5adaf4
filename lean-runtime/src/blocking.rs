//! For callers without an async runtime: a client that waits, on a thread of its own.
//!
//! Safe inside and outside of a runtime: the waiting thread never polls, and calls that are waited for have connections
//! of their own, so nothing waits for the waiting thread. Within a call (in middleware, a token source, the source of a
//! body) waiting is refused with `WAIT_INSIDE_CALL`: there the waiting thread may be the one that drives the call.

use std::{
    fmt, io,
    pin::Pin,
    sync::{Arc, mpsc},
    task::{Context, Poll, Wake, Waker},
    thread,
};

use tokio::{runtime, sync::oneshot, task::JoinHandle};

use crate::{
    client::{AnyScopes, Built, Caller, ClientBuilder, Granted, Made, reentry},
    operation::Server,
    request::{BoxFuture, Execute},
};

/// A client whose calls wait: the same surface as [`lean::Client`](crate::Client), with `.wait()` in place of `.await`.
///
/// ```
/// # mod bank { pub mod servers {
/// #     use lean_runtime::operation::{Server, ServerInfo, Trust};
/// #     pub struct Sandbox;
/// #     impl Server for Sandbox {
/// #         type Identity = lean_runtime::client::NotNeeded;
/// #         const INFO: &'static ServerInfo = &ServerInfo { name: "Sandbox", url: "https://bank.test",
/// #             variables: &[], security: None, token_url: "", trust: Trust::Public };
/// #     }
/// # } }
/// # fn main() -> Result<(), lean_runtime::Error> {
/// # let fake = lean_runtime::testing::FakeTransport::script([]);
/// use lean_runtime::blocking::Client;
///
/// let client: Client = Client::builder(bank::servers::Sandbox)
///     .oauth2("client id", "client secret")
///     .token_url("https://auth.bank.test/oauth2/token")
/// #   .transport(fake)
///     .build()?;
/// # let _ = client; Ok(()) }
/// ```
pub struct Client<S = AnyScopes>(crate::Client<S>);

impl<S> From<crate::Client<S>> for Client<S> {
    fn from(client: crate::Client<S>) -> Self {
        Self(client)
    }
}

impl<T> Built for Client<T> {
    type For<S> = Client<S>;

    fn made_of(made: Made) -> Self {
        Self(crate::Client::made_of(made))
    }
}

impl Client {
    /// Begins a client of this server, as [`lean::Client::builder`](crate::Client::builder).
    pub fn builder<V: Server<Identity = Id>, Id>(server: V) -> ClientBuilder<Id, Self> {
        ClientBuilder::new(&server)
    }
}

impl<S> Client<S> {
    /// The same client for asynchronous callers: connections, tokens and limits stay shared.
    #[must_use]
    pub fn to_async(&self) -> crate::Client<S> {
        self.0.clone()
    }
}

impl<S> Clone for Client<S> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<S> fmt::Debug for Client<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<S> Caller for Client<S> {
    fn executor(&self) -> Arc<dyn Execute> {
        self.0.executor()
    }
}

impl<S> Granted for Client<S> {
    type Scopes = S;
}

/// A runtime on a thread of its own. Dropping it ends the thread without waiting for it, so that it may be dropped
/// anywhere, on that very thread too.
pub(crate) struct Background {
    handle: runtime::Handle,
    _stop: oneshot::Sender<()>,
}

impl Background {
    /// # Errors
    /// The system gives no thread or no event queue.
    pub(crate) fn start() -> io::Result<Self> {
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let handle = runtime.handle().clone();
        let (_stop, stopped) = oneshot::channel::<()>();
        thread::Builder::new()
            .name("lean-client".to_owned())
            .spawn(move || {
                reentry::drive_from_now_on();
                // Ends when the sender is dropped.
                let _ = runtime.block_on(stopped);
                runtime.shutdown_background();
            })?;
        Ok(Self { handle, _stop })
    }

    pub(crate) fn spawn<T: Send + 'static>(
        &self,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Spawned<T> {
        Spawned(self.handle.spawn(future))
    }

    /// Runs `future` on the background thread and waits for its end on this one.
    pub(crate) fn block_on(&self, future: BoxFuture<()>) {
        let (done, wait) = mpsc::sync_channel::<()>(1);
        let task = self.handle.spawn(async move {
            future.await;
            drop(done);
        });
        // Nothing is ever sent: the channel closes when the future has ended, or has panicked.
        let _ = wait.recv();
        drop(task);
    }
}

/// A task that is given up when this is dropped.
pub(crate) struct Spawned<T>(JoinHandle<T>);

impl<T> Future for Spawned<T> {
    type Output = Result<T, tokio::task::JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx)
    }
}

impl<T> Drop for Spawned<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Polls a future to its end on this thread: for when there is no other. It has no timers and no sockets.
pub(crate) fn poll_here(mut future: BoxFuture<()>) {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    while future.as_mut().poll(&mut context).is_pending() {
        thread::park();
    }
}

struct Unpark(thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}
