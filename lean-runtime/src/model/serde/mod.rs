//! One bridge from every model and value to serde: serde_json, TOML, CBOR and other formats.
//!
//! Derived code makes generated clients slow to compile, so there is none: a value crosses the
//! bridge as JSON text. Numbers keep every digit:
//!
//! - serde_json takes and gives them as text, through its raw values.
//! - Other formats get floats of 64 bits where those hold the number, and its digits as a text where they do not.
//! - A float that may have been rounded on the way in is an error where an exact number is due.

mod digits;
mod read;
mod write;

pub(super) use digits::is_rounded_float;

use std::any::type_name;

use serde::de::{self, Deserializer};
use serde::ser::Serializer;

use super::slot::Slot;

/// The name by which serde_json recognises raw text. A test holds it to that.
const RAW: &str = "$serde_json::private::RawValue";

/// The name by which serde_json recognises a number of any length, with its feature `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

/// `Serialize::serialize` of every model and value.
///
/// # Errors
/// If the serializer fails, or the value holds something that has no form in JSON, such as a NaN.
pub fn serialize<T: Slot, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    write::serialize(value, serializer)
}

/// `Deserialize::deserialize` of every model and value.
///
/// # Errors
/// If the deserializer fails or the value does not fit.
pub fn deserialize<'de, T: Slot, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let carried = read::carry(deserializer)?;
    carried.decode().map_err(de::Error::custom)
}

/// Returns true if two types have the same name. serde's traits tell nothing else about a format; a wrong answer costs
/// digits an error, never a wrong value.
fn same<A: ?Sized, B: ?Sized>() -> bool {
    type_name::<A>() == type_name::<B>()
}
