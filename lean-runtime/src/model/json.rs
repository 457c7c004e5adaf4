//! Reading a value that was kept as JSON text.

use super::{DecodeError, Slot, decode};
use crate::values::Json;

impl Json {
    /// Reads it as a type of the client.
    ///
    /// # Errors
    /// If it does not fit.
    pub fn decode<T: Slot>(&self) -> Result<T, DecodeError> {
        decode(self.as_str())
    }
}
