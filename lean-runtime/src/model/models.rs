//! The engine's side of every generated type: [`Slot`] for every [`Model`], and the one-line bodies
//! of the standard traits.

use std::fmt;
use std::hash::{Hash, Hasher};

use super::begin::Reading;
use super::make::Make;
use super::report::DecodeReport;
use super::shape::{Field, Model, Shape, ShapeKind, Wire};
use super::slot::{Presence, Slot};
use super::tag;
use crate::json::{Tag, Value, Writer};

#[diagnostic::do_not_recommend]
impl<T: Model> Slot for T {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> T {
        let reading = const { &Reading::of::<T>() };
        let mut make = Make::single(value, 0, report);
        let begun = match T::SHAPE.1 {
            ShapeKind::Newtype if T::BYTES == size_of::<T>() => make.begin_part(reading),
            _ => make.begin(reading),
        };
        if !begun {
            return <T as Slot>::blank();
        }
        let read = T::make(&mut make);
        make.finish(reading);
        read
    }

    fn blank() -> T {
        T::make(&mut Make::blank())
    }

    fn copy(&self) -> T {
        T::make(&mut Make::copy(self.variant(), &|index| self.slot(index)))
    }

    fn write(&self, out: &mut Writer) {
        write(T::SHAPE.1, self.variant(), &|index| self.slot(index), out);
    }

    fn presence(&self) -> Presence {
        match T::SHAPE.1 {
            ShapeKind::Newtype => self.slot(0).presence(),
            _ => Presence::There,
        }
    }

    fn same(&self, other: &dyn Slot) -> bool {
        other
            .downcast::<T>()
            .is_some_and(|other| equal(self, other))
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self, f)
    }
}

/// Boxes hold recursive or large types.
impl<T: Model> Model for Box<T> {
    const SHAPE: Shape = T::SHAPE;
    const BYTES: usize = T::BYTES;

    fn make(from: &mut Make<'_>) -> Self {
        Box::new(T::make(from))
    }

    fn slot(&self, index: usize) -> &dyn Slot {
        (**self).slot(index)
    }

    fn variant(&self) -> usize {
        (**self).variant()
    }
}

/// `Clone::clone` of every model.
#[must_use]
pub fn clone<T: Model>(value: &T) -> T {
    value.copy()
}

/// `PartialEq::eq` of every model.
#[must_use]
pub fn equal<T: Model>(one: &T, other: &T) -> bool {
    let variant = one.variant();
    variant == other.variant()
        && (0..parts(T::SHAPE.1, variant)).all(|index| one.slot(index).same(other.slot(index)))
}

fn parts(kind: ShapeKind, variant: usize) -> usize {
    match kind {
        ShapeKind::Struct(fields) | ShapeKind::Closed(fields) => fields.len(),
        ShapeKind::Enum(values, _) if variant < values.len() => 0,
        ShapeKind::Enum(..)
        | ShapeKind::Union { .. }
        | ShapeKind::AnyOf(_)
        | ShapeKind::Newtype => 1,
    }
}

/// `Hash::hash` of enums and newtypes: that of their JSON text.
pub fn hash<T: Model, H: Hasher>(value: &T, state: &mut H) {
    let mut out = Writer::new();
    value.write(&mut out);
    out.into_text().hash(state);
}

/// `Debug::fmt` of every model: names and values as a derived one, but nothing sensitive.
///
/// # Errors
/// If the formatter fails.
pub fn debug<T: Model>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    show(T::SHAPE, value.variant(), &|index| value.slot(index), f)
}

