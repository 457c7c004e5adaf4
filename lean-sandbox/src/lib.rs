//! Part of `lean`.
