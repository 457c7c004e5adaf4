//! The types of values on the wire: exact, and written back as they came.

mod bytes;
mod clock;
mod date;
mod date_time;
mod decimal;
mod duration;
mod json;
mod maybe;
pub(crate) mod number;
mod secret;
mod text;
mod time;
mod uuid;

pub use self::bytes::Base64;
pub use self::date::Date;
pub use self::date_time::DateTime;
pub use self::decimal::Decimal;
pub use self::duration::Duration;
pub use self::json::Json;
pub use self::maybe::{Fixed, Maybe};
pub use self::number::Number;
pub(crate) use self::number::parse_decimal;
pub use self::secret::Secret;
pub(crate) use self::secret::sensitive_header;
pub use self::text::Text;
pub use self::time::Time;
pub use self::uuid::Uuid;
pub use crate::body::File;

/// An object with members of one type, in the order received.
pub type Map<T> = indexmap::IndexMap<String, T>;
