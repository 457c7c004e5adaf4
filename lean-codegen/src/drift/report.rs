//! Changes as errors and warnings on the user's tokens.

use std::collections::{BTreeMap, HashSet};

use lean_diff::{Change, Level};
use proc_macro2::Span;

use super::Scene;
use crate::diagnostic::Mistake;
use crate::errors::Errors;
use crate::item::Drift;
use crate::lock::{Accepted, before, identity, sentence};

const HELP: &str = "adapt the code, then run `cargo lean-api accept`";

/// Reports changes, each once.
pub(super) struct Reporter<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) accepted: BTreeMap<String, Accepted>,
    seen: HashSet<String>,
    /// The number of mistakes that were found before the comparison.
    before: usize,
}

impl<'a> Reporter<'a> {
    pub(super) fn new(
        scene: &'a Scene<'a>,
        accepted: BTreeMap<String, Accepted>,
        errors: &Errors,
    ) -> Self {
        Reporter {
            scene,
            accepted,
            seen: HashSet::new(),
            before: errors.count(),
        }
    }

    /// Reports a change on a token, unless it was accepted, reported elsewhere, or breaks nobody.
    pub(super) fn report(&mut self, change: &Change, name: &str, span: Span, errors: &mut Errors) {
        let is_silent =
            change.consumer == Level::Additive || self.accepted.contains_key(&change.fingerprint());
        if is_silent || !self.seen.insert(identity(change)) {
            return;
        }
        let was = match before(change).as_str() {
            "" => "was not there when lean.lock was accepted".to_owned(),
            was => format!("{was} when lean.lock was accepted"),
        };
        let said = sentence(change);
        let is_error =
            change.consumer == Level::Breaking && self.scene.attribute.drift == Drift::Deny;
        // What follows from the change was found already: the message says why.
        if errors.explain(span, &format!("{said}: {was}"), self.before) {
            return;
        }
        let mistake = Mistake::new(format!("`{name}`: {said}"));
        let mistake = match self.is_there(change) {
            true => mistake.at(&change.place).label(was),
            false => mistake.help(format!("`{name}` {was}")),
        };
        let message = mistake.help(HELP).render(self.scene.description);
        match is_error {
            true => errors.push(span, message),
            false => errors.warn(span, message),
        }
    }

    /// Returns true if the place is one of the new description. What is gone has none.
    fn is_there(&self, change: &Change) -> bool {
        self.scene.description.source(&change.place.file).is_some()
    }
}
