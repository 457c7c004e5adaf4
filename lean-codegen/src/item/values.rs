//! The values of arguments: their readers, and the messages about wrong values.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, bracketed};

use super::attribute::{Base, Chosen, Drift};
use super::names::WrittenName;
use crate::api::Type;

pub(super) fn parse_key(input: ParseStream<'_>) -> syn::Result<Ident> {
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        let message = format!(
            "expected the name of an argument: `spec = {}`",
            literal.to_token_stream()
        );
        return Err(syn::Error::new(literal.span(), message));
    }
    input.call(Ident::parse_any).map_err(|error| {
        syn::Error::new(
            error.span(),
            "expected an argument such as `spec = \"openapi.yaml\"`",
        )
    })
}

/// Adds what a key takes to a message that only names the expected token.
pub(super) fn add_expected<'k>(
    key: &'k Ident,
    what: &'k str,
    example: &'k str,
) -> impl Fn(syn::Error) -> syn::Error {
    let expected = format!("`{key}` takes {what}: `{example}`");
    move |error| {
        let found = error.to_string();
        let is_bare = found.starts_with("expected ") || found.starts_with("unexpected ");
        if is_bare && !found.contains(": `") {
            return syn::Error::new(error.span(), &expected);
        }
        error
    }
}

/// The place of the remaining tokens, for a message.
pub(super) fn rest_span(input: ParseStream<'_>) -> syn::Result<Span> {
    let at = input.span();
    input.parse::<TokenStream>()?;
    Ok(at)
}

/// The value after `=`.
pub(super) fn parse_value<T: Parse>(
    input: ParseStream<'_>,
    key: &Ident,
    example: &str,
) -> syn::Result<T> {
    let (what, is_path) = match example.starts_with('"') {
        true => ("a path in quotes", true),
        false => ("a name without quotes", false),
    };
    let wrong = |at: Span, more: &str| {
        let message = format!("`{key}` takes {what}: `{key} = {example}`{more}");
        syn::Error::new(at, message)
    };
    let here = || match input.is_empty() {
        true => key.span(),
        false => input.span(),
    };
    let at = here();
    input.parse::<Token![=]>().map_err(|_| wrong(at, ""))?;
    let at = here();
    let more = match is_path && input.peek(Ident) && input.peek2(Token![!]) {
        true => {
            "; macros are not expanded here; `relative_to = file` and `relative_to = out_dir` set the base folder"
        }
        false => "",
    };
    let value = input.parse().map_err(|_| wrong(at, more))?;
    if !is_path && input.peek(Token![::]) {
        rest_span(input)?;
        return Err(wrong(at, ""));
    }
    Ok(value)
}

pub(super) fn expect_end(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    let error = input.error("expected a comma before this");
    input.parse::<TokenStream>()?;
    Err(error)
}

pub(super) fn parse_base(input: ParseStream<'_>) -> syn::Result<Base> {
    input.parse::<Token![=]>()?;
    let word = input.call(Ident::parse_any)?;
    match word.to_string().as_str() {
        "package" => Ok(Base::Package),
        "file" => Ok(Base::File),
        "out_dir" => Ok(Base::OutDir),
        _ => Err(syn::Error::new(
            word.span(),
            "`relative_to` is `package`, `file` or `out_dir`",
        )),
    }
}

pub(super) fn parse_drift(input: ParseStream<'_>) -> syn::Result<Drift> {
    input.parse::<Token![=]>()?;
    let word = input.call(Ident::parse_any)?;
    match word.to_string().as_str() {
        "deny" => Ok(Drift::Deny),
        "warn" => Ok(Drift::Warn),
        "off" => Ok(Drift::Off),
        _ => Err(syn::Error::new(
            word.span(),
            "`drift` is `deny`, `warn` or `off`",
        )),
    }
}

pub(super) fn parse_list<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    input.parse::<Token![=]>()?;
    let content;
    bracketed!(content in input);
    Ok(Punctuated::<T, Token![,]>::parse_terminated(&content)?
        .into_iter()
        .collect())
}

