//! One bridge from every model to serde: `serde_json::from_str`, `toml`, whatever a user has.
//!
//! Compiling derived code is what makes generated clients slow, so there is none: a model crosses the bridge as
//! JSON text. serde_json hands that text over as it is, through its raw values, with every digit.

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, SerializeMap, SerializeSeq, Serializer};

use super::check;
use super::slot::Slot;
use crate::json::{Kind, Value, Writer};
use crate::values::Number;

/// The name by which serde_json recognises a wish for raw text. A test holds it to that.
const RAW: &str = "$serde_json::private::RawValue";

/// `Serialize::serialize` of every model.
///
/// # Errors
/// If the serializer fails.
pub fn serialize<T: Slot, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let text = check::encode(value);
    let tape = crate::json::Tape::parse(&text).map_err(S::Error::custom)?;
    Piece(tape.root()).serialize_into(serializer)
}

/// `Deserialize::deserialize` of every model.
///
/// # Errors
/// If the deserializer fails or the value does not fit.
pub fn deserialize<'de, T: Slot, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let text = deserializer.deserialize_newtype_struct(RAW, Raw)?;
    check::decode(&text).map_err(de::Error::custom)
}

struct Piece<'t>(Value<'t>);

impl Piece<'_> {
    fn serialize_into<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.0;
        match value.kind() {
            Kind::Null => serializer.serialize_unit(),
            Kind::Bool => serializer.serialize_bool(value.raw() == "true"),
            Kind::String => serializer.serialize_str(&value.as_str().unwrap_or_default()),
            Kind::Number => number(value.raw(), serializer),
            Kind::List => {
                let mut list = serializer.serialize_seq(Some(value.items().count()))?;
                for item in value.items() {
                    list.serialize_element(&Piece(item))?;
                }
                list.end()
            }
            Kind::Map => {
                let mut map = serializer.serialize_map(Some(value.members().count()))?;
                for (name, member) in value.members() {
                    map.serialize_entry(&name, &Piece(member))?;
                }
                map.end()
            }
        }
    }
}

impl serde::Serialize for Piece<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize_into(serializer)
    }
}

/// Whole numbers as such; a fraction as the nearest `f64`, since serde has no decimals.
fn number<S: Serializer>(digits: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(whole) = digits.parse::<i64>() {
        return serializer.serialize_i64(whole);
    }
    if let Ok(whole) = digits.parse::<u64>() {
        return serializer.serialize_u64(whole);
    }
    serializer.serialize_f64(digits.parse().map_err(S::Error::custom)?)
}

/// Takes whatever a deserializer holds and writes it down as JSON text.
struct Raw;

impl<'de> Visitor<'de> for Raw {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    /// Formats without raw values pass the wish on.
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<String, D::Error> {
        let mut out = Writer::new();
        Transcode(&mut out).deserialize(deserializer)?;
        Ok(out.into_text())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<String, A::Error> {
        let mut out = Writer::new();
        match map.next_key::<String>()? {
            Some(name) if name == RAW => return map.next_value(),
            first => transcode_map(first, map, &mut out)?,
        }
        Ok(out.into_text())
    }
}

fn transcode_map<'de, A: MapAccess<'de>>(
    first: Option<String>,
    mut map: A,
    out: &mut Writer,
) -> Result<(), A::Error> {
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

impl<'de> Visitor<'de> for Transcode<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<(), E> {
        self.0.raw(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<(), E> {
        self.0.raw(&value.to_string());
        Ok(())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<(), E> {
        self.0.raw(&value.to_string());
        Ok(())
    }

    fn visit_i128<E: de::Error>(self, value: i128) -> Result<(), E> {
        self.0.raw(&value.to_string());
        Ok(())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<(), E> {
        let number = Number::try_from(value).map_err(E::custom)?;
        self.0.raw(number.as_str());
        Ok(())
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<(), E> {
        self.0.string(value);
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
