//! Estimates the size of values in memory, in bytes on a 64-bit machine.
//!
//! Every value counts as large as its optional form, so that an estimate does not depend on which
//! members are required. The real size is at most the estimate, except for user types, which are
//! unknown here.

use crate::api::{Type, TypeId, TypeKind, Width};

/// A pointer to a value elsewhere, perhaps null or absent.
const BOX_BYTES: usize = 16;

/// A type of the user's own, by guess.
const EXTERNAL_BYTES: usize = 64;

/// Returns the size of a named type, from the sizes of the types that it holds.
pub(super) fn size_of(kind: &TypeKind, named: &dyn Fn(TypeId) -> usize) -> usize {
    match kind {
        TypeKind::Struct(object) => {
            let fields = object
                .fields
                .iter()
                .map(|field| size_of_type(&field.ty, named));
            let rest = object.rest.iter().map(|_| MAP_BYTES);
            fields.chain(rest).sum()
        }
        TypeKind::Union(union) => {
            let variants = union.variants.iter();
            let largest = variants
                .map(|variant| size_of_type(&variant.ty, named))
                .max();
            8 + largest.unwrap_or_default().max(JSON_BYTES)
        }
        TypeKind::Newtype(ty) | TypeKind::Alias(ty) => size_of_type(ty, named),
        TypeKind::Enum(_) => TEXT_BYTES,
    }
}

const TEXT_BYTES: usize = 24;
const JSON_BYTES: usize = 24;
const MAP_BYTES: usize = 72;

fn size_of_type(ty: &Type, named: &dyn Fn(TypeId) -> usize) -> usize {
    match ty {
        Type::Bool | Type::Null | Type::Const(_) => 8,
        Type::Integer(width) => size_of_integer(*width),
        Type::Ipv4 | Type::Date => 8,
        Type::Float => 16,
        Type::Decimal | Type::DecimalText | Type::Uuid | Type::Ipv6 => 24,
        Type::Json | Type::Number | Type::Time | Type::Duration => JSON_BYTES,
        Type::Text | Type::Uri | Type::Secret | Type::List(_) => TEXT_BYTES,
        Type::DateTime | Type::Base64 => 40,
        Type::Map(_) => MAP_BYTES,
        Type::Binary => 104,
        Type::Tuple(members) => members
            .iter()
            .map(|member| size_of_type(member, named))
            .sum(),
        Type::Nullable(inner) => 8 + size_of_type(inner, named),
        Type::Named(id) => named(*id),
        Type::Boxed(_) => BOX_BYTES,
        Type::External(_) => EXTERNAL_BYTES,
    }
}

fn size_of_integer(width: Width) -> usize {
    match width {
        Width::I32 | Width::U32 => 8,
        Width::I64 | Width::U64 | Width::TextI64 | Width::TextU64 => 16,
        Width::I128 => 32,
    }
}
