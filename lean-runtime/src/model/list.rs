//! Containers: lists, maps, tuples, and values that may be null or absent.

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::make::Make;
use super::memory::allocation;
use super::report::DecodeReport;
use super::shape::{Model, Shape};
use super::slot::{Presence, Slot, by_traits};
use super::tag;
use crate::json::{Name, Value, ValueKind, Writer};
use crate::values::{Fixed, Map, Maybe};

impl<T: Slot> Slot for Option<T> {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        match T::holds_null() || !value.is_null() {
            true => report.fitting(value, T::read),
            false => None,
        }
    }

    fn holds_null() -> bool {
        true
    }

    fn blank() -> Self {
        None
    }

    fn copy(&self) -> Self {
        self.as_ref().map(T::copy)
    }

    fn write(&self, out: &mut Writer) {
        match self {
            Some(value) => value.write(out),
            None => out.raw("null"),
        }
    }

    fn presence(&self) -> Presence {
        if self.is_some() {
            Presence::There
        } else {
            Presence::Null
        }
    }

    fn same(&self, other: &dyn Slot) -> bool {
        match (self, other.downcast::<Self>()) {
            (Some(one), Some(Some(other))) => one.same(other),
            (None, Some(None)) => true,
            _ => false,
        }
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(value) => f.debug_tuple("Some").field(&(value as &dyn Slot)).finish(),
            None => f.write_str("None"),
        }
    }
}

impl<T: Slot> Slot for Maybe<T> {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        if value.is_null() {
            Maybe::Null
        } else {
            report
                .fitting(value, T::read)
                .map_or(Maybe::Absent, Maybe::Value)
        }
    }

    fn blank() -> Self {
        Maybe::Absent
    }

    fn copy(&self) -> Self {
        match self {
            Maybe::Absent => Maybe::Absent,
            Maybe::Null => Maybe::Null,
            Maybe::Value(value) => Maybe::Value(value.copy()),
        }
    }

    fn write(&self, out: &mut Writer) {
        match self {
            Maybe::Value(value) => value.write(out),
            Maybe::Absent | Maybe::Null => out.raw("null"),
        }
    }

    fn presence(&self) -> Presence {
        match self {
            Maybe::Absent => Presence::Absent,
            Maybe::Null => Presence::Null,
            Maybe::Value(_) => Presence::There,
        }
    }

    fn same(&self, other: &dyn Slot) -> bool {
        match (self, other.downcast::<Self>()) {
            (Maybe::Value(one), Some(Maybe::Value(other))) => one.same(other),
            (Maybe::Null, Some(Maybe::Null)) | (Maybe::Absent, Some(Maybe::Absent)) => true,
            _ => false,
        }
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Maybe::Value(value) => f.debug_tuple("Value").field(&(value as &dyn Slot)).finish(),
            Maybe::Null => f.write_str("Null"),
            Maybe::Absent => f.write_str("Absent"),
        }
    }
}

impl<T: Slot> Slot for Vec<T> {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        if value.kind() != ValueKind::List {
            let list = TypeId::of::<Self>();
            let read = |value, report: &mut DecodeReport| drop(T::read(value, report));
            let alone = read_single(value, list, report, &read);
            return items(alone.len(), alone.into_iter(), report);
        }
        items(value.items().count(), value.items(), report)
    }

    fn blank() -> Self {
        Vec::new()
    }

    fn copy(&self) -> Self {
        self.iter().map(T::copy).collect()
    }

    fn write(&self, out: &mut Writer) {
        out.tags.clear();
        out.open_list();
        for item in self {
            item.write(out);
        }
        out.close_list();
    }

    fn same(&self, other: &dyn Slot) -> bool {
        other.downcast::<Self>().is_some_and(|other| {
            self.len() == other.len() && self.iter().zip(other).all(|(one, other)| one.same(other))
        })
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.iter().map(|item| item as &dyn Slot))
            .finish()
    }
}

fn items<'v, T: Slot>(
    count: usize,
    values: impl Iterator<Item = Value<'v>>,
    report: &mut DecodeReport,
) -> Vec<T> {
    if !report.charge(allocation(count.saturating_mul(size_of::<T>()))) {
        return Vec::new();
    }
    let mut items = Vec::with_capacity(if report.keeps() { count } else { 0 });
    for value in values {
        if report.is_stopped() {
            break;
        }
        let item = T::read(value, report);
        if report.keeps() {
            items.push(item);
        }
    }
    items
}

/// The memory for each member of a map in addition to its name and value.
const MEMBER_BYTES: usize = size_of::<String>() + 28;

/// Reads members of an object, `count` in number, into a map.
pub(super) fn members<'v, T: Slot>(
    object: Value<'v>,
    count: usize,
    members: impl Iterator<Item = (Name<'v>, Value<'v>)>,
    report: &mut DecodeReport,
) -> Map<T> {
    let bytes = count.saturating_mul(size_of::<T>() + MEMBER_BYTES);
    if !report.charge(allocation(bytes)) {
        return Map::new();
    }
    let mut map = Map::with_capacity(if report.keeps() { count } else { 0 });
    for (name, value) in members {
        if report.is_stopped() {
            break;
        }
        let (name, value) = (report.name(name, object), report.in_map(value));
        if report.keeps() {
            map.insert(name, value);
        }
    }
    map
}

