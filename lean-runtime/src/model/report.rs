//! The problems of a document, collected while it is read.

use super::decode_error::DecodeError;
use super::memory::{Memory, allocation};
use super::object::Orders;
use super::problem::Problem;
use super::slot::Slot;
use super::trial::{Decided, SeenParts};
use crate::json::{Name, Value, ValueKind};

/// As many problems are described; more are only counted.
pub(super) const DESCRIBED_MAX: usize = 10;

/// The position of no value.
const NO_MISFIT: u32 = u32::MAX;

/// The mistakes found in a document while it was read.
#[derive(Debug, Default)]
pub struct DecodeReport {
    pub(super) problems: Vec<Problem>,
    pub(super) count: usize,
    /// The number of an object's members that a type knows, for unions that look for the fitting
    /// type.
    pub(super) known: usize,
    pub(super) unknown: usize,
    /// Values that a union or an enum keeps as they came, because nothing that it lists fits.
    pub(super) unlisted: usize,
    /// Unions among them that know the member which tells their variants apart.
    pub(super) untold: usize,
    /// A trial only asks whether it fits: paths and values are not needed.
    pub(super) trial: bool,
    /// The stack that reading takes where it is now, by estimate.
    pub(super) stack: usize,
    /// The memory that is left for reading.
    pub(super) memory: Memory,
    /// See [`DecodeReport::is_stopped`].
    pub(super) stopped: bool,
    /// True if fitting values are kept when others do not fit.
    pub(super) lenient: bool,
    /// The results of trials, by position in the document and type.
    pub(super) decided: Option<Box<Decided>>,
    /// The document is of a format that has texts only (XML, forms, headers): texts may be numbers and booleans, and
    /// one value for a list of one.
    pub(super) textual: bool,
    /// Texts may be numbers, and nothing else.
    pub(super) digits_in_text: bool,
    /// True if floats may have been rounded before they arrived here: a float with more digits than
    /// it can keep is not exact.
    pub(super) rounded: bool,
    /// The objects whose other members are dropped, and the members that are read, each with its
    /// object. Set in a trial that compares what is dropped.
    pub(super) seen: Option<Box<SeenParts>>,
    /// The positions of the parts of the objects that are being read, the outermost object's first.
    pub(super) parts: Vec<u32>,
    /// The order of the members of objects that are alike.
    pub(super) orders: Orders,
    /// The last value that was not of the kind that was due; [`NO_MISFIT`] for none.
    pub(super) misfit: u32,
    /// The members at hand whose names the description does not give: keys of maps, which are personal data.
    pub(super) keys: Vec<u32>,
}

impl DecodeReport {
    /// An empty report.
    #[must_use]
    pub fn new() -> DecodeReport {
        DecodeReport::default()
    }

    /// An empty report on a document of a format that has texts only: `"7"` reads as a number where one is due.
    #[must_use]
    pub fn textual() -> DecodeReport {
        DecodeReport {
            textual: true,
            ..DecodeReport::default()
        }
    }

    /// Keeps what fits where something else does not, if this is true. A report that is not lenient stops at its tenth problem,
    /// and what is read after the first one is not kept.
    pub(crate) fn set_lenient(&mut self, lenient: bool) {
        self.lenient = lenient;
    }

    /// Returns true if reading can stop: the memory is spent, or enough mistakes are known.
    #[inline]
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped
    }

    /// Returns true if values are kept: not in a trial, and not after a mistake that is an error.
    pub(super) fn keeps(&self) -> bool {
        !self.trial && (self.lenient || self.count == 0)
    }

    /// Returns true if there were no mistakes.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.count == 0
    }

    /// Returns the number of wrong places.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The first places that were wrong.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The number of values that a union or an enum kept as they came, because nothing that the description lists fits.
    #[must_use]
    pub fn unlisted(&self) -> usize {
        self.unlisted
    }

    /// Notes that another kind of value was due.
    pub fn mismatch(&mut self, value: Value<'_>, expected: &str) {
        self.note_misfit(value, || {
            format!("expected {expected}, found {}", value.kind().with_article())
        });
    }

    /// Notes that a value of the right kind does not read as what it should be.
    pub fn unreadable(&mut self, value: Value<'_>, expected: &str) {
        self.note_misfit(value, || match value.kind() {
            ValueKind::Number | ValueKind::String => {
                format!("{} that is not {expected}", value.kind().with_article())
            }
            _ => format!("expected {expected}, found {}", value.kind().with_article()),
        });
    }

    /// Notes that a value is not what was due. The message is made only where it is kept.
    pub(super) fn note_misfit(&mut self, value: Value<'_>, message: impl FnOnce() -> String) {
        self.misfit = value.position();
        self.note(value, message);
    }

    /// Reads the name of a member that a map keeps of an object.
    pub(super) fn read_name(&mut self, name: Name<'_>, object: Value<'_>) -> String {
        if name.has_lone_surrogate() {
            self.note_lone_surrogate(object);
        }
        if !self.charge(allocation(name.raw().len())) {
            return String::new();
        }
        name.text().into_owned()
    }

    /// Notes a float that may have lost digits before it came here.
    pub(super) fn note_rounded(&mut self, value: Value<'_>) {
        self.note(value, || {
            "a number that was rounded to a float of 64 bits before it came here, by `#[serde(flatten)]`, an enum of serde \
             or `serde_json::Value`; read the type from JSON text directly"
                .to_owned()
        });
    }

    /// Notes a string that no text can hold.
    pub(super) fn note_lone_surrogate(&mut self, value: Value<'_>) {
        self.note(value, || {
            "a string with half of a surrogate pair, which is not a character".to_owned()
        });
    }

    /// The position of a part of an object that is being read; zero for none.
    #[inline]
    pub(super) fn part(&self, index: usize) -> u32 {
        self.parts.get(index).copied().unwrap_or_default()
    }

    /// Reads a member whose name the description does not give.
    pub(super) fn read_in_map<T: Slot>(&mut self, value: Value<'_>) -> T {
        self.keys.push(value.position());
        let read = T::read(value, self);
        self.keys.pop();
        read
    }

    /// Reads a value that may be absent, and is where it is not of the kind that was due.
    pub(super) fn read_fitting<'v, T>(
        &mut self,
        value: Value<'v>,
        read: impl FnOnce(Value<'v>, &mut DecodeReport) -> T,
    ) -> Option<T> {
        self.misfit = NO_MISFIT;
        let read = read(value, self);
        if self.misfit == value.position() {
            self.misfit = NO_MISFIT;
            return None;
        }
        Some(read)
    }

    /// Notes that a member is missing which must be there.
    pub(super) fn note_missing(&mut self, object: Value<'_>, field: &str) {
        self.note(object, || {
            format!("the required member `{field}` is missing")
        });
    }

    /// Notes a mistake. The message is made only where it is kept.
    pub(super) fn note(&mut self, value: Value<'_>, message: impl FnOnce() -> String) {
        self.count += 1;
        let is_strict = !self.trial && !self.lenient;
        self.stopped |= is_strict && self.count >= DESCRIBED_MAX;
        if !self.trial && self.problems.len() < DESCRIBED_MAX {
            let pointer = value.path_hiding(&self.keys);
            self.problems.push(Problem::new(pointer, message()));
        }
    }

    /// The value that was read, if there were no mistakes.
    #[inline]
    pub(super) fn check<T>(&mut self, value: T) -> Result<T, DecodeError> {
        match self.count {
            0 => Ok(value),
            count => Err(DecodeError {
                syntax: None,
                problems: std::mem::take(&mut self.problems),
                count,
            }),
        }
    }
}
