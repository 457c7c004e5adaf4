use proc_macro2::Ident;
use quote::format_ident;

/// How an argument goes into a call.
pub struct Put {
    /// The argument.
    pub argument: Ident,
    /// Whether it is an `Option`: nothing is given for `None`.
    pub optional: bool,
    /// The type of what is handed over: of the value, or of a list's items.
    pub ty: syn::Type,
    /// What it is converted into first, where it says `impl Into<T>`.
    pub into: Option<syn::Type>,
    /// Where it goes.
    pub target: Target,
    /// How it is handed over.
    pub form: Form,
}

/// Where an argument goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The parameter of that index.
    Parameter(usize),
    /// The body, as the media type of that index.
    Body(usize),
}

/// How a value is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// As text: whatever is `AsRef<str>`.
    Text,
    /// As plain text, for a body.
    Plain,
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
    /// One value a line.
    Lines,
    /// A choice among bodies.
    Choice,
}

impl Put {
    /// A name for the value while it is handed over, which no argument can have.
    #[must_use]
    pub fn value(&self) -> Ident {
        format_ident!("__{}", self.argument)
    }
}
