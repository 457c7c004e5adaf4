//! Changes as errors and warnings on the user's tokens.

use std::collections::{BTreeMap, HashMap};

use lean_diff::{Change, Level, old_meaning, sentence_about};
use proc_macro2::Span;

use super::Expansion;
use crate::diagnostic::Mistake;
use crate::errors::Errors;
use crate::item::Drift;
use crate::lock::{AcceptedChange, identity};

const HELP: &str = "adapt the code, then run `cargo lean-api accept`";

/// The token that a change is reported on.
pub(super) struct ChangeTarget {
    /// The name of the method or type.
    pub(super) name: String,
    pub(super) span: Span,
    /// The policy of its trait or type.
    pub(super) drift: Drift,
}

/// Reports changes, each once.
pub(super) struct Reporter<'a> {
    pub(super) expansion: &'a Expansion<'a>,
    accepted: BTreeMap<String, AcceptedChange>,
    /// The changes that were reported; true: as an error.
    seen: HashMap<String, bool>,
    /// The number of mistakes that were found before the comparison.
    before: usize,
}

impl<'a> Reporter<'a> {
    pub(super) fn new(
        expansion: &'a Expansion<'a>,
        accepted: BTreeMap<String, AcceptedChange>,
        errors: &Errors,
    ) -> Self {
        Reporter {
            expansion,
            accepted,
            seen: HashMap::new(),
            before: errors.count(),
        }
    }

    /// Reports a change, unless it was accepted, reported elsewhere, or breaks nobody.
    ///
    /// A change that one trait takes as a warning is still an error of the trait that denies it.
    pub(super) fn report(&mut self, change: &Change, target: &ChangeTarget, errors: &mut Errors) {
        let is_silent = target.drift == Drift::Off
            || change.consumer == Level::Additive
            || self.accepted.contains_key(&change.fingerprint());
        if is_silent {
            return;
        }
        let is_error = change.consumer == Level::Breaking && target.drift == Drift::Deny;
        let known = self.seen.insert(identity(change), is_error);
        if known.is_some_and(|was_error| was_error || !is_error) {
            return;
        }
        let was = match old_meaning(change).as_str() {
            "" => "was not there when lean.lock was accepted".to_owned(),
            was => format!("{was} when lean.lock was accepted"),
        };
        // A mistake that follows from the change was found already: its message gets the reason.
        if errors.explain(
            target.span,
            &format!("{}; it {was}", sentence_about(&target.name, change)),
            self.before,
        ) {
            return;
        }
        let name = &target.name;
        let mistake = Mistake::new(sentence_about(name, change));
        let mistake = match self.is_there(change) {
            true => mistake.at(&change.place).label(was),
            false => mistake.help(format!("`{name}` {was}")),
        };
        let message = mistake.help(HELP).render(self.expansion.description);
        match is_error {
            true => errors.push(target.span, message),
            false => errors.warn(target.span, message),
        }
    }

    /// Returns true if the place is one of the new description. What is gone has none.
    fn is_there(&self, change: &Change) -> bool {
        self.expansion
            .description
            .source(&change.place.file)
            .is_some()
    }
}
