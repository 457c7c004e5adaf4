//! The members of an object, matched with the fields of a type.

use super::report::{DecodeReport, SEEN_BYTES};
use super::shape::Field;
use crate::json::{Name, Value, is_same};

/// The fields that the members of objects with shared names are for.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// The number of the tape that the names are on.
    tape: usize,
    /// By the place of the names and the type: another order at its index replaces an order.
    orders: Vec<Order>,
}

/// As many orders are remembered.
const ORDERS_MAX: usize = 64;

/// The order of the members of an object with more of them is not remembered.
const MEMBERS_MAX: usize = 1024;

/// The fields that the members of objects with the same names are for.
#[derive(Debug)]
struct Order {
    /// The place of the names on the tape; the highest number for none.
    names: u32,
    /// The fields of the type that was read.
    fields: &'static [&'static str],
    /// For each member the index of its field; past the end for none.
    places: Vec<u16>,
    count: MemberCount,
}

impl Default for Order {
    fn default() -> Order {
        Order {
            names: u32::MAX,
            fields: &[],
            places: Vec::new(),
            count: MemberCount::default(),
        }
    }
}

impl Orders {
    fn index(names: u32, fields: &[&str]) -> usize {
        (fields.as_ptr() as usize / size_of::<&str>()).wrapping_add(names as usize) % ORDERS_MAX
    }

    /// The order of the members of an object as a type with these fields, if it is known.
    #[inline]
    fn order_of(&self, object: Value<'_>, fields: &'static [&'static str]) -> Option<&Order> {
        let (tape, names) = object.shared_names()?;
        let order = self.orders.get(Orders::index(names, fields))?;
        let is_known =
            tape == self.tape && order.names == names && std::ptr::eq(order.fields, fields);
        is_known.then_some(order)
    }

    /// Remembers the fields of the members of an object that shares its names with others.
    #[inline(never)]
    fn remember(&mut self, object: Value<'_>, fields: &'static [&'static str]) {
        let Some((tape, names)) = object.shared_names() else {
            return;
        };
        let is_small =
            object.member_positions().count() <= MEMBERS_MAX && u16::try_from(fields.len()).is_ok();
        if !is_small {
            return;
        }
        if tape != self.tape {
            self.orders.clear();
            self.tape = tape;
        }
        if self.orders.is_empty() {
            self.orders.resize_with(ORDERS_MAX, Order::default);
        }
        let Some(order) = self.orders.get_mut(Orders::index(names, fields)) else {
            return;
        };
        (order.names, order.fields, order.count) = (names, fields, MemberCount::default());
        order.places.clear();
        for member in object.named_members() {
            let place = field_index(member.name, fields, 0);
            order.count.add(place.is_some());
            let place = place.and_then(|place| u16::try_from(place).ok());
            order.places.push(place.unwrap_or(u16::MAX));
        }
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
    let count = match report.orders.order_of(object, fields) {
        Some(order) => put_in_order(object, order, parts),
        None => {
            let count = look_for_names(object, fields, parts);
            report.orders.remember(object, fields);
            count
        }
    };
    report.known += count.known;
    report.unknown += count.unknown;
    if report.seen.is_some() {
        note_seen(object, fields, report);
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
        let place = field_index(member.name, fields, expected);
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
fn note_seen(object: Value<'_>, fields: &[&'static str], report: &mut DecodeReport) {
    let Some(seen) = &mut report.seen else {
        return;
    };
    if !fields.iter().any(|field| Field(field).is_rest()) {
        seen.objects.insert(object.position());
    }
    let mut count = 0;
    for member in object.named_members() {
        let is_null = object.at(member.value).is_null();
        if !is_null && field_index(member.name, fields, 0).is_some() {
            seen.members.insert((object.position(), member.value));
            count += 1;
        }
    }
    report.charge(SEEN_BYTES * count);
}

/// The members that no field names.
pub(super) fn rest<'a>(
    object: Value<'a>,
    fields: &'static [&'static str],
) -> impl Iterator<Item = (Name<'a>, Value<'a>)> {
    object
        .named_members()
        .filter(move |member| field_index(member.name, fields, 0).is_none())
        .map(move |member| (member.name, object.at(member.value)))
}

/// The field of that name. Servers mostly keep the order of the description, so the search starts where the last one
/// ended.
#[inline(always)]
fn field_index(name: Name<'_>, fields: &[&'static str], expected: usize) -> Option<usize> {
    let Some(name) = name.plain() else {
        return search(name.text().as_bytes(), fields, expected);
    };
    match fields.get(expected) {
        Some(field) if is_named(field, name) => Some(expected),
        _ => search(name, fields, expected),
    }
}

#[inline(never)]
fn search(name: &[u8], fields: &[&'static str], expected: usize) -> Option<usize> {
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
                    assert_eq!(field_index(member.name, FIELDS, expected), index, "{name}");
                }
            }
        }
    }
}
