//! Text to [`Node`]: the tree of a JSON or YAML document, with positions, read lazily.
//!
//! The input is the text of one file. The output is a [`Node`], a cheap handle to a place in the
//! document. Each level of maps and lists is read on first use and cached, so that the cost depends
//! on the parts that are reached: this runs inside a proc macro, in an ordinary (not optimised) dev
//! build.
//!
//! - JSON: one pass finds where every longer map and list ends; after that each level is read on its own.
//! - YAML in block style: one pass notes the indentation of each line; a level is the lines that share one.
//! - YAML in flow style is read as a whole when it is reached. A document whose aliases refer to anchors is
//!   read as a whole at once, so that what it expands to is known before anybody walks it.
//!
//! Scalars follow the core schema of YAML 1.2: `no` and dates are strings, every digit of a number is kept.
//!
//! Refuses, each with file, line and column: documents over [`BYTES_MAX`], nested deeper than
//! [`DEPTH_MAX`], levels of over [`MEMBERS_MAX`] entries, aliases that expand to more than
//! [`EXPANSION_MAX`] values, maps or lists as keys. An error spoils the smallest map or list that holds it,
//! not the document: that node is [`Kind::Invalid`] and says why in [`Node::error`].

mod error;
mod json;
mod level;
mod node;
mod place;
mod scalar;
mod source;
mod write;
mod yaml;

pub use error::ReadError;
pub use node::{Key, Node, NodeId};
pub use place::Place;
pub use scalar::{Kind, Scalar};
pub use source::Source;

/// The longest text that is read, in bytes: three times the longest that is published.
pub const BYTES_MAX: usize = 256 * 1024 * 1024;

/// The greatest depth of maps and lists; the root is the first level.
pub const DEPTH_MAX: usize = 128;

/// The most entries of one map or list.
pub const MEMBERS_MAX: usize = 1_000_000;

/// The most values to which the aliases of a YAML document, or one of its flow collections, may expand.
pub const EXPANSION_MAX: u64 = 1_000_000;