/// Returns the items of a list that is not written as a list. XML has no lists: one element may be
/// the only item, or may wrap the elements that are the items, depending on what fits.
fn read_single<'v>(
    value: Value<'v>,
    list: TypeId,
    report: &mut DecodeReport,
    read: &dyn Fn(Value<'v>, &mut DecodeReport),
) -> Vec<Value<'v>> {
    if !report.textual || value.is_null() {
        report.mismatch(value, "a list");
        return Vec::new();
    }
    let is_item = report.decide(value, list, |report| {
        let trial = report.in_trial(None, |trial| read(value, trial));
        usize::from(trial.is_clean())
    });
    let mut members = value.members();
    match (is_item == 1, members.next(), members.next()) {
        (false, Some((_, wrapped)), None) if wrapped.kind() == ValueKind::List => {
            wrapped.items().collect()
        }
        (false, Some((_, wrapped)), None) => vec![wrapped],
        // An element without content wraps nothing.
        (false, None, _) if value.as_str().is_some_and(|text| text.trim().is_empty()) => Vec::new(),
        _ => vec![value],
    }
}

impl<T: Slot> Slot for Map<T> {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        if value.kind() != ValueKind::Map {
            report.mismatch(value, "an object");
            return Map::new();
        }
        let all = value.named_members();
        let all = all.map(|member| (member.name, value.at(member.value)));
        members(value, value.member_positions().count(), all, report)
    }

    fn blank() -> Self {
        Map::new()
    }

    fn copy(&self) -> Self {
        self.iter()
            .map(|(name, value)| (name.to_owned(), value.copy()))
            .collect()
    }

    fn write(&self, out: &mut Writer) {
        write_map(self, out);
    }

    fn write_members(&self, out: &mut Writer) {
        write_members(self, out);
    }

    fn same(&self, other: &dyn Slot) -> bool {
        other.downcast::<Self>().is_some_and(|other| {
            self.len() == other.len()
                && self
                    .iter()
                    .all(|(name, value)| other.get(name).is_some_and(|other| value.same(other)))
        })
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map()
            .entries(self.iter().map(|(name, value)| (name, value as &dyn Slot)))
            .finish()
    }
}

/// Writes a map as an object, with the tags that a union sets.
fn write_map(map: &dyn Slot, out: &mut Writer) {
    out.open_map();
    map.write_members(out);
    tag::write_left(std::mem::take(&mut out.tags), out);
    out.close_map();
}

/// Writes the members of a map. Tags that a union sets and the map lacks are left.
fn write_members<'m, T: Slot>(
    members: impl IntoIterator<Item = (&'m String, &'m T)>,
    out: &mut Writer,
) {
    let mut tags = std::mem::take(&mut out.tags);
    for (name, value) in members {
        let before = out.mark();
        out.name(name);
        value.write(out);
        if !tags.is_empty() {
            tag::write_pending(&mut tags, name, before, out);
        }
    }
    out.tags = tags;
}

/// The standard library's maps, for custom types. Generated types use [`Map`], which keeps the
/// order.
macro_rules! maps {
    ($($map:ident)*) => {$(
        impl<T: Slot> Slot for $map<String, T> {
            fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
                let map: Map<T> = Map::read(value, report);
                if !report.charge(map.len().saturating_mul(2 * (size_of::<T>() + MEMBER_BYTES))) {
                    return $map::new();
                }
                map.into_iter().collect()
            }

            fn blank() -> Self {
                $map::new()
            }

            fn copy(&self) -> Self {
                self.iter().map(|(name, value)| (name.clone(), value.copy())).collect()
            }

            fn write(&self, out: &mut Writer) {
                write_map(self, out);
            }

            fn write_members(&self, out: &mut Writer) {
                write_members(self, out);
            }

            fn same(&self, other: &dyn Slot) -> bool {
                other.downcast::<Self>().is_some_and(|other| {
                    self.len() == other.len()
                        && self.iter().all(|(name, value)| other.get(name).is_some_and(|other| value.same(other)))
                })
            }

            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_map().entries(self.iter().map(|(name, value)| (name, value as &dyn Slot))).finish()
            }
        }
    )*};
}

maps!(BTreeMap HashMap);

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

impl Slot for Fixed {
    fn read(_: Value<'_>, _: &mut DecodeReport) -> Self {
        Fixed
    }

    fn write(&self, out: &mut Writer) {
        out.raw("null");
    }

    fn presence(&self) -> Presence {
        match self.is_there() {
            true => Presence::There,
            false => Presence::Absent,
        }
    }

    by_traits!();
}

macro_rules! tuples {
    ($($count:literal: $($name:ident $index:tt)*;)*) => {$(
        impl<$($name: Slot),*> Slot for ($($name,)*) {
            fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
                let items: Vec<Value<'_>> = value.items().collect();
                if items.len() != $count {
                    report.mismatch(value, concat!("a list of ", $count, " items"));
                    return Self::blank();
                }
                ($($name::read(items[$index], report),)*)
            }

            fn blank() -> Self {
                ($($name::blank(),)*)
            }

            fn copy(&self) -> Self {
                ($(self.$index.copy(),)*)
            }

            fn write(&self, out: &mut Writer) {
                out.tags.clear();
                out.open_list();
                $(self.$index.write(out);)*
                out.close_list();
            }

            fn same(&self, other: &dyn Slot) -> bool {
                other.downcast::<Self>().is_some_and(|other| true $(&& self.$index.same(&other.$index))*)
            }

            fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple("")$(.field(&(&self.$index as &dyn Slot)))*.finish()
            }
        }
    )*};
}

tuples! {
    1: A 0;
    2: A 0 B 1;
    3: A 0 B 1 C 2;
    4: A 0 B 1 C 2 D 3;
    5: A 0 B 1 C 2 D 3 E 4;
    6: A 0 B 1 C 2 D 3 E 4 F 5;
    7: A 0 B 1 C 2 D 3 E 4 F 5 G 6;
    8: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7;
    9: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8;
    10: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9;
    11: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10;
    12: A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11;
}
