//! The first step of reading a value: its kind is checked, its variant chosen, its members found.

use std::any::TypeId;
use std::borrow::Cow;

use super::bounds::stack_of;
use super::choose::choose_fitting;
use super::make::Make;
use super::memory::allocation;
use super::object::find_members;
use super::report::DecodeReport;
use super::shape::{Model, Shape, ShapeKind, Wire};
use super::trial::SEEN_BYTES;
use crate::json::Value;

/// The type that is read, for the engine that knows no particular type.
pub(super) struct Reading {
    shape: Shape,
    /// The fields of an object.
    pub(super) fields: &'static [&'static str],
    ty: fn() -> TypeId,
    /// The memory that a value takes in its box; zero for one without.
    boxed: usize,
    /// The stack that reading a value takes, by estimate.
    pub(super) stack: usize,
    /// Makes the type and drops it: unions of types without a tag ask which of them fits.
    try_make: fn(&mut Make<'_>),
}

impl Reading {
    pub(super) const fn of<T: Model>() -> Reading {
        Reading {
            shape: T::SHAPE,
            fields: match T::SHAPE.1 {
                ShapeKind::Struct(fields) | ShapeKind::Closed(fields) => fields,
                ShapeKind::Enum(..)
                | ShapeKind::Union { .. }
                | ShapeKind::AnyOf(_)
                | ShapeKind::Newtype => &[],
            },
            ty: TypeId::of::<T>,
            boxed: if T::BYTES == size_of::<T>() {
                0
            } else {
                allocation(T::BYTES)
            },
            stack: stack_of(T::BYTES),
            try_make: |make| drop(T::make(make)),
        }
    }
}

/// Chooses the variant of a value, and puts the positions of its parts into the report if it is an object. Returns none
/// if it is of the wrong kind, or if reading has stopped. The caller gives back the stack and the list of positions.
pub(super) fn begin(
    reading: &Reading,
    value: Value<'_>,
    report: &mut DecodeReport,
) -> Option<usize> {
    let is_stopped = report.is_stopped()
        || (reading.boxed != 0 && !report.charge(reading.boxed))
        || !report.enter(reading.stack, value);
    if is_stopped {
        return None;
    }
    let Shape(name, kind) = reading.shape;
    Some(match kind {
        ShapeKind::Struct(fields) | ShapeKind::Closed(fields) => {
            if value.kind() != crate::json::ValueKind::Map {
                report.note_misfit(value, || {
                    let found = value.kind().with_article();
                    format!("expected an object (`{name}`), found {found}")
                });
                report.leave(reading.stack);
                return None;
            }
            let before = report.unknown;
            find_members(value, fields, report);
            if matches!(kind, ShapeKind::Closed(_)) {
                refuse_unknown(value, before, report);
            }
            0
        }
        ShapeKind::Enum(values, wire) => find_listed(value, values, wire, report),
        ShapeKind::Newtype => 0,
        ShapeKind::Union {
            tag: "", variants, ..
        } => choose_untagged(value, variants.len(), reading, report),
        ShapeKind::AnyOf(variants) => choose_untagged(value, variants, reading, report),
        ShapeKind::Union {
            tag,
            variants,
            default,
        } => {
            let variant = find_tagged(value, tag, variants, report).unwrap_or(default);
            count_unlisted(variant, variants.len(), report)
        }
    })
}

/// In a trial, a type that excludes members it does not name does not fit an object that has some.
fn refuse_unknown(value: Value<'_>, before: usize, report: &mut DecodeReport) {
    if report.trial && report.unknown > before {
        report.note(value, || "expected no other members".to_owned());
    }
}

fn choose_untagged(
    value: Value<'_>,
    variants: usize,
    reading: &Reading,
    report: &mut DecodeReport,
) -> usize {
    let variant = report.decide(value, (reading.ty)(), |report| {
        choose_fitting(value, variants, reading.try_make, report)
    });
    count_unlisted(variant, variants, report)
}

/// The variant of a union. A value that fits no variant is kept as it came.
fn count_unlisted(variant: usize, variants: usize, report: &mut DecodeReport) -> usize {
    report.unlisted += usize::from(variant >= variants);
    variant
}

fn find_listed(value: Value<'_>, values: &[&str], wire: Wire, report: &mut DecodeReport) -> usize {
    let text = match wire {
        Wire::Json if !report.textual => Some(Cow::Borrowed(value.raw())),
        Wire::Text | Wire::Json => value
            .plain_str()
            .map(Cow::Borrowed)
            .or_else(|| value.as_str()),
    };
    let found = text.and_then(|text| values.iter().position(|value| *value == text));
    found.unwrap_or_else(|| {
        report.unlisted += 1;
        usize::MAX
    })
}

/// The variant that the tag means. A tag without a variant is still known: a union around this one must not drop it.
fn find_tagged(
    value: Value<'_>,
    tag: &str,
    variants: &[&str],
    report: &mut DecodeReport,
) -> Option<usize> {
    let member = value.get(tag)?;
    let text = member.as_str()?;
    let found = variants
        .iter()
        .position(|names| lean_abi::Tags::read(names).has(&text));
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
