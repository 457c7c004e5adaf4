//! The text of an operation.
//!
//! A line is a word and its values, with tabs between; `\t`, `\n` and `\\` are escapes. The first
//! line is the operation's id, method and path. All text after the line `limits` belongs to it.
//!
//! ```text
//! listThings  GET  /things/{owner}
//! path        owner
//! query       filter  DeepObject  explode  reserved      (style and more, if they are not usual)
//! query       action  Form  explode  fixed  "list"       (its only value, as JSON text)
//! body        application/json  Json
//! accept      application/json
//! successes   200 201
//! security                                               (begins a set of schemes)
//! scheme      0  things.read                             (an index into the schemes; scopes)
//! own                                                    (the operation states its security)
//! idempotency Idempotency-Key
//! redirects   302  304
//! end         [DONE]                                     (the data of the last event)
//! links
//! place       things.yaml:12:5
//! limits
//! 1           >=1 <=100
//! ```

mod read;
mod write;

use std::borrow::Cow;

use super::{Codec, Location, Style};

pub use read::Unknown;

/// The properties of an operation that a text can state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operation<'t> {
    /// The operationId; `METHOD /path` for an operation without one.
    pub id: Cow<'t, str>,
    /// The HTTP method.
    pub method: Cow<'t, str>,
    /// The path template.
    pub path: Cow<'t, str>,
    /// The parameters, in the order of the arguments.
    pub parameters: Vec<Parameter<'t>>,
    /// The bodies that the operation takes.
    pub bodies: Vec<Body<'t>>,
    /// The value of the `Accept` header; empty: none.
    pub accept: Cow<'t, str>,
    /// The statuses of described successes, if only these count; empty: any.
    pub successes: Cow<'t, str>,
    /// The sets of schemes, one of which is enough.
    pub security: Vec<Vec<Requirement<'t>>>,
    /// True if the operation itself states its security.
    pub own_security: bool,
    /// The header that makes repeating the operation harmless.
    pub idempotency: Option<Cow<'t, str>>,
    /// The statuses of redirects: of successes, and of refusals.
    pub redirects: (Cow<'t, str>, Cow<'t, str>),
    /// The data of the event after which no more come; empty: none.
    pub end_of_events: Cow<'t, str>,
    /// True if the responses link to other operations.
    pub links: bool,
    /// The place of the operation in the description.
    pub place: Cow<'t, str>,
    /// The limits on values, one per line.
    pub limits: Cow<'t, str>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter<'t> {
    /// The location.
    pub location: Location,
    /// The name on the wire.
    pub name: Cow<'t, str>,
    /// The style.
    pub style: Style,
    /// True if each item or member is written separately.
    pub explode: bool,
    /// True if reserved characters stay unchanged.
    pub reserved: bool,
    /// The only value, as JSON text.
    pub fixed: Option<Cow<'t, str>>,
}

/// A body of a media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body<'t> {
    /// The media type.
    pub media: Cow<'t, str>,
    /// The codec.
    pub codec: Codec,
}

/// A scheme of a set, with its scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement<'t> {
    /// The index of the scheme among those of the description.
    pub scheme: usize,
    /// The scopes.
    pub scopes: Vec<Cow<'t, str>>,
}

impl Location {
    /// The word that begins the line of a parameter.
    const fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::QueryString => "querystring",
        }
    }
}

/// The style of a line that names none.
fn usual(location: Location) -> (Style, bool) {
    location.usual().unwrap_or((Style::Form, true))
}
