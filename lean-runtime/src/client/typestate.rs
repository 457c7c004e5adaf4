//! What the compiler knows of a client: whether it has an identity, and which scopes it was built for.

/// The server wants a client certificate, and none was given yet.
#[derive(Debug)]
pub enum Needed {}

/// The server wants no client certificate.
#[derive(Debug)]
pub enum NotNeeded {}

/// A client certificate was given.
#[derive(Debug)]
pub enum Given {}

/// Whether a client can be built: its server wants no client certificate, or one was given.
#[diagnostic::on_unimplemented(
    message = "this server wants a client certificate, and the builder has none yet",
    label = "cannot be built without an identity",
    note = "give the three files of the portal before `.build()`: \
            `.identity(lean::Identity::from_pem_files(key, certificate, chain)?)`"
)]
pub trait Ready {}

impl Ready for NotNeeded {}
impl Ready for Given {}

/// Scopes that are only known at run time: every method is there.
#[derive(Debug)]
pub enum AnyScopes {}

/// Whether scopes cover what the operations of a trait need.
#[diagnostic::on_unimplemented(
    message = "this client was built for other scopes than `{Needs}` says these operations need",
    label = "the client's scopes are `{Self}`",
    note = "build the client for the scopes of this trait, or with scopes known at run time: `lean::Client`"
)]
pub trait Grants<Needs> {}

impl<Needs> Grants<Needs> for AnyScopes {}
