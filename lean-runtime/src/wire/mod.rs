//! The wire formats of requests and responses, as pure functions between JSON values and text.
//!
//! Nothing here sends, waits or knows the types of models. Values come as [`json::Value`](crate::json::Value), and
//! operations as tables of [`operation`](crate::operation). A value that cannot be sent is an [`Unsendable`] error.
//!
//! # Parameters: [`RequestDraft`]
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
//! What the specifications leave undefined is an error that names the parameter: lists and objects inside others, an
//! item that contains its own delimiter if the style has no escape for it, styles at other locations. Single values
//! under `spaceDelimited` and `pipeDelimited` are written like `form`. A path value cannot leave its segment, and a
//! value cannot end a header or cookie: such characters are encoded if the place allows it, and otherwise refused.
//!
//! # Bodies: [`body()`]
//!
//! JSON, forms ([`form_body`]), multipart ([`multipart_body`], with files and streams), text, bytes, XML ([`xml_body`]),
//! one JSON value per line (and JSON text sequences), and server-sent events. Encoding Objects of members are honoured: style,
//! explode and allowReserved, or the content type, and headers that have one value. Nested encodings are not supported.
//! A list is one pair or part for each item (OpenAPI 3.2), and objects are JSON.
//!
//! # Responses
//!
//! [`best_media`] matches a `Content-Type` with the described ones, [`decode_text`] reads UTF-8 and refuses other charsets
//! by name, [`read_header`] reads a header as a typed value. [`EventParser`] (server-sent events) and [`LineSplitter`] (JSON
//! Lines, NDJSON, JSON text sequences) read streams piece by piece, with limits. [`Exchange`] evaluates the runtime
//! expressions of links. XML ([`xml_to_json`], with the feature `xml`) and forms ([`form_to_json`]) are read as JSON of
//! texts, which [`decode_textual`](crate::model::decode_textual) reads as the numbers and booleans that are due.
//!
//! # XML
//!
//! By OpenAPI's rules (OpenAPI 3.2 section 4.26); what XML Objects say comes as [`Xml`](crate::operation::Xml):
//!
//! | JSON | XML | with an XML Object |
//! |---|---|---|
//! | a member | an element of its name | an element of another name, an attribute, the text of its element |
//! | a member that is a list | an element of its name for each item | items of their own name, wrapped in one element |
//! | a string, number or boolean | the element's text | as a CDATA section |
//! | null | written: nothing; read: `xsi:nil="true"` | |
//! | an object | an element of its name | its members in the place of the element (`nodeType: none`) |
//! | the member `#text` | read: text next to attributes or elements | |
//!
//! Namespaces are declared where they begin to hold. When read, namespaces and prefixes are dropped; without a
//! table, attributes are read as members of their names, and lists in both forms: side by side, and wrapped in
//! one element. Documents with a document type are refused: entities can be built to grow without bound.

mod body;
pub(crate) mod cookie;
mod deep;
mod draft;
mod events;
mod expand;
mod flat;
mod form;
pub(crate) mod header;
mod json_text;
mod limits;
mod lines;
mod links;
mod media;
mod multipart;
mod parameter_text;
mod parts;
mod path;
pub(crate) use path::has_dots;
mod percent;
mod received_parts;
mod texts;
mod typed_header;
mod unsendable;
mod xml;

pub(crate) use body::write_body;
pub use body::{body, json_body};
pub use draft::RequestDraft;
pub use events::{EventParser, SseEvent, TooLong};
pub(crate) use flat::scalar_text;
pub use form::{form_body, form_to_json};
pub(crate) use limits::{check_body, check_parameter};
pub use lines::{LineSplitter, NotLines};
pub use links::Exchange;
pub(crate) use media::is_plain_json;
pub use media::{MediaType, NotText, best_media, decode_text, is_json};
pub use multipart::multipart_body;
pub(crate) use received_parts::read_parts;
pub(crate) use texts::text_to_json;
pub(crate) use typed_header::header_text;
pub use typed_header::{HeaderShape, read_header};
pub use unsendable::Unsendable;
#[cfg(feature = "xml")]
pub(crate) use xml::read_xml;
pub use xml::xml_body;
#[cfg(feature = "xml")]
pub use xml::{NotXml, xml_to_json};
