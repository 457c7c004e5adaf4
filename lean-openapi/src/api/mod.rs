//! The model: what a description means, every question answered.
//!
//! References are followed, versions made equal, names settled, kinds distinguished by type. Code that
//! reads an [`Api`] looks nothing up and interprets no string. It knows neither syn nor YAML.

mod body;
mod finding;
mod operation;
mod parameter;
mod response;
mod rule;
mod security;
mod server;
mod types;
mod webhook;
mod xml;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use body::{Body, Codec, Media, PartEncoding, variant_names};
pub use finding::{Finding, Severity};
pub use operation::{Inbound, Link, NextAt, NextPage, Operation, Pagination};
pub use parameter::{Location, Parameter, Style};
pub use response::{Case, FailureRule, Header, Outcome, Response, Statuses};
pub use rule::Rule;
pub use security::{Requirement, Scheme, SchemeKind, TokenEndpointAuth};
pub use server::{Server, Variable};
pub use types::{
    Enum, EnumWire, Field, Presence, Struct, Type, TypeDef, TypeId, TypeKind, Union, UnionVariant,
    Variant, Width,
};
pub use webhook::{
    SecretFormat, SignatureAlgorithm, SignatureEncoding, SignedPart, WebhookSignature,
};
pub use xml::{Xml, XmlKind, XmlNode};

/// The chosen part of a description: the operations asked for and the types they reach.
#[derive(Clone, Debug, Default)]
pub struct Api {
    /// The title and version of the description, for the documentation of the client.
    pub title: String,
    /// The version of the API as the description states it.
    pub version: String,
    /// Every type reached from the chosen operations, in the order of the document.
    pub types: Vec<TypeDef>,
    /// The chosen operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// The servers of the description.
    pub servers: Vec<Server>,
    /// The security schemes that the chosen operations or servers name.
    pub schemes: Vec<Scheme>,
    /// The chosen webhooks and the callbacks of chosen operations: payloads that the provider sends.
    pub inbound: Vec<Inbound>,
    /// The signature schemes of webhooks (`x-webhook-signature`), if webhooks are chosen. One valid signature is enough.
    pub webhook_signatures: Vec<WebhookSignature>,
    /// The fault in the description's signature scheme, if it cannot be read.
    pub webhook_fault: Option<Finding>,
    /// Everything that was repaired, left out or doubted, each with its place.
    pub findings: Vec<Finding>,
    /// The work it took: schemas read and members merged; a second visit counts again.
    pub work: usize,
}

/// A name on the wire and the Rust identifier made of it (without `r#`; [`Name::rust`] is always a legal
/// identifier after raw-escaping by the emitter).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// As the description writes it.
    pub wire: String,
    /// As Rust code writes it: `snake_case` for values, `PascalCase` for types and variants.
    pub rust: String,
}

/// A position in a description, to be shown to people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file as messages show it.
    pub file: Arc<str>,
    /// Counted from one.
    pub line: u32,
    /// Counted from one, in characters.
    pub column: u32,
    /// The bytes that are meant, in the file's text.
    pub range: Range<usize>,
}

impl Place {
    /// Returns true if another place begins inside this one.
    pub(crate) fn contains(&self, inner: &Self) -> bool {
        self.file == inner.file
            && self.range.start <= inner.range.start
            && inner.range.start <= self.range.end
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}
