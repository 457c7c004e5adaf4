//! Types that can replace each other, as the compiler proves for custom types.

/// A generated type, by the schema that it was made of.
#[doc(hidden)]
pub trait Described {
    /// The key that identifies that schema.
    type Key;
}

/// A key that identifies a schema from every crate.
#[doc(hidden)]
pub enum Key<const SCHEMA: u64> {}

/// A type by way of another, so that a condition on it is asked for where it is needed and not before.
#[doc(hidden)]
pub trait Through<T> {
    /// The type.
    type Type;
}

impl<S, T> Through<T> for S {
    type Type = T;
}

/// A type that can hold any value that the description allows for `T`: a generated type of the same schema, or a custom
/// type that `#[derive(lean::Schema)]` has proven.
#[doc(hidden)]
pub trait Fits<T> {}

impl<T: Described<Key = K>, S: Described<Key = K>, K> Fits<S> for T {}

/// A type whose values can all be sent where `T` is expected: no required member is missing, and
/// there are no unknown members.
#[doc(hidden)]
pub trait Fills<T> {}

impl<T: Described<Key = K>, S: Described<Key = K>, K> Fills<S> for T {}
