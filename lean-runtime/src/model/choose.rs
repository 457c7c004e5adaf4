//! Finds the variant of a value in a union without a tag by trying each one.

use std::cmp::Reverse;

use super::make::Make;
use super::report::DecodeReport;
use super::trial::SeenParts;
use crate::json::Value;

/// The first variant that reads without a problem, with the fewest values that the description does not list, the most
/// known and the fewest unknown members; none if that would drop a member that a rival reads.
///
/// Rivals are the other variants that fit, and variants that do not quite fit, but know more of the value. An object type
/// with only optional members fits every value that the others refuse, and would read an empty object.
pub(super) fn choose_fitting(
    value: Value<'_>,
    variants: usize,
    try_make: fn(&mut Make<'_>),
    report: &mut DecodeReport,
) -> usize {
    let mut try_variant = |variant, seen: Option<Box<SeenParts>>| {
        report.in_trial(seen, |trial| {
            try_make(&mut Make::single(value, variant, trial));
        })
    };
    let trials: Vec<DecodeReport> = (0..variants)
        .map(|variant| try_variant(variant, None))
        .collect();
    let best = trials
        .iter()
        .enumerate()
        .filter(|(_, trial)| trial.is_clean());
    let rank = |trial: &DecodeReport| (trial.unlisted, Reverse(trial.known), trial.unknown);
    let Some((best, kept)) = best.min_by_key(|(_, trial)| rank(trial)) else {
        return usize::MAX;
    };
    if kept.unknown == 0 {
        return best;
    }
    let is_rival = |trial: &DecodeReport| {
        let is_as_sure = trial.unlisted <= kept.unlisted || trial.untold > 0;
        trial.known > kept.known || trial.is_clean() && is_as_sure
    };
    let mut seen = |variant| -> SeenParts {
        let trial = try_variant(variant, Some(Box::default()));
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
