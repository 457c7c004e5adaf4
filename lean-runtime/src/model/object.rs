//! The members of an object, matched with the fields of a type.

use super::report::DecodeReport;
use super::shape::Field;
use super::trial::SEEN_BYTES;
use crate::json::{Name, Value, is_same};

/// The fields that the members of objects with shared names are for.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// The number of the tape that the names are on.
    tape: usize,
    /// By the place of the names on the tape.
    orders: Vec<Option<Box<Order>>>,
}

/// Orders are remembered of names up to this place. The bounds are for documents that are made to have many.
const PLACE_MAX: u32 = 4096;

/// The order of the members of an object with more of them is not remembered.
const MEMBERS_MAX: usize = 1024;

/// The fields that the members of objects with the same names are for.
#[derive(Debug)]
struct Order {
    /// The fields of the type that was read.
    fields: &'static [&'static str],
    /// For each member the index of its field; past the end for none.
    places: Vec<u16>,
    count: MemberCount,
}

impl Orders {
    /// The order of the members of objects with these names as a type with these fields, if it is known.
    #[inline]
    fn get(&self, (tape, names): (usize, u32), fields: &'static [&'static str]) -> Option<&Order> {
        let order = self.orders.get(names as usize)?.as_deref()?;
        (tape == self.tape && std::ptr::eq(order.fields, fields)).then_some(order)
    }

    /// Remembers the fields of the members of an object that shares its names with others.
    #[inline(never)]
    fn remember(
        &mut self,
        object: Value<'_>,
        (tape, names): (usize, u32),
        fields: &'static [&'static str],
    ) {
        let is_small = names <= PLACE_MAX
            && object.member_positions().count() <= MEMBERS_MAX
            && u16::try_from(fields.len()).is_ok();
        if !is_small {
            return;
        }
        if tape != self.tape {
            self.orders.clear();
            self.tape = tape;
        }
        let index = names as usize;
        if self.orders.len() <= index {
            self.orders.resize_with(index + 1, || None);
        }
        // Trials of a union read the objects as several types: one of them is remembered.
        let Some(order @ None) = self.orders.get_mut(index) else {
            return;
        };
        let mut count = MemberCount::default();
        let places = object.named_members().map(|member| {
            let place = find_field(member.name, fields, 0);
            count.add(place.is_some());
            let place = place.and_then(|place| u16::try_from(place).ok());
            place.unwrap_or(u16::MAX)
        });
        let places = places.collect();
        *order = Some(Box::new(Order {
            fields,
            places,
            count,
        }));
    }
}

/// The number of members with a field, and of those without one.
#[derive(Clone, Copy, Debug, Default)]
struct MemberCount {
    known: usize,
    unknown: usize,
}

impl MemberCount {
    fn add(&mut self, is_known: bool) {
        self.known += usize::from(is_known);
        self.unknown += usize::from(!is_known);
    }
}

/// The list of positions grows by as many at least.
const PARTS_MIN: usize = 32;

/// Puts the position of the value of each field into the report, zero for a field without one. Of several members of a name,
/// the last one counts.
pub(super) fn find_members(
    object: Value<'_>,
    fields: &'static [&'static str],
    report: &mut DecodeReport,
) {
    let start = report.parts.len();
    if report.parts.capacity() - start < fields.len() {
        report.parts.reserve(fields.len().max(PARTS_MIN));
    }
    report.parts.resize(start + fields.len(), 0);
    let parts = report.parts.get_mut(start..).unwrap_or_default();
    let shared = object.shared_names();
    let order = shared.and_then(|names| report.orders.get(names, fields));
    let count = match order {
        Some(order) => put_in_order(object, order, parts),
        None => {
            let count = look_for_names(object, fields, parts);
            if let Some(names) = shared {
                report.orders.remember(object, names, fields);
            }
            count
        }
    };
    report.known += count.known;
    report.unknown += count.unknown;
    if report.seen.is_some() {
        see(object, fields, report);
    }
}

