//! The way of an argument of a user's method into a call.

use proc_macro2::Ident;
use quote::format_ident;

/// The way of an argument into a call.
pub struct PassedArgument {
    /// The argument.
    pub argument: Ident,
    /// True if it is an `Option`: `None` sends nothing.
    pub optional: bool,
    /// The type of the passed value, or of a list's items.
    pub ty: syn::Type,
    /// The type it is converted into first, if it is `impl Into<T>`.
    pub into: Option<syn::Type>,
    /// Its destination.
    pub target: ArgumentTarget,
    /// Its conversion.
    pub form: PassingForm,
}

/// The destination of an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArgumentTarget {
    /// The parameter of that index.
    Parameter(usize),
    /// The body, as the media type of that index.
    Body(usize),
    /// A header that the description does not know.
    Header(String),
    /// A parameter of the query that the description does not know.
    Query(String),
}

/// The conversion of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassingForm {
    /// As text: any `AsRef<str>`.
    Text,
    /// As plain text, for a body.
    Plain,
    /// As text: anything that is shown as what it is.
    Shown,
    /// A value that is owned.
    Value,
    /// A value that is borrowed already.
    Borrowed,
    /// A list.
    List,
    /// A list of texts.
    Texts,
    /// A value that is converted to this scalar first.
    Widened(&'static str),
    /// A file.
    File,
    /// A single value per line.
    Lines,
    /// A choice among bodies.
    Choice,
}

impl PassedArgument {
    /// A name for the value while it is handed over, which no argument can have.
    #[must_use]
    pub fn value_name(&self) -> Ident {
        format_ident!("__{}", self.argument)
    }
}