fn show<'a>(
    Shape(name, kind): Shape,
    variant: usize,
    slot: &dyn Fn(usize) -> &'a dyn Slot,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    match kind {
        ShapeKind::Struct(fields) | ShapeKind::Closed(fields) => {
            let mut show = f.debug_struct(name);
            for (index, field) in fields.iter().copied().map(Field).enumerate() {
                let part = slot(index);
                match (field.is_sensitive(), part.presence()) {
                    (true, Presence::There) => {
                        show.field(field.name(), &format_args!("[redacted]"))
                    }
                    _ if field.is_rest() => show.field("rest", &part),
                    _ => show.field(field.name(), &part),
                };
            }
            show.finish()
        }
        ShapeKind::Enum(values, _) if variant < values.len() => {
            write!(f, "{name}({})", values[variant])
        }
        ShapeKind::Enum(..)
        | ShapeKind::Union { .. }
        | ShapeKind::AnyOf(_)
        | ShapeKind::Newtype => f.debug_tuple(name).field(&slot(0)).finish(),
    }
}

fn write<'a>(
    kind: ShapeKind,
    variant: usize,
    slot: &dyn Fn(usize) -> &'a dyn Slot,
    out: &mut Writer,
) {
    match kind {
        ShapeKind::Struct(fields) | ShapeKind::Closed(fields) => {
            let mut tags = std::mem::take(&mut out.tags);
            out.open_map();
            for (index, field) in fields.iter().copied().map(Field).enumerate() {
                if field.is_read_only() && out.request {
                    tags.retain(|tag| tag.name != field.name());
                    continue;
                }
                if field.is_rest() {
                    out.tags = tags;
                    slot(index).write_members(out);
                    tags = std::mem::take(&mut out.tags);
                    continue;
                }
                let before = out.mark();
                member(field, slot(index), out);
                if !tags.is_empty() {
                    tag::write_pending(&mut tags, field.name(), before, out);
                }
            }
            tag::write_left(tags, out);
            out.close_map();
        }
        ShapeKind::Enum(values, Wire::Text) if variant < values.len() => {
            out.string(values[variant])
        }
        ShapeKind::Enum(values, Wire::Json) if variant < values.len() => out.raw(values[variant]),
        ShapeKind::Union {
            tag: name,
            variants,
            default,
        } => {
            let values = variants.get(variant).copied().unwrap_or_default();
            let is_open = variant == default;
            let tag = Tag {
                name,
                values,
                is_open,
            };
            tag::write_variant(tag, slot(0), out);
        }
        ShapeKind::Enum(..) | ShapeKind::AnyOf(_) | ShapeKind::Newtype => slot(0).write(out),
    }
}

fn member(field: Field<'_>, part: &dyn Slot, out: &mut Writer) {
    match part.presence() {
        Presence::There => {
            out.name(field.name());
            if field.is_fixed() {
                out.raw(field.fixed())
            } else {
                part.write(out)
            }
        }
        // An optional value that is absent and a nullable one that is null are the same `None`.
        Presence::Null if field.is_omitted() => {}
        Presence::Null => {
            out.name(field.name());
            out.raw("null");
        }
        Presence::Absent => {}
    }
}

/// The text of a value of an enum of text, listed or not.
#[must_use]
pub fn enum_text<T: Model>(value: &T) -> &str {
    let listed = match T::SHAPE.1 {
        ShapeKind::Enum(values, _) => values.get(value.variant()),
        ShapeKind::Struct(_)
        | ShapeKind::Closed(_)
        | ShapeKind::Union { .. }
        | ShapeKind::AnyOf(_)
        | ShapeKind::Newtype => None,
    };
    match listed {
        Some(text) => text,
        None => value
            .slot(0)
            .downcast::<String>()
            .map_or("", String::as_str),
    }
}

/// The enum of text that a text means.
#[must_use]
pub fn enum_from_text<T: Model>(text: &str) -> T {
    let json = crate::values::Json::string(text);
    json.with(|value| T::read(value, &mut DecodeReport::new()))
}

/// The value that a member has unless another is set, from its JSON text: a tag, or the only one that is listed.
#[must_use]
pub fn implied_value<T: Slot>(json: &str) -> T {
    crate::values::Json::from_raw(json).with(|value| T::read(value, &mut DecodeReport::new()))
}

/// A value with everything absent, for constructors to fill in.
#[must_use]
pub fn blank<T: Model>() -> T {
    <T as Slot>::blank()
}
