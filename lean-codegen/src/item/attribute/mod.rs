//! The arguments of `#[lean::api(..)]`.

mod names;
mod read;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Ident, LitStr};

pub(super) use self::names::SCHEMA_ARGUMENTS;

use super::names::OperationName;
use super::values::FormatType;

/// The arguments of `#[lean::api(..)]`.
#[derive(Clone)]
pub struct Attribute {
    /// The description.
    pub spec: Option<Spec>,
    /// Overlay documents, applied in turn.
    pub overlays: Vec<LitStr>,
    /// Folders that references may lead into besides the description's own, until that one is known.
    pub refs: Vec<LitStr>,
    /// The operations chosen besides the methods of the trait.
    pub chosen: Chosen,
    /// Schemas that stay raw JSON.
    pub opaque: Vec<(String, Span)>,
    /// Types for formats, and how they are written: `formats("date-time" = String)`.
    pub formats: Vec<FormatType>,
    /// The path of the facade crate.
    pub facade: TokenStream,
    /// The name of the module of models; none: made of the trait's.
    pub module: Option<Ident>,
    /// True if payloads of webhooks are emitted too.
    pub webhooks: bool,
    /// The policy for changes of the description since it was locked.
    pub drift: Drift,
    /// The servers that require a client certificate, which documents before 3.1 cannot say.
    pub mutual_tls: Certificates,
    /// The header of an idempotency key that the description does not mention.
    pub idempotency: Option<LitStr>,
    /// True if it had a mistake: then a missing argument may have been meant.
    pub is_broken: bool,
    /// Its place, as written by the user and not by a macro.
    pub here: Option<Span>,
    /// The arguments as written.
    pub written: TokenStream,
}

/// The servers that require a client certificate.
#[derive(Clone, Default)]
pub enum Certificates {
    /// The servers for which the description says so.
    #[default]
    AsDescribed,
    /// All: `mutual_tls`.
    Everywhere,
    /// These as well: `mutual_tls = [Production]`.
    Of(Vec<(String, Span)>),
}

/// The policy for changes of the description since it was locked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drift {
    /// An error if it breaks, a warning if it may break.
    #[default]
    Deny,
    /// A warning.
    Warn,
    /// Nothing.
    Off,
}

/// The place of the description.
#[derive(Clone)]
pub struct Spec {
    /// The path as written.
    pub path: LitStr,
    /// The base of its path.
    pub base: Base,
    /// Further folders, relative to the same, that its references may lead into.
    pub refs: Vec<LitStr>,
}

/// The base of a description's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base {
    /// The directory of the package's manifest.
    Package,
    /// The directory of the source file.
    File,
    /// The directory that a build script writes to.
    OutDir,
}

/// The operations chosen besides the methods of the trait.
#[derive(Clone, Default)]
pub enum Chosen {
    /// Nothing.
    #[default]
    Methods,
    /// Every operation.
    All,
    /// These operations.
    Operations(Vec<OperationName>),
    /// The operations of these tags.
    Tags(Vec<(String, Span)>),
}

impl Default for Attribute {
    fn default() -> Attribute {
        Attribute {
            spec: None,
            overlays: Vec::new(),
            refs: Vec::new(),
            chosen: Chosen::default(),
            opaque: Vec::new(),
            formats: Vec::new(),
            facade: quote!(::lean),
            module: None,
            webhooks: false,
            drift: Drift::default(),
            mutual_tls: Certificates::AsDescribed,
            idempotency: None,
            is_broken: false,
            here: None,
            written: TokenStream::new(),
        }
    }
}

impl Attribute {
    /// The types that are chosen for formats, where they were written.
    #[must_use]
    pub fn format_types(&self) -> Vec<TokenStream> {
        self.formats
            .iter()
            .map(|format| format.path.clone())
            .collect()
    }
}
