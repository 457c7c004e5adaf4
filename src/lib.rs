//! Typed API clients from OpenAPI descriptions, over mutual TLS.
//!
//! Annotate a trait, name the operations you use, and the compiler checks them against the API's description:
//!
//! ```ignore
//! #[lean::api(spec = "openapi.yaml")]
//! pub trait Bank {
//!     fn get_customer_by_id();
//! }
//! ```
//!
//! What is honoured of OpenAPI 3.0, 3.1 and 3.2, feature by feature and with the test that shows it, stands in
//! `docs/openapi.md` of the repository.
//!
//! Lean Technologies' open-banking API is ready-made: [`uae`], [`ksa`] and [`v1`], a trait a resource.

#[cfg(feature = "ksa")]
pub mod ksa;
#[cfg(feature = "uae")]
pub mod uae;
#[cfg(feature = "v1")]
pub mod v1;

pub use lean_macros::{Schema, api};
pub use lean_runtime::__scopes as scopes;
pub use lean_runtime::body::Bytes;
pub use lean_runtime::call::{Boxed as BoxFuture, Events, Lines, Pages};
pub use lean_runtime::client::{AnyScopes, Caller, ClientBuilder};
pub use lean_runtime::identity::{self, Identity};
pub use lean_runtime::operation::At;
pub use lean_runtime::values::{
    Base64, Date, DateTime, Decimal, Duration, File, Fixed, Json, Map, Maybe, Number, Secret, Text,
    Time, Uuid,
};
pub use lean_runtime::{
    Call, CallError, Client, Error, RateLimit, Request, Response, RetryPolicy, auth, blocking,
    body, doctor, error, json, middleware, model, operation, request, testing, tls, transport,
};

#[doc(hidden)]
pub use lean_runtime::__private;
