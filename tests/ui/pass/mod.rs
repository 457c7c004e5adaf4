//! What must compile.

mod market;
