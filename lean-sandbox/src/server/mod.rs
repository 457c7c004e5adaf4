//! The listeners, on a separate thread: a sandbox then works regardless of its owner's runtime, and
//! also without one.

mod bind;
mod connection;
mod exchange;
mod tls;

use std::sync::Arc;
use std::thread;

use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use self::bind::Port;
pub use self::tls::TlsVersion;
use crate::Error;
use crate::api::App;
use crate::builder::Settings;
use crate::ca::Authority;
use crate::jobs::{self, Job};
use crate::seen::Listener;

/// A server that runs until this is dropped.
pub(crate) struct Server {
    pub(crate) app: Arc<App>,
    /// The port of the mutual-TLS listener, unless it was left out.
    pub(crate) mutual_tls_port: Option<u16>,
    pub(crate) oauth_port: u16,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<thread::JoinHandle<()>>,
}

/// Starts a thread that makes the certificates and serves; `ready` is called there once it does, or cannot.
pub(crate) fn start(
    settings: Settings,
    ready: impl FnOnce(Result<Server, Error>) + Send + 'static,
) -> Result<(), Error> {
    let (own_handle, handle) = std::sync::mpsc::channel::<thread::JoinHandle<()>>();
    let thread = thread::Builder::new()
        .name("lean-sandbox".to_owned())
        .spawn(move || {
            let prepared = Prepared::of(settings);
            match prepared {
                Err(error) => ready(Err(error)),
                Ok(prepared) => prepared.run(handle.recv().ok(), ready),
            }
        });
    // If the thread has ended already, it said why.
    let _ = own_handle.send(thread.map_err(Error::thread)?);
    Ok(())
}

/// All that can fail has not.
struct Prepared {
    app: App,
    jobs: mpsc::UnboundedReceiver<Job>,
    runtime: Runtime,
    doors: Vec<Door>,
}

/// A port and what it speaks.
struct Door {
    listener: Listener,
    port: u16,
    sockets: Vec<TcpListener>,
    acceptor: TlsAcceptor,
}

impl Prepared {
    fn of(settings: Settings) -> Result<Self, Error> {
        let authority = match &settings.kept {
            Some(kept) => kept.authority(&settings)?,
            None => Authority::new(settings.clock.clone(), settings.application.clone())?,
        };
        let runtime = runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Error::thread)?;
        let mut doors = Vec::new();
        let tls = |identity, clients| {
            tls::acceptor(identity, clients, &settings.tls_versions, &settings.clock)
        };
        if settings.require_client_certificate {
            let acceptor = tls(authority.vendor_server()?, Some(authority.vendor_root()))?;
            doors.push(Door::open(
                Listener::MutualTls,
                settings.port,
                acceptor,
                &runtime,
            )?);
        }
        let port = if settings.require_client_certificate {
            settings.oauth_port
        } else {
            settings.port
        };
        doors.push(Door::open(
            Listener::OAuth,
            port,
            tls(authority.public_server()?, None)?,
            &runtime,
        )?);

        let (sender, jobs) = mpsc::unbounded_channel();
        let oauth_port = doors.last().map_or(0, |door| door.port);
        let app = App::new(settings, authority, sender, oauth_port)?;
        Ok(Self {
            app,
            jobs,
            runtime,
            doors,
        })
    }

    fn run(
        self,
        thread: Option<thread::JoinHandle<()>>,
        ready: impl FnOnce(Result<Server, Error>),
    ) {
        let port = |listener| {
            self.doors
                .iter()
                .find(|door| door.listener == listener)
                .map(|door| door.port)
        };
        let (stop, stopped) = oneshot::channel();
        let app = Arc::new(self.app);
        ready(Ok(Server {
            app: app.clone(),
            mutual_tls_port: port(Listener::MutualTls),
            oauth_port: port(Listener::OAuth).unwrap_or_default(),
            stop: Some(stop),
            thread,
        }));
        self.runtime.block_on(async {
            let mut tasks = JoinSet::new();
            tasks.spawn(jobs::work(app.clone(), self.jobs));
            for door in self.doors {
                for socket in door.sockets {
                    tasks.spawn(connection::accept(
                        app.clone(),
                        door.listener,
                        socket,
                        door.acceptor.clone(),
                    ));
                }
            }
            // An error means that the owner is gone.
            let _ = stopped.await;
        });
        self.runtime.shutdown_background();
    }
}

impl Door {
    fn open(
        listener: Listener,
        port: u16,
        acceptor: TlsAcceptor,
        runtime: &Runtime,
    ) -> Result<Self, Error> {
        let _guard = runtime.enter();
        let port = Port::take(port)?;
        Ok(Self {
            listener,
            port: port.number,
            sockets: port.sockets,
            acceptor,
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        // Once joined, the ports are free again.
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
