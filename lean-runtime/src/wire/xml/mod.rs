//! XML bodies; the module above lists the supported features.

#[cfg(feature = "xml")]
mod read;
#[cfg(feature = "xml")]
mod shaped;
mod write;

#[cfg(feature = "xml")]
pub(crate) use read::read_xml;
#[cfg(feature = "xml")]
pub use read::{NotXml, xml_to_json};
pub use write::xml_body;
