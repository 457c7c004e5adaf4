//! The types of values on the wire: exact, and written back as they came.

mod bytes;
mod file;
mod json;
mod maybe;
pub(crate) mod number;
mod secret;
mod serde;
mod text;
mod time;

pub use self::bytes::Base64;
pub use self::file::File;
pub use self::json::Json;
pub use self::maybe::{Fixed, Maybe};
pub use self::number::Number;
pub(crate) use self::number::decimal;
pub use self::secret::Secret;
pub use self::text::Text;
pub use self::time::{DateTime, Duration, Time};

/// A calendar date without a time or zone (RFC 3339 `full-date`).
pub type Date = jiff::civil::Date;

/// An exact decimal of up to 28 digits, for money. A number on the wire that has more digits is an error, never rounded.
pub type Decimal = rust_decimal::Decimal;

/// An object with members of one type, in the order received.
pub type Map<T> = indexmap::IndexMap<String, T>;

/// A universally unique identifier (RFC 9562).
pub type Uuid = uuid::Uuid;
