//! Makes generated types from the parts of a document or of another value.

use super::begin::{Reading, begin};
use super::map::read_members;
use super::object::other_members;
use super::report::DecodeReport;
use super::shape::Field;
use super::slot::{Presence, Slot};
use crate::json::{Tape, Value};
use crate::values::{Fixed, Map};

/// The source of the parts for [`Model::make`](super::Model::make): a document, another value, or
/// nothing.
pub struct Make<'a> {
    source: Source<'a>,
    /// The place in the report's list at which the positions of an object's parts start; zero, the position of the document
    /// itself, is that of a part that is absent.
    parts: usize,
    next: usize,
    variant: usize,
}

enum Source<'a> {
    /// A value of a document, and the fields of an object; none for a type of one part, which is the value itself.
    Document {
        value: Value<'a>,
        fields: &'static [&'static str],
        report: &'a mut DecodeReport,
    },
    /// The parts of another value of the same type.
    Copy(&'a dyn Fn(usize) -> &'a dyn Slot),
    /// No parts: every field is blank.
    Blank,
}

impl<'a> Make<'a> {
    /// The next part.
    #[must_use]
    #[allow(
        clippy::should_implement_trait,
        reason = "each part is of another type"
    )]
    pub fn next<T: Slot>(&mut self) -> T {
        let index = self.next;
        self.next += 1;
        match &mut self.source {
            Source::Document {
                value,
                fields,
                report,
            } => match fields.get(index) {
                None => T::read(*value, report),
                Some(field) => match report.part(self.parts + index) {
                    0 => {
                        note_absent(*value, field, report);
                        T::blank()
                    }
                    position => T::read(value.at(position), report),
                },
            },
            Source::Copy(parts) => parts(index).downcast().map_or_else(T::blank, T::copy),
            Source::Blank => T::blank(),
        }
    }

    /// All members that no field names.
    #[must_use]
    pub fn rest<T: Slot>(&mut self) -> Map<T> {
        let index = self.next;
        self.next += 1;
        match &mut self.source {
            Source::Document {
                value,
                fields,
                report,
            } if !fields.is_empty() => {
                let count = other_members(*value, fields).count();
                read_members(*value, count, other_members(*value, fields), report)
            }
            Source::Copy(parts) => parts(index)
                .downcast::<Map<T>>()
                .map_or_else(Map::new, Slot::copy),
            Source::Document { .. } | Source::Blank => Map::new(),
        }
    }

    /// Returns the variant to make, for enums and unions.
    #[must_use]
    pub fn variant(&self) -> usize {
        self.variant
    }

    /// Reports that the value is not one of those that a custom type lists.
    pub fn refuse(&mut self) {
        if let Source::Document {
            value,
            fields: [],
            report,
        } = &mut self.source
        {
            report.note(*value, || {
                "expected one of the values that the type lists".to_owned()
            });
        }
    }

    /// Something to hold the place of a part that could not be read.
    #[must_use]
    pub fn blank_part<T: Slot>(&self) -> T {
        T::blank()
    }

    /// A member whose value the description fixes.
    #[must_use]
    pub fn fixed(&mut self) -> Fixed {
        let index = self.next;
        self.next += 1;
        match &mut self.source {
            Source::Document {
                value,
                fields,
                report,
            } => {
                let Some(field) = fields.get(index) else {
                    return Fixed;
                };
                let position = report.part(self.parts + index);
                let is_it = check_fixed(*value, Field(field), position, report);
                Fixed::there(is_it)
            }
            Source::Copy(parts) => Fixed::there(parts(index).presence() == Presence::There),
            Source::Blank => Fixed,
        }
    }

    /// The same, where it may be absent.
    #[must_use]
    pub fn fixed_if_there(&mut self) -> Option<Fixed> {
        let index = self.next;
        let there = match &mut self.source {
            Source::Document { fields, report, .. } => {
                index < fields.len() && report.part(self.parts + index) != 0
            }
            Source::Copy(parts) => parts(index).presence() == Presence::There,
            Source::Blank => false,
        };
        if there {
            let fixed = self.fixed();
            return fixed.is_there().then_some(fixed);
        }
        self.next += 1;
        None
    }

    /// Prepares the value to be taken apart as a type. Returns false if it is of the wrong kind, or if reading has stopped;
    /// otherwise, [`Make::finish`] ends what this begins.
    pub(super) fn begin(&mut self, reading: &'static Reading) -> bool {
        let Source::Document {
            value,
            fields,
            report,
        } = &mut self.source
        else {
            return false;
        };
        self.parts = report.parts.len();
        match begin(reading, *value, report) {
            Some(variant) => {
                *fields = reading.fields;
                self.variant = variant;
                true
            }
            None => false,
        }
    }

    /// The same for a type that is its only part.
    #[inline]
    pub(super) fn begin_part(&mut self, reading: &'static Reading) -> bool {
        match &mut self.source {
            Source::Document { value, report, .. } => {
                !report.is_stopped() && report.enter(reading.stack, *value)
            }
            Source::Copy(_) | Source::Blank => false,
        }
    }

    /// Ends what [`Make::begin`] began.
    #[inline]
    pub(super) fn finish(&mut self, reading: &'static Reading) {
        if let Source::Document { report, fields, .. } = &mut self.source {
            report.leave(reading.stack);
            if !fields.is_empty() {
                report.parts.truncate(self.parts);
            }
        }
    }

    /// The value itself as the only part, for one of the variants of a union.
    #[inline]
    pub(super) fn single(
        value: Value<'a>,
        variant: usize,
        report: &'a mut DecodeReport,
    ) -> Make<'a> {
        let source = Source::Document {
            value,
            fields: &[],
            report,
        };
        Make::of(source, variant)
    }

    pub(super) fn blank() -> Make<'a> {
        Make::of(Source::Blank, usize::MAX)
    }

    pub(super) fn copy(variant: usize, parts: &'a dyn Fn(usize) -> &'a dyn Slot) -> Make<'a> {
        Make::of(Source::Copy(parts), variant)
    }

    #[inline]
    fn of(source: Source<'a>, variant: usize) -> Make<'a> {
        Make {
            source,
            parts: 0,
            next: 0,
            variant,
        }
    }
}

/// Notes that a member is missing. What only requests carry cannot be missing from a response.
fn note_absent(object: Value<'_>, field: &'static str, report: &mut DecodeReport) {
    let field = Field(field);
    if field.is_required() {
        report.note_missing(object, field.name());
    }
}

/// Returns true if the member has its one value; notes what is wrong otherwise.
fn check_fixed(
    object: Value<'_>,
    field: Field<'_>,
    position: u32,
    report: &mut DecodeReport,
) -> bool {
    if position == 0 {
        report.note_missing(object, field.name());
        return false;
    }
    let value = object.at(position);
    let as_text = report.textual && value.as_str().is_some_and(|text| text == field.fixed());
    let is_it = as_text || same_json(value, field.fixed());
    if !is_it {
        report.note(value, || {
            "expected the one value that the description allows".to_owned()
        });
    }
    is_it
}

fn same_json(value: Value<'_>, json: &str) -> bool {
    value.raw() == json
        || Tape::parse(json).is_ok_and(|tape| {
            tape.root()
                .as_str()
                .is_some_and(|text| value.as_str() == Some(text))
        })
}
