//! A local stand-in for Lean's API: HTTPS on the loopback address, with mutual TLS, a certificate authority of its own,
//! and a memory. For development without the bank, and for tests.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use lean_sandbox::Sandbox;
//!
//! let sandbox = Sandbox::start().await?;
//! let files = sandbox.files(); // private key, certificate and chain, as the portal hands them out
//! let (url, app_token) = (sandbox.url(), sandbox.app_token());
//! // ... your client calls `url` with these ...
//! assert!(sandbox.seen().is_empty());
//! # let _ = (files, url, app_token);
//! # Ok(())
//! # }
//! ```
//!
//! - It has two listeners, like Lean's two generations of servers. [`Sandbox::url`] requires a
//!   client certificate and the header `lean-app-token`; [`Sandbox::oauth_url`] requires a bearer
//!   token from [`Sandbox::token_url`].
//! - It verifies certificates as a real server does: [`Authority`] also issues certificates that
//!   must fail.
//! - It serves every operation of the API description that it was built with, and checks requests
//!   and its own answers against it. Customers, banks, bank data, single payments and webhooks are
//!   remembered; other operations answer with the description's example and the caller's
//!   identifiers. The identifiers of those examples work everywhere.
//! - It records what it saw, [`Sandbox::seen`], and fails on request, [`Sandbox::fail_next`].
//!
//! The actions of the vendor's SDK and dashboard are methods and, for programs in other languages, requests:
//! `POST /sandbox/v1/connections` `{customer_id, bank_identifier}`, `POST /sandbox/v1/authorisations`
//! `{payment_intent_id}`, `POST /sandbox/v1/webhooks` `{url}` and `POST /sandbox/v1/revocations` `{certificate}`.

mod api;
mod builder;
mod ca;
mod clock;
mod description;
mod error;
mod handout;
mod ids;
mod jobs;
mod json;
mod query;
mod sandbox;
mod seen;
mod serve;
mod server;
mod state;
mod state_folder;
mod webhooks;

pub use api::Fault;
pub use builder::SandboxBuilder;
pub use ca::{Authority, FilePaths, Files, KeyKind, Order, Usage};
pub use error::Error;
pub use handout::Handout;
pub use sandbox::{ConnectedBank, Sandbox};
pub use seen::{Connection, Counts, Listener, PeerCertificate, RefusedConnection, Seen};
pub use serve::{Options, serve};
pub use server::TlsVersion;
pub use webhooks::{Delivery, DeliveryOutcome, Webhooks};

/// The country whose API is served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Region {
    /// The United Arab Emirates.
    #[default]
    Uae,
    /// Saudi Arabia.
    Ksa,
}
