//! For tests of applications: fakes that answer, fail and page, without a network.
//!
//! There are two ways, with the same [answers](Answers):
//!
//! - A fake implements the trait. Its methods return [`answered()`] calls.
//! - A [`FakeTransport`] answers the requests of a real client: with its credentials, repeats and deadlines.
//!
//! ```
//! # mod bank { pub mod servers {
//! #     use lean_runtime::operation::{Server, ServerInfo, Trust};
//! #     pub struct Sandbox;
//! #     impl Server for Sandbox {
//! #         type Identity = lean_runtime::client::NotNeeded;
//! #         const INFO: &'static ServerInfo = &ServerInfo { name: "Sandbox", url: "https://bank.test",
//! #             variables: &[], security: None, token_url: "", trust: Trust::Public };
//! #     }
//! # } }
//! use lean_runtime::{Client, testing::{Answer, FakeTransport}};
//!
//! # fn main() -> Result<(), lean_runtime::Error> {
//! let bank = FakeTransport::answering(|seen| match seen.url.path() {
//!     "/banks" => Answer::json(200, r#"{"status": "OK"}"#),
//!     _ => Answer::refused(),
//! });
//! let client = Client::builder(bank::servers::Sandbox).transport(bank.clone()).build()?;
//! // ... calls through `client` ...
//! assert!(bank.seen().is_empty());
//! # let _ = client; Ok(()) }
//! ```

mod answer;
mod answered;
mod answers;
mod fits;
mod pages;
mod play;
mod splice;
mod transport;
mod unfaked;

pub(crate) use self::unfaked::Unfaked;
pub use self::{
    answer::Answer,
    answered::{answered, value},
    answers::Answers,
    pages::{FakePages, pages},
    transport::{FakeTransport, SeenRequest},
};
