//! The model: what a description means, every question answered.
//!
//! References are followed, versions made equal, names settled, kinds told apart by type. Whoever
//! reads an [`Api`] looks nothing up and interprets no string. It knows neither syn nor YAML.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

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
    /// What was mended, left out or doubted on the way, each with its place.
    pub findings: Vec<Finding>,
}

/// The index of a [`TypeDef`] in [`Api::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// A type with a name.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// The schema's name and the Rust type's; unique among all types whatever is chosen.
    pub name: Name,
    /// Title and description of the schema, as Markdown; empty where there is none.
    pub docs: String,
    /// Why not to use it any more, if it is deprecated.
    pub deprecated: bool,
    /// What kind of type it is.
    pub kind: TypeKind,
    /// Whether a request can hold it: such a struct gets a constructor.
    pub sent: bool,
    /// Whether a response (or webhook) can hold it.
    pub received: bool,
    /// Where the description defines it.
    pub place: Place,
}

/// The kinds of named types.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// An object with known members.
    Struct(Struct),
    /// One of several listed values; open to values that are not listed.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// A scalar or container with an identity of its own: `CustomerId` is not an `AccountId`.
    Newtype(Type),
    /// Another name for a type (a component that only refers to another type, or holds a list or map).
    Alias(Type),
}

/// An object with known members.
#[derive(Clone, Debug, Default)]
pub struct Struct {
    /// Its members, in the order of the document, merged from every `allOf` part.
    pub fields: Vec<Field>,
    /// What members that are not listed may hold: the type of a flattened map, where the description
    /// gives one (`additionalProperties: {schema}`, `patternProperties`).
    pub rest: Option<Type>,
    /// Whether members that are not listed are excluded (`additionalProperties: false`).
    pub closed: bool,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name on the wire and in Rust; unique within the struct.
    pub name: Name,
    /// Description, as Markdown.
    pub docs: String,
    /// The type of its value when it is there and not null.
    pub ty: Type,
    /// Whether it must be there, and whether it may be null.
    pub presence: Presence,
    /// Only in responses (`readOnly`): a request leaves it out.
    pub read_only: bool,
    /// Only in requests (`writeOnly`).
    pub write_only: bool,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Personal data or a secret (`format: password`, `x-sensitive`): never in `Debug`.
    pub sensitive: bool,
    /// The value it has when absent, as JSON text, where the description gives one.
    pub default: Option<String>,
    /// Where the description defines it.
    pub place: Place,
}

/// Whether a member must be there and whether it may be null. Absent and null are different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never null: `T`.
    Required,
    /// There or not: `Option<T>`.
    Optional,
    /// Always there, perhaps null: `Option<T>`, written as `null`.
    Nullable,
    /// Absent, null or a value: `Maybe<T>`.
    OptionalNullable,
}

/// The type of a value, with every reference followed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// Any JSON value: `lean::Json`.
    Json,
    /// `bool`.
    Bool,
    /// A whole number of the given width.
    Integer(Width),
    /// `f64`: only where the description says `double` or `float`.
    Float,
    /// A number with all its digits: `lean::Number`.
    Number,
    /// An exact decimal, on the wire a number: `lean::Decimal`.
    Decimal,
    /// An exact decimal, on the wire a string.
    DecimalText,
    /// `String`.
    Text,
    /// A secret text: `lean::Secret`, never shown.
    Secret,
    /// A calendar date: `lean::Date`.
    Date,
    /// An instant: `lean::DateTime`.
    DateTime,
    /// A time of day: `lean::Time`.
    Time,
    /// An ISO 8601 duration: `lean::Duration`.
    Duration,
    /// `lean::Uuid`.
    Uuid,
    /// An IPv4 address.
    Ipv4,
    /// An IPv6 address.
    Ipv6,
    /// An absolute or relative URI, kept as text: `String`.
    Uri,
    /// Bytes in base64 (`format: byte`, `contentEncoding: base64`): `lean::Base64`.
    Base64,
    /// Bytes as they are, where a body or a part of one is binary: `lean::File` in requests.
    Binary,
    /// The JSON value `null` and nothing else: `()`.
    Null,
    /// One fixed value (`const`, an enum of one): written always, checked when read. JSON text.
    Const(String),
    /// A list: `Vec<T>`.
    List(Box<Type>),
    /// A list of fixed length and types (`prefixItems`): a tuple; at most twelve members.
    Tuple(Vec<Type>),
    /// A map from text: `lean::Map<T>` (ordered as received).
    Map(Box<Type>),
    /// A value that may be null: `Option<T>` inside lists, maps and bodies.
    Nullable(Box<Type>),
    /// A named type.
    Named(TypeId),
    /// A named type behind a `Box`, because it holds itself.
    Boxed(TypeId),
    /// A Rust type of the user's choice, by path; it implements serde's traits.
    External(String),
}

