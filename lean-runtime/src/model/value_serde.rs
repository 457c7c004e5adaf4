//! serde for values: the bridge of models, for fields of your own types.

use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error, Serialize, Serializer};

use crate::values::{
    Base64, Date, DateTime, Decimal, Duration, Json, Maybe, Number, Secret, Text, Time, Uuid,
};

macro_rules! bridged {
    ($($ty:ty)*) => {$(
        impl Serialize for $ty {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                super::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $ty {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                super::deserialize(deserializer)
            }
        }
    )*};
}

bridged! {
    Number Decimal Date DateTime Time Duration Uuid Base64 Json
    Text<Decimal> Text<i64> Text<u64>
}

/// An absent member has no form of its own: `#[serde(default, skip_serializing_if = "Maybe::is_absent")]` leaves it out.
impl<T: Serialize> Serialize for Maybe<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Maybe::Value(value) => value.serialize(serializer),
            Maybe::Null => serializer.serialize_none(),
            Maybe::Absent => Err(S::Error::custom(
                "a `Maybe` that is absent has no form of its own; leave the field out with \
                 `#[serde(default, skip_serializing_if = \"Maybe::is_absent\")]`",
            )),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read: Option<T> = Deserialize::deserialize(deserializer)?;
        Ok(read.map_or(Maybe::Null, Maybe::Value))
    }
}

/// Types that serde may write. [`Secret`] is not one, on purpose.
#[diagnostic::on_unimplemented(
    message = "a `Secret` is not written by serde: it would end up in logs and files",
    label = "holds a `Secret`",
    note = "leave the field out with `#[serde(skip_serializing)]`, or write `.expose()` where you mean to"
)]
pub trait Writable {}

/// Refused: a secret that serde writes ends up in logs and files.
impl Serialize for Secret
where
    for<'a> &'a Secret: Writable,
{
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("a `Secret` is not written by serde"))
    }
}

/// A secret may be read, from a configuration say.
impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Secret::new)
    }
}