pub(super) fn parse_names(input: ParseStream<'_>) -> syn::Result<Vec<(String, Span)>> {
    Ok(parse_list::<WrittenName>(input)?
        .into_iter()
        .map(|name| (name.text, name.span))
        .collect())
}

pub(super) fn parse_operations(input: ParseStream<'_>, key: &Ident) -> syn::Result<Chosen> {
    if input.peek2(Ident) {
        input.parse::<Token![=]>()?;
        let word: Ident = input.parse()?;
        return if word == "all" {
            Ok(Chosen::All)
        } else {
            Err(syn::Error::new(
                word.span(),
                "expected `all`, or a list: `operations = [listThings, GET \"/things\"]`",
            ))
        };
    }
    let example = "operations = [listThings, GET \"/things\"]";
    let list = parse_list(input).map_err(add_expected(key, "`all`, or a list", example))?;
    Ok(Chosen::Operations(list))
}

/// `crate = path`, or the path in quotes as serde has it.
pub(super) fn parse_facade(input: ParseStream<'_>, key: &Ident) -> syn::Result<TokenStream> {
    let at = match input.is_empty() {
        true => key.span(),
        false => input.span(),
    };
    let wrong = |at| {
        let message = "`crate` takes the path of this crate: `crate = my::lean`";
        move |_| syn::Error::new(at, message)
    };
    input.parse::<Token![=]>().map_err(wrong(at))?;
    let at = match input.is_empty() {
        true => key.span(),
        false => input.span(),
    };
    let path = match input.peek(LitStr) {
        true => input.parse::<LitStr>()?.parse::<syn::Path>(),
        false => input.call(syn::Path::parse_mod_style),
    };
    Ok(path.map_err(wrong(at))?.into_token_stream())
}

pub(super) fn parse_formats(input: ParseStream<'_>) -> syn::Result<Vec<FormatType>> {
    let content;
    syn::parenthesized!(content in input);
    let pairs = Punctuated::<FormatType, Token![,]>::parse_terminated(&content)?;
    Ok(pairs.into_iter().collect())
}

/// A type that is chosen for a format: `"date-time" = String`.
#[derive(Clone)]
pub struct FormatType {
    /// The format, or a type and its format: `string:date-time`.
    pub name: WrittenName,
    /// The type.
    pub ty: Type,
    /// The type as it is written.
    pub path: TokenStream,
}

impl Parse for FormatType {
    fn parse(input: ParseStream<'_>) -> syn::Result<FormatType> {
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        let path: syn::Path = input.parse()?;
        let ty = runtime_type(&path)
            .unwrap_or_else(|| Type::External(path.to_token_stream().to_string()));
        let path = path.to_token_stream();
        Ok(FormatType { name, ty, path })
    }
}

/// The types that the runtime has itself, by their plain name.
fn runtime_type(path: &syn::Path) -> Option<Type> {
    Some(match path.get_ident()?.to_string().as_str() {
        "String" => Type::Text,
        "bool" => Type::Bool,
        "i32" => Type::Integer(crate::api::Width::I32),
        "i64" => Type::Integer(crate::api::Width::I64),
        "u32" => Type::Integer(crate::api::Width::U32),
        "u64" => Type::Integer(crate::api::Width::U64),
        "f64" => Type::Float,
        "Number" => Type::Number,
        "Decimal" => Type::Decimal,
        "DecimalText" => Type::DecimalText,
        "Date" => Type::Date,
        "DateTime" => Type::DateTime,
        "Time" => Type::Time,
        "Duration" => Type::Duration,
        "Uuid" => Type::Uuid,
        "Secret" => Type::Secret,
        "Base64" => Type::Base64,
        "Json" => Type::Json,
        _ => return None,
    })
}

/// The arguments, distinguished by their commas, so that one that does not parse costs the others nothing.
pub(crate) fn split_at_commas(tokens: TokenStream) -> Vec<TokenStream> {
    let mut pieces = vec![TokenStream::new()];
    for token in tokens {
        match &token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => pieces.push(TokenStream::new()),
            _ => pieces
                .last_mut()
                .expect("it starts with one")
                .extend([token]),
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}
