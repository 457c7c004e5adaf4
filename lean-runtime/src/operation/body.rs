//! Bodies: their media types, and how their parts are written.

pub use lean_abi::Codec;

use super::{Style, Xml};

/// A body that an operation takes.
#[derive(Debug)]
pub struct Media {
    /// The media type, as it goes on the wire.
    pub name: &'static str,
    /// The codec of the body.
    pub codec: Codec,
    /// The encodings of form or multipart members that differ from the default.
    pub parts: &'static [PartEncoding],
    /// The encodings of a list's parts, by position; one named `*` applies to all further parts.
    pub positions: &'static [PartEncoding],
    /// The name of an XML body's root element; empty: none is known.
    pub root: &'static str,
    /// The XML form of the body, if it differs from the plain form.
    pub xml: Option<&'static Xml>,
}

impl Media {
    /// A body of this media type.
    #[must_use]
    pub const fn new(name: &'static str, codec: Codec) -> Media {
        Media {
            name,
            codec,
            parts: &[],
            positions: &[],
            root: "",
            xml: None,
        }
    }

    /// With this root element, if it is XML.
    #[must_use]
    pub const fn root(mut self, root: &'static str) -> Media {
        self.root = root;
        self
    }

    /// With XML of this form.
    #[must_use]
    pub const fn xml(mut self, xml: &'static Xml) -> Media {
        self.xml = Some(xml);
        self
    }

    /// With these encodings of items by their place.
    #[must_use]
    pub const fn positions(mut self, positions: &'static [PartEncoding]) -> Media {
        self.positions = positions;
        self
    }

    /// With these encodings of members.
    #[must_use]
    pub const fn parts(mut self, parts: &'static [PartEncoding]) -> Media {
        self.parts = parts;
        self
    }
}

/// The encoding of a form or multipart member (OpenAPI 3.2 section 4.15, Encoding Object).
#[derive(Debug)]
pub struct PartEncoding {
    /// The member.
    pub name: &'static str,
    /// Its content type; empty: by its value.
    pub content_type: &'static str,
    /// Its style; none: by its content type.
    pub style: Option<Style>,
    /// True if the member explodes.
    pub explode: bool,
    /// True if reserved characters stay unchanged.
    pub reserved: bool,
    /// Headers that the part always has.
    pub headers: &'static [(&'static str, &'static str)],
}
