//! A JSON text whose values are read one after another, each when it is asked for.

use super::decode_error::DecodeError;
use super::memory;
use super::object::Orders;
use super::report::DecodeReport;
use super::slot::Slot;
use crate::json::{Scanned, Tape};

/// A JSON text with its tape.
pub(crate) struct ScannedText {
    text: Box<str>,
    /// None while the tape is in use.
    scanned: Option<Scanned>,
    /// The order of the members of objects that were read, for those that are like them.
    orders: Orders,
    /// An empty list with room.
    parts: Vec<u32>,
}

impl ScannedText {
    /// A copy of the text of a tape, and the tape.
    pub(crate) fn of(tape: Tape<'_>) -> ScannedText {
        ScannedText {
            text: tape.text().into(),
            scanned: Some(tape.into_scanned()),
            orders: Orders::default(),
            parts: Vec::new(),
        }
    }

    /// Calls `look` with the tape.
    pub(crate) fn look<R>(&mut self, look: impl FnOnce(&Tape<'_>) -> R) -> R {
        self.look_from(0, look)
    }

    /// Reads the value at a position as a document of its own.
    ///
    /// # Errors
    /// If it does not fit. The error comes with the text of the value.
    pub(crate) fn decode<T: Slot>(&mut self, position: u32) -> Result<T, (DecodeError, String)> {
        let orders = std::mem::take(&mut self.orders);
        let parts = std::mem::take(&mut self.parts);
        let (value, mut report, text) = self.look_from(position, |tape| {
            let raw = tape.root().raw();
            let mut report = DecodeReport::new();
            report.limit_memory(memory::of_text(raw));
            (report.orders, report.parts) = (orders, parts);
            let value = T::read(tape.root(), &mut report);
            let text = if report.is_clean() { "" } else { raw };
            (value, report, text.to_owned())
        });
        self.orders = std::mem::take(&mut report.orders);
        self.parts = std::mem::take(&mut report.parts);
        report.check(value).map_err(|error| (error, text))
    }

    /// Calls `look` with the tape, whose root is the value at a position.
    fn look_from<R>(&mut self, position: u32, look: impl FnOnce(&Tape<'_>) -> R) -> R {
        let scanned = self.scanned.take();
        let tape = scanned.and_then(|scanned| Tape::of_scanned(&self.text, scanned));
        // There is none after a panic in `look`.
        let tape =
            tape.unwrap_or_else(|| Tape::parse(&self.text).expect("a text that was scanned"));
        let tape = tape.rooted_at(position);
        let seen = look(&tape);
        self.scanned = Some(tape.into_scanned());
        seen
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Value;
    use crate::values::Map;

    #[test]
    fn a_value_is_read_as_a_document_of_its_own() {
        let text = r#" {"list": [{"a": 1, "b": 2}, {"a": 3, "b": "x"}, {"a": 5, "b": 6}]} "#;
        let mut scanned = ScannedText::of(Tape::parse(text).expect("JSON"));
        let items: Vec<u32> = scanned.look(|tape| {
            let list = tape.root().get("list").expect("a list");
            list.items().map(Value::position).collect()
        });
        let item = |item: Map<i64>| (item.get("a").copied(), item.get("b").copied());
        let first = scanned.decode(items[0]).map(item);
        assert_eq!(first, Ok((Some(1), Some(2))));
        let (error, refused) = scanned.decode::<Map<i64>>(items[1]).expect_err("a text");
        assert_eq!(refused, r#"{"a": 3, "b": "x"}"#);
        assert_eq!(error.problems()[0].pointer, "/*");
        let last = scanned.decode(items[2]).map(item);
        assert_eq!(last, Ok((Some(5), Some(6))));
        let whole = scanned.look(|tape| tape.root().raw().len());
        assert_eq!(whole, text.trim().len());
    }
}
