//! The problems of a document, collected while it is read.

use std::any::TypeId;
use std::collections::{HashMap, HashSet};
use std::fmt;

use super::memory::{Memory, TOO_MUCH, allocation};
use super::object::Orders;
use super::problem::Problem;
use super::slot::Slot;
use crate::json::{Name, SyntaxError, Unread, Value, ValueKind};

/// As many problems are described; more are only counted.
const DESCRIBED_MAX: usize = 10;

/// Reading takes at most this much stack, by estimate: a thread may have no more than 2 MiB.
const STACK_BYTES_MAX: usize = 768 << 10;

/// The memory to remember a decision.
const DECIDED_BYTES: usize = 96;

/// The memory to remember a member that was looked at.
pub(super) const SEEN_BYTES: usize = 32;

/// The position of no value.
const NO_MISFIT: u32 = u32::MAX;

/// The mistakes found in a document while it was read.
#[derive(Debug, Default)]
pub struct DecodeReport {
    problems: Vec<Problem>,
    count: usize,
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
    stack: usize,
    /// The memory that is left for reading.
    memory: Memory,
    /// See [`DecodeReport::is_stopped`].
    stopped: bool,
    /// True if fitting values are kept when others do not fit.
    lenient: bool,
    /// The results of trials, by position in the document and type.
    decided: HashMap<(u32, TypeId), usize>,
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
    misfit: u32,
    /// The members at hand whose names the description does not give: keys of maps, which are personal data.
    keys: Vec<u32>,
}

/// The parts of the document that a trial looked at, by position.
#[derive(Debug, Default)]
pub(super) struct SeenParts {
    pub(super) objects: HashSet<u32>,
    pub(super) members: HashSet<(u32, u32)>,
}

impl SeenParts {
    /// Returns true if this reading drops a member that the other reading keeps.
    pub(super) fn drops(&self, other: &SeenParts) -> bool {
        other
            .members
            .iter()
            .any(|read| self.objects.contains(&read.0) && !self.members.contains(read))
    }
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

    /// Keeps what fits where something else does not. A report that is not lenient stops at its tenth problem, and what
    /// is read after the first one is not kept.
    pub(crate) fn lenient(self, lenient: bool) -> DecodeReport {
        DecodeReport { lenient, ..self }
    }

    /// For a document that may come to this much in memory.
    pub(crate) fn within(self, bytes: usize) -> DecodeReport {
        let memory = Memory::of(bytes);
        DecodeReport { memory, ..self }
    }

    /// Charges the memory of a value before it is built. Returns false if this would take too much
    /// memory, which is noted once, or if reading has stopped.
    #[inline]
    pub(crate) fn charge(&mut self, bytes: usize) -> bool {
        let fits = self.memory.take(bytes);
        if !fits {
            self.run_out();
        }
        fits
    }

    #[cold]
    fn run_out(&mut self) {
        if !self.memory.spend() {
            return;
        }
        self.count += 1;
        self.stopped = true;
        if !self.trial {
            self.problems.truncate(DESCRIBED_MAX - 1);
            self.problems.push(Problem::new("", TOO_MUCH));
        }
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
        self.misfit = value.position();
        self.note(value, || {
            format!("expected {expected}, found {}", value.kind().with_article())
        });
    }

    /// Notes a value of another kind in other words.
    pub(super) fn misfit(&mut self, value: Value<'_>, expected: &str) {
        self.misfit = value.position();
        self.note(value, || format!("expected {expected}"));
    }

    /// Notes that a value of the right kind does not read as what it should be.
    pub fn unreadable(&mut self, value: Value<'_>, expected: &str) {
        self.misfit = value.position();
        self.note(value, || match value.kind() {
            ValueKind::Number | ValueKind::String => {
                format!("{} that is not {expected}", value.kind().with_article())
            }
            _ => format!("expected {expected}, found {}", value.kind().with_article()),
        });
    }

    /// The name of a member that a map keeps of an object.
    pub(super) fn name(&mut self, name: Name<'_>, object: Value<'_>) -> String {
        if name.has_lone_surrogate() {
            self.lone_surrogate(object);
        }
        if !self.charge(allocation(name.raw().len())) {
            return String::new();
        }
        name.text().into_owned()
    }

    /// Notes a float that may have lost digits before it came here.
    pub(super) fn rounded_number(&mut self, value: Value<'_>) {
        self.note(value, || {
            "a number that was rounded to a float of 64 bits before it came here, by `#[serde(flatten)]`, an enum of serde \
             or `serde_json::Value`; read the type from JSON text directly"
                .to_owned()
        });
    }

