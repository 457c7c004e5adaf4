//! From a deserializer to values.

use std::borrow::Cow;
use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{NUMBER, RAW, same};
use crate::json::{Tape, Writer};
use crate::model::{DecodeError, DecodeReport, Slot};
use crate::values::{Base64, Number};

/// The content of a deserializer, as JSON text.
pub(super) struct Carried<'de> {
    text: Cow<'de, str>,
    /// The text came as it was written.
    raw: bool,
    /// The format is JSON.
    json: bool,
    /// Floats may have been rounded while the format was read.
    rounded: bool,
}

pub(super) fn carry<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Carried<'de>, D::Error> {
    let json = same::<D::Error, serde_json::Error>();
    let of_value = same::<D, serde_json::Value>() || same::<D, &serde_json::Value>();
    let rounded = deserializer.is_human_readable();
    let (text, raw) = deserializer.deserialize_newtype_struct(RAW, Raw)?;
    Ok(Carried {
        text,
        raw,
        json,
        rounded: if raw { of_value } else { rounded },
    })
}

impl Carried<'_> {
    pub(super) fn decode<T: Slot>(&self) -> Result<T, DecodeError> {
        let tape = Tape::parse(&self.text).map_err(DecodeError::syntax_error)?;
        let mut report = DecodeReport::new();
        report.rounded = self.rounded;
        report.digits_in_text = !self.raw && !self.json;
        let value = T::read(tape.root(), &mut report);
        report.check(value)
    }
}

/// Takes what a deserializer holds as JSON text, and says if the text came as it was written.
struct Raw;

impl<'de> Visitor<'de> for Raw {
    type Value = (Cow<'de, str>, bool);

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    /// Formats without raw values pass the request on.
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Self::Value, D::Error> {
        let mut out = Writer::new();
        Transcode(&mut out).deserialize(deserializer)?;
        Ok((out.into_text().into(), false))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut out = Writer::new();
        match map.next_key::<String>()? {
            Some(name) if name == RAW => return Ok((map.next_value_seed(RawText)?, true)),
            first => transcode_map(first, map, &mut out)?,
        }
        Ok((out.into_text().into(), false))
    }
}

/// Takes a text, without copying it if the deserializer has it.
struct RawText;

impl<'de> DeserializeSeed<'de> for RawText {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for RawText {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON text")
    }

    fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(text.into())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(text.to_owned().into())
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Self::Value, E> {
        Ok(text.into())
    }
}

fn transcode_map<'de, A: MapAccess<'de>>(
    first: Option<String>,
    mut map: A,
    out: &mut Writer,
) -> Result<(), A::Error> {
    if first.as_deref() == Some(NUMBER) && same::<A::Error, serde_json::Error>() {
        let digits: String = map.next_value()?;
        let number: Number = digits.parse().map_err(de::Error::custom)?;
        out.raw(number.as_str());
        return Ok(());
    }
    out.open_map();
    let mut name = first;
    while let Some(member) = name {
        out.name(&member);
        map.next_value_seed(Transcode(out))?;
        name = map.next_key()?;
    }
    out.close_map();
    Ok(())
}

struct Transcode<'w>(&'w mut Writer);

impl<'de> DeserializeSeed<'de> for Transcode<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// Writes numbers as serde gives them.
macro_rules! whole {
    ($($visit:ident $ty:ty;)*) => {$(
        fn $visit<E: de::Error>(self, value: $ty) -> Result<(), E> {
            self.0.raw(&value.to_string());
            Ok(())
        }
    )*};
}

impl<'de> Visitor<'de> for Transcode<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    whole! {
        visit_bool bool;
        visit_i64 i64;
        visit_u64 u64;
        visit_i128 i128;
        visit_u128 u128;
    }

    /// Always with a point or a power, which tells floats from whole numbers.
    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("JSON has no infinities and no NaN"));
        }
        self.0.raw(&format!("{value:?}"));
        Ok(())
    }

    /// With the digits of 32 bits: as 64 bits, 0.1 would be 0.10000000149011612.
    fn visit_f32<E: de::Error>(self, value: f32) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("JSON has no infinities and no NaN"));
        }
        self.0.raw(&format!("{value:?}"));
        Ok(())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        self.0.string(value);
        Ok(())
    }

    fn visit_bytes<E: de::Error>(self, value: &[u8]) -> Result<(), E> {
        self.0.string(&Base64::from(value.to_vec()).to_string());
        Ok(())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        self.0.raw("null");
        Ok(())
    }

    fn visit_none<E: de::Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        self.0.open_list();
        while list.next_element_seed(Transcode(self.0))?.is_some() {}
        self.0.close_list();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let first = map.next_key()?;
        transcode_map(first, map, self.0)
    }
}
