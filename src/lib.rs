//! Typed API clients from OpenAPI descriptions, over mutual TLS.
//!
//! Annotate a trait, name the operations you use, and the compiler checks them against the API's description:
//!
//! ```no_run
//! #[lean::api(spec = "api-spec/lean.yaml")]
//! pub trait Bank {
//!     fn get_customer_by_id();
//! }
//!
//! async fn name(client: &lean::Client, id: bank::CustomerId) -> Result<String, lean::Error> {
//!     Ok(client.get_customer_by_id(id).await?.app_user_id.to_string())
//! }
//! ```
//!
//! | to | see |
//! |---|---|
//! | turn a trait, or a module of traits, into a client | [`macro@api`] |
//! | read or send your own structs, checked against the description | [`macro@Schema`] |
//! | load, check and rotate key, certificate and chain | [`Identity`], [`identity`] |
//! | build a client: servers, credentials, deadlines, retries, limits | [`Client`], [`ClientBuilder`] |
//! | send a call, look at its parts, stream its pages | [`Call`], [`Pages`], [`Response`] |
//! | find out what went wrong, whose fault it is and what to do | [`Error`], [`CallError`], [`doctor`] |
//! | call without an async runtime | [`blocking`] |
//! | receive webhooks, verified and typed | [`webhook`] |
//! | test without a server | [`testing`] |
//!
//! `docs/openapi.md` in the repository lists the supported features of OpenAPI 3.0, 3.1 and 3.2,
//! each with a test.
//!
//! Lean Technologies' open-banking API is ready-made, with one trait for each resource: `lean::uae`, `lean::ksa` and
//! `lean::v1`. Each needs the feature of its name. None is on by default.

#[cfg(feature = "ksa")]
pub mod ksa;
#[cfg(feature = "uae")]
pub mod uae;
#[cfg(feature = "v1")]
pub mod v1;

#[doc = include_str!("../docs/schema.md")]
pub use lean_macros::Schema;
#[doc = include_str!("../docs/traits.md")]
pub use lean_macros::api;
pub use lean_runtime::__scopes as scopes;
pub use lean_runtime::body::Bytes;
pub use lean_runtime::call::{Boxed as BoxFuture, Events, Lines, PagePosition, Pages};
pub use lean_runtime::client::{self, AnyScopes, Caller, ClientBuilder};
pub use lean_runtime::identity::{self, Identity};
pub use lean_runtime::operation::At;
pub use lean_runtime::values::{
    Base64, Date, DateTime, Decimal, Duration, File, Fixed, Json, Map, Maybe, Number, Secret, Text,
    Time, Uuid,
};
pub use lean_runtime::{
    Call, CallError, Client, Error, RateLimit, Request, Response, RetryPolicy, auth, blocking,
    doctor, error, json, middleware, model, operation, request, testing, tls, transport, webhook,
};

/// Bodies of requests and responses: bytes in memory, or streams.
pub mod body {
    pub use lean_runtime::body::{ByteStream, Bytes, File, Payload, Source};
    pub use lean_runtime::request::{Incoming, Part};
}

/// The result of a call: `lean::Result<T>` is `Result<T, lean::Error>`.
pub type Result<T, E = Error> = std::result::Result<T, E>;

#[doc(hidden)]
pub use lean_macros::part as __part;
#[doc(hidden)]
pub use lean_runtime::__private;

/// The examples of the README are compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
