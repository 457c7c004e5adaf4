//! Parameters: where they go and how they are written.

use super::{Name, Place, Type};

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// The whole query (3.2).
    QueryString,
}

/// How a parameter is written (OpenAPI "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `a,b`.
    Simple,
    /// `.a.b`.
    Label,
    /// `;name=a`.
    Matrix,
    /// `name=a&name=b`.
    Form,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a%7Cb`.
    PipeDelimited,
    /// `name[key]=a`.
    DeepObject,
    /// `name=a; name=b` (3.2, cookies).
    Cookie,
    /// By a media type: `content`.
    Content,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire and in Rust; unique within the operation.
    pub name: Name,
    /// Where it goes.
    pub location: Location,
    /// How it is written.
    pub style: Style,
    /// Whether each item or member stands on its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
    /// The media type, for [`Style::Content`] and [`Location::QueryString`].
    pub media: Option<String>,
    /// Whether it must be given.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// Description, as Markdown.
    pub docs: String,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// The value that the server assumes, as JSON text (never sent on our own account).
    pub default: Option<String>,
    /// What its values keep to, by place: a JSON Pointer with `*` for anything, and the limits (`>=1 <=100`).
    pub limits: Vec<(String, String)>,
    /// Where the description defines it.
    pub place: Place,
}
