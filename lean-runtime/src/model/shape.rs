//! The traits and the shapes of generated types.

use super::make::Make;
use super::slot::Slot;

/// A type that the macro generated: a struct, an enum, a union or a newtype.
///
/// Implemented by generated code, and for types that `formats(..)` chooses; [`Slot`] follows from it:
///
/// ```
/// use lean_runtime::model::{Kind, Make, Model, Shape, Slot, decode};
///
/// struct Iban(String);
///
/// impl Model for Iban {
///     const SHAPE: Shape = Shape("Iban", Kind::Newtype);
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
pub struct Shape(pub &'static str, pub Kind);

/// The kind of a [`Model`].
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// An object. Each field is two marks and a name.
    ///
    /// The first mark is its presence: `!` required, `?` optional, `0` required but perhaps null, `~` absent, null
    /// or a value, `*` the map of all members that are not named, `=` required and fixed, `-` optional and fixed (name, NUL,
    /// JSON text of the value). The second: a space, `s` sensitive (not shown in
    /// `Debug`), `r` only in responses, `w` only in requests; capitals are sensitive too.
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

/// A field's marks and name, taken apart.
#[derive(Clone, Copy)]
pub(super) struct Field(pub(super) &'static str);

impl Field {
    pub(super) fn name(self) -> &'static str {
        match self.presence() {
            b'=' | b'-' => self.0[2..].split('\0').next().unwrap_or_default(),
            _ => &self.0[2..],
        }
    }

    pub(super) fn is_fixed(self) -> bool {
        matches!(self.presence(), b'=' | b'-')
    }

    /// The JSON text of the one value it may have.
    pub(super) fn fixed(self) -> &'static str {
        self.0.split('\0').nth(1).unwrap_or_default()
    }

    pub(super) fn presence(self) -> u8 {
        self.0.as_bytes()[0]
    }

    pub(super) fn is_required(self) -> bool {
        matches!(self.presence(), b'!' | b'0')
    }

    pub(super) fn is_rest(self) -> bool {
        self.presence() == b'*'
    }

    pub(super) fn is_sensitive(self) -> bool {
        matches!(self.mark(), b's' | b'R' | b'W')
    }

    pub(super) fn is_read_only(self) -> bool {
        matches!(self.mark(), b'r' | b'R')
    }

    fn mark(self) -> u8 {
        self.0.as_bytes()[1]
    }
}
