//! Numbers that are strings on the wire.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use super::{Decimal, number};

/// A number that is a string on the wire, as APIs write what JavaScript would round: `"9007199254740993"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text<T>(pub T);

impl<T> Deref for Text<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Text<T> {
    fn from(value: T) -> Text<T> {
        Text(value)
    }
}

impl<T: fmt::Display> fmt::Display for Text<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

macro_rules! parse {
    ($($ty:ty)*) => {$(
        impl FromStr for Text<$ty> {
            type Err = <$ty as FromStr>::Err;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Text)
            }
        }
    )*};
}

parse!(i64 u64);

impl FromStr for Text<Decimal> {
    type Err = super::number::NotANumber;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        number::parse_decimal(text)
            .map(Text)
            .ok_or(super::number::NotANumber)
    }
}
