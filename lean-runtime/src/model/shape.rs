//! The traits and the shapes of generated types.

pub(super) use lean_abi::Field;

use super::make::Make;
use super::slot::Slot;

/// A type that the macro generated: a struct, an enum, a union or a newtype.
///
/// Implemented by generated code, and for types that `formats(..)` chooses; [`Slot`] follows from it:
///
/// ```
/// use lean_runtime::model::{ShapeKind, Make, Model, Shape, Slot, decode};
///
/// struct Iban(String);
///
/// impl Model for Iban {
///     const SHAPE: Shape = Shape("Iban", ShapeKind::Newtype);
///
///     fn make(from: &mut Make<'_>) -> Self {
///         Self(from.next())
///     }
///
///     fn slot(&self, _: usize) -> &dyn Slot {
///         &self.0
///     }
/// }
///
/// let iban: Iban = decode("\"AE07\"").expect("an IBAN");
/// assert_eq!(iban.0, "AE07");
/// ```
pub trait Model: Sized + Send + Sync + 'static {
    /// Its name, what kind of type it is, and what its parts are called.
    const SHAPE: Shape;

    /// Its size in bytes, wherever it is held.
    #[doc(hidden)]
    const BYTES: usize = size_of::<Self>();

    /// Makes one, taking its parts in order.
    fn make(from: &mut Make<'_>) -> Self;

    /// The part of that index: a field, a union's value, the text of an unlisted enum value.
    fn slot(&self, index: usize) -> &dyn Slot;

    /// Returns the variant's index, for enums and unions; past the end for the fallback.
    fn variant(&self) -> usize {
        0
    }
}

/// A [`Model`]'s name, for messages and `Debug`, and its kind.
#[derive(Clone, Copy, Debug)]
pub struct Shape(pub &'static str, pub ShapeKind);

/// The kind of a [`Model`].
#[derive(Clone, Copy, Debug)]
pub enum ShapeKind {
    /// An object. Each field is two marks and a name: see [`lean_abi::Member`].
    Struct(&'static [&'static str]),
    /// The same, refusing members that are not named when a union looks for the type that fits.
    Closed(&'static [&'static str]),
    /// A string or number of this list, or any other one.
    Enum(&'static [&'static str], Wire),
    /// A choice of these variants; each lists the values of its tag, separated by `|`.
    Union {
        /// The member that tells variants apart; empty: the content does.
        tag: &'static str,
        /// For each variant, the tag's values that mean it.
        variants: &'static [&'static str],
        /// The variant that unknown tags fall to; past the end: the fallback, which keeps the value as it is.
        default: usize,
    },
    /// A choice of this many variants, distinguished by content; several may hold at once. A value
    /// with members of more than one variant is kept unchanged.
    AnyOf(usize),
    /// A value with an identity of its own.
    Newtype,
}

/// The form of an enum's values on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// Strings.
    Text,
    /// Numbers or mixed values; listed as JSON texts.
    Json,
}
