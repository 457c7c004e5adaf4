//! The wire formats of requests and responses, as pure functions between JSON values and text.
//!
//! Nothing here sends, waits or knows a type: values come as [`json::Value`](crate::json::Value), tables as
//! [`operation`](crate::operation), and what cannot be sent comes back as [`Unsendable`].
//!
//! # Parameters: [`Draft`]
//!
//! | style | path | query | header | cookie |
//! |---|---|---|---|---|
//! | `simple` | yes | | yes | |
//! | `label`, `matrix` | yes | | | |
//! | `form` | | yes | | yes |
//! | `spaceDelimited`, `pipeDelimited` | | yes, not exploded | | |
//! | `deepObject` | | objects | | |
//! | `cookie` (3.2) | | | | yes |
//! | `content` (JSON, text) | yes | yes | yes | yes |
//!
//! All that the specifications leave undefined is refused by name: lists and objects inside others, an item that
//! holds its own delimiter where the style has no escape for it, styles at other locations. Single values under
//! `spaceDelimited` and `pipeDelimited` are written as `form` writes them. Path values cannot leave their segment, headers
//! and cookies cannot be broken out of: what would do so is encoded where the place allows it, refused where not.
//!
//! # Responses
//!
//! [`best_media`] matches a `Content-Type` with the described ones, [`text`] reads UTF-8 and refuses other charsets
//! by name, [`header`] reads a header as a typed value. [`EventParser`] (server-sent events) and [`LineSplitter`] (JSON
//! Lines, NDJSON, JSON text sequences) read streams piece by piece, with limits. [`Exchange`] evaluates the runtime
//! expressions of links.

mod body;
mod cookie;
mod draft;
mod events;
mod expand;
mod flat;
mod form;
mod header;
mod json_text;
mod lines;
mod links;
mod media;
mod multipart;
mod parts;
mod path;
mod percent;
mod texts;
mod typed_header;
mod unsendable;
mod xml;

pub(crate) use body::written_body;
pub use body::{body, json_body};
pub use draft::Draft;
pub use events::{Event, EventParser, TooLong};
pub use form::{form_body, form_to_json};
pub use lines::{LineSplitter, NotLines};
pub use links::Exchange;
pub use media::{MediaType, NotText, best_media, is_json, text};
pub use multipart::multipart_body;
pub(crate) use texts::texts;
pub use typed_header::{HeaderShape, header};
pub use unsendable::Unsendable;
pub use xml::xml_body;
#[cfg(feature = "xml")]
pub use xml::{NotXml, xml_to_json};
