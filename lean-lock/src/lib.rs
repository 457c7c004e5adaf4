//! `lean.lock`: what a crate uses of an API description, as facts.
//!
//! A lock is a text of one fact a line, sorted, without line numbers and hashes, so that branches merge. Its facts are a
//! [`Contract`](lean_openapi::contract::Contract) restricted to a [`Usage`]: [`facts_of`] and [`contract_of`] translate.
//! This crate knows no files and no syn; the macro and the command line read and write.

mod changes;
mod compare;
mod facts;
mod file;
mod part;
mod read;
mod record;
mod restrict;
mod usage;
mod words;
mod write;

pub use changes::{changes, identity, is_about_ids, is_about_tags, removed, successor, untagged};
pub use compare::{
    Pair, choice, compare_operations, compare_type, compare_webhooks, contract_for, locked,
};
pub use facts::{Facts, Fault};
pub use file::{ATTRIBUTES, Accepted, Lock, NAME, key, paths};
pub use read::contract_of;
pub use record::{Record, VARIABLE};
pub use restrict::{of_operations, of_type, of_webhooks, used};
pub use usage::{TypeKey, TypeUse, Usage};
pub use write::facts_of;
