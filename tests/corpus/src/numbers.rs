//! Numbers by value, with every digit: `1.50`, `15e-1` and `1.5` are the same.

/// Sign, digits without zeros at either end, and the power of ten after the last digit.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Value(bool, String, i64);

/// Returns true if two spellings are the same number. For doubles, spellings with sixteen digits or
/// more may differ: languages choose different ones if two are equally near.
pub(crate) fn are_same(left: &str, right: &str) -> bool {
    let double = |text: &str| {
        let exact = value(text).1.len() >= 16;
        text.parse::<f64>().ok().filter(|_| exact)
    };
    value(left) == value(right) || double(left).is_some_and(|left| double(right) == Some(left))
}

fn value(text: &str) -> Value {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let negative = mantissa.starts_with('-');
    let (whole, fraction) = mantissa
        .trim_start_matches(['-', '+'])
        .split_once('.')
        .unwrap_or((mantissa.trim_start_matches(['-', '+']), ""));
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let significant = digits.trim_end_matches('0');
    if significant.is_empty() {
        return Value(false, String::new(), 0);
    }
    let dropped = i64::try_from(digits.len() - significant.len()).unwrap_or(0);
    let places = i64::try_from(fraction.len()).unwrap_or(0);
    let power = exponent
        .trim_start_matches('+')
        .parse::<i64>()
        .unwrap_or(i64::MAX / 4);
    Value(negative, significant.to_owned(), power - places + dropped)
}

#[cfg(test)]
mod tests {
    use super::{are_same, value};

    #[test]
    fn the_same_number_in_several_spellings() {
        assert_eq!(value("1.50"), value("15e-1"));
        assert_eq!(value("-0"), value("0.000"));
        assert_eq!(value("1200"), value("1.2E+3"));
    }

    #[test]
    fn two_spellings_of_a_double() {
        assert!(are_same("-122.43301391601562", "-122.43301391601563"));
        assert!(are_same("67.56399536132812", "67.56399536132813"));
        assert!(!are_same("122.43301391601562", "122.43301391601564"));
        assert!(!are_same("0.1", "0.10000000000000001"));
    }

    #[test]
    fn every_digit_counts() {
        assert_ne!(
            value("123456789012345678.12"),
            value("123456789012345678.13")
        );
        assert_ne!(value("1"), value("-1"));
    }
}
