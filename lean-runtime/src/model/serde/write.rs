//! From values to a serializer.

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, Serializer};

use super::digits::{is_rounded_float, same_number};
use super::{RAW, same};
use crate::json::{Tape, Value, ValueKind, Writer};
use crate::model::Slot;

pub(super) fn serialize<T: Slot, S: Serializer>(
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut out = Writer::new();
    value.write(&mut out);
    let text = out.into_json().map_err(S::Error::custom)?;
    let tape = Tape::parse(&text).map_err(S::Error::custom)?;
    Piece(tape.root()).serialize(serializer)
}

struct Piece<'t>(Value<'t>);

impl Serialize for Piece<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.0;
        match value.kind() {
            ValueKind::Null => serializer.serialize_unit(),
            ValueKind::Bool => serializer.serialize_bool(value.raw() == "true"),
            ValueKind::String => write_string(value, serializer),
            ValueKind::Number => write_number(value, serializer),
            ValueKind::List => {
                let mut list = serializer.serialize_seq(Some(value.items().count()))?;
                for item in value.items() {
                    list.serialize_element(&Piece(item))?;
                }
                list.end()
            }
            ValueKind::Map => {
                let mut map = serializer.serialize_map(Some(value.members().count()))?;
                for (name, member) in value.members() {
                    map.serialize_entry(&name, &Piece(member))?;
                }
                map.end()
            }
        }
    }
}

fn write_string<S: Serializer>(value: Value<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    if value.has_lone_surrogate() {
        return Err(S::Error::custom(format!(
            "the string at `{}` has half of a surrogate pair, which is not a character",
            value.path()
        )));
    }
    serializer.serialize_str(&value.as_str().unwrap_or_default())
}

/// Writes a number with every digit; an error where that is not possible.
fn write_number<S: Serializer>(value: Value<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let digits = value.raw();
    if same::<S, serde_json::value::Serializer>() {
        check_value(value).map_err(S::Error::custom)?;
    }
    // An error type of serde_json means that the serializer is serde_json's, which accepts raw
    // text.
    if same::<S::Error, serde_json::Error>() {
        let mut raw = serializer.serialize_struct(RAW, 1)?;
        raw.serialize_field(RAW, digits)?;
        return raw.end();
    }
    if let Ok(whole) = digits.parse::<i64>() {
        return serializer.serialize_i64(whole);
    }
    if let Ok(whole) = digits.parse::<u64>() {
        return serializer.serialize_u64(whole);
    }
    let float = digits.parse::<f64>().ok().filter(|float| {
        // A reader of text cannot tell a rounded float from one that has all its digits.
        let may_be_rounded = serializer.is_human_readable() && is_rounded_float(digits);
        float.is_finite() && same_number(&format!("{float:?}"), digits) && !may_be_rounded
    });
    match float {
        Some(float) => serializer.serialize_f64(float),
        None => serializer.serialize_str(digits),
    }
}

/// `serde_json::Value` holds floats of 64 bits, unless its feature `arbitrary_precision` is on.
fn check_value(number: Value<'_>) -> Result<(), String> {
    let held: Option<serde_json::Number> = serde_json::from_str(number.raw()).ok();
    match held {
        Some(held) if same_number(&held.to_string(), number.raw()) => Ok(()),
        _ => Err(format!(
            "the number at `{}` has more digits than `serde_json::Value` holds; use `serde_json::to_string`",
            number.path()
        )),
    }
}
