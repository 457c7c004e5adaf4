//! Models as data: one engine reads, writes, copies, compares and shows every generated type.
//!
//! A generated type says three things: its [`Shape`] (names and kinds, a constant), how to make one from parts
//! ([`Model::make`]) and how to get at a part ([`Model::slot`]). Everything else is done here, once, by code that
//! knows no particular type. That is what makes generated clients cheap to compile: derived serde code for a
//! thousand structs costs some twenty-five seconds, this costs about two.

mod begin;
mod bounds;
mod check;
mod choose;
mod decode_error;
mod json;
mod list;
mod make;
mod map;
pub(crate) mod memory;
mod models;
mod object;
mod optional;
mod problem;
mod relations;
mod report;
mod scalar;
mod scanned;
mod serde;
mod shape;
mod slot;
mod tag;
mod trial;
mod tuple;
mod value_serde;

pub use self::serde::{deserialize, serialize};
pub use check::{
    decode, decode_leniently, decode_textual, encode, encode_request, from_text, read,
};
pub use decode_error::DecodeError;
pub use make::Make;
pub use models::{blank, clone, debug, enum_from_text, enum_text, equal, hash, implied_value};
pub use problem::Problem;
pub use relations::{Described, Fills, Fits, Key, Through};
pub use report::DecodeReport;
pub(crate) use scanned::ScannedText;
pub use shape::{Model, Shape, ShapeKind, Wire};
pub use slot::{Nothing, Presence, Slot};
