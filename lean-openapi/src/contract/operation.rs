//! The contract of an operation: what a call sends and what comes back.

use super::schema::SchemaId;
use crate::api::{Location, Place, Requirement, SchemeKind};

/// The demands of an operation on requests, and its promises about responses.
#[derive(Clone, Debug)]
pub struct OperationContract {
    /// The `operationId`, if it has one.
    pub id: Option<String>,
    /// The Rust name of its method in a trait.
    pub name: String,
    /// The HTTP method as it goes on the wire.
    pub method: String,
    /// The path template as written.
    pub path: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// True if it is marked `deprecated`.
    pub deprecated: bool,
    /// The date after which it may be gone (`x-sunset`, `x-sunset-date`).
    pub sunset: Option<String>,
    /// The stability that the provider promises (`x-stability-level`): `draft`, `alpha`, `beta`, `stable`.
    pub stability: Option<String>,
    /// Parameters of operation and path item, merged; sorted by location and name.
    pub parameters: Vec<ParameterContract>,
    /// The request's body, if it takes one.
    pub body: Option<BodyContract>,
    /// The responses by status; sorted.
    pub responses: Vec<ResponseContract>,
    /// The sets of schemes of which one is needed. Empty: none needed.
    pub security: Vec<Vec<Requirement>>,
    /// Servers of its own.
    pub servers: Vec<ServerContract>,
    /// The header of its idempotency key (`x-idempotency`).
    pub idempotency_header: Option<String>,
    /// The order of its pages, as JSON text of the extension (`x-pagination`).
    pub pagination: Option<String>,
    /// The requests that the provider sends in the course of it.
    pub callbacks: Vec<InboundContract>,
    /// Its place in the description.
    pub place: Place,
    /// The place of its `operationId`; the place of the operation if it has none.
    pub name_place: Place,
}

/// A parameter of an operation.
#[derive(Clone, Debug)]
pub struct ParameterContract {
    /// Its name on the wire; lower case for headers.
    pub name: String,
    /// Its location.
    pub location: Location,
    /// The `style`, explicit or implied.
    pub style: String,
    /// True if items or members are written one by one.
    pub explode: bool,
    /// True if reserved characters are not escaped.
    pub allow_reserved: bool,
    /// True if it must be given.
    pub required: bool,
    /// True if it is marked `deprecated`.
    pub deprecated: bool,
    /// The date after which it may be gone (`x-sunset`, `x-sunset-date`).
    pub sunset: Option<String>,
    /// The media type, if it is written by one.
    pub media: Option<String>,
    /// The values that it may have.
    pub schema: Option<SchemaId>,
    /// Its place in the description.
    pub place: Place,
    /// The place of `required`; the place of the parameter if it is not written.
    pub required_place: Place,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub struct BodyContract {
    /// True if it must be given.
    pub required: bool,
    /// The forms that it may take; sorted by name.
    pub media: Vec<MediaContract>,
    /// Its place in the description.
    pub place: Place,
}

/// A media type and its content.
#[derive(Clone, Debug)]
pub struct MediaContract {
    /// The media type in lower case.
    pub name: String,
    /// The content. A stream's content is the schema of an item (3.2 `itemSchema`).
    pub schema: Option<SchemaId>,
    /// The encodings of parts (`encoding`), as JSON text.
    pub encoding: Option<String>,
    /// Its place in the description.
    pub place: Place,
}

/// A response.
#[derive(Clone, Debug)]
pub struct ResponseContract {
    /// `200`, `4XX`, `default`.
    pub status: String,
    /// Its content; sorted by name. Empty: none.
    pub media: Vec<MediaContract>,
    /// Its headers; sorted by name.
    pub headers: Vec<HeaderContract>,
    /// Names of its links; sorted.
    pub links: Vec<String>,
    /// Its place in the description.
    pub place: Place,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct HeaderContract {
    /// Its name in lower case.
    pub name: String,
    /// True if it is always there.
    pub required: bool,
    /// True if it is marked `deprecated`.
    pub deprecated: bool,
    /// The values that it may have.
    pub schema: Option<SchemaId>,
    /// Its place in the description.
    pub place: Place,
}

/// A payload that the provider sends: a webhook or a callback.
#[derive(Clone, Debug)]
pub struct InboundContract {
    /// The name of the webhook or callback.
    pub name: String,
    /// The runtime expression of a callback's URL; empty for webhooks.
    pub expression: String,
    /// The HTTP method.
    pub method: String,
    /// Headers and other parameters that it comes with; sorted.
    pub parameters: Vec<ParameterContract>,
    /// The payload.
    pub body: Option<BodyContract>,
    /// Its place in the description.
    pub place: Place,
}

/// A server.
#[derive(Clone, Debug)]
pub struct ServerContract {
    /// The name that the description gives it (`x-name`, 3.2's `name`).
    pub name: Option<String>,
    /// The URL template.
    pub url: String,
    /// Variables: name, default and listed values; sorted by name.
    pub variables: Vec<(String, String, Vec<String>)>,
    /// Its place in the description.
    pub place: Place,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct SchemeContract {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: SchemeKind,
    /// Its place in the description.
    pub place: Place,
}
