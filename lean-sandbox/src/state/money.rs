//! Exact amounts of currencies with two decimal places.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use crate::json::Json;

/// An amount in hundredths: fils of a dirham, halalas of a riyal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Money(pub(crate) i64);

impl Money {
    pub(super) const fn whole(units: i64) -> Self {
        Self(units * 100)
    }

    pub(super) fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Without its sign.
    pub(super) fn size(self) -> Self {
        Self(self.0.abs())
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative() { "-" } else { "" };
        let hundredths = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", hundredths / 100, hundredths % 100)
    }
}

/// The error for a text that is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotMoney;

impl FromStr for Money {
    type Err = NotMoney;

    /// Takes plain decimals, of at most two places that are not zero.
    fn from_str(text: &str) -> Result<Self, NotMoney> {
        let (negative, digits) = text
            .strip_prefix('-')
            .map_or((false, text), |digits| (true, digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let fraction = fraction.trim_end_matches('0');
        let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || fraction.len() > 2 {
            return Err(NotMoney);
        }
        let hundredths: i64 = format!("{whole}{fraction:0<2}")
            .parse()
            .map_err(|_| NotMoney)?;
        Ok(Self(if negative { -hundredths } else { hundredths }))
    }
}

impl From<Money> for Json {
    fn from(money: Money) -> Self {
        Self::Number(money.to_string())
    }
}

impl Add for Money {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::default(), Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        for text in ["0.00", "-0.05", "1250.75", "92233720368547758.07"] {
            assert_eq!(
                text.parse::<Money>().map(|money| money.to_string()),
                Ok(text.to_owned())
            );
        }
        assert_eq!("25.1000".parse(), Ok(Money(2510)));
        for text in [
            "",
            ".5",
            "1e3",
            "1.001",
            "92233720368547758.08",
            "1,5",
            "--1",
        ] {
            assert_eq!(text.parse::<Money>(), Err(NotMoney), "{text}");
        }
    }
}
