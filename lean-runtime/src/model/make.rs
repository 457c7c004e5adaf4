//! Makes generated types from the parts of a document or of another value.

use std::any::TypeId;
use std::borrow::Cow;

use super::choose::fitting;
use super::list::members;
use super::report::Report;
use super::shape::{Field, Kind, Shape, Wire};
use super::slot::{Presence, Slot};
use crate::json::{self, Tape, Value};
use crate::values::{Fixed, Map};

/// The source of the parts for [`Model::make`](super::Model::make): a document, another value, or
/// nothing.
pub struct Make<'a> {
    source: Source<'a>,
    next: usize,
    variant: usize,
}

enum Source<'a> {
    /// The value of each part in the document, by index. The names of the fields serve to report
    /// missing ones.
    Object {
        object: Value<'a>,
        fields: &'static [&'static str],
        parts: Parts,
        report: &'a mut Report,
    },
    /// The value for the only part.
    Single {
        value: Value<'a>,
        report: &'a mut Report,
    },
    /// The parts of another value of the same type.
    Copy(&'a dyn Fn(usize) -> &'a dyn Slot),
    /// No parts: every field is blank.
    Blank,
}

/// The position of each field's value; zero (the document itself) means absent. Most objects have few fields.
enum Parts {
    Few([u32; 16]),
    Many(Vec<u32>),
}

impl Parts {
    fn slots(&mut self) -> &mut [u32] {
        match self {
            Parts::Few(few) => few,
            Parts::Many(many) => many,
        }
    }
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
            Source::Object {
                object,
                fields,
                parts,
                report,
            } => match parts.slots()[index] {
                0 => absent(*object, Field(fields[index]), report),
                position => T::read(object.at(position), report),
            },
            Source::Single { value, report } => T::read(*value, report),
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
            Source::Object {
                object,
                fields,
                report,
                ..
            } => {
                let rest = || {
                    object.member_values().filter(|(name, _)| {
                        !fields.iter().any(|field| name.is_name(Field(field).name()))
                    })
                };
                members(rest().count(), rest(), report)
            }
            Source::Copy(parts) => parts(index)
                .downcast::<Map<T>>()
                .map_or_else(Map::new, Slot::copy),
            Source::Single { .. } | Source::Blank => Map::new(),
        }
    }

    /// Returns the variant to make, for enums and unions.
    #[must_use]
    pub fn variant(&self) -> usize {
        self.variant
    }

    /// Reports that the value is not one of those that a custom type lists.
    pub fn refuse(&mut self) {
        if let Source::Single { value, report } = &mut self.source {
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

    pub(super) fn blank() -> Make<'a> {
        Make {
            source: Source::Blank,
            next: 0,
            variant: usize::MAX,
        }
    }

    pub(super) fn copy(variant: usize, parts: &'a dyn Fn(usize) -> &'a dyn Slot) -> Make<'a> {
        Make {
            source: Source::Copy(parts),
            next: 0,
            variant,
        }
    }

    /// A member whose value the description fixes.
    #[must_use]
    pub fn fixed(&mut self) -> Fixed {
        let index = self.next;
        self.next += 1;
        if let Source::Object {
            object,
            fields,
            parts,
            report,
        } = &mut self.source
        {
            let is_it = check_fixed(*object, Field(fields[index]), parts.slots()[index], report);
            return Fixed::there(is_it);
        }
        if let Source::Copy(parts) = &self.source {
            return Fixed::there(parts(index).presence() == Presence::There);
        }
        Fixed
    }

    /// The same, where it may be absent.
    #[must_use]
    pub fn fixed_if_there(&mut self) -> Option<Fixed> {
        let index = self.next;
        let there = match &mut self.source {
            Source::Object { parts, .. } => parts.slots()[index] != 0,
            Source::Copy(parts) => parts(index).presence() == Presence::There,
            Source::Single { .. } | Source::Blank => false,
        };
        if there {
            let fixed = self.fixed();
            return fixed.is_there().then_some(fixed);
        }
        self.next += 1;
        None
    }

    /// Prepares a value to be taken apart as `shape` says; none if it is of the wrong kind. `try_make` makes the type
    /// at hand and drops it: unions of types without a tag ask which of them fits.
    pub(super) fn read(
        (shape, union): (Shape, TypeId),
        try_make: &dyn Fn(&mut Make<'_>),
        value: Value<'a>,
        report: &'a mut Report,
    ) -> Option<Make<'a>> {
        let Shape(name, kind) = shape;
        match kind {
            Kind::Struct(fields) => object(value, fields, name, report),
            Kind::Closed(fields) => {
                let before = report.unknown;
                let make = object(value, fields, name, report)?;
                make.refuse_unknown(value, before)
            }
            Kind::Enum(values, wire) => {
                Some(single(value, listed(value, values, wire, report), report))
            }
            Kind::Newtype => Some(single(value, 0, report)),
            Kind::Union {
                tag: "", variants, ..
            } => Some(untagged(value, variants.len(), union, try_make, report)),
            Kind::AnyOf(variants) => Some(untagged(value, variants, union, try_make, report)),
            Kind::Union {
                tag,
                variants,
                default,
            } => {
                let variant = tagged(value, tag, variants, report).unwrap_or(default);
                Some(chosen(value, variant, variants.len(), report))
            }
        }
    }

    /// In a trial, a type that excludes members it does not name does not fit an object that has some.
    fn refuse_unknown(mut self, value: Value<'a>, before: usize) -> Option<Make<'a>> {
        if let Source::Object { report, .. } = &mut self.source
            && report.trial
            && report.unknown > before
        {
            report.note(value, || "expected no other members".to_owned());
        }
        Some(self)
    }
}

