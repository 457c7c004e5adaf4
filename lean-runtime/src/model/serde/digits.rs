//! Numbers compared by their digits.

/// The most significant digits of which a float of 64 bits keeps every one.
const FLOAT_DIGITS: usize = 15;

/// Returns true if a float of 64 bits may have lost digits of this number, or gained some.
pub(in crate::model) fn is_rounded_float(number: &str) -> bool {
    let is_float = number.contains(['.', 'e', 'E']);
    is_float && significant(number).1.len() > FLOAT_DIGITS
}

/// Returns true if both texts mean the same number, however they are written.
pub(super) fn same_number(one: &str, other: &str) -> bool {
    significant(one) == significant(other)
}

/// A number's sign, its digits without zeros at either end, and the power of ten of the last one.
fn significant(number: &str) -> (bool, String, i64) {
    let (mantissa, power) = number.split_once(['e', 'E']).unwrap_or((number, "0"));
    let negative = mantissa.starts_with('-');
    let mantissa = mantissa.trim_start_matches('-');
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let cut = all.trim_end_matches('0');
    let digits = cut.trim_start_matches('0').to_owned();
    if digits.is_empty() {
        return (false, digits, 0);
    }
    let zeros = i64::try_from(all.len() - cut.len()).unwrap_or(i64::MAX);
    let fraction = i64::try_from(fraction.len()).unwrap_or(i64::MAX);
    let power: i64 = power.parse().unwrap_or(i64::MAX);
    (
        negative,
        digits,
        power.saturating_add(zeros).saturating_sub(fraction),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_the_same_by_their_digits() {
        assert!(same_number("1.50e1", "15"));
        assert!(same_number("-0", "0.0e7"));
        assert!(same_number("0.0012", "12E-4"));
        assert!(!same_number("12", "-12"));
        assert!(!same_number(
            "12345678901234567.89",
            "1.2345678901234568e16"
        ));
    }

    #[test]
    fn a_float_of_more_than_fifteen_digits_may_be_rounded() {
        assert!(is_rounded_float("1.2345678901234568e16"));
        assert!(!is_rounded_float("1234567890123.45"));
        assert!(!is_rounded_float("12345678901234567890"));
        assert!(!is_rounded_float("1e300"));
    }
}
