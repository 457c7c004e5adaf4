//! The values that are neither map nor list.

use std::sync::Arc;

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`, or nothing at all after a YAML key.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number, of any size.
    Number,
    /// A string.
    String,
    /// A JSON array, a YAML sequence.
    List,
    /// A JSON object, a YAML mapping.
    Map,
    /// Text that could not be read: [`Node::error`](super::Node::error) says why.
    Invalid,
}

/// The value of a node that is neither map nor list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scalar {
    /// `null`, or nothing at all after a YAML key.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as text that is valid JSON, with every digit that was written.
    Number(Arc<str>),
    /// A string, decoded.
    String(Arc<str>),
    /// The node is a map, a list, or invalid.
    NotScalar,
}

impl Scalar {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Bool,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::String,
            Self::NotScalar => Kind::Invalid,
        }
    }
}
