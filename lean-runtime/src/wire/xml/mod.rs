//! XML bodies, by OpenAPI's rules for schemas without an XML Object (OpenAPI 3.2 section 4.26).
//!
//! | JSON | XML |
//! |---|---|
//! | a member | an element of its name |
//! | a member that is a list | one element for each item, unwrapped |
//! | a string, number or boolean | the element's text |
//! | null | written: nothing; read: `xsi:nil="true"` |
//! | members of attributes' names | read: attributes; written: elements |
//! | the member `#text` | read: text beside attributes or elements |
//!
//! Namespaces and prefixes are dropped when read. When a list is due, both its forms are read: items side by side, and
//! items wrapped in one element. Texts read as numbers and booleans where these are due.
//!
//! Not covered, as it takes what an XML Object says: other names, attributes and wrapped lists in requests, namespaces,
//! `nodeType`. Documents with a document type are refused: entities can be built to grow without bound.

#[cfg(feature = "xml")]
mod read;
mod write;

#[cfg(feature = "xml")]
pub use read::{NotXml, xml_to_json};
pub use write::xml_body;
