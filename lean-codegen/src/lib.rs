//! From the text of a description to the tokens of a client.
//!
//! ```text
//! text --read--> Node --document--> Document --resolve--> Api (the model)
//! trait + Api --select--> Selection --emit--> tokens
//! ```
//!
//! A pure function of its inputs: it opens no file, reads no environment and knows no `proc_macro`.

pub mod check;
pub mod derive;
pub mod drift;
pub mod emit;
pub mod errors;
pub mod expand;
pub mod item;
pub mod parts;
pub mod select;
pub mod setting;

pub use lean_lock as lock;
use lean_openapi::name;
pub use lean_openapi::{api, dedup, diagnostic, document, read, resolve};