/// The width and sign of a whole number, chosen from its format and bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Width {
    /// `i32`.
    I32,
    /// `i64`, the width of integers that say nothing.
    I64,
    /// `u32`.
    U32,
    /// `u64`.
    U64,
    /// Beyond 64 bits: `i128`.
    I128,
    /// `int64` as a string on the wire (`type: string, format: int64`): `i64`.
    TextI64,
    /// `uint64` as a string on the wire: `u64`.
    TextU64,
}

/// One of several listed values, open unless the user chose otherwise.
#[derive(Clone, Debug)]
pub struct Enum {
    /// The listed values, in the order of the document; names unique.
    pub variants: Vec<Variant>,
    /// What the values are on the wire.
    pub wire: EnumWire,
    /// The name of the variant that keeps values that are not listed (`Unknown`, or `Unrecognized` where
    /// the description lists an `unknown` of its own).
    pub fallback: String,
}

/// What the values of an enum are on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnumWire {
    /// Strings.
    Text,
    /// Whole numbers.
    Integer,
    /// A mixture; values are JSON texts.
    Json,
}

/// A listed value of an enum.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The value (as is for strings, as JSON text otherwise) and the variant's name.
    pub name: Name,
    /// Description, as Markdown.
    pub docs: String,
}

/// One of several types.
#[derive(Clone, Debug)]
pub struct Union {
    /// The members, in the order of the document.
    pub variants: Vec<UnionVariant>,
    /// The member that tells them apart, if the description names one.
    pub tag: Option<Name>,
    /// The index of the variant that unknown tags fall to (3.2 `defaultMapping`).
    pub default_variant: Option<usize>,
    /// `anyOf`: several may match at once.
    pub any_of: bool,
    /// The variant that keeps what fits none.
    pub fallback: String,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// The Rust name of the variant (wire: its schema's name).
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// The values of the tag that mean it.
    pub tags: Vec<String>,
    /// Description, as Markdown.
    pub docs: String,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The operationId and the method name made of it; from the route where there is none.
    pub name: Name,
    /// The name of the call type: `GetTransactions`.
    pub call: String,
    /// Whether the description gives it an operationId of its own.
    pub named: bool,
    /// The HTTP method as it goes on the wire.
    pub method: String,
    /// The path template: `/accounts/{id}`, without the server's part.
    pub path: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Summary and description, as Markdown.
    pub docs: String,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Parameters of operation and path item, merged; path first, required before optional.
    pub parameters: Vec<Parameter>,
    /// The request's body, if it takes one.
    pub body: Option<Body>,
    /// The responses by status.
    pub responses: Vec<Response>,
    /// What the caller gets: made of the responses.
    pub success: Outcome,
    /// What a refusal holds: made of the responses.
    pub failure: Outcome,
    /// Which schemes it wants: one of these sets. Empty: none wanted.
    pub security: Vec<Vec<Requirement>>,
    /// Whether it says so itself, rather than the description as a whole: then it counts before a server's wishes.
    pub own_security: bool,
    /// Servers of its own (operation or path item), if it has any.
    pub servers: Vec<Server>,
    /// How its pages follow each other (`x-pagination`).
    pub pagination: Option<Pagination>,
    /// The header that makes repeating it harmless (`x-idempotency`).
    pub idempotency_header: Option<String>,
    /// Links of its responses to other operations.
    pub links: Vec<Link>,
    /// Why it cannot be called, if it cannot: it is refused by name, the others still work.
    pub refused: Option<Finding>,
    /// Where the description defines it.
    pub place: Place,
}

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
    /// Where the description defines it.
    pub place: Place,
}

