//! XML bodies: what is covered is said in the module above.

#[cfg(feature = "xml")]
mod read;
mod write;

#[cfg(feature = "xml")]
pub use read::{NotXml, xml_to_json};
pub use write::xml_body;
