//! The words of a tape: two numbers of 32 bits each.

use super::value::ValueKind;

/// The start of a value or a member's name, its kind and its length.
///
/// A list, an object, and a scalar of 256 MiB take a second word: their end, and the position of the word after all
/// that they hold.
///
/// From the lowest bit on: 32 bits of start, three of form, one mark, 28 of length, or of the place of an object's
/// names. The mark is that of a string with escapes, or of an object that shares its names. A second word has 32 bits
/// of end and 32 of position.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry(u64);

const LENGTH_AT: u32 = 36;

/// The tests of this crate read long texts without having any.
const LENGTH_MAX: u64 = if cfg!(test) {
    40
} else {
    (1 << (64 - LENGTH_AT)) - 1
};

/// A tape has no more names: objects say in 28 bits where theirs start.
pub(super) const NAMES_MAX: usize = (1 << (64 - LENGTH_AT)) - 1;

const MARKED: u64 = 1 << 35;

/// The bit of the forms that take a second word.
const WIDE: u64 = 1 << 34;

const FORM_AT: u32 = 32;

/// The kind of each form.
const KINDS: [ValueKind; 8] = {
    use ValueKind::{Bool, List, Map, Null, Number, String};
    [Null, Bool, Number, String, List, Map, Number, String]
};

const STRING: u64 = 3 << FORM_AT;

impl Entry {
    /// A value of this kind that takes a second word.
    #[inline]
    pub(super) fn wide(kind: ValueKind, start: u32) -> Entry {
        let form: u64 = match kind {
            ValueKind::List => 4,
            ValueKind::Map => 5,
            ValueKind::String => 7,
            // No other scalar is as long.
            ValueKind::Number | ValueKind::Null | ValueKind::Bool => 6,
        };
        Entry(u64::from(start) | form << FORM_AT)
    }

    /// A scalar; none if it is too long for one word.
    #[inline]
    pub(super) fn scalar(kind: ValueKind, start: usize, length: usize) -> Option<Entry> {
        let form: u64 = match kind {
            ValueKind::Null => 0,
            ValueKind::Bool => 1,
            ValueKind::Number => 2,
            ValueKind::String => 3,
            ValueKind::List | ValueKind::Map => return None,
        };
        let (start, length) = (start as u64, length as u64);
        (length <= LENGTH_MAX).then_some(Entry(start | form << FORM_AT | length << LENGTH_AT))
    }

    /// The second word.
    #[inline]
    pub(super) fn rest(end: u32, next: u32) -> Entry {
        Entry(u64::from(end) | u64::from(next) << 32)
    }

    /// The two numbers of a second word: the end, and what comes next.
    #[inline]
    pub(super) fn as_rest(self) -> (u32, u32) {
        (self.low(), high(self.0))
    }

    /// A string with an escape in it.
    pub(super) fn with_escapes(self) -> Entry {
        Entry(self.0 | MARKED)
    }

    /// The place of an object's names in [`Tape::names`](super::Tape).
    #[inline]
    pub(super) fn names(self) -> u32 {
        high(self.0) >> (LENGTH_AT - 32)
    }

    /// An object whose names are there, and are those of no other object.
    pub(super) fn with_names(self, names: u32) -> Entry {
        Entry(self.0 | u64::from(names) << LENGTH_AT)
    }

    /// The same object, which shares its names with others.
    pub(super) fn with_shared_names(self) -> Entry {
        Entry(self.0 | MARKED)
    }

    /// Returns true for an object that shares its names with others.
    #[inline]
    pub(super) fn shares_names(self) -> bool {
        self.0 & MARKED != 0
    }

    #[inline]
    pub(super) fn kind(self) -> ValueKind {
        KINDS[(self.0 >> FORM_AT) as usize & 7]
    }

    /// Returns true for null.
    #[inline]
    pub(super) fn is_null(self) -> bool {
        self.0 & 7 << FORM_AT == 0
    }

    /// Returns true for a string with an escape in it.
    #[inline]
    pub(super) fn has_escapes(self) -> bool {
        self.0 & MARKED != 0
    }

    #[inline]
    pub(super) fn start(self) -> u32 {
        self.low()
    }

    /// The length of a scalar; none if there is a second word.
    #[inline]
    pub(super) fn length(self) -> Option<u32> {
        (self.0 & WIDE == 0).then(|| high(self.0) >> (LENGTH_AT - 32))
    }

    /// The place of a string's text, without quotes. `None` if it has escapes, or is not a string of one word.
    #[inline]
    pub(super) fn plain_inside(self) -> Option<(usize, usize)> {
        let is_plain = self.0 & (7 << FORM_AT | MARKED) == STRING;
        let start = self.low() as usize;
        let length = high(self.0) >> (LENGTH_AT - 32);
        is_plain.then_some((start + 1, (start + length as usize).wrapping_sub(1)))
    }

    #[inline]
    fn low(self) -> u32 {
        high(self.0 << 32)
    }
}

/// The upper half.
#[inline]
fn high(word: u64) -> u32 {
    u32::try_from(word >> 32).unwrap_or_default()
}