    /// Notes a string that no text can hold.
    pub(super) fn lone_surrogate(&mut self, value: Value<'_>) {
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
    pub(super) fn in_map<T: Slot>(&mut self, value: Value<'_>) -> T {
        self.keys.push(value.position());
        let read = T::read(value, self);
        self.keys.pop();
        read
    }

    /// Reads a value that may be absent, and is where it is not of the kind that was due.
    pub(super) fn fitting<'v, T>(
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

    pub(super) fn missing(&mut self, object: Value<'_>, field: &str) {
        self.note(object, || {
            format!("the required member `{field}` is missing")
        });
    }

    /// Begins to read a value inside the current one, which takes that much of the stack: see [`stack_of`]. Returns
    /// false if this would be too much, which is noted.
    #[inline]
    pub(super) fn enter(&mut self, stack: usize, value: Value<'_>) -> bool {
        let fits = self.stack + stack <= STACK_BYTES_MAX;
        if fits {
            self.stack += stack;
        } else {
            self.note(value, || {
                "nested too deeply for a type of this size".to_owned()
            });
        }
        fits
    }

    /// Ends what [`DecodeReport::enter`] began.
    #[inline]
    pub(super) fn leave(&mut self, stack: usize) {
        self.stack -= stack;
    }

    /// Decides by trials what a value is to a type, once: what was decided in a trial holds for the trials around it and
    /// for the reading after them. Trials inside trials would otherwise multiply at every level.
    pub(super) fn decide(
        &mut self,
        value: Value<'_>,
        ty: TypeId,
        decide: impl FnOnce(&mut DecodeReport) -> usize,
    ) -> usize {
        let place = (value.position(), ty);
        if let Some(decided) = self.decided.get(&place) {
            return *decided;
        }
        let decided = decide(self);
        self.charge(DECIDED_BYTES);
        self.decided.insert(place, decided);
        decided
    }

    /// Reads in a trial, which keeps what it looks at in `seen`; what it decides about unions stays decided.
    pub(super) fn in_trial(
        &mut self,
        seen: Option<Box<SeenParts>>,
        read: impl FnOnce(&mut DecodeReport),
    ) -> DecodeReport {
        let mut trial = DecodeReport {
            trial: true,
            seen,
            stack: self.stack,
            textual: self.textual,
            digits_in_text: self.digits_in_text,
            rounded: self.rounded,
            decided: std::mem::take(&mut self.decided),
            parts: std::mem::take(&mut self.parts),
            orders: std::mem::take(&mut self.orders),
            memory: self.memory.of_trial(),
            stopped: self.memory.is_spent(),
            ..DecodeReport::default()
        };
        read(&mut trial);
        self.decided = std::mem::take(&mut trial.decided);
        self.parts = std::mem::take(&mut trial.parts);
        self.orders = std::mem::take(&mut trial.orders);
        if trial.memory.is_spent() {
            self.charge(usize::MAX);
        }
        trial
    }

    pub(super) fn note(&mut self, value: Value<'_>, message: impl FnOnce() -> String) {
        self.count += 1;
        let is_strict = !self.trial && !self.lenient;
        self.stopped |= is_strict && self.count >= DESCRIBED_MAX;
        if !self.trial && self.problems.len() < DESCRIBED_MAX {
            let pointer = value.path_hiding(&self.keys);
            self.problems.push(Problem::new(pointer, message()));
        }
    }

    pub(super) fn into_result<T>(self, value: T) -> Result<T, DecodeError> {
        if self.count == 0 {
            Ok(value)
        } else {
            Err(DecodeError {
                syntax: None,
                problems: self.problems,
                count: self.count,
            })
        }
    }
}

/// The stack that reading a value of this many bytes takes. Without optimisation, a level takes less than three times its
/// value plus about a hundred bytes, as measured.
pub(super) const fn stack_of(bytes: usize) -> usize {
    bytes.saturating_mul(3).saturating_add(1024)
}

/// Why a document could not be read as the type it should be.
///
/// It says where and what kind of mistake, never what the document held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pub(super) syntax: Option<SyntaxError>,
    pub(super) problems: Vec<Problem>,
    pub(super) count: usize,
}

impl DecodeError {
    /// The places that do not fit, at most ten.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Returns the number of places that do not fit.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Returns the position where the text stops being JSON, if it does.
    #[must_use]
    pub fn syntax(&self) -> Option<&SyntaxError> {
        self.syntax.as_ref()
    }

    /// An error for bytes that are not text, from this offset on.
    pub(crate) fn not_text(message: &'static str, offset: usize) -> DecodeError {
        DecodeError::syntax_error(SyntaxError { message, offset })
    }

    pub(super) fn unread(error: Unread) -> DecodeError {
        match error {
            Unread::Syntax(error) => DecodeError::syntax_error(error),
            Unread::Memory => DecodeError {
                syntax: None,
                problems: vec![Problem::new("", TOO_MUCH)],
                count: 1,
            },
        }
    }

    pub(crate) fn syntax_error(error: SyntaxError) -> DecodeError {
        DecodeError {
            syntax: Some(error),
            problems: Vec::new(),
            count: 1,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(syntax) = &self.syntax {
            return write!(f, "not JSON: {syntax}");
        }
        for (at, problem) in self.problems.iter().take(3).enumerate() {
            let comma = if at > 0 { "; " } else { "" };
            match problem.pointer.as_str() {
                // The whole, which may be a text that was never in a document: an identifier, say.
                "" => write!(f, "{comma}{}", problem.message)?,
                place => write!(f, "{comma}at {place}: {}", problem.message)?,
            }
        }
        match self.count.saturating_sub(3) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl std::error::Error for DecodeError {}
