//! Trials: what a value would be read as, for unions that look for the type that fits.

use std::any::TypeId;
use std::collections::{HashMap, HashSet};

use super::report::DecodeReport;
use crate::json::Value;

/// The memory to remember a decision.
const DECIDED_BYTES: usize = 96;

/// The memory to remember a member that was looked at.
pub(super) const SEEN_BYTES: usize = 32;

/// The results of trials, by position in the document and type.
pub(super) type Decided = HashMap<(u32, TypeId), usize>;

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
    /// Decides by trials what a value is to a type, once: what was decided in a trial holds for the trials around it and
    /// for the reading after them. Trials inside trials would otherwise multiply at every level.
    pub(super) fn decide(
        &mut self,
        value: Value<'_>,
        ty: TypeId,
        decide: impl FnOnce(&mut DecodeReport) -> usize,
    ) -> usize {
        let place = (value.position(), ty);
        let known = self.decided.as_ref();
        if let Some(decided) = known.and_then(|known| known.get(&place)) {
            return *decided;
        }
        let decided = decide(self);
        self.charge(DECIDED_BYTES);
        self.decided.get_or_insert_default().insert(place, decided);
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
}
