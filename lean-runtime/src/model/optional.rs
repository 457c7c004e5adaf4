//! Members that may be null or absent, and members of one value.

use std::fmt;

use super::report::DecodeReport;
use super::slot::{Presence, Slot, by_traits};
use crate::json::{Value, Writer};
use crate::values::{Fixed, Maybe};

impl<T: Slot> Slot for Option<T> {
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self {
        match T::holds_null() || !value.is_null() {
            true => report.read_fitting(value, T::read),
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
                .read_fitting(value, T::read)
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
