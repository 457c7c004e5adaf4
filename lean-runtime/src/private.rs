//! Names that generated code uses. They are not public API and change without notice.

pub use serde::{self, Deserialize, Deserializer, Serialize, Serializer};
pub use std::boxed::Box;
pub use std::clone::Clone;
pub use std::cmp::{Eq, Ord, Ordering, PartialEq, PartialOrd};
pub use std::convert::{AsRef, From, Into};
pub use std::fmt::{Debug, Display, Formatter, Result as Shown};
pub use std::hash::{Hash, Hasher};
pub use std::net::{Ipv4Addr, Ipv6Addr};
pub use std::ops::Deref;
pub use std::option::Option;
pub use std::primitive::{bool, f64, i32, i64, i128, str, u32, u64, usize};
pub use std::result::Result;
pub use std::str::FromStr;
pub use std::string::String;
pub use std::vec::Vec;

pub use http::StatusCode;

pub use crate::__cases as cases;
pub use crate::__described as described;
pub use crate::__keys as keys;
pub use crate::__newtype as newtype;
pub use crate::__standard as standard;
pub use crate::__text_enum as text_enum;
pub use crate::Error;
pub use crate::auth::TokenEndpointAuth;
pub use crate::call::{
    AnyCall, Call, Callable, Callee, Cases, Content, Decoded, Download, Empty, EventStream, Events,
    Executor, IntoBody, Keyed, LineStream, Lines, Link, LinkFrom, LinkTo, LinkValue, Paged, Pages,
    Plain, Response, ResponseForm, SharedCall,
};
pub use crate::call::{
    Boxed, FromLeanError, is_covered, pages, raw, read, read_whole, response, seconds, texts,
    value, wait_for,
};
pub use crate::client::{Caller, Granted, Holds, Needed, NotNeeded, Scope, ScopeSet};
pub use crate::model::decode as read_payload;
pub use crate::model::{DecodeError, Make, Model, Nothing, Shape, ShapeKind, Slot, Wire, blank};
pub use crate::model::{Described, Fills, Fits, Key, Through};
pub use crate::model::{
    clone, debug, deserialize, enum_from_text, enum_text, equal, from_text, hash, implied_value,
    serialize,
};
pub use crate::operation::{
    Codec, Demand, FailureRule, Location, Media, NextAt, NextPage, Operation, OperationText, PLAIN,
    Pagination, PartEncoding, Requirement, Scheme, SchemeKind, Server, ServerInfo, Style,
    TokenEndpoint, Trust, Xml, XmlKind, XmlNode,
};
pub use crate::request::Incoming;
pub use crate::values::{
    Base64, Date, DateTime, Decimal, Duration, File, Fixed, Json, Map, Maybe, Number, Secret, Text,
    Time, Uuid,
};
pub use crate::webhook::{self, UnknownEvent, Webhook, WebhookEvent};
pub use crate::wire::HeaderShape;

/// An exact decimal that is a string on the wire.
pub type DecimalText = Text<Decimal>;

/// Returns the executor for methods that a fake of the trait `name` leaves out.
pub fn unfaked(name: &'static str) -> Executor {
    std::sync::Arc::new(crate::testing::Unfaked(name))
}

/// A call of the operation `O`, without its type.
pub fn any<O: Callable>(executor: Executor) -> AnyCall {
    AnyCall::new(executor, O::operation())
}
