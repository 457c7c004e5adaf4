//! Traits and types that must compile.

mod market;
mod tree;
