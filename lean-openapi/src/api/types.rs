//! The types of values: named types, their members and variants.

use super::{Name, Place};

/// The index of a [`TypeDef`] in [`Api::types`](super::Api::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// A type with a name.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// The schema's name and the Rust type's; unique among all types for every choice.
    pub name: Name,
    /// Title and description of the schema, as Markdown; empty if there are none.
    pub docs: String,
    /// The reason to stop using it, if it is deprecated.
    pub deprecated: bool,
    /// Its kind.
    pub kind: TypeKind,
    /// True if the description has no name for it: its name is made of the place where it is used.
    pub inline: bool,
    /// True if a request can hold it: such a struct gets a constructor.
    pub sent: bool,
    /// True if a response (or webhook) can hold it.
    pub received: bool,
    /// Its place in the description.
    pub place: Place,
}

/// The kinds of named types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeKind {
    /// An object with known members.
    Struct(Struct),
    /// A listed value; open to values that are not listed.
    Enum(Enum),
    /// A choice of several types.
    Union(Union),
    /// A scalar or container with an identity of its own: `CustomerId` is not an `AccountId`.
    Newtype(Type),
    /// Another name for a type (a component that only refers to another type, or holds a list or map).
    Alias(Type),
}

impl TypeKind {
    /// The named types that it is made of.
    #[must_use]
    pub fn parts(&self) -> Vec<TypeId> {
        match self {
            TypeKind::Struct(object) => {
                let fields = object.fields.iter().map(|field| &field.ty);
                fields.chain(&object.rest).flat_map(Type::parts).collect()
            }
            TypeKind::Union(union) => {
                let variants = union.variants.iter();
                variants.flat_map(|variant| variant.ty.parts()).collect()
            }
            TypeKind::Newtype(ty) | TypeKind::Alias(ty) => ty.parts(),
            TypeKind::Enum(_) => Vec::new(),
        }
    }
}

/// An object with known members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Struct {
    /// Its members, in the order of the document, merged from every `allOf` part.
    pub fields: Vec<Field>,
    /// The type of members that are not listed: the type of a flattened map, if the description
    /// gives one (`additionalProperties: {schema}`, `patternProperties`).
    pub rest: Option<Type>,
    /// True if members that are not listed are excluded (`additionalProperties: false`).
    pub closed: bool,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name on the wire and in Rust; unique within the struct.
    pub name: Name,
    /// Description, as Markdown.
    pub docs: String,
    /// The type of its value when it is there and not null.
    pub ty: Type,
    /// Required or optional, and nullable or not.
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
    /// The value that it has unless another is set, as JSON text: the first tag of the variant that its object is, or the
    /// only value that its enum lists. Constructors do not ask for it.
    pub implied: Option<String>,
    /// Its place in the description.
    pub place: Place,
}

/// Required or optional, and nullable or not. Absent and null are different things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// One fixed value (`const`, the tag of a variant): written always, checked when read. JSON text.
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
    /// A named type behind a `Box`, because it holds itself or is large.
    Boxed(TypeId),
    /// A Rust type of the user's choice, by path; it implements serde's traits.
    External(String),
}

impl Type {
    /// The named types in it.
    #[must_use]
    pub fn parts(&self) -> Vec<TypeId> {
        match self {
            Type::Named(id) | Type::Boxed(id) => vec![*id],
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => inner.parts(),
            Type::Tuple(items) => items.iter().flat_map(Type::parts).collect(),
            _ => Vec::new(),
        }
    }

    /// The named type that this is, also as the item of a list, the value of a map, or where it may be null.
    ///
    /// ```
    /// use lean_openapi::api::{Type, TypeId};
    ///
    /// let list = Type::List(Box::new(Type::Named(TypeId(7))));
    /// assert_eq!(list.named_inside(), Some(TypeId(7)));
    /// assert_eq!(Type::Text.named_inside(), None);
    /// ```
    #[must_use]
    pub fn named_inside(&self) -> Option<TypeId> {
        match self {
            Type::Named(id) | Type::Boxed(id) => Some(*id),
            Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => inner.named_inside(),
            _ => None,
        }
    }
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

/// A listed value, open to others unless the user chose otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Enum {
    /// The listed values, in the order of the document; names unique.
    pub variants: Vec<Variant>,
    /// The values on the wire.
    pub wire: EnumWire,
    /// The name of the variant that keeps values that are not listed (`Unknown`, or `Unrecognized` where
    /// the description lists an `unknown` of its own).
    pub fallback: String,
}

/// The values of an enum on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnumWire {
    /// Strings.
    Text,
    /// Whole numbers.
    Integer,
    /// A mixture; values are JSON texts.
    Json,
}

/// A listed value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// The value (as is for strings, as JSON text otherwise) and the variant's name.
    pub name: Name,
    /// Description, as Markdown.
    pub docs: String,
}

/// A choice of several types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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
