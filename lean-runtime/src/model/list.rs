//! Lists.

use std::any::TypeId;
use std::fmt;

use super::memory::allocation;
use super::report::DecodeReport;
use super::slot::Slot;
use crate::json::{Value, ValueKind, Writer};

impl<T: Slot> Slot for Vec<T> {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        if value.kind() != ValueKind::List {
            let list = TypeId::of::<Self>();
            let read = |value, report: &mut DecodeReport| drop(T::read(value, report));
            let items = wrapped_items(value, list, report, &read);
            return read_items(items.len(), items.into_iter(), report);
        }
        read_items(value.items().count(), value.items(), report)
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
            self.len() == other.len()
                && self.iter().zip(other).all(|(item, other)| item.same(other))
        })
    }

    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.iter().map(|item| item as &dyn Slot))
            .finish()
    }
}

/// Reads the items of a list, `count` in number.
fn read_items<'v, T: Slot>(
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

/// Returns the items of a list that is not written as a list. XML has no lists: one element may be
/// the only item, or may wrap the elements that are the items, depending on what fits.
fn wrapped_items<'v>(
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
