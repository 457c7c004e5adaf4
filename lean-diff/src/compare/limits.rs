//! Limits of numbers, lengths and counts, and patterns.

use std::cmp::Ordering;

use lean_openapi::contract::SchemaContract;

use super::{Comparison, Effect, Spot};
use crate::rules::{Edit, Event, Keyword};

/// Limits, and true if a greater value allows more.
const LIMITS: [(Keyword, bool); 10] = [
    (Keyword::Minimum, false),
    (Keyword::ExclusiveMinimum, false),
    (Keyword::Maximum, true),
    (Keyword::ExclusiveMaximum, true),
    (Keyword::MinLength, false),
    (Keyword::MaxLength, true),
    (Keyword::MinItems, false),
    (Keyword::MaxItems, true),
    (Keyword::MinProperties, false),
    (Keyword::MaxProperties, true),
];

impl Comparison<'_> {
    pub(super) fn compare_limits(
        &mut self,
        old: &SchemaContract,
        new: &SchemaContract,
        spot: &Spot,
    ) {
        for (keyword, is_upper) in LIMITS {
            let spelling = keyword.spelling();
            let before = tightest_limit(old, spelling, is_upper);
            let now = tightest_limit(new, spelling, is_upper);
            let (edit, effect) = match (&before, &now) {
                (None, Some(_)) => (Edit::Set, Effect::Narrowed),
                (Some(_), None) => (Edit::Unset, Effect::Widened),
                (Some(before), Some(now)) => match compare_numbers(before, now) {
                    Ordering::Equal => continue,
                    Ordering::Less if is_upper => (Edit::Increased, Effect::Widened),
                    Ordering::Less => (Edit::Increased, Effect::Narrowed),
                    Ordering::Greater if is_upper => (Edit::Decreased, Effect::Narrowed),
                    Ordering::Greater => (Edit::Decreased, Effect::Widened),
                },
                (None, None) => continue,
            };
            let words = (
                before.unwrap_or_default().to_owned(),
                now.unwrap_or_default().to_owned(),
            );
            let event = Event::Keyword(keyword, edit);
            self.report(spot, event, effect, words, new.place_of(spelling));
        }
        self.compare_unique_items(old, new, spot);
        for keyword in [Keyword::Pattern, Keyword::MultipleOf] {
            let spelling = keyword.spelling();
            let before = limit_values(old, spelling).join(" and ");
            let now = limit_values(new, spelling).join(" and ");
            let (edit, effect) = match (before.is_empty(), now.is_empty()) {
                (true, false) => (Edit::Added, Effect::Narrowed),
                (false, true) => (Edit::Removed, Effect::Widened),
                _ if before != now => (Edit::Changed, Effect::Replaced),
                _ => continue,
            };
            let event = Event::Keyword(keyword, edit);
            let place = new.place_of(spelling);
            self.report(spot, event, effect, (before, now), place);
        }
    }

    fn compare_unique_items(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        let keyword = "uniqueItems";
        let (before, now) = (limit_values(old, keyword), limit_values(new, keyword));
        let (event, effect) = match (before.is_empty(), now.is_empty()) {
            (true, false) => (Event::UniqueItemsAdded, Effect::Narrowed),
            (false, true) => (Event::UniqueItemsRemoved, Effect::Widened),
            _ => return,
        };
        let words = (before.join(" and "), now.join(" and "));
        self.report(spot, event, effect, words, new.place_of(keyword));
    }
}

/// The values of a limit, of several that apply together.
fn limit_values<'a>(schema: &'a SchemaContract, keyword: &str) -> Vec<&'a str> {
    let limits = schema.limits.iter();
    let limits = limits.filter(|limit| limit.keyword == keyword);
    limits.map(|limit| limit.value.as_str()).collect()
}

/// Returns the limit that counts, of several that apply together.
fn tightest_limit<'a>(
    schema: &'a SchemaContract,
    keyword: &str,
    is_upper: bool,
) -> Option<&'a str> {
    let values = limit_values(schema, keyword).into_iter();
    if is_upper {
        values.min_by(|a, b| compare_numbers(a, b))
    } else {
        values.max_by(|a, b| compare_numbers(a, b))
    }
}

/// Compares numbers by their digits, so that none is rounded; exponents go through floats.
pub(super) fn compare_numbers(a: &str, b: &str) -> Ordering {
    let plain = |text: &str| !text.contains(['e', 'E']);
    if !plain(a) || !plain(b) {
        let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
        return number(a).partial_cmp(&number(b)).unwrap_or(Ordering::Equal);
    }
    match (a.strip_prefix('-'), b.strip_prefix('-')) {
        (Some(a), Some(b)) => compare_digits(b, a),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => compare_digits(a, b),
    }
}

fn compare_digits(a: &str, b: &str) -> Ordering {
    let split = |text: &str| {
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        (
            whole.trim_start_matches(['+', '0']).to_owned(),
            part.trim_end_matches('0').to_owned(),
        )
    };
    let ((a, a_part), (b, b_part)) = (split(a), split(b));
    a.len()
        .cmp(&b.len())
        .then_with(|| a.cmp(&b))
        .then_with(|| a_part.cmp(&b_part))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::compare_numbers;

    #[test]
    fn numbers_are_compared_by_every_digit() {
        for (a, b, expected) in [
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            ("10", "9", Ordering::Greater),
            ("-10", "9", Ordering::Less),
            ("-10", "-9", Ordering::Less),
            ("1.50", "1.5", Ordering::Equal),
            ("01", "1", Ordering::Equal),
            ("1e3", "1000", Ordering::Equal),
            ("0.05", "0.5", Ordering::Less),
        ] {
            assert_eq!(compare_numbers(a, b), expected, "{a} {b}");
        }
    }
}
