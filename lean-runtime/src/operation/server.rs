//! Servers: their addresses, and their demands on a client as types.

use super::{Demand, Requirement};

/// A server of a description.
#[derive(Debug)]
pub struct ServerInfo {
    /// The name of its type.
    pub name: &'static str,
    /// Its URL, with `{variables}`.
    pub url: &'static str,
    /// Variables, each with its default and the values it may have; none: any.
    pub variables: &'static [(&'static str, &'static str, &'static [&'static str])],
    /// The server's security requirements; `None` if each operation states its own.
    pub security: Option<&'static [&'static [Requirement]]>,
    /// Its token endpoint; empty: the scheme's.
    pub token_url: &'static str,
    /// The origin of the server's certificate.
    pub trust: Trust,
}

/// The origin of a server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// The provider's own authority: the chain file, and nothing else.
    Chain,
    /// A public authority: the public roots, and nothing else.
    Public,
    /// The chain file where a client certificate is wanted, public roots otherwise.
    Unstated,
}

/// A server type of generated code: `bank::servers::Production`.
///
/// `Identity` says whether a client for it compiles without a certificate: `client::Needed` or
/// `client::NotNeeded`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a server of a description",
    label = "not a server",
    note = "name a server of the module of models, `bank::servers::Production`, or any URL: `lean::At::new(\"https://..\")`",
    note = "to call another address than the description's: `.base_url(\"https://..\")` on the builder"
)]
pub trait Server {
    /// The type that says if a client needs an identity.
    type Identity;
    /// The server's table.
    const INFO: &'static ServerInfo;

    /// The credentials that the described operations of this server demand; empty if nothing is known.
    #[doc(hidden)]
    const DEMANDS: &'static [Demand] = &[];

    /// The values of its variables, in the order of the table; its defaults where there are none.
    fn values(&self) -> Vec<&str> {
        Vec::new()
    }

    /// The URL with its variables filled in.
    fn url(&self) -> String {
        Self::INFO.fill(&self.values())
    }
}

/// A server by its URL alone, for descriptions that name none, or not the one that is meant.
///
/// It asks for what each operation asks for. A certificate can be given, and is not demanded.
///
/// ```
/// use lean_runtime::{Client, operation::At};
///
/// let client = Client::builder(At::new("https://api.example.com/v1")).build()?;
/// # let _ = client;
/// # Ok::<(), lean_runtime::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct At {
    url: String,
}

impl At {
    /// The server at this URL (https).
    #[must_use]
    pub fn new(url: impl Into<String>) -> At {
        At { url: url.into() }
    }
}

impl Server for At {
    type Identity = NotNeeded;
    const INFO: &'static ServerInfo = &ServerInfo {
        name: "At",
        url: "",
        variables: &[],
        security: None,
        token_url: "",
        trust: Trust::Unstated,
    };

    fn url(&self) -> String {
        self.url.clone()
    }
}

/// The server wants a client certificate, and none was given yet.
#[derive(Debug)]
pub enum Needed {}

/// The server wants no client certificate.
#[derive(Debug)]
pub enum NotNeeded {}
