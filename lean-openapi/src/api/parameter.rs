//! Parameters: where they go and how they are written.

use super::{Name, Place, Type};

/// The location of a parameter.
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

/// The style of a parameter (OpenAPI "Style Values").
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
    /// `name[key]=a`; lists of single values as `name[]=a`, lists of others as `name[0][key]=a`.
    DeepObject,
    /// `name[key]=a`, with every list as `name[]=a`.
    DeepEmpty,
    /// `name[key]=a`, with every list as `name[0]=a`.
    DeepIndexed,
    /// `name[key]=a`, with the name of a list repeated.
    DeepRepeated,
    /// `name=a; name=b` (3.2, cookies).
    Cookie,
    /// By a media type: `content`.
    Content,
}

impl Style {
    /// Returns true if values within values are written with brackets.
    #[must_use]
    pub fn is_deep(self) -> bool {
        matches!(
            self,
            Self::DeepObject | Self::DeepEmpty | Self::DeepIndexed | Self::DeepRepeated
        )
    }
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its name on the wire and in Rust; unique within the operation.
    pub name: Name,
    /// Its location.
    pub location: Location,
    /// Its style.
    pub style: Style,
    /// `explode`: each item or member is written separately.
    pub explode: bool,
    /// `allowReserved`: reserved characters are not escaped.
    pub allow_reserved: bool,
    /// The media type, for [`Style::Content`] and [`Location::QueryString`].
    pub media: Option<String>,
    /// True if it is required.
    pub required: bool,
    /// Its type.
    pub ty: Type,
    /// Description, as Markdown.
    pub docs: String,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// The value that the server assumes, as JSON text (never sent on our own account).
    pub default: Option<String>,
    /// The limits of its values, by place: a JSON Pointer with `*` for any name or index, and the limits (`>=1 <=100`).
    pub limits: Vec<(String, String)>,
    /// Its place in the description.
    pub place: Place,
}

impl Parameter {
    /// The one value that it always has, as JSON text: it is sent, and nobody is asked for it.
    #[must_use]
    pub fn fixed(&self) -> Option<&str> {
        match &self.ty {
            Type::Const(json) if self.required => Some(json),
            _ => None,
        }
    }
}
