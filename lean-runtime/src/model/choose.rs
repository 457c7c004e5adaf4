//! Which variant of a union without a tag a value is: each is tried.

use std::cmp::Reverse;

use super::make::{Make, single};
use super::report::{Report, Seen};
use crate::json::Value;

/// Whether a value may be several of the variants at once.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// `oneOf`: the others do not hold.
    One,
    /// `anyOf`.
    Any,
}

/// The first variant that reads without a problem, with the most known and the fewest unknown members; none if that
/// would drop a member that a rival reads.
///
/// Rivals are, in an `anyOf`, the others that hold too. And variants that do not quite fit, but know more of the value: objects
/// of nothing but optional members fit whatever the others do not, and would make an empty object of it.
pub(super) fn fitting(
    value: Value<'_>,
    variants: usize,
    of: Of,
    try_make: &dyn Fn(&mut Make<'_>),
    report: &mut Report,
) -> usize {
    let mut tried = |variant, seen: Option<Box<Seen>>| {
        report.in_trial(seen, |trial| {
            try_make(&mut single(value, variant, trial));
        })
    };
    let trials: Vec<Report> = (0..variants).map(|variant| tried(variant, None)).collect();
    let best = trials.iter().enumerate().filter(|(_, it)| it.is_clean());
    let Some((best, kept)) = best.min_by_key(|(_, it)| (Reverse(it.known), it.unknown)) else {
        return usize::MAX;
    };
    if kept.unknown == 0 {
        return best;
    }
    let is_rival = |trial: &Report| match trial.is_clean() {
        true => of == Of::Any,
        false => trial.known > kept.known,
    };
    let mut seen = |variant| -> Seen {
        let trial = tried(variant, Some(Box::default()));
        trial.seen.map(|seen| *seen).unwrap_or_default()
    };
    let rivals: Vec<usize> = (0..variants)
        .filter(|variant| *variant != best && is_rival(&trials[*variant]))
        .collect();
    if rivals.is_empty() {
        return best;
    }
    let kept = seen(best);
    match rivals.into_iter().any(|rival| kept.drops(&seen(rival))) {
        true => usize::MAX,
        false => best,
    }
}
