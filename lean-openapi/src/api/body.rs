//! Bodies: media types, and how their parts are written.

pub use lean_abi::Codec;

use super::{Place, Style, Type, Xml};
use crate::name::pascal;

/// The body of a request.
#[derive(Clone, Debug)]
pub struct Body {
    /// True if it is required.
    pub required: bool,
    /// Description, as Markdown.
    pub docs: String,
    /// The enum by which the caller chooses among its forms; empty if all are of one type.
    pub name: String,
    /// The forms it may take, best first; never empty. The first is the method's own, others get
    /// methods named after their media type.
    pub media: Vec<Media>,
    /// Its place in the description.
    pub place: Place,
}

impl Body {
    /// Returns true if its forms are different types, so that the caller chooses by an enum.
    #[must_use]
    pub fn is_choice(&self) -> bool {
        let first = &self.media[0];
        let differs = |media: &Media| {
            media.ty != first.ty || media.codec.is_of_members() != first.codec.is_of_members()
        };
        self.media.iter().any(differs)
    }
}

impl Media {
    /// Returns true if another media type differs in its parameters alone.
    #[must_use]
    pub fn differs_only_in_parameters(&self, other: &Media) -> bool {
        let essence = |media: &Media| {
            let name = media.name.split(';').next().unwrap_or_default();
            name.trim().to_ascii_lowercase()
        };
        essence(self) == essence(other)
            && (self.codec, &self.ty, &self.root) == (other.codec, &other.ty, &other.root)
            && (&self.encoding, &self.positions) == (&other.encoding, &other.positions)
            && self.xml.is_none()
            && other.xml.is_none()
    }
}

/// A body's media type and the type of its content.
#[derive(Clone, Debug)]
pub struct Media {
    /// As the description writes it: `application/json`, `image/*`.
    pub name: String,
    /// Its wire format.
    pub codec: Codec,
    /// The type of the content.
    pub ty: Type,
    /// The data of the event after which no more come: `[DONE]`.
    pub end_of_events: Option<String>,
    /// The limits of its values, by place: a JSON Pointer with `*` for any name or index, and the limits (`len<=20`).
    pub limits: Vec<(String, String)>,
    /// The encodings of the parts of a form or multipart body, by member.
    pub encoding: Vec<PartEncoding>,
    /// The encodings of the parts of a list, by position; the name `*` is for all that follow.
    pub positions: Vec<PartEncoding>,
    /// The name of an XML body's root element; empty: it is not XML, or nothing names it.
    pub root: String,
    /// The differences of its XML from elements named like members.
    pub xml: Option<Xml>,
}

/// The names of the variant for a media type in this format: the first free one counts.
#[must_use]
pub fn variant_names(codec: Codec, media: &str) -> Vec<String> {
    let (essence, parameters) = media.split_once(';').unwrap_or((media, ""));
    let subtype = essence.split_once('/').map_or("", |(_, subtype)| subtype);
    let words = [
        subtype.to_string(),
        essence.to_string(),
        format!("{subtype} {parameters}"),
        format!("{essence} {parameters}"),
    ];
    let first = match codec {
        Codec::JsonLines => "Lines",
        codec => codec.name(),
    };
    let mut variants = vec![first.to_string()];
    variants.extend(words.iter().map(|words| pascal(words)));
    variants
}

/// The encoding of a member of a form or multipart body (OpenAPI Encoding Object).
#[derive(Clone, Debug, PartialEq)]
pub struct PartEncoding {
    /// The member.
    pub name: String,
    /// Its content type, if stated.
    pub content_type: Option<String>,
    /// Its style, if stated.
    pub style: Option<Style>,
    /// `explode`: each item or member is written separately.
    pub explode: bool,
    /// `allowReserved`: reserved characters are not escaped.
    pub allow_reserved: bool,
    /// Headers of the part that always are the same.
    pub headers: Vec<(String, String)>,
}
