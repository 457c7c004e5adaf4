//! Numbers with every digit as written.

use std::fmt;
use std::str::FromStr;

use super::Decimal;

/// A number with every digit as written: `1.10` stays `1.10`, and forty digits stay forty.
///
/// The type of `type: number` where the description names no format.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

/// A text that is not a number as JSON has them (RFC 8259 section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl Number {
    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest floating-point number.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.0
            .parse()
            .expect("a JSON number reads as f64, however large")
    }

    /// The exact decimal, if it has at most 28 digits.
    #[must_use]
    pub fn to_decimal(&self) -> Option<Decimal> {
        parse_decimal(&self.0)
    }

    /// The whole number, if it is one of 64 bits.
    #[must_use]
    pub fn to_i64(&self) -> Option<i64> {
        self.0
            .parse()
            .ok()
            .or_else(|| Self::whole_digits(&self.0)?.parse().ok())
    }

    /// The plain digits of a whole number written with a fraction or power: `1.0`, `2.5e3`.
    pub(crate) fn whole_digits(digits: &str) -> Option<String> {
        let plain = expand_exponent(digits)?;
        match plain.split_once('.') {
            Some((whole, fraction)) => fraction
                .bytes()
                .all(|digit| digit == b'0')
                .then(|| whole.to_owned()),
            None => Some(plain),
        }
    }
}

/// The exact decimal that the digits of a JSON number mean, if it has at most 28 of them.
pub(crate) fn parse_decimal(digits: &str) -> Option<Decimal> {
    if let Some((digits, places)) = parse_short(digits) {
        return Some(Decimal::new(digits, places));
    }
    // `rust_decimal` takes more: `1_000`, `+1`. A text without a digit is not zero.
    let is_part = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    let mantissa = digits.split(['e', 'E']).next().unwrap_or_default();
    let has_digit = mantissa.bytes().any(|byte| byte.is_ascii_digit());
    if !has_digit || !digits.bytes().all(is_part) || digits.starts_with('+') {
        return None;
    }
    let exact = |digits: &str| rust_decimal::Decimal::from_str_exact(digits).ok();
    let value = exact(digits).or_else(|| exact(&expand_exponent(digits)?))?;
    Some(value.into())
}

/// The digits of a number of at most 18 of them, and how many of them are behind the point. None for other numbers, for
/// powers of ten, and for a zero with a sign, which it keeps.
fn parse_short(text: &str) -> Option<(i64, u32)> {
    let bytes = text.as_bytes();
    let (sign, bytes) = match bytes {
        [b'-', rest @ ..] => (-1, rest),
        _ => (1, bytes),
    };
    let ([b'0'..=b'9', .., b'0'..=b'9'] | [b'0'..=b'9']) = bytes else {
        return None;
    };
    // With a point, one more than the digits.
    if bytes.len() > 18 {
        return None;
    }
    let (mut digits, mut places) = (0, None);
    for byte in bytes {
        match (byte, &mut places) {
            (b'0'..=b'9', places) => {
                digits = digits * 10 + i64::from(byte - b'0');
                if let Some(places) = places {
                    *places += 1;
                }
            }
            (b'.', None) => places = Some(0),
            _ => return None,
        }
    }
    let is_signed_zero = sign < 0 && digits == 0;
    (!is_signed_zero).then(|| (sign * digits, places.unwrap_or(0)))
}

/// Writes out a power of ten. Powers beyond fifty are not anybody's digits.
fn expand_exponent(digits: &str) -> Option<String> {
    let (mantissa, power) = digits.split_once(['e', 'E']).unwrap_or((digits, "0"));
    let power: i32 = power.parse().ok().filter(|power: &i32| power.abs() <= 50)?;
    let (sign, mantissa) = mantissa
        .strip_prefix('-')
        .map_or(("", mantissa), |rest| ("-", rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let point = i32::try_from(whole.len()).ok()?.checked_add(power)?;
    let all = format!("{whole}{fraction}");
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let length = i32::try_from(all.len()).ok()?;
    if point <= 0 {
        return Some(format!("{sign}0.{}{all}", zeros(-point)));
    }
    if point >= length {
        return Some(format!("{sign}{all}{}", zeros(point - length)));
    }
    let (whole, fraction) = all.split_at(usize::try_from(point).ok()?);
    Some(format!("{sign}{whole}.{fraction}"))
}

impl Default for Number {
    fn default() -> Number {
        Number("0".into())
    }
}

impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(digits: &str) -> Result<Number, NotANumber> {
        let tape = crate::json::Tape::parse(digits).map_err(|_| NotANumber)?;
        tape.root()
            .as_number()
            .map(|digits| Number(digits.into()))
            .ok_or(NotANumber)
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for NotANumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a number as JSON has them")
    }
}

impl std::error::Error for NotANumber {}

/// Whole numbers and decimals convert without loss.
macro_rules! from {
    ($($ty:ty)*) => {$(
        impl From<$ty> for Number {
            fn from(value: $ty) -> Number {
                Number(value.to_string().into())
            }
        }
    )*};
}

from!(i32 i64 u32 u64 i128 Decimal);

impl TryFrom<f64> for Number {
    type Error = NotANumber;

    /// # Errors
    /// If it is infinite or not a number.
    fn try_from(value: f64) -> Result<Number, NotANumber> {
        if value.is_finite() {
            Ok(Number(value.to_string().into()))
        } else {
            Err(NotANumber)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_read_as_long_ones_are() {
        for text in [
            "0",
            "-0",
            "0.0",
            "-0.00",
            "1",
            "-1",
            "007",
            "1.10",
            "-1.10",
            "0.05",
            "12345678.90",
            "123456789012345678",
            "12345678901234567.8",
            "1234567890123456789",
            "99999999999999999",
            "1.",
            ".5",
            "-",
            "",
            ".",
            "1.2.3",
            "1e3",
            "1E-2",
            "+1",
            "1_0",
            "--1",
            "1-",
            " 1",
            "٣",
            "-.5",
            "0.123456789012345678",
            "-999999999999999999",
        ] {
            let exact = rust_decimal::Decimal::from_str_exact(text).ok();
            let Some((digits, places)) = parse_short(text) else {
                continue;
            };
            let read = Decimal::new(digits, places);
            let exact = exact.unwrap_or_else(|| panic!("{text} is not a number"));
            assert_eq!(read.to_string(), exact.to_string());
            assert_eq!(read.to_string(), Decimal::from(exact).to_string(), "{text}");
        }
        for text in ["0", "1.10", "-12345678.90", "99999999999999999", "0.05"] {
            assert!(parse_short(text).is_some(), "{text}");
        }
        for text in [
            "-0",
            "-0.0",
            "1.",
            ".5",
            "-",
            "",
            "1e3",
            "+1",
            "1_0",
            "1234567890123456789",
        ] {
            assert_eq!(parse_short(text), None, "{text}");
        }
    }
}
