//! What must compile.

mod market;
mod tree;
