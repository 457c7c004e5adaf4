//! The members of an object, matched with the fields of a type.

use super::report::{DecodeReport, SEEN_BYTES};
use super::shape::Field;
use crate::json::{Member, Value};

/// The fields that the members of the objects of each shape are for.
#[derive(Debug, Default)]
pub(super) struct Orders {
    /// The number of the tape that the shapes are of.
    tape: usize,
    /// By shape, from one on.
    orders: Vec<Option<Order>>,
    /// The number of their members.
    members: usize,
}

/// Orders of as many shapes are remembered. The bounds are for documents that are made to have many.
const SHAPES_MAX: usize = 256;

/// Orders of as many members in all are remembered.
const MEMBERS_MAX: usize = 8192;

/// The fields that the members of the objects of a shape are for.
#[derive(Debug)]
struct Order {
    /// The fields of the type that was read.
    fields: &'static [&'static str],
    /// For each member the index of its field; past the end for none.
    places: Vec<u16>,
}

impl Orders {
    /// The order of the members of an object as a type with these fields, if it is known.
    fn get(&self, object: Value<'_>, fields: &'static [&'static str]) -> Option<&Order> {
        let (tape, shape) = object.shape()?;
        let order = self.orders.get(shape as usize)?.as_ref()?;
        (tape == self.tape && std::ptr::eq(order.fields, fields)).then_some(order)
    }

    /// Remembers the fields of the members of an object that others are like.
    fn remember(&mut self, object: Value<'_>, fields: &'static [&'static str]) {
        let Some((tape, shape)) = object.shape() else {
            return;
        };
        if tape != self.tape {
            *self = Orders {
                tape,
                ..Orders::default()
            };
        }
        let (shape, count) = (shape as usize, object.member_positions().count());
        // Trials of a union read the objects as several types: one of them is remembered.
        if self.orders.get(shape).is_some_and(Option::is_some) {
            return;
        }
        let is_small = shape <= SHAPES_MAX && self.members + count <= MEMBERS_MAX;
        if !is_small || u16::try_from(fields.len()).is_err() {
            return;
        }
        self.members += count;
        let places = object.named_members().map(|member| {
            let place = place(object, member, fields, 0);
            place
                .and_then(|place| u16::try_from(place).ok())
                .unwrap_or(u16::MAX)
        });
        let places = places.collect();
        if self.orders.len() <= shape {
            self.orders.resize_with(shape + 1, || None);
        }
        self.orders[shape] = Some(Order { fields, places });
    }
}

/// The number of members with a field, and of those without one.
#[derive(Clone, Copy, Default)]
struct Count {
    known: usize,
    unknown: usize,
}

impl Count {
    fn add(&mut self, is_known: bool) {
        self.known += usize::from(is_known);
        self.unknown += usize::from(!is_known);
    }
}

/// Finds the position of the value of each field, zero for a field without one. Of several members of a name, the last one
/// counts.
pub(super) fn find_members(
    object: Value<'_>,
    fields: &'static [&'static str],
    parts: &mut Vec<u32>,
    report: &mut DecodeReport,
) {
    parts.clear();
    parts.resize(fields.len(), 0);
    let count = match report.orders.get(object, fields) {
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
        see(object, fields, report);
    }
}

fn put_in_order(object: Value<'_>, order: &Order, parts: &mut [u32]) -> Count {
    let mut count = Count::default();
    for (position, place) in object.member_positions().zip(&order.places) {
        let part = parts.get_mut(usize::from(*place));
        count.add(part.is_some());
        if let Some(part) = part {
            *part = position;
        }
    }
    count
}

fn look_for_names(object: Value<'_>, fields: &[&'static str], parts: &mut [u32]) -> Count {
    let mut count = Count::default();
    let mut expected = 0;
    for member in object.named_members() {
        let place = place(object, member, fields, expected);
        count.add(place.is_some());
        if let Some(index) = place {
            parts[index] = member.value;
            expected = index + 1;
        }
    }
    count
}

/// Notes in a trial which members are read, and whether others are dropped. Nothing is lost with a null.
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
        if !is_null && place(object, member, fields, 0).is_some() {
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
) -> impl Iterator<Item = (Value<'a>, Value<'a>)> {
    object
        .named_members()
        .filter(move |member| place(object, *member, fields, 0).is_none())
        .map(move |member| (object.at(member.key), object.at(member.value)))
}

/// The field of that name. Servers mostly keep the order of the description, so the search starts where the last one
/// ended.
#[inline(always)]
fn place(
    object: Value<'_>,
    member: Member<'_>,
    fields: &[&'static str],
    expected: usize,
) -> Option<usize> {
    let Some(name) = member.plain_name else {
        let name = object.at(member.key).as_str()?;
        return search(name.as_bytes(), fields, expected);
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
    field.name().as_bytes() == name && !field.is_rest()
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
                    assert_eq!(
                        place(tape.root(), member, FIELDS, expected),
                        index,
                        "{name}"
                    );
                }
            }
        }
    }
}
