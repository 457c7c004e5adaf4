//! What generated clients run on: transport, identity, encoding, decoding, errors.

pub mod json;
pub mod operation;
