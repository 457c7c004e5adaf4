//! Bodies, as the description says they are written.

use super::any::{AnyCall, WrittenBody};
use crate::json::{Tape, Writer};
use crate::model::Slot;
use crate::values::File;
use crate::wire::{self, Unsendable};

/// A choice among the bodies that an operation takes.
pub trait IntoBody {
    /// Gives it to the call.
    fn set_body(self, call: AnyCall) -> AnyCall;
}

impl AnyCall {
    /// Gives the body, written as the media type of that index.
    pub fn body(self, media: usize, value: &dyn Slot) -> AnyCall {
        self.write_body(media, &|out| value.write(out))
    }

    /// Gives a body that is a list.
    pub fn body_list<T: Slot>(self, media: usize, values: &[T]) -> AnyCall {
        self.write_body(media, &|out| write_list(values, out))
    }

    /// Gives a body that is text, written as a value.
    pub fn body_text(self, media: usize, value: &str) -> AnyCall {
        self.body(media, &value.to_owned())
    }

    /// Gives a body that is plain text.
    pub fn body_plain(self, media: usize, value: &str) -> AnyCall {
        self.body(media, &value.to_owned())
    }

    /// Gives a body of bytes as they are.
    pub fn body_bytes(self, media: usize, file: File) -> AnyCall {
        let usual = self.operation().bodies[media].name;
        let content_type = file
            .content_type
            .clone()
            .unwrap_or_else(|| usual.to_owned());
        self.set_content(Ok((content_type, file.into_payload())))
    }

    /// Gives a body of one value a line.
    pub fn body_lines<T: Slot>(self, media: usize, values: &[T]) -> AnyCall {
        self.write_body(media, &|out| write_list(values, out))
    }

    /// Sets the body to the chosen variant.
    pub fn body_of(self, body: impl IntoBody) -> AnyCall {
        body.set_body(self)
    }

    fn write_body(mut self, index: usize, write: &dyn Fn(&mut Writer)) -> AnyCall {
        let media = &self.operation().bodies[index];
        self.unkept = self.unkept_limit(index, write);
        self.set_content(wire::write_body(media, write))
    }

    /// The first limit that a body does not keep to.
    fn unkept_limit(&self, index: usize, write: &dyn Fn(&mut Writer)) -> Option<Unsendable> {
        let operation = self.operation();
        let has_limits = operation.limits.lines().any(|line| line.starts_with('b'));
        if !has_limits {
            return None;
        }
        // Files are not looked into: they leave an empty text.
        let mut out = Writer::for_parts();
        write(&mut out);
        let (json, _) = out.into_parts();
        let tape = Tape::parse(&json).ok()?;
        wire::check_body(operation, index, tape.root()).err()
    }

    fn set_content(mut self, written: Result<WrittenBody, Unsendable>) -> AnyCall {
        self.content = written.map(Some);
        self
    }
}

/// Writes a list of values.
pub(super) fn write_list<T: Slot>(values: &[T], out: &mut Writer) {
    out.open_list();
    values.iter().for_each(|value| value.write(out));
    out.close_list();
}
