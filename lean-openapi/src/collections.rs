//! Maps, sets and a sort that cost little to compile.
//!
//! The compiler makes a copy of a `HashMap`, a `BTreeMap` or a sort for each combination of key, value and item types: 1,700
//! to 7,000 lines of LLVM each. Every user compiles the crates below the macro, so these crates share one hash table, one
//! search and one sort, which work on places in a list. Only thin functions depend on the types.

mod hashed;
mod order;
mod sorted;

pub use hashed::{Map, Set};
pub use order::{sort, sort_by, sort_by_key};
pub use sorted::{SortedMap, SortedSet};
