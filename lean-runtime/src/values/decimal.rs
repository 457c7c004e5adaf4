//! Exact decimals that are written back as they came.

use std::fmt;
use std::iter::Sum;
use std::ops::{
    Add, AddAssign, Deref, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign,
};
use std::str::FromStr;

use super::number::{NotANumber, parse_decimal};

type Inner = rust_decimal::Decimal;

/// An exact decimal of up to 28 digits, for money. A number on the wire that has more digits is an error, never
/// rounded.
///
/// It is the `Decimal` of the crate `rust_decimal` with another serde: `serde_json` writes it as a number and reads it
/// from a number, both with every digit. All methods of `rust_decimal` that take `&self` can be called on it; `From`
/// converts in both directions.
///
/// ```
/// # use lean_runtime::values::Decimal;
/// let price: Decimal = "12345678901234567.89".parse()?;
/// let total = price + Decimal::new(11, 2);
/// assert_eq!(total.to_string(), "12345678901234568.00");
/// assert_eq!(serde_json::to_string(&total)?, "12345678901234568.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(Inner);

impl Decimal {
    /// 0
    pub const ZERO: Self = Self(Inner::ZERO);
    /// 1
    pub const ONE: Self = Self(Inner::ONE);
    /// 10
    pub const TEN: Self = Self(Inner::TEN);
    /// 100
    pub const ONE_HUNDRED: Self = Self(Inner::ONE_HUNDRED);
    /// The largest decimal: 79228162514264337593543950335
    pub const MAX: Self = Self(Inner::MAX);
    /// The smallest decimal: -79228162514264337593543950335
    pub const MIN: Self = Self(Inner::MIN);

    /// Returns `digits` with the decimal point `places` from the right: `new(12_550, 2)` is 125.50.
    ///
    /// # Panics
    /// With more than 28 places.
    #[must_use]
    pub fn new(digits: i64, places: u32) -> Self {
        Self(Inner::new(digits, places))
    }

    /// Returns the decimal with at most this many places; halves are rounded to the even neighbour.
    #[must_use]
    pub fn round_dp(&self, places: u32) -> Self {
        Self(self.0.round_dp(places))
    }

    /// Returns the decimal without its sign.
    #[must_use]
    pub fn abs(&self) -> Self {
        Self(self.0.abs())
    }

    /// Returns the decimal without zeros at the end of its fraction.
    #[must_use]
    pub fn normalize(&self) -> Self {
        Self(self.0.normalize())
    }

    /// Adds; none if the sum has too many digits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Subtracts; none if the difference has too many digits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Multiplies; none if the product is too large.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        self.0.checked_mul(other.0).map(Self)
    }

    /// Divides; none if the other is zero or the quotient is too large.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.0.checked_div(other.0).map(Self)
    }

    /// Returns what a division leaves; none if the other is zero.
    #[must_use]
    pub fn checked_rem(self, other: Self) -> Option<Self> {
        self.0.checked_rem(other.0).map(Self)
    }
}

impl Deref for Decimal {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl From<Inner> for Decimal {
    fn from(value: Inner) -> Self {
        Self(value)
    }
}

impl From<Decimal> for Inner {
    fn from(value: Decimal) -> Self {
        value.0
    }
}

impl PartialEq<Inner> for Decimal {
    fn eq(&self, other: &Inner) -> bool {
        self.0 == *other
    }
}

impl PartialEq<Decimal> for Inner {
    fn eq(&self, other: &Decimal) -> bool {
        *self == other.0
    }
}

/// Reads all digits, or fails: nothing is rounded.
impl FromStr for Decimal {
    type Err = NotANumber;

    fn from_str(digits: &str) -> Result<Self, NotANumber> {
        parse_decimal(digits).ok_or(NotANumber)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

macro_rules! whole {
    ($($ty:ty)*) => {$(
        impl From<$ty> for Decimal {
            fn from(value: $ty) -> Self {
                Self(value.into())
            }
        }
    )*};
}

whole!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

macro_rules! operators {
    ($($op:ident $method:ident $assign:ident $method_assign:ident;)*) => {$(
        impl $op for Decimal {
            type Output = Self;

            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0))
            }
        }

        impl $op<&Self> for Decimal {
            type Output = Self;

            fn $method(self, other: &Self) -> Self {
                Self(self.0.$method(other.0))
            }
        }

        impl $assign for Decimal {
            fn $method_assign(&mut self, other: Self) {
                self.0.$method_assign(other.0);
            }
        }
    )*};
}

operators! {
    Add add AddAssign add_assign;
    Sub sub SubAssign sub_assign;
    Mul mul MulAssign mul_assign;
    Div div DivAssign div_assign;
    Rem rem RemAssign rem_assign;
}

impl Neg for Decimal {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

impl<'d> Sum<&'d Self> for Decimal {
    fn sum<I: Iterator<Item = &'d Self>>(all: I) -> Self {
        all.fold(Self::ZERO, |sum, decimal| sum + decimal)
    }
}
