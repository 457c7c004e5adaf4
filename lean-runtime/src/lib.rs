//! Part of `lean`.

pub mod identity;
pub mod tls;
