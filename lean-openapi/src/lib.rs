//! From the text of an OpenAPI description to a model of what it means.
//!
//! ```text
//! text --read--> Node --document--> Description --resolve--> Api (the model)
//! ```
//!
//! A pure function of its inputs: a [`document::Loader`] supplies the files. Only [`document::Folders`], a loader for files,
//! opens any. This crate knows no `syn`
//! and writes no Rust, so the macro, the command line, the sandbox and tests share it.

pub mod api;
pub mod contract;
pub mod dedup;
pub mod diagnostic;
pub mod document;
pub mod key;
mod lint;
pub mod name;
mod overlay;
pub mod printable;
pub mod read;
pub mod resolve;
