//! Limits of numbers, lengths and counts, and patterns.

use std::cmp::Ordering;

use lean_openapi::contract::SchemaContract;

use super::{Effect, Spot, Walk};

/// Keywords, their names in rules, and whether a greater value allows more.
const LIMITS: [(&str, &str, bool); 10] = [
    ("minimum", "min", false),
    ("exclusiveMinimum", "exclusive-min", false),
    ("maximum", "max", true),
    ("exclusiveMaximum", "exclusive-max", true),
    ("minLength", "min-length", false),
    ("maxLength", "max-length", true),
    ("minItems", "min-items", false),
    ("maxItems", "max-items", true),
    ("minProperties", "min-properties", false),
    ("maxProperties", "max-properties", true),
];

impl Walk<'_> {
    pub(super) fn limits(&mut self, old: &SchemaContract, new: &SchemaContract, spot: &Spot) {
        for (keyword, name, is_upper) in LIMITS {
            let (before, now) = (
                tightest(old, keyword, is_upper),
                tightest(new, keyword, is_upper),
            );
            let (what, effect) = match (&before, &now) {
                (None, Some(_)) => ("set", Effect::Narrowed),
                (Some(_), None) => ("unset", Effect::Widened),
                (Some(before), Some(now)) => match compare_numbers(before, now) {
                    Ordering::Equal => continue,
                    Ordering::Less if is_upper => ("increased", Effect::Widened),
                    Ordering::Less => ("increased", Effect::Narrowed),
                    Ordering::Greater if is_upper => ("decreased", Effect::Narrowed),
                    Ordering::Greater => ("decreased", Effect::Widened),
                },
                (None, None) => continue,
            };
            let words = (
                before.unwrap_or_default().to_owned(),
                now.unwrap_or_default().to_owned(),
            );
            let id = spot.rule(&format!("{name}-{what}"));
            self.add(spot, id, effect, words, new.place_of(keyword));
        }
        for (keyword, name) in [
            ("pattern", "pattern"),
            ("multipleOf", "multiple-of"),
            ("uniqueItems", "unique-items"),
        ] {
            let texts = |schema: &SchemaContract| {
                let of = schema
                    .limits
                    .iter()
                    .filter(|limit| limit.keyword == keyword);
                of.map(|limit| limit.value.as_str())
                    .collect::<Vec<_>>()
                    .join(" and ")
            };
            let (before, now) = (texts(old), texts(new));
            let (what, effect) = match (before.is_empty(), now.is_empty()) {
                (true, false) => ("added", Effect::Narrowed),
                (false, true) => ("removed", Effect::Widened),
                _ if before != now => ("changed", Effect::Replaced),
                _ => continue,
            };
            let id = spot.rule(&format!("{name}-{what}"));
            self.add(spot, id, effect, (before, now), new.place_of(keyword));
        }
    }
}

/// Returns the limit that counts, of several that apply together.
fn tightest<'a>(schema: &'a SchemaContract, keyword: &str, is_upper: bool) -> Option<&'a str> {
    let limits = schema
        .limits
        .iter()
        .filter(|limit| limit.keyword == keyword);
    let values = limits.map(|limit| limit.value.as_str());
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
