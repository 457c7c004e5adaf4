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
//! `spaceDelimited` and `pipeDelimited` are written as `form` writes them.

mod cookie;
mod draft;
mod expand;
mod flat;
mod form;
mod header;
mod json_text;
mod media;
mod path;
mod percent;
mod unsendable;

pub use draft::Draft;
pub use form::form_body;
pub use media::is_json;
pub use unsendable::Unsendable;
