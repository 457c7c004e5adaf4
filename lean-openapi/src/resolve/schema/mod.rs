//! Schemas to types: parts merged, kinds distinguished, names given.

mod alternative;
mod any_of;
mod contract;
mod contract_facts;
mod facts;
mod follow;
mod gather;
mod inherit;
mod key;
mod limits;
mod list;
mod lower;
mod lowered;
mod merge;
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
mod variants;

pub(super) use contract::Schemas;
pub(super) use facts::Facts;
pub(super) use key::TypeKey;
pub(super) use limits::SchemaLimits;
pub(super) use lowered::Lowered;
pub(super) use object::value_name;
pub(super) use tagged::{TagMember, TagsByMember};
pub(super) use values::only_value;
pub(super) use variant::TITLE_MAX;
