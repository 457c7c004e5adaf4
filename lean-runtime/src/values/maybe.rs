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

    /// What the value lends, if there is one: `Maybe<String>` gives an `Option<&str>`.
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.as_option().map(Deref::deref)
    }

    /// Whether it is not there.
    pub fn is_absent(&self) -> bool {
        matches!(self, Maybe::Absent)
    }

    /// Whether it is there and null.
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fixed;

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
}
