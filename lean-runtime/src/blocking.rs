//! For callers without an async runtime: a client that waits, on a thread of its own.
//!
//! Safe inside and outside of a runtime: the waiting thread never polls, and calls that are waited for have connections
//! of their own, so nothing waits for the waiting thread. Within a call (in middleware, a token source, the source of a
//! body) waiting is refused with `WAIT_INSIDE_CALL`: there the waiting thread may be the one that drives the call.

use std::{fmt, sync::Arc};

use crate::{
    client::{AnyScopes, BuildClient, BuiltCore, Caller, ClientBuilder, Granted},
    operation::Server,
    request::Execute,
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

impl<T> BuildClient for Client<T> {
    type For<S> = Client<S>;

    fn from_made(made: BuiltCore) -> Self {
        Self(crate::Client::from_made(made))
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
