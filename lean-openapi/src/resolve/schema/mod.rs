//! Schemas to types: parts merged, kinds distinguished, names given.

mod alternative;
mod any_of;
mod contract;
mod facts;
mod gather;
mod inherit;
mod limits;
mod list;
mod lower;
mod notes;
mod null;
mod number;
mod object;
mod predicates;
mod tagged;
mod tags;
mod text;
mod union;
mod values;
mod variant;

pub(super) use contract::Schemas;
pub(super) use facts::Facts;
pub(super) use limits::SchemaLimits;
pub(super) use lower::{Key, Lowered};
pub(super) use object::value_name;
pub(super) use tagged::{Member, Tagged};
pub(super) use values::only_value;
pub(super) use variant::TITLE_MAX;
