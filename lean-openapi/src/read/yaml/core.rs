//! The core schema of YAML 1.2: what a scalar without quotes means.

use super::super::Scalar;
use super::super::json::is_number;

/// Resolves a plain scalar. Dates are strings; so are `.inf` and `.nan`, which no JSON number is.
pub(super) fn resolve(text: &str) -> Scalar {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Scalar::Null,
        "true" | "True" | "TRUE" => Scalar::Bool(true),
        "false" | "False" | "FALSE" => Scalar::Bool(false),
        _ => match number(text) {
            Some(number) => Scalar::Number(number.as_str().into()),
            None => Scalar::String(text.into()),
        },
    }
}

/// The number as JSON writes it: every digit kept, no plus sign, no leading zeros, no bare point.
fn number(text: &str) -> Option<String> {
    let first = *text.as_bytes().first()?;
    if !first.is_ascii_digit() && !matches!(first, b'-' | b'+' | b'.') {
        return None;
    }
    if is_number(text.as_bytes()) {
        return Some(text.to_owned());
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return parse_radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return parse_radix(digits, 8);
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let mantissa_end = digits.find(['e', 'E']).unwrap_or(digits.len());
    let (mantissa, exponent) = digits.split_at(mantissa_end);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = whole.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        trimmed => trimmed,
    };
    let point = if fraction.is_empty() { "" } else { "." };
    let number = format!("{sign}{whole}{point}{fraction}{exponent}");
    is_number(number.as_bytes()).then_some(number)
}

/// Hexadecimal and octal; beyond 128 bits it stays text.
fn parse_radix(digits: &str, radix: u32) -> Option<String> {
    let only_digits = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    if !only_digits {
        return None;
    }
    u128::from_str_radix(digits, radix)
        .ok()
        .map(|number| number.to_string())
}
