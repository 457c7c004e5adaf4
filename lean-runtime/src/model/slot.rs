//! The values that can be parts of a model.

use std::any::Any;
use std::fmt;

use super::report::DecodeReport;
use crate::json::{Value, Writer};

/// A value that can be part of a model: the methods that the engine needs of a field of any type.
///
/// Implemented here for every type that generated code uses; `#[derive(lean::Schema)]` implements
/// it for your own types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type that a description's values can be read into",
    label = "neither of `lean` nor derived",
    note = "your own struct or enum: `#[derive(lean::Schema)]` with `#[schema(spec = \"..\", name = ..)]`",
    note = "scalars are `String`, `bool`, `i32`, `i64`, `u32`, `u64`, `f64`, `lean::Decimal`, `lean::Date`, `lean::DateTime`, `lean::Uuid`, ..",
    note = "a type that `formats(..)` chooses implements `lean::model::Model`: its documentation has an example"
)]
pub trait Slot: Any + Send + Sync {
    /// Reads a value. A mistake is noted in `report`, and [`Slot::blank`] replaces the value.
    fn read(value: Value<'_>, report: &mut DecodeReport) -> Self
    where
        Self: Sized;

    /// Something to hold the place of a value that could not be read.
    fn blank() -> Self
    where
        Self: Sized;

    /// Returns true if null is one of the type's values, so that an optional member holds null
    /// instead of nothing.
    fn holds_null() -> bool
    where
        Self: Sized,
    {
        false
    }

    /// Another one like it.
    fn copy(&self) -> Self
    where
        Self: Sized;

    /// Writes it.
    fn write(&self, out: &mut Writer);

    /// Writes the members without braces, for a field that collects all members that are not named.
    fn write_members(&self, _out: &mut Writer) {}

    /// Returns the presence of the value: there, null or absent.
    fn presence(&self) -> Presence {
        Presence::There
    }

    /// Returns true if `other` has the same type and an equal value.
    fn same(&self, other: &dyn Slot) -> bool;

    /// Shows it, as `Debug` does.
    fn show(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
}

/// The presence of a value: there, null or absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// There.
    There,
    /// Null.
    Null,
    /// Absent.
    Absent,
}

impl dyn Slot {
    pub(crate) fn downcast<T: Slot>(&self) -> Option<&T> {
        (self as &dyn Any).downcast_ref()
    }
}

impl fmt::Debug for dyn Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(f)
    }
}

/// The part of something that has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nothing;

impl Nothing {
    /// A reference to nothing, for models without parts.
    #[must_use]
    pub fn slot() -> &'static dyn Slot {
        &()
    }
}

/// Implements the parts of [`Slot`] that `Clone`, `PartialEq`, `Debug` and `Default` answer.
macro_rules! by_traits {
    () => {
        crate::model::slot::by_traits!(blank: Default::default());
    };
    (blank: $blank:expr) => {
        fn blank() -> Self {
            $blank
        }

        fn copy(&self) -> Self {
            self.clone()
        }

        fn same(&self, other: &dyn crate::model::Slot) -> bool {
            other.downcast::<Self>().is_some_and(|other| self == other)
        }

        fn show(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            std::fmt::Debug::fmt(self, f)
        }
    };
}

pub(crate) use by_traits;
