//! Builds clients: types express what is required, methods set options, and `build` reports
//! mistakes.

mod credentials;
mod limits;
mod messages;
mod servers;

use std::{fmt, marker::PhantomData, sync::Arc};

use super::{Client, Ready, build, inner::Core, settings::Settings};
use crate::{Error, operation::Server};

/// Builds a [`Client`]: see [`Client::builder`] and [`blocking::Client::builder`](crate::blocking::Client::builder).
///
/// `Id` says if an identity is still missing; if so, there is no `build`. `C` is the client that is
/// built.
#[must_use = "a builder makes no client until `.build()?`"]
pub struct ClientBuilder<Id, C = Client> {
    settings: Box<Settings>,
    builds: PhantomData<fn() -> (Id, C)>,
}

impl<Id, C> ClientBuilder<Id, C> {
    pub(crate) fn new<V: Server>(server: &V) -> Self {
        Self {
            settings: Box::new(Settings::new(server)),
            builds: PhantomData,
        }
    }

    fn with(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(&mut self.settings);
        self
    }

    /// Checks everything and opens the transport. Nothing is sent yet.
    ///
    /// A server that wants a client certificate has no `build` until `.identity(..)` was called:
    ///
    /// ```compile_fail,E0277
    /// # use lean_runtime::{Client, Error, client::Needed, operation::{Server, ServerInfo, Trust}};
    /// # struct Production;
    /// # impl Server for Production {
    /// #     type Identity = Needed;
    /// #     const INFO: &'static ServerInfo = &ServerInfo { name: "Production", url: "https://api.leantech.me",
    /// #         variables: &[], security: None, token_url: "", trust: Trust::Chain };
    /// # }
    /// let client: Result<Client, Error> = Client::builder(Production).app_token("3e5a...").build();
    /// ```
    ///
    /// # Errors
    /// A URL, header or other setting does not hold, or TLS cannot be set up: the error names it. `CREDENTIAL_MISSING`: none
    /// of the described operations of the chosen server takes the credentials of this builder.
    pub fn build(self) -> Result<C, Error>
    where
        Id: Ready,
        C: BuildClient,
    {
        build::core(*self.settings).map(|core| C::from_made(BuiltCore(Arc::new(core))))
    }
}

/// A client that a builder makes: [`Client`] or [`blocking::Client`](crate::blocking::Client).
pub trait BuildClient: Sized {
    /// The same kind of client, built for these scopes.
    type For<S>: BuildClient;

    /// The client.
    #[doc(hidden)]
    fn from_made(made: BuiltCore) -> Self;
}

/// The parts of a client. Only a builder makes this.
pub struct BuiltCore(Arc<Core>);

impl<T> BuildClient for Client<T> {
    type For<S> = Client<S>;

    fn from_made(BuiltCore(core): BuiltCore) -> Self {
        Self::from_core(core)
    }
}

impl<Id, C> fmt::Debug for ClientBuilder<Id, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("server", &self.settings.server.name)
            .field("identity", &self.settings.identity)
            .finish_non_exhaustive()
    }
}
