//! Traits and types that must compile.

mod market;
mod shared_models;
mod tree;
