//! What generated clients run on: transport, identity, encoding, decoding, errors.

pub mod identity;
pub mod json;
pub mod model;
pub mod operation;
pub mod tls;
pub mod values;
