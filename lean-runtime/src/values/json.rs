//! Any JSON value, as text.

use std::fmt;

use crate::json::{SyntaxError, Tape, Value};

/// Any JSON value, kept as text: no digit and no member is lost.
///
/// ```
/// let json: lean_runtime::values::Json = r#"{"total": 12.50}"#.parse().unwrap();
/// assert_eq!(json.parse().root().get("total").unwrap().as_number(), Some("12.50"));
/// ```
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Json(Box<str>);

impl Json {
    /// The value `null`.
    #[must_use]
    pub fn null() -> Json {
        Json("null".into())
    }

    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value, to look into.
    #[must_use]
    pub fn parse(&self) -> Tape<'_> {
        Tape::parse(&self.0).expect("only JSON texts are kept")
    }

    /// Keeps a text that a tape has checked.
    pub(crate) fn from_raw(raw: &str) -> Json {
        Json(raw.into())
    }

    /// The value of a string.
    #[must_use]
    pub fn string(text: &str) -> Json {
        let mut out = crate::json::Writer::new();
        out.string(text);
        Json(out.into_text().into())
    }

    /// Calls `look` with the value.
    pub fn with<R>(&self, look: impl FnOnce(Value<'_>) -> R) -> R {
        look(self.parse().root())
    }
}

impl Default for Json {
    fn default() -> Json {
        Json::null()
    }
}

impl std::str::FromStr for Json {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Json, SyntaxError> {
        Tape::parse(text).map(|tape| Json(tape.root().raw().into()))
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Json {
        Json(value.to_string().into())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Json({})", self.0)
    }
}
