//! The core that all handles of a client share, and the handle that sends its calls.

use std::{
    fmt,
    pin::pin,
    sync::{Arc, OnceLock},
    time::Duration,
};

use http::{HeaderMap, HeaderName};

use super::{
    background::{Background, poll_here},
    call,
    origin::{BaseUrl, Origin},
    plan::{self, Plan},
    reentry,
    settings::{Deadlines, StreamLimits},
    tokens::TokenSources,
};
use crate::{
    Error,
    auth::Credentials,
    error::{ErrorCode, Passport},
    identity::Identity,
    limits::{Gate, Window},
    middleware::Middleware,
    operation::ServerInfo,
    request::{BoxFuture, Execute, Reply, Request},
    retry::{Budget, RetryPolicy},
    transport::{Clear, Transport},
};

/// The state that all handles of a client share.
pub(crate) struct Core {
    pub(super) server: &'static ServerInfo,
    /// The base of all paths.
    pub(super) base: BaseUrl,
    /// True if `base` replaces every server of the description.
    pub(super) base_is_chosen: bool,
    /// The requests that may be sent without TLS.
    pub(super) clear: Clear,
    pub(super) allowed_origins: Vec<Origin>,
    pub(super) identity: Option<Identity>,
    pub(super) credentials: Credentials,
    pub(super) tokens: TokenSources,
    pub(super) scopes: Option<Arc<[String]>>,
    pub(super) api: Arc<dyn Transport>,
    pub(super) headers: HeaderMap,
    pub(super) deadlines: Deadlines,
    pub(super) retry: RetryPolicy,
    pub(super) budget: Budget,
    pub(super) gate: Gate,
    pub(super) window: Arc<Window>,
    pub(super) body_bytes_max: u64,
    pub(super) stream_limits: StreamLimits,
    pub(super) request_id_headers: Vec<HeaderName>,
    pub(super) middleware: Vec<Arc<dyn Middleware>>,
    pub(super) lenient: bool,
    pub(super) background: OnceLock<Option<Background>>,
}

impl Core {
    pub(super) fn describe(&self, f: &mut fmt::DebugStruct<'_, '_>) -> fmt::Result {
        f.field("server", &self.server.name)
            .field("base_url", &self.base.uri())
            .field("identity", &self.identity)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }

    /// The runtime of this client's own, for callers who have none. Started when first needed, ends with the client.
    pub(crate) fn background(&self) -> Result<&Background, Error> {
        let started = self.background.get_or_init(|| Background::start().ok());
        started.as_ref().ok_or_else(|| {
            Error::new(ErrorCode::Runtime, Passport::default())
                .with_what("no thread could be started")
        })
    }
}

/// A client's core with the scopes that one handle asks for.
pub(crate) struct Handle {
    pub(super) core: Arc<Core>,
    pub(super) scopes: Option<Arc<[String]>>,
}

impl Execute for Handle {
    fn execute(&self, request: Request) -> BoxFuture<Result<Reply, Error>> {
        let core = Arc::clone(&self.core);
        let scopes = self.scopes.clone().or_else(|| core.scopes.clone());
        let operation = request.operation;
        // In a box of its own: futures are moved as a whole, and hold what they are given more than once.
        let plan = Plan::new(&core, scopes, request).map(Box::new);
        // Within the future that holds it, for the same reason.
        Box::pin(async move {
            let call = pin!(async move {
                if tokio::runtime::Handle::try_current().is_ok() {
                    return call::run(core, plan?).await;
                }
                // Polled by another executor: the sockets and timers need a runtime of ours.
                let task = call::run(Arc::clone(&core), plan?);
                let task = core.background()?.spawn(task);
                // How far the call came went with the runtime.
                let passport = Passport::new(operation).with_doubt(true);
                let gone = |_| Err(Error::new(ErrorCode::Runtime, passport).or_outcome_unknown());
                task.await.unwrap_or_else(gone)
            });
            reentry::driven(operation, call).await
        })
    }

    fn block_on(&self, future: BoxFuture<()>) {
        if reentry::is_driving() {
            return reentry::refuse(future);
        }
        match self.core.background() {
            Ok(background) => background.block_on(future),
            // Without a thread of our own, only polling is left: the calls inside will report what
            // is missing.
            Err(_) => poll_here(future),
        }
    }

    fn url(&self, request: &Request) -> String {
        plan::url(&self.core, request)
            .map(|url| url.to_string())
            .unwrap_or_default()
    }

    fn timeout(&self) -> Option<Duration> {
        Some(self.core.deadlines.total)
    }

    fn body_bytes_max(&self) -> u64 {
        self.core.body_bytes_max
    }

    fn lenient(&self) -> bool {
        self.core.lenient
    }
}
