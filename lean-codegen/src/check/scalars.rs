//! The Rust types that hold the description's scalars without loss.

use crate::api::{Type, Width};

/// Types that hold every value of a scalar when it is read.
pub(super) fn types_that_hold(ty: &Type) -> &'static [&'static str] {
    match ty {
        Type::Bool => &["bool"],
        Type::Integer(Width::I32) => &["i32", "i64", "i128", "Number", "Decimal"],
        Type::Integer(Width::I64) => &["i64", "i128", "Number", "Decimal"],
        Type::Integer(Width::U32) => &["u32", "u64", "i64", "i128", "Number", "Decimal"],
        Type::Integer(Width::U64) => &["u64", "i128", "Number", "Decimal"],
        Type::Integer(Width::I128) => &["i128", "Number"],
        Type::Integer(Width::TextI64) => &["Text<i64>", "String"],
        Type::Integer(Width::TextU64) => &["Text<u64>", "String"],
        Type::Float => &["f64", "Number"],
        // A number of too many digits is an error of decoding, never rounded.
        Type::Number | Type::Decimal => &["Number", "Decimal"],
        Type::DecimalText => &["DecimalText", "String"],
        Type::Text | Type::Uri => &["String", "Secret"],
        Type::Secret => &["Secret"],
        Type::Date => &["Date", "String"],
        Type::DateTime => &["DateTime", "String"],
        Type::Time => &["Time", "String"],
        Type::Duration => &["Duration", "String"],
        Type::Uuid => &["Uuid", "String"],
        Type::Ipv4 => &["Ipv4Addr", "String"],
        Type::Ipv6 => &["Ipv6Addr", "String"],
        Type::Base64 => &["Base64", "String"],
        Type::Binary => &["File"],
        Type::Json => &["Json"],
        Type::Const(json) => types_of_constant(json),
        Type::Null
        | Type::List(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Named(_)
        | Type::Boxed(_)
        | Type::External(_) => &[],
    }
}

/// Types of which every value is one of a scalar, when it is sent; the engine writes them as they are.
pub(super) fn types_to_send(ty: &Type) -> &'static [&'static str] {
    match ty {
        Type::Integer(Width::I32) => &["i32"],
        Type::Integer(Width::I64) => &["i64", "i32", "u32"],
        Type::Integer(Width::U32) => &["u32"],
        Type::Integer(Width::U64) => &["u64", "u32"],
        Type::Integer(Width::I128) => &["i128", "i64", "u64", "i32", "u32"],
        Type::Integer(Width::TextI64) => &["Text<i64>"],
        Type::Integer(Width::TextU64) => &["Text<u64>"],
        Type::Float => &["f64", "i32", "u32"],
        Type::Number | Type::Decimal => &["Number", "Decimal", "i64", "i32", "u64", "u32", "i128"],
        Type::DecimalText => &["DecimalText"],
        Type::Text | Type::Uri => &["String"],
        Type::Secret => &["Secret", "String"],
        Type::Date => &["Date"],
        Type::DateTime => &["DateTime"],
        Type::Time => &["Time"],
        Type::Duration => &["Duration"],
        Type::Uuid => &["Uuid"],
        Type::Ipv4 => &["Ipv4Addr"],
        Type::Ipv6 => &["Ipv6Addr"],
        Type::Base64 => &["Base64"],
        other => types_that_hold(other),
    }
}

/// Other types that can be sent for a scalar, converted to this type first.
pub(super) fn widened_type(ty: &Type, simple: &str) -> Option<&'static str> {
    let small_signed = matches!(simple, "i8" | "i16");
    let small = matches!(simple, "u8" | "u16");
    Some(match ty {
        Type::Integer(Width::I32) if small || small_signed => "i32",
        Type::Integer(Width::I64 | Width::I128) | Type::Number | Type::Decimal
            if small || small_signed =>
        {
            "i64"
        }
        Type::Integer(Width::U32) if small => "u32",
        Type::Integer(Width::U64) if small => "u64",
        Type::Float if small || small_signed || simple == "f32" => "f64",
        Type::Integer(Width::TextI64) if simple == "i64" => "Text<i64>",
        Type::Integer(Width::TextU64) if simple == "u64" => "Text<u64>",
        Type::DecimalText if simple == "Decimal" => "DecimalText",
        _ => return None,
    })
}

/// The reason why a type that looks right does not fit.
pub(super) fn mismatch_reason(ty: &Type, simple: &str, sent: bool) -> Option<&'static str> {
    match (ty, simple) {
        (Type::Number | Type::Decimal | Type::DecimalText, "f32" | "f64") => {
            Some("floats round, so amounts could change")
        }
        (Type::Secret, "String") => Some("a `String` would be shown by `Debug`, a secret is not"),
        (Type::Integer(_), "usize" | "isize") => Some("its width depends on the machine"),
        (Type::Integer(_), "f32" | "f64") => Some("a float rounds large whole numbers"),
        (Type::Integer(_), "i8" | "i16" | "i32" | "u8" | "u16" | "u32" | "u64" | "i64")
            if !sent =>
        {
            Some("not every value fits into it")
        }
        (Type::Integer(_), "i64" | "u64" | "i128" | "u128" | "i32" | "u32") if sent => {
            Some("not every value of this type is valid here")
        }
        (
            Type::Date
            | Type::DateTime
            | Type::Time
            | Type::Duration
            | Type::Uuid
            | Type::Ipv4
            | Type::Ipv6,
            "String",
        ) if sent => Some("not every text is valid: parse it first"),
        _ => None,
    }
}

fn types_of_constant(json: &str) -> &'static [&'static str] {
    match json.as_bytes().first() {
        Some(b'"') => &["String", "Fixed"],
        Some(b't' | b'f') => &["bool", "Fixed"],
        Some(b'-' | b'0'..=b'9') => &["Number", "Fixed"],
        _ => &["Json", "Fixed"],
    }
}