pub(super) fn single<'a>(value: Value<'a>, variant: usize, report: &'a mut Report) -> Make<'a> {
    Make {
        source: Source::Single { value, report },
        next: 0,
        variant,
    }
}

/// The memory to remember a member that was looked at.
const SEEN_BYTES: usize = 32;

fn untagged<'a>(
    value: Value<'a>,
    variants: usize,
    union: TypeId,
    try_make: &dyn Fn(&mut Make<'_>),
    report: &'a mut Report,
) -> Make<'a> {
    let variant = report.decide(value, union, |report| {
        fitting(value, variants, try_make, report)
    });
    chosen(value, variant, variants, report)
}

/// The one part of a union, or the value as it came if it fits no variant.
fn chosen<'a>(
    value: Value<'a>,
    variant: usize,
    variants: usize,
    report: &'a mut Report,
) -> Make<'a> {
    report.unlisted += usize::from(variant >= variants);
    single(value, variant, report)
}

fn object<'a>(
    value: Value<'a>,
    fields: &'static [&'static str],
    name: &str,
    report: &'a mut Report,
) -> Option<Make<'a>> {
    if value.kind() != json::Kind::Map {
        report.mismatch(value, &format!("an object (`{name}`)"));
        return None;
    }
    let mut parts = if fields.len() <= 16 {
        Parts::Few([0; 16])
    } else {
        Parts::Many(vec![0; fields.len()])
    };
    let slots = parts.slots();
    if let Some(seen) = &mut report.seen
        && !fields.iter().any(|field| Field(field).is_rest())
    {
        seen.objects.insert(value.position());
    }
    let mut expected = 0;
    for (key, member) in value.member_values() {
        let Some(index) = place(key, fields, expected) else {
            report.unknown += 1;
            continue;
        };
        report.known += 1;
        // Nothing is lost with a null.
        if let Some(seen) = report.seen.as_mut().filter(|_| !member.is_null()) {
            seen.members.insert((value.position(), member.position()));
            report.charge(SEEN_BYTES);
        }
        slots[index] = member.position();
        expected = index + 1;
    }
    Some(Make {
        source: Source::Object {
            object: value,
            fields,
            parts,
            report,
        },
        next: 0,
        variant: 0,
    })
}

/// The field of that name: servers mostly keep the order of the description, so the next one is tried first.
fn place(key: Value<'_>, fields: &'static [&'static str], expected: usize) -> Option<usize> {
    let names = |field: &&'static str| !Field(field).is_rest() && key.is_name(Field(field).name());
    if fields.get(expected).is_some_and(names) {
        return Some(expected);
    }
    fields
        .iter()
        .position(|field| !Field(field).is_rest() && key.is_name(Field(field).name()))
}

fn absent<T: Slot>(object: Value<'_>, field: Field<'_>, report: &mut Report) -> T {
    // What only requests carry cannot be missing from a response.
    if field.is_required() {
        report.missing(object, field.name());
    }
    T::blank()
}

fn listed(value: Value<'_>, values: &[&str], wire: Wire, report: &mut Report) -> usize {
    let text = match wire {
        Wire::Text => value.as_str(),
        Wire::Json if report.textual => value.as_str(),
        Wire::Json => Some(Cow::Borrowed(value.raw())),
    };
    let found = text.and_then(|text| values.iter().position(|value| *value == text));
    found.unwrap_or_else(|| {
        report.unlisted += 1;
        usize::MAX
    })
}

/// The variant that the tag means. A tag without a variant is still known: a union around this one must not drop it.
fn tagged(value: Value<'_>, tag: &str, variants: &[&str], report: &mut Report) -> Option<usize> {
    let member = value.get(tag)?;
    let text = member.as_str()?;
    let found = variants
        .iter()
        .position(|names| names.split('|').any(|name| name == text));
    if found.is_none() {
        report.known += 1;
        report.untold += 1;
        if let Some(seen) = &mut report.seen {
            seen.members.insert((value.position(), member.position()));
            report.charge(SEEN_BYTES);
        }
    }
    found
}

/// Returns true if the member has its one value; notes what is wrong otherwise.
fn check_fixed(object: Value<'_>, field: Field<'_>, position: u32, report: &mut Report) -> bool {
    if position == 0 {
        report.missing(object, field.name());
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
