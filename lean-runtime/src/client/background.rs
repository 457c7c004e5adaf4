//! A thread that drives calls which are waited for.

use std::{
    io,
    pin::Pin,
    sync::{Arc, mpsc},
    task::{Context, Poll, Wake, Waker},
    thread,
};

use tokio::{runtime, sync::oneshot, task::JoinHandle};

use super::reentry;
use crate::request::BoxFuture;

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
                reentry::start_driving();
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

/// Polls a future to its end on this thread, as a last resort. The future has no timers and no
/// sockets.
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