/// The body of a request.
#[derive(Clone, Debug)]
pub struct Body {
    /// Whether it must be given.
    pub required: bool,
    /// Description, as Markdown.
    pub docs: String,
    /// The forms it may take, best first; never empty. The first is the method's own, others get
    /// methods named after their media type.
    pub media: Vec<Media>,
    /// Where the description defines it.
    pub place: Place,
}

/// A body's media type and the type of its content.
#[derive(Clone, Debug)]
pub struct Media {
    /// As the description writes it: `application/json`, `image/*`.
    pub name: String,
    /// How it is written and read.
    pub codec: Codec,
    /// The type of the content.
    pub ty: Type,
    /// How parts of a form or multipart body are written, by member.
    pub encoding: Vec<PartEncoding>,
    /// The name of an XML body's root element; empty: it is not XML, or nothing names it.
    pub root: String,
}

/// How a body is written and read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Codec {
    /// JSON and `+json`.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*`.
    Multipart,
    /// Text, as a `String`.
    Text,
    /// Bytes as they are.
    Bytes,
    /// XML, through the type's JSON form.
    Xml,
    /// One JSON value a line, as a stream.
    JsonLines,
    /// Server-sent events, as a stream.
    Events,
}

/// How a member of a form or multipart body is written (OpenAPI Encoding Object).
#[derive(Clone, Debug, PartialEq)]
pub struct PartEncoding {
    /// The member.
    pub name: String,
    /// Its content type, if stated.
    pub content_type: Option<String>,
    /// Its style, if stated.
    pub style: Option<Style>,
    /// Whether it explodes.
    pub explode: bool,
    /// Whether reserved characters stay.
    pub allow_reserved: bool,
}

/// The statuses that a response covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Statuses {
    /// One code.
    Exact(u16),
    /// A hundred: `4XX` is `Range(4)`.
    Range(u8),
    /// Whatever no other covers.
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
    /// Where the description defines it.
    pub place: Place,
}

/// A header of a response.
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: Type,
    /// Whether it is always there.
    pub required: bool,
    /// Whether an object's members stand on their own.
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

/// What a call yields, made of all responses of a kind (good or bad).
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The name of the enum, where there are several cases: `GetThingReply`, `GetThingError`.
    pub name: String,
    /// The cases: distinct contents by status and media type; one in the usual case, none: no content.
    pub cases: Vec<Case>,
}

/// One thing that a call may yield.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// The variant's name where there are several: `Ok`, `Accepted`, `NotFound`, `Default`.
    pub name: String,
    /// The statuses.
    pub statuses: Vec<Statuses>,
    /// The media type; empty where there is no content.
    pub media: String,
    /// How it is read; none: no content.
    pub codec: Option<Codec>,
    /// Its type.
    pub ty: Type,
}

/// How pages follow each other (`x-pagination`).
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// The parameter that numbers the page or carries the cursor.
    pub page: String,
    /// The parameter that sets the size.
    pub size: Option<String>,
    /// JSON Pointer to the items.
    pub items: String,
    /// The type of one item.
    pub item: Type,
    /// JSON Pointer to the number of pages, for numbered pages.
    pub total_pages: Option<String>,
    /// JSON Pointer to the next cursor, for cursors.
    pub next: Option<String>,
    /// The number of the first page.
    pub first: i64,
}

