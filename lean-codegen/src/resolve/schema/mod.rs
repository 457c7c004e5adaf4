//! Schemas to types: parts merged, kinds told apart, names given.

mod facts;
mod gather;
mod inherit;
mod list;
mod lower;
mod number;
mod object;
mod tags;
mod text;
mod union;
mod values;

pub(super) use facts::Facts;
pub(super) use lower::Key;
pub(super) use object::value_name;
