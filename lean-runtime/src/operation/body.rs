//! Bodies: their media types, and how their parts are written.

use super::{Style, Xml};

/// A body that an operation takes.
#[derive(Debug)]
pub struct Media {
    /// The media type, as it goes on the wire.
    pub name: &'static str,
    /// How it is written.
    pub codec: Codec,
    /// How members of a form or multipart body are written, where not by default.
    pub parts: &'static [Part],
    /// How parts of a list are written, by their place; one named `*` stands for all that follow.
    pub positions: &'static [Part],
    /// The name of an XML body's root element; empty: none is known.
    pub root: &'static str,
    /// How its XML is written, where not in the plain way.
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
    pub const fn positions(mut self, positions: &'static [Part]) -> Media {
        self.positions = positions;
        self
    }

    /// With these encodings of members.
    #[must_use]
    pub const fn parts(mut self, parts: &'static [Part]) -> Media {
        self.parts = parts;
        self
    }
}

/// How a body is written and read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// JSON (RFC 8259) and `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*` (RFC 7578).
    Multipart,
    /// Text.
    Text,
    /// Bytes as they are.
    Bytes,
    /// XML.
    Xml,
    /// One JSON value a line.
    JsonLines,
    /// Server-sent events.
    Events,
}

/// How a member of a form or multipart body is written (OpenAPI 3.2 section 4.15, Encoding Object).
#[derive(Debug)]
pub struct Part {
    /// The member.
    pub name: &'static str,
    /// Its content type; empty: by its value.
    pub content_type: &'static str,
    /// Its style; none: by its content type.
    pub style: Option<Style>,
    /// Whether it explodes.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub reserved: bool,
    /// Headers that the part always has.
    pub headers: &'static [(&'static str, &'static str)],
}
