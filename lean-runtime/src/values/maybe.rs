//! A member that is absent, null or a value.

use std::fmt;
use std::ops::Deref;

/// A member that may be absent, null or a value: three different things to a server that patches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Maybe<T> {
    /// Not there: the server keeps what it has.
    #[default]
    Absent,
    /// There and null: the server clears it.
    Null,
    /// There.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value, if there is one.
    pub fn as_option(&self) -> Option<&T> {
        match self {
            Maybe::Value(value) => Some(value),
            Maybe::Absent | Maybe::Null => None,
        }
    }

    /// The value, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Maybe::Value(value) => Some(value),
            Maybe::Absent | Maybe::Null => None,
        }
    }

    /// Returns the borrowed value, if there is one: `Maybe<String>` gives an `Option<&str>`.
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.as_option().map(Deref::deref)
    }

    /// The value, if there is one: the same as [`as_option`](Self::as_option), by the name that `Option` has for it.
    pub fn as_ref(&self) -> Option<&T> {
        self.as_option()
    }

    /// Returns the value, or `other` if there is none.
    pub fn unwrap_or(self, other: T) -> T {
        self.into_option().unwrap_or(other)
    }

    /// Returns the value, or the default of its type if there is none.
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.into_option().unwrap_or_default()
    }

    /// Makes another value of the value; absent stays absent and null stays null.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Maybe<U> {
        match self {
            Maybe::Value(value) => Maybe::Value(change(value)),
            Maybe::Null => Maybe::Null,
            Maybe::Absent => Maybe::Absent,
        }
    }

    /// Returns true if there is a value.
    pub fn is_value(&self) -> bool {
        matches!(self, Maybe::Value(_))
    }

    /// Returns true if the value is absent.
    pub fn is_absent(&self) -> bool {
        matches!(self, Maybe::Absent)
    }

    /// Returns true if the value is null.
    pub fn is_null(&self) -> bool {
        matches!(self, Maybe::Null)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Maybe<T> {
        Maybe::Value(value)
    }
}

/// The value, if there is one: [`Maybe::into_option`].
impl<T> From<Maybe<T>> for Option<T> {
    fn from(maybe: Maybe<T>) -> Option<T> {
        maybe.into_option()
    }
}

/// A member whose value the description fixes: it is written by itself and checked when read.
///
/// There is one to write down, `Fixed`. Reading leniently makes another of a member that is missing or has another value:
/// such a member is absent, and nothing is written for it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fixed {
    absent: bool,
}

/// The one value that the description allows.
#[allow(non_upper_case_globals, reason = "the only value to write down")]
pub const Fixed: Fixed = Fixed { absent: false };

impl Fixed {
    /// Returns true unless the member was missing or had another value, and was read leniently.
    #[must_use]
    pub fn is_there(&self) -> bool {
        !self.absent
    }

    pub(crate) fn there(is_there: bool) -> Fixed {
        Fixed { absent: !is_there }
    }
}

impl Default for Fixed {
    fn default() -> Fixed {
        Fixed
    }
}

impl fmt::Debug for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.absent { "Absent" } else { "Fixed" })
    }
}

#[cfg(test)]
mod tests {
    use super::Maybe;

    #[test]
    fn a_value_lends_what_it_holds_and_becomes_an_option() {
        let name = Maybe::Value(String::from("Everyday"));
        assert_eq!(name.as_deref(), Some("Everyday"));
        assert_eq!(Option::from(name), Some(String::from("Everyday")));
        assert_eq!(Maybe::<String>::Null.as_deref(), None);
        assert_eq!(Option::<String>::from(Maybe::Absent), None);
    }

    #[test]
    fn values_are_taken_out_as_those_of_an_option() {
        assert_eq!(Maybe::Value(2).unwrap_or(1), 2);
        assert_eq!(Maybe::Null.unwrap_or(1), 1);
        assert_eq!(Maybe::<String>::Absent.unwrap_or_default(), "");
        assert_eq!(Maybe::Value(2).as_ref(), Some(&2));
        assert_eq!(Maybe::Value(2).map(|value| value + 1), Maybe::Value(3));
        assert!(Maybe::Null.map(|value: i32| value).is_null());
        assert!(Maybe::<i32>::Absent.map(|value| value).is_absent());
        assert!(Maybe::Value(0).is_value() && !Maybe::<i32>::Null.is_value());
    }
}
