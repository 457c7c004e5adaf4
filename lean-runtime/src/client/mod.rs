//! The client: one transport, one identity and one set of credentials for any number of API traits.
//!
//! A [`Request`](crate::request::Request) comes in through [`Execute`]; a reply or an [`Error`](crate::Error) goes out.

mod alarm;
mod attempt;
mod background;
mod build;
mod builder;
mod call;
mod demands;
mod inner;
mod nesting;
mod next_page;
mod origin;
mod plan;
pub(crate) mod reentry;
mod response;
mod settings;
mod tokens;
mod trust;
mod typestate;

use std::{fmt, marker::PhantomData, sync::Arc};

use self::inner::{Core, Handle};

pub(crate) use self::background::poll_here;
pub use self::{
    builder::{BuildClient, BuiltCore, ClientBuilder},
    typestate::{AnyScopes, Given, Holds, Ready, Scope, ScopeSet},
};
pub use crate::operation::{Needed, NotNeeded};
use crate::{identity::Identity, operation::Server, request::Execute};

/// A client of one server. Cheap to clone; clones share connections, tokens, limits and the identity.
///
/// ```no_run
/// # mod bank { pub mod servers {
/// #     use lean_runtime::operation::{Server, ServerInfo, Trust};
/// #     pub struct Production;
/// #     impl Server for Production {
/// #         type Identity = lean_runtime::client::Needed;
/// #         const INFO: &'static ServerInfo = &ServerInfo { name: "Production", url: "https://api.leantech.me",
/// #             variables: &[], security: None, token_url: "", trust: Trust::Chain };
/// #     }
/// # } }
/// # fn main() -> Result<(), lean_runtime::Error> {
/// use lean_runtime::{Client, identity::Identity};
///
/// let client = Client::builder(bank::servers::Production)
///     .identity(Identity::from_pem_files(
///         "my_app_private_key.pem", "my_app_cert.crt", "lean_public_cert_chain.pem")?)
///     .app_token("3e5a...")
///     .build()?;
/// # let _ = client; Ok(()) }
/// ```
pub struct Client<S = AnyScopes> {
    handle: Arc<Handle>,
    scopes: PhantomData<fn() -> S>,
}

impl Client {
    /// Begins a client of this server. A server that wants a client certificate has no `build` until one is given.
    // `Id` is separate from `V` instead of `V::Identity`, so that a type that is not a server gives
    // one error, not two.
    pub fn builder<V: Server<Identity = Id>, Id>(server: V) -> ClientBuilder<Id> {
        ClientBuilder::new(&server)
    }
}

impl<S> Client<S> {
    fn from_core(core: Arc<Core>) -> Self {
        Self {
            handle: Arc::new(Handle { core, scopes: None }),
            scopes: PhantomData,
        }
    }

    /// Returns the same client, but with calls that request access tokens of these scopes instead
    /// of those of each operation: `client.with_scopes(["customer.3fa8.."])`. Connections, limits
    /// and other tokens stay shared.
    #[must_use]
    pub fn with_scopes<T: Into<String>>(&self, scopes: impl IntoIterator<Item = T>) -> Client {
        let scopes = scopes.into_iter().map(Into::into).collect();
        Client {
            handle: Arc::new(Handle {
                core: Arc::clone(&self.handle.core),
                scopes: Some(scopes),
            }),
            scopes: PhantomData,
        }
    }
}

impl<S> Client<S> {
    /// The identity that it shows, for its status and for reloading it.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        self.handle.core.identity.as_ref()
    }
}

impl<S> Clone for Client<S> {
    fn clone(&self) -> Self {
        Self {
            handle: Arc::clone(&self.handle),
            scopes: PhantomData,
        }
    }
}

impl<S> fmt::Debug for Client<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.handle.core.describe(&mut f.debug_struct("Client"))
    }
}

/// A type that can call operations: generated code implements its traits for these types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a client",
    label = "not a client",
    note = "`lean::Client` and `lean::blocking::Client` are, and references to them"
)]
pub trait Caller {
    /// Returns the sender of its calls.
    fn executor(&self) -> Arc<dyn Execute>;
}

impl<S> Caller for Client<S> {
    fn executor(&self) -> Arc<dyn Execute> {
        Arc::clone(&self.handle) as Arc<dyn Execute>
    }
}

impl<T: Caller + ?Sized> Caller for &T {
    fn executor(&self) -> Arc<dyn Execute> {
        (**self).executor()
    }
}

impl<T: Caller + ?Sized> Caller for Arc<T> {
    fn executor(&self) -> Arc<dyn Execute> {
        (**self).executor()
    }
}

impl<T: Caller + ?Sized> Caller for Box<T> {
    fn executor(&self) -> Arc<dyn Execute> {
        (**self).executor()
    }
}

/// A client whose type says which scopes it was built for. Traits whose operations need scopes are
/// implemented for clients that have them all.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a client",
    label = "not a client",
    note = "`lean::Client` and `lean::blocking::Client` are, and references to them"
)]
pub trait Granted: Caller {
    /// The list of scopes, or [`AnyScopes`].
    type Scopes;
}

impl<S> Granted for Client<S> {
    type Scopes = S;
}

impl<T: Granted + ?Sized> Granted for &T {
    type Scopes = T::Scopes;
}

impl<T: Granted + ?Sized> Granted for Arc<T> {
    type Scopes = T::Scopes;
}

impl<T: Granted + ?Sized> Granted for Box<T> {
    type Scopes = T::Scopes;
}
