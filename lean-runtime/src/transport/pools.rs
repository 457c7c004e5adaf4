//! A pool of connections for each runtime.
//!
//! A connection is driven by the runtime that opened it. A call on another runtime would wait for
//! it while that runtime is blocked, and would lose it when that runtime ends.

use std::sync::{Mutex, PoisonError};

use tokio::{
    runtime::{Handle, Id},
    sync::oneshot,
};

use super::{Failure, Network, SendProgress};
use crate::error::ErrorCode;

/// The maximum number of runtimes with a pool. The oldest pool is dropped.
const POOLS_MAX: usize = 32;

/// The pools of one generation of an identity.
pub(super) struct Pools {
    tls: rustls::ClientConfig,
    network: Network,
    open: Mutex<Open>,
}

struct Open {
    /// Built to see whether the settings hold; the first runtime takes it.
    spare: Option<reqwest::Client>,
    pools: Vec<Pool>,
}

struct Pool {
    runtime: Id,
    http: reqwest::Client,
    /// Closed once the runtime has ended.
    runtime_ended: oneshot::Sender<()>,
}

impl Pools {
    /// # Errors
    /// The engine does not take the settings.
    pub(super) fn new(tls: rustls::ClientConfig, network: Network) -> Result<Self, Failure> {
        // Settings that do not hold are found when the client is built.
        let spare = Some(network.client(tls.clone())?);
        let pools = Vec::new();
        Ok(Self {
            tls,
            network,
            open: Mutex::new(Open { spare, pools }),
        })
    }

    /// The pool of the runtime that this is called on.
    ///
    /// # Errors
    /// Fails if there is no runtime, or if the engine cannot be set up.
    pub(super) fn here(&self) -> Result<reqwest::Client, Failure> {
        let runtime = Handle::try_current().map_err(|error| {
            Failure::new(ErrorCode::Runtime, SendProgress::NotConnected).with_source(error)
        })?;
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let Open { spare, pools } = &mut *open;
        pools.retain(|pool| !pool.runtime_ended.is_closed());
        if let Some(pool) = pools.iter().find(|pool| pool.runtime == runtime.id()) {
            return Ok(pool.http.clone());
        }
        let http = match spare.take() {
            Some(spare) => spare,
            None => self.network.client(self.tls.clone())?,
        };
        if pools.len() == POOLS_MAX {
            pools.remove(0);
        }
        pools.push(Pool {
            runtime: runtime.id(),
            http: http.clone(),
            runtime_ended: watch(&runtime),
        });
        Ok(http)
    }
}

/// A task that ends with its runtime, or when the sender is dropped.
fn watch(runtime: &Handle) -> oneshot::Sender<()> {
    let (sender, receiver) = oneshot::channel::<()>();
    runtime.spawn(async move {
        // Nothing is ever sent.
        let _ = receiver.await;
    });
    sender
}
