//! Maps of any names.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::memory::allocation;
use super::report::DecodeReport;
use super::slot::Slot;
use super::tag;
use crate::json::{Name, Value, ValueKind, Writer};
use crate::values::Map;

impl<T: Slot> Slot for Map<T> {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        if value.kind() != ValueKind::Map {
            report.mismatch(value, "an object");
            return Map::new();
        }
        let all = value.named_members();
        let all = all.map(|member| (member.name, value.at(member.value)));
        read_members(value, value.member_positions().count(), all, report)
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

/// The memory for each member of a map in addition to its name and value.
const MEMBER_BYTES: usize = size_of::<String>() + 28;

/// Reads members of an object, `count` in number, into a map.
pub(super) fn read_members<'v, T: Slot>(
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
        let (name, value) = (report.read_name(name, object), report.read_in_map(value));
        if report.keeps() {
            map.insert(name, value);
        }
    }
    map
}
