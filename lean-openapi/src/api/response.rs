//! Responses, and what a call yields of them.

use super::{Codec, Media, Name, Place, Type};

/// The statuses that a response covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Statuses {
    /// A single code.
    Exact(u16),
    /// A hundred: `4XX` is `Range(4)`.
    Range(u8),
    /// All statuses that no other covers.
    Default,
}

/// A response of an operation.
#[derive(Clone, Debug)]
pub struct Response {
    /// The statuses it covers.
    pub statuses: Statuses,
    /// Description, as Markdown.
    pub docs: String,
    /// Its content; empty: none.
    pub media: Vec<Media>,
    /// Its typed headers.
    pub headers: Vec<Header>,
    /// When a body under a good status tells of a failure (`x-failure`).
    pub failure: Option<FailureRule>,
    /// Its place in the description.
    pub place: Place,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// True if it is always present.
    pub required: bool,
    /// `explode`: the members of an object are written separately.
    pub explode: bool,
    /// Description, as Markdown.
    pub docs: String,
}

/// When a body under a good status tells of a failure (`x-failure`).
#[derive(Clone, Debug, PartialEq)]
pub struct FailureRule {
    /// JSON Pointer to the value that tells.
    pub at: String,
    /// The values that mean failure.
    pub values: Vec<String>,
    /// JSON Pointer to the provider's code.
    pub code: Option<String>,
    /// JSON Pointer to the provider's message.
    pub message: Option<String>,
    /// The type of the failed body; none: the response's own.
    pub ty: Option<Type>,
}

/// The result of a call, made of all responses of a kind (success or error).
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The name of the enum, where there are several cases: `GetThingReply`, `GetThingError`.
    pub name: String,
    /// The cases: distinct contents by status and media type; one in the usual case, none: no content.
    pub cases: Vec<Case>,
    /// The redirects among them: they are handed over, and never followed.
    pub redirects: Vec<Statuses>,
}

/// A possible result of a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The variant's name where there are several: `Ok`, `Accepted`, `NotFound`, `Default`.
    pub name: String,
    /// The statuses.
    pub statuses: Vec<Statuses>,
    /// The media type; empty if there is no content.
    pub media: String,
    /// Its wire format; none: no content.
    pub codec: Option<Codec>,
    /// Its type.
    pub ty: Type,
}
