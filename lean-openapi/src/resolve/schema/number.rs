//! Numbers: which type keeps all their digits, which width their bounds ask for.

use super::super::context::Context;
use super::facts::Facts;
use crate::api::{Type, Width};
use crate::document::Bound;

impl Context<'_> {
    pub(super) fn integer_type(&self, facts: &Facts) -> Type {
        self.type_of_format("integer", facts)
            .unwrap_or_else(|| Type::Integer(integer_width(facts)))
    }

    pub(super) fn number_type(&self, facts: &Facts) -> Type {
        if let Some(ty) = self.type_of_format("number", facts) {
            return ty;
        }
        match facts.format.as_deref() {
            Some("float" | "double") => Type::Float,
            Some("decimal" | "decimal128" | "money") => Type::Decimal,
            Some("int32" | "int64" | "integer" | "uint32" | "uint64" | "int") => {
                Type::Integer(integer_width(facts))
            }
            _ if facts.multiple_of.as_deref().is_some_and(is_decimal_step) => Type::Decimal,
            _ => Type::Number,
        }
    }
}

/// A step such as `0.01` is money, or wants to be as exact.
fn is_decimal_step(step: &str) -> bool {
    let step = step.to_ascii_lowercase();
    match step.split_once('e') {
        Some((_, exponent)) => exponent.starts_with('-'),
        None => step
            .split_once('.')
            .is_some_and(|(_, fraction)| fraction.bytes().any(|digit| digit != b'0')),
    }
}

fn integer_width(facts: &Facts) -> Width {
    let least = facts.minimum.as_ref().and_then(whole_bound);
    let most = facts.maximum.as_ref().and_then(whole_bound);
    let never_negative = least.is_some_and(|least| least >= 0);
    let by_format = match facts.format.as_deref() {
        Some("int32" | "int16" | "int8" | "short") => Some(Width::I32),
        Some("uint32" | "uint16" | "uint8") => Some(Width::U32),
        Some("int64" | "long") => Some(Width::I64),
        Some("uint64" | "uint" | "unsigned") => Some(Width::U64),
        Some("int128" | "uint128") => Some(Width::I128),
        _ => None,
    };
    let width = match by_format {
        // `int64` and yet larger: what the bounds say is what comes.
        Some(Width::I64) | None
            if never_negative && most.is_some_and(|most| most > i128::from(i64::MAX)) =>
        {
            Width::U64
        }
        Some(width) => width,
        None => Width::I64,
    };
    widen(width, least, most)
}

/// The same width, or one that the bounds fit into.
fn widen(width: Width, least: Option<i128>, most: Option<i128>) -> Width {
    let fits = |low: i128, high: i128| {
        least.is_none_or(|least| least >= low) && most.is_none_or(|most| most <= high)
    };
    let is_exact = least.is_some() && most.is_some();
    match width {
        Width::I32 if !fits(i128::from(i32::MIN), i128::from(i32::MAX)) => {
            widen(Width::I64, least, most)
        }
        Width::U32 if !fits(i128::MIN, i128::from(u32::MAX)) => widen(Width::U64, least, most),
        // Bounds beyond 64 bits are mostly `i64::MAX` or `u64::MAX` after a trip through a float.
        Width::I64 if is_exact && !fits(-NEAR_I64, NEAR_I64) => Width::I128,
        Width::U64 if most.is_some_and(|most| most > NEAR_U64) => Width::I128,
        Width::I32
        | Width::I64
        | Width::U32
        | Width::U64
        | Width::I128
        | Width::TextI64
        | Width::TextU64 => width,
    }
}

/// `i64::MAX` as JavaScript prints it, and a little more.
const NEAR_I64: i128 = 9_223_372_036_854_780_000;
/// `u64::MAX` as JavaScript prints it, and a little more.
const NEAR_U64: i128 = 18_446_744_073_709_560_000;

/// Returns a bound as a whole number: exponents and fractions are computed, values beyond all
/// widths are clamped.
fn whole_bound(bound: &Bound) -> Option<i128> {
    let value = bound.value.parse::<i128>().ok().or_else(|| {
        let float: f64 = bound.value.parse().ok()?;
        // The conversion saturates, which is as good as any number beyond 64 bits.
        #[allow(clippy::cast_possible_truncation)]
        Some(float as i128)
    })?;
    Some(value)
}
