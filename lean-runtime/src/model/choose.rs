//! Which variant of a union without a tag a value is: each is tried.

use std::borrow::Borrow;

use super::make::{Make, single};
use super::report::{Report, Seen};
use crate::json::Value;

/// The first variant that reads without a problem, with the most known and the fewest unknown members.
pub(super) fn fitting(
    value: Value<'_>,
    variants: usize,
    try_make: &dyn Fn(&mut Make<'_>),
    report: &Report,
) -> usize {
    if report.is_too_deep() {
        return usize::MAX;
    }
    let trials = trials(value, variants, try_make, || report.trial());
    trials
        .reduce(better)
        .map_or(usize::MAX, |(variant, _)| variant)
}

/// The same, where several may hold at once: none if the best of them would drop a member that another one reads.
pub(super) fn holding(
    value: Value<'_>,
    variants: usize,
    try_make: &dyn Fn(&mut Make<'_>),
    report: &Report,
) -> usize {
    if report.is_too_deep() {
        return usize::MAX;
    }
    let trials: Vec<_> = trials(value, variants, try_make, || report.seeing_trial()).collect();
    let Some((variant, kept)) = trials.iter().reduce(better) else {
        return usize::MAX;
    };
    let mut others = trials.iter().filter_map(|(_, trial)| trial.seen.as_deref());
    let drops = |kept: &Seen| others.any(|other| kept.drops(other));
    if kept.seen.as_deref().is_some_and(drops) {
        return usize::MAX;
    }
    *variant
}

/// The variants that read without a problem, each with what was seen.
fn trials<'a>(
    value: Value<'a>,
    variants: usize,
    try_make: &'a dyn Fn(&mut Make<'_>),
    trial: impl Fn() -> Report + 'a,
) -> impl Iterator<Item = (usize, Report)> + 'a {
    let each = (0..variants).map(move |variant| {
        let mut trial = trial();
        try_make(&mut single(value, variant, &mut trial));
        (variant, trial)
    });
    each.filter(|(_, trial)| trial.is_clean())
}

/// Of two variants that fit the better one; the first of equals.
fn better<T: Borrow<(usize, Report)>>(best: T, next: T) -> T {
    let merit = |(_, trial): &(usize, Report)| (trial.known, usize::MAX - trial.unknown);
    if merit(next.borrow()) > merit(best.borrow()) {
        next
    } else {
        best
    }
}
