//! The meaning of a user's type, as far as its tokens show.

use syn::punctuated::Punctuated;
use syn::{GenericArgument, PathArguments, ReturnType, Token, Type, TypeParamBound, TypePath};

/// A type by its form.
pub(crate) enum UserType<'t> {
    /// `()`.
    Unit,
    /// `str`.
    Str,
    /// `&T`.
    Reference(&'t Type),
    /// `[T]`, `[T; n]`.
    Slice(&'t Type),
    /// `(A, B)`.
    Tuple(Vec<&'t Type>),
    /// `Option<T>`.
    Option(&'t Type),
    /// `lean::Maybe<T>`.
    Maybe(&'t Type),
    /// `Vec<T>`.
    List(&'t Type),
    /// A map from text to `T`.
    Map(&'t Type),
    /// `Box<T>`.
    Boxed(&'t Type),
    /// `impl Into<T>`.
    Into(&'t Type),
    /// `impl AsRef<str>`.
    AsText,
    /// A type that the description's scalars are made of: `i64`, `lean::Date`, `Text<Decimal>`.
    Scalar(String),
    /// Some other type with a name.
    Named(&'t TypePath),
    /// Anything else.
    Other,
}

/// The names of scalar types, and names that look like scalar types.
const SCALARS: &[&str] = &[
    "bool",
    "char",
    "String",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "f32",
    "f64",
    "Json",
    "Number",
    "Decimal",
    "DecimalText",
    "Date",
    "DateTime",
    "Time",
    "Duration",
    "Uuid",
    "Ipv4Addr",
    "Ipv6Addr",
    "Secret",
    "Base64",
    "File",
    "Fixed",
    "Cow",
];

/// A type without the parentheses and invisible groups around it.
pub(crate) fn strip_parentheses(ty: &Type) -> &Type {
    match ty {
        Type::Paren(inner) => strip_parentheses(&inner.elem),
        Type::Group(inner) => strip_parentheses(&inner.elem),
        other => other,
    }
}

/// The form of a type.
pub(crate) fn parse_type(ty: &Type) -> UserType<'_> {
    match strip_parentheses(ty) {
        Type::Tuple(tuple) if tuple.elems.is_empty() => UserType::Unit,
        Type::Tuple(tuple) => UserType::Tuple(tuple.elems.iter().collect()),
        Type::Reference(reference) => UserType::Reference(&reference.elem),
        Type::Slice(slice) => UserType::Slice(&slice.elem),
        Type::Array(array) => UserType::Slice(&array.elem),
        Type::ImplTrait(some) => parse_bounds(&some.bounds),
        Type::Path(path) if path.qself.is_none() => parse_path(path),
        _ => UserType::Other,
    }
}

fn parse_path(path: &TypePath) -> UserType<'_> {
    let Some(last) = path.path.segments.last() else {
        return UserType::Other;
    };
    let name = last.ident.to_string();
    let arguments = generic_types(&last.arguments);
    match (name.as_str(), arguments.as_slice()) {
        ("str", []) => UserType::Str,
        ("Option", [inner]) => UserType::Option(inner),
        ("Maybe", [inner]) => UserType::Maybe(inner),
        ("Vec", [inner]) => UserType::List(inner),
        ("Box", [inner]) => UserType::Boxed(inner),
        ("Map", [inner]) => UserType::Map(inner),
        ("HashMap" | "BTreeMap" | "IndexMap", [_, inner]) => UserType::Map(inner),
        ("Text", [inner]) => match parse_type(inner) {
            UserType::Scalar(inner) if inner == "Decimal" => {
                UserType::Scalar("DecimalText".to_owned())
            }
            UserType::Scalar(inner) => UserType::Scalar(format!("Text<{inner}>")),
            _ => UserType::Named(path),
        },
        ("Cow", [text]) if matches!(parse_type(text), UserType::Str) => UserType::AsText,
        (scalar, []) if SCALARS.contains(&scalar) && is_ours_or_plain(path) => {
            UserType::Scalar(name)
        }
        _ => UserType::Named(path),
    }
}

/// Returns true if a path can mean a type of the standard library or of ours: `Date`, `lean::Date`, `std::string::String`.
fn is_ours_or_plain(path: &TypePath) -> bool {
    let others = ["chrono", "time", "jiff", "serde_json", "bson"];
    path.path.segments.first().is_some_and(|first| {
        path.path.segments.len() == 1 || !others.iter().any(|other| first.ident == other)
    })
}

/// `impl Into<T>` or `impl AsRef<str>`, also as the bounds of a type parameter.
pub(crate) fn parse_bounds(bounds: &Punctuated<TypeParamBound, Token![+]>) -> UserType<'_> {
    for bound in bounds {
        let TypeParamBound::Trait(bound) = bound else {
            continue;
        };
        let Some(last) = bound.path.segments.last() else {
            continue;
        };
        match (
            last.ident.to_string().as_str(),
            generic_types(&last.arguments).as_slice(),
        ) {
            ("Into", [target]) => return UserType::Into(target),
            ("AsRef", [target]) if matches!(parse_type(target), UserType::Str) => {
                return UserType::AsText;
            }
            _ => {}
        }
    }
    UserType::Other
}

/// The types among generic arguments.
pub(crate) fn generic_types(arguments: &PathArguments) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else {
        return Vec::new();
    };
    let items = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    items.collect()
}

/// The last name of a path, and the types that it is given: `Result`, `[T, E]`.
pub(crate) fn split_generics(ty: &Type) -> Option<(String, Vec<&Type>)> {
    let Type::Path(path) = strip_parentheses(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    Some((last.ident.to_string(), generic_types(&last.arguments)))
}

/// The type of ours in a result that lacks what it is generic over: `lean::Pages`, `lean::CallError`.
pub(crate) fn find_missing_generics<'t>(
    ty: &'t Type,
    facade: &str,
) -> Option<(&'static str, &'t Type)> {
    const GENERIC: [&str; 6] = ["Call", "CallError", "Events", "Lines", "Pages", "Response"];
    let ty = strip_parentheses(ty);
    if let Some(future) = find_associated(ty, "Future", "Output") {
        return find_missing_generics(future, facade);
    }
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    if let PathArguments::AngleBracketed(_) = &last.arguments {
        return generic_types(&last.arguments)
            .into_iter()
            .find_map(|inner| find_missing_generics(inner, facade));
    }
    // Of another crate, or imported under that name, it may be an alias that lacks nothing.
    let name = GENERIC.into_iter().find(|name| last.ident == name)?;
    let whole = type_text(ty);
    (whole.trim_start_matches("::") == format!("{facade}::{name}")).then_some((name, ty))
}

/// The type in `-> T`.
pub(crate) fn return_type(output: &ReturnType) -> Option<&Type> {
    match output {
        ReturnType::Type(_, ty) => Some(strip_parentheses(ty)),
        ReturnType::Default => None,
    }
}

/// `Item = T` in `impl Stream<Item = T>`, `Output = T` in `impl Future<Output = T>`.
pub(crate) fn find_associated<'t>(ty: &'t Type, of: &str, name: &str) -> Option<&'t Type> {
    let Type::ImplTrait(some) = strip_parentheses(ty) else {
        return None;
    };
    some.bounds.iter().find_map(|bound| {
        let TypeParamBound::Trait(bound) = bound else {
            return None;
        };
        let last = bound.path.segments.last().filter(|last| last.ident == of)?;
        let PathArguments::AngleBracketed(arguments) = &last.arguments else {
            return None;
        };
        arguments.args.iter().find_map(|argument| match argument {
            GenericArgument::AssocType(assigned) if assigned.ident == name => Some(&assigned.ty),
            _ => None,
        })
    })
}

/// A type as its user wrote it, on one line.
pub(crate) fn type_text(ty: &Type) -> String {
    let mut text = quote::ToTokens::to_token_stream(ty).to_string();
    for (spaced, tight) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" < ", "<"),
        ("< ", "<"),
        (" >", ">"),
        ("& ", "&"),
        (" ,", ","),
        ("( ", "("),
        (" )", ")"),
        (" <", "<"),
        ("[ ", "["),
        (" ]", "]"),
    ] {
        text = text.replace(spaced, tight);
    }
    text
}