fn put_in_order(object: Value<'_>, order: &Order, parts: &mut [u32]) -> MemberCount {
    for (position, place) in object.member_positions().zip(&order.places) {
        if let Some(part) = parts.get_mut(usize::from(*place)) {
            *part = position;
        }
    }
    order.count
}

#[inline(never)]
fn look_for_names(object: Value<'_>, fields: &[&'static str], parts: &mut [u32]) -> MemberCount {
    let mut count = MemberCount::default();
    let mut expected = 0;
    for member in object.named_members() {
        let place = find_field(member.name, fields, expected);
        count.add(place.is_some());
        if let Some(index) = place {
            parts[index] = member.value;
            expected = index + 1;
        }
    }
    count
}

/// Notes in a trial which members are read, and whether others are dropped. Nothing is lost with a null.
#[inline(never)]
fn see(object: Value<'_>, fields: &[&'static str], report: &mut DecodeReport) {
    let Some(seen) = &mut report.seen else {
        return;
    };
    if !fields.iter().any(|field| Field(field).is_rest()) {
        seen.objects.insert(object.position());
    }
    let mut count = 0;
    for member in object.named_members() {
        let is_null = object.at(member.value).is_null();
        if !is_null && find_field(member.name, fields, 0).is_some() {
            seen.members.insert((object.position(), member.value));
            count += 1;
        }
    }
    report.charge(SEEN_BYTES * count);
}

/// The members that no field names.
pub(super) fn other_members<'a>(
    object: Value<'a>,
    fields: &'static [&'static str],
) -> impl Iterator<Item = (Name<'a>, Value<'a>)> {
    object
        .named_members()
        .filter(move |member| find_field(member.name, fields, 0).is_none())
        .map(move |member| (member.name, object.at(member.value)))
}

/// The field of that name. Servers mostly keep the order of the description, so the search starts where the last one
/// ended.
#[inline(always)]
fn find_field(name: Name<'_>, fields: &[&'static str], expected: usize) -> Option<usize> {
    let Some(name) = name.plain() else {
        return search_fields(name.text().as_bytes(), fields, expected);
    };
    match fields.get(expected) {
        Some(field) if is_named(field, name) => Some(expected),
        _ => search_fields(name, fields, expected),
    }
}

#[inline(never)]
fn search_fields(name: &[u8], fields: &[&'static str], expected: usize) -> Option<usize> {
    let (before, after) = fields.split_at_checked(expected)?;
    let found = after.iter().position(|field| is_named(field, name));
    match found {
        Some(index) => Some(expected + index),
        None => before.iter().position(|field| is_named(field, name)),
    }
}

#[inline]
fn is_named(field: &str, name: &[u8]) -> bool {
    let field = Field(field);
    !field.is_rest() && is_same(field.name().as_bytes(), name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Tape;

    const FIELDS: &[&str] = &[
        "! a",
        "?sbc",
        "=  d\0\"x\"",
        "-  e\0{}",
        "* ",
        "~ a\0",
        "! ",
    ];

    #[test]
    fn members_are_found_in_any_order() {
        let cases = [
            (r#""a""#, Some(0)),
            (r#""bc""#, Some(1)),
            (r#"" d""#, Some(2)),
            (r#"" e""#, Some(3)),
            (r#""a\u0000""#, Some(5)),
            (r#""\u0062c""#, Some(1)),
            (r#""""#, Some(6)),
            (r#""*""#, None),
            (r#""b""#, None),
            (r#""bcd""#, None),
            (r#"" d\u0000\"x\"""#, None),
        ];
        for (name, index) in cases {
            let text = format!("{{{name}: 7}}");
            let tape = Tape::parse(&text).expect("an object");
            for member in tape.root().named_members() {
                for expected in 0..=FIELDS.len() {
                    assert_eq!(find_field(member.name, FIELDS, expected), index, "{name}");
                }
            }
        }
    }
}
