//! From a request to an answer: who asks, for which operation, with what; and then the state or the example.

mod answer;
mod auth;
mod dashboard;
mod fault;
mod reply;
mod token;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method};
use tokio::sync::mpsc;

pub(crate) use answer::answer;
pub use fault::Fault;
pub(crate) use fault::Faults;
pub(crate) use reply::{Refusal, Reply};
pub(crate) use token::Tokens;

use crate::Error;
use crate::builder::Settings;
use crate::ca::Authority;
use crate::description::{self, Routes};
use crate::jobs::Job;
use crate::seen::{Connection, Recorder};
use crate::state::State;
use crate::webhooks::Log;

/// The state of a sandbox, without its sockets.
pub(crate) struct App {
    pub(crate) settings: Settings,
    pub(crate) authority: Authority,
    pub(crate) recorder: Arc<Recorder>,
    pub(crate) faults: Faults,
    pub(crate) webhooks: Log,
    routes: &'static Routes,
    tokens: Tokens,
    state: Mutex<State>,
}

/// A request as it was received.
pub(crate) struct Received {
    pub(crate) method: Method,
    /// Encoded, without the query.
    pub(crate) path: String,
    /// Encoded, without the question mark.
    pub(crate) query: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Result<Bytes, BodyTooLong>,
    pub(crate) connection: Connection,
}

/// The body was not received to its end.
pub(crate) struct BodyTooLong;

/// The result of a request.
pub(crate) enum ExchangeEnd {
    Answer {
        reply: Reply,
        delay: Option<Duration>,
    },
    /// The connection is closed without an answer.
    Cut,
}

impl App {
    pub(crate) fn new(
        settings: Settings,
        authority: Authority,
        jobs: mpsc::UnboundedSender<Job>,
        oauth_port: u16,
    ) -> Result<Self, Error> {
        let tokens = Tokens::new(
            settings.clock.clone(),
            format!("https://localhost:{oauth_port}"),
        );
        if let Some(token) = &settings.bearer_token {
            tokens.add_fixed(token);
        }
        Ok(Self {
            routes: description::of(settings.region),
            state: Mutex::new(State::new(&settings, jobs)),
            webhooks: Log::new(settings.webhook_urls.clone()),
            recorder: Arc::default(),
            faults: Faults::default(),
            tokens,
            authority,
            settings,
        })
    }

    pub(crate) fn revoke_tokens(&self) {
        self.tokens.forget_all();
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
