//! Finds the type at a place of a response.

use crate::api::{Operation, Type, TypeDef, TypeKind};

/// The type at a place.
pub(super) enum TypeAt<'t> {
    /// A value of this type.
    Typed(&'t Type),
    /// Unknown: any JSON, or one of several types.
    Untold,
    /// Nothing; the members that there are where it was looked for.
    Missing(Vec<&'t str>),
}

/// The type of what the operation yields.
pub(super) fn success_type(operation: &Operation) -> Option<&Type> {
    let mut cases = operation.success.cases.iter();
    cases.find(|case| case.codec.is_some()).map(|case| &case.ty)
}

/// Finds the type at a JSON Pointer.
pub(super) fn type_at<'t>(types: &'t [TypeDef], ty: &'t Type, pointer: &str) -> TypeAt<'t> {
    let mut ty = unwrap_type(types, ty);
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        ty = match ty {
            Type::Named(id) | Type::Boxed(id) => match &types[id.0].kind {
                TypeKind::Struct(object) => {
                    let mut fields = object.fields.iter();
                    match (fields.find(|field| field.name.wire == token), &object.rest) {
                        (Some(field), _) => &field.ty,
                        (None, Some(rest)) => rest,
                        (None, None) => {
                            let names = object.fields.iter();
                            return TypeAt::Missing(names.map(|field| &*field.name.wire).collect());
                        }
                    }
                }
                TypeKind::Union(_) => return TypeAt::Untold,
                TypeKind::Enum(_) | TypeKind::Newtype(_) | TypeKind::Alias(_) => {
                    return TypeAt::Missing(Vec::new());
                }
            },
            Type::Map(value) => value,
            Type::Json | Type::External(_) => return TypeAt::Untold,
            _ => return TypeAt::Missing(Vec::new()),
        };
        ty = unwrap_type(types, ty);
    }
    match ty {
        Type::Json | Type::External(_) => TypeAt::Untold,
        Type::Named(id) | Type::Boxed(id) if matches!(types[id.0].kind, TypeKind::Union(_)) => {
            TypeAt::Untold
        }
        _ => TypeAt::Typed(ty),
    }
}

/// The pointers to the lists that are in the value itself, or are members of it.
pub(super) fn list_pointers(types: &[TypeDef], ty: &Type) -> Vec<String> {
    match unwrap_type(types, ty) {
        Type::List(_) => vec![String::new()],
        Type::Named(id) | Type::Boxed(id) => match &types[id.0].kind {
            TypeKind::Struct(object) => {
                let is_list = |ty| matches!(unwrap_type(types, ty), Type::List(_));
                let fields = object.fields.iter().filter(|field| is_list(&field.ty));
                let name = |wire: &str| wire.replace('~', "~0").replace('/', "~1");
                fields
                    .map(|field| format!("/{}", name(&field.name.wire)))
                    .collect()
            }
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Newtype(_) | TypeKind::Alias(_) => {
                Vec::new()
            }
        },
        _ => Vec::new(),
    }
}

/// The type behind aliases and `null`.
pub(super) fn unwrap_type<'t>(types: &'t [TypeDef], ty: &'t Type) -> &'t Type {
    let mut ty = ty;
    for _ in 0..64 {
        ty = match ty {
            Type::Nullable(inner) => inner,
            Type::Named(id) | Type::Boxed(id) => match &types[id.0].kind {
                TypeKind::Alias(inner) => inner,
                TypeKind::Struct(_)
                | TypeKind::Enum(_)
                | TypeKind::Union(_)
                | TypeKind::Newtype(_) => return ty,
            },
            _ => return ty,
        };
    }
    ty
}

/// Returns true if a value of that type may be an integer or a string, as cursors are.
pub(super) fn is_scalar(types: &[TypeDef], ty: &Type) -> bool {
    match unwrap_type(types, ty) {
        Type::List(_) | Type::Tuple(_) | Type::Map(_) | Type::Bool | Type::Null | Type::Binary => {
            false
        }
        Type::Named(id) | Type::Boxed(id) => match &types[id.0].kind {
            TypeKind::Struct(_) => false,
            TypeKind::Newtype(inner) => is_scalar(types, inner),
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => true,
        },
        _ => true,
    }
}
