//! Which types stand for which: what the compiler proves of types of one's own.

/// A generated type, by the schema that it was made of.
pub trait Described {
    /// What tells that schema from all others.
    type Key;
}

/// What tells a schema from all others, wherever it is looked at from.
pub enum Key<const SCHEMA: u64> {}

/// A type by way of another, so that a condition on it is asked for where it is needed and not before.
pub trait Through<T> {
    /// The type.
    type Type;
}

impl<S, T> Through<T> for S {
    type Type = T;
}

/// Whether a type holds whatever the description has where `T` is expected: `T` itself, or a type of one's own that
/// `#[derive(lean::Schema)]` has proven.
pub trait Fits<T> {}

impl<T> Fits<T> for T {}

/// Whether every value of a type can be sent where `T` is expected: nothing required is left out, nothing unknown
/// is there.
pub trait Fills<T> {}

impl<T> Fills<T> for T {}
