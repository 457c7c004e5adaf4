//! Parameters: where they go and how they are written.

pub use lean_abi::{Location, Style};

use super::{Name, Place, Type};

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
    /// The media type, for a style that [is content](Style::is_content).
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
