//! `lean.lock`: what a crate uses of an API description, as facts.
//!
//! A lock is a text of one fact a line, sorted, without line numbers and hashes, so that branches merge. Its facts are a
//! [`Contract`](lean_openapi::contract::Contract) restricted to a [`Usage`]: [`facts_of`] and [`contract_of`] translate.
//! This crate knows no files and no syn; the macro and the command line read and write.

mod changes;
mod compare;
mod facts;
mod file;
mod locations;
mod part;
mod read;
mod record;
mod restrict;
mod usage;
mod words;
#[cfg(feature = "write")]
mod write;

pub use changes::{
    changes, find_successor, identity, is_about_ids, is_about_tags, operation_removal, tag_removal,
};
pub use compare::{
    Pair, choice, compare_operations, compare_type, compare_webhooks, contract_for, find_locked,
};
pub use facts::{Facts, Fault};
pub use file::{ATTRIBUTES, AcceptedChange, Lock, NAME, key, paths};
pub use read::contract_of;
pub use record::{Record, VARIABLE};
pub use restrict::{restrict_to_operations, restrict_to_type, restrict_to_webhooks, used_parts};
pub use usage::{TypeKey, TypeUse, Usage};
#[cfg(feature = "write")]
pub use write::facts_of;