/// A link of a response to another operation (Link Object).
#[derive(Clone, Debug)]
pub struct Link {
    /// Its name.
    pub name: Name,
    /// The statuses of the response that carries it.
    pub statuses: Statuses,
    /// The operationId of the target.
    pub target: String,
    /// Parameter name and runtime expression or constant (as JSON text).
    pub parameters: Vec<(String, String)>,
    /// The body: runtime expression or constant (as JSON text).
    pub body: Option<String>,
    /// Description, as Markdown.
    pub docs: String,
}

/// A payload that the provider sends: a webhook or a callback.
#[derive(Clone, Debug)]
pub struct Inbound {
    /// The webhook's name, or `operation.callback` for a callback.
    pub name: Name,
    /// The HTTP method.
    pub method: String,
    /// The runtime expression of a callback's URL; empty for webhooks.
    pub expression: String,
    /// Description, as Markdown.
    pub docs: String,
    /// The payload; none: no body.
    pub payload: Option<Type>,
    /// Headers and other parameters it comes with.
    pub parameters: Vec<Parameter>,
    /// Where the description defines it.
    pub place: Place,
}

/// A server.
#[derive(Clone, Debug)]
pub struct Server {
    /// The name of its type: from `x-name`, 3.2's `name`, its description, or its host.
    pub name: Name,
    /// URL template.
    pub url: String,
    /// Description, as Markdown.
    pub docs: String,
    /// Variables of the template.
    pub variables: Vec<Variable>,
    /// What it wants of callers (`x-security`); none: what the operations say.
    pub security: Option<Vec<Vec<Requirement>>>,
    /// Its token endpoint (`x-token-url`).
    pub token_url: Option<String>,
    /// Whose certificate it shows (`x-trust`): the provider's chain (`true`), or a public authority.
    pub private_trust: Option<bool>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name.
    pub name: Name,
    /// Its value when none is given.
    pub default: String,
    /// The values it may have; empty: any.
    pub values: Vec<String>,
    /// Description, as Markdown.
    pub docs: String,
}

/// A scheme that a call needs, with its scopes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Requirement {
    /// The scheme's name.
    pub scheme: String,
    /// Scopes or roles.
    pub scopes: Vec<String>,
}

/// A security scheme.
#[derive(Clone, Debug)]
pub struct Scheme {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: SchemeKind,
    /// Description, as Markdown.
    pub docs: String,
}

/// The kinds of security schemes.
#[derive(Clone, Debug, PartialEq)]
pub enum SchemeKind {
    /// A key in a header, the query or a cookie.
    ApiKey {
        /// Where.
        location: Location,
        /// The name of the header, query parameter or cookie.
        name: String,
    },
    /// `Authorization: Basic`.
    Basic,
    /// `Authorization: Bearer`.
    Bearer,
    /// Another HTTP scheme, by its name.
    Http(String),
    /// OAuth 2: the token URL of the client-credentials flow, if it has one, and all scopes.
    OAuth2 {
        /// Token endpoint of the client-credentials flow.
        token_url: Option<String>,
        /// Scope and description.
        scopes: Vec<(String, String)>,
    },
    /// OpenID Connect discovery.
    OpenIdConnect(String),
    /// A client certificate.
    MutualTls,
}

/// Something noticed in a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How much it matters.
    pub severity: Severity,
    /// One sentence, lower case, names in backticks, no full stop.
    pub message: String,
    /// What to do about it, if that can be said.
    pub help: Option<String>,
    /// Where.
    pub place: Place,
}

/// How much a [`Finding`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Slightly wrong, understood all the same.
    Mended,
    /// Left out: nothing that was chosen needs it, or it only documents.
    Ignored,
    /// What needs it cannot be generated.
    Refused,
}
