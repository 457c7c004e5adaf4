//! The operation that a method names, and messages about the syntax of other libraries.

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Meta};

use super::names::OperationName;
use crate::errors::{Errors, first_span};

/// The methods of HTTP.
const METHODS: [&str; 9] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY",
];

/// The attributes of other libraries that name a route, besides methods of HTTP.
const OTHERS: [&str; 4] = ["route", "request", "endpoint", "http"];

/// Removes and reads the attributes that name the operation, or try to.
pub(super) fn take(attributes: &mut Vec<Attribute>, errors: &mut Errors) -> Option<OperationName> {
    let mut named = None;
    let mut is_there = false;
    attributes.retain(|attribute| {
        let Some(what) = naming_word(attribute) else {
            return true;
        };
        if is_there {
            let message = "a method calls one operation: remove one of the two";
            errors.push(what.span(), message);
            return false;
        }
        is_there = true;
        named = match what == "operation" && attribute.path().get_ident().is_some() {
            true => read_ours(attribute, errors),
            false => read_foreign(attribute, &what.to_string(), errors),
        };
        false
    });
    named
}

/// The word by which an attribute names an operation.
fn naming_word(attribute: &Attribute) -> Option<&syn::Ident> {
    let last = &attribute.path().segments.last()?.ident;
    let is_ours = last == "operation";
    let is_of_another = || {
        let word = last.to_string();
        let is_method = METHODS
            .iter()
            .any(|method| word.eq_ignore_ascii_case(method));
        (is_method || OTHERS.contains(&word.as_str()))
            && attribute.path().segments.len() == 1
            && matches!(&attribute.meta, Meta::List(list) if find_route(&word, &list.tokens).is_some())
    };
    (is_ours || is_of_another()).then_some(last)
}

fn read_ours(attribute: &Attribute, errors: &mut Errors) -> Option<OperationName> {
    let message =
        "name the operation: `#[operation(getThing)]` or `#[operation(GET \"/things/{id}\")]`";
    let tokens = match &attribute.meta {
        Meta::List(list) if !list.tokens.is_empty() => list.tokens.clone(),
        Meta::NameValue(value) => {
            let tokens = quote::ToTokens::to_token_stream(&value.value);
            return suggest("", tokens, errors, message);
        }
        other => {
            errors.push(other.path().span(), message);
            return None;
        }
    };
    match syn::parse2::<OperationName>(tokens.clone()) {
        Ok(named) => Some(named),
        Err(error) => {
            let found = error.to_string();
            let is_bare = found.starts_with("expected ") || found.starts_with("unexpected ");
            match is_bare {
                true => suggest("", tokens, errors, &format!("{message}, and nothing else")),
                false => {
                    errors.push_syn(&error);
                    None
                }
            }
        }
    }
}

/// An attribute of another library, or ours by a path that it does not have.
fn read_foreign(attribute: &Attribute, word: &str, errors: &mut Errors) -> Option<OperationName> {
    let tokens = match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        other => {
            errors.push(other.path().span(), "write `#[operation(..)]`");
            return None;
        }
    };
    if word == "operation" {
        let shown = super::token_text(&tokens);
        let message = format!("write `operation` without a path: `#[operation({shown})]`");
        errors.push(attribute.path().span(), message);
        return syn::parse2(tokens).ok();
    }
    let (route, found) = find_route(word, &tokens)?;
    let message = format!("no attribute `{word}`: write `#[operation({route})]`");
    errors.push(attribute.path().span(), message);
    Some(
        syn::parse_str::<OperationName>(&route)
            .ok()?
            .with_span(found),
    )
}

/// Reports the probable meaning in place of the mistake.
fn suggest(
    word: &str,
    tokens: TokenStream,
    errors: &mut Errors,
    otherwise: &str,
) -> Option<OperationName> {
    let at = first_span(&tokens);
    let found = find_route(word, &tokens).map(|(route, _)| route);
    let Some(found) = found.or_else(|| single_name(&tokens)) else {
        // What parses up to there is good.
        let second = tokens.into_iter().nth(1);
        errors.push(second.map_or(at, |token| token.span()), otherwise);
        return None;
    };
    errors.push(at, format!("name the operation: `#[operation({found})]`"));
    Some(syn::parse_str::<OperationName>(&found).ok()?.with_span(at))
}

/// Method and path, wherever they are among tokens, as we write them.
fn find_route(word: &str, tokens: &TokenStream) -> Option<(String, proc_macro2::Span)> {
    let words: Vec<(String, proc_macro2::Span)> = tokens
        .clone()
        .into_iter()
        .filter_map(|token| match &token {
            TokenTree::Ident(name) => Some((name.to_string(), name.span())),
            TokenTree::Literal(literal) => {
                let text = syn::parse2::<LitStr>(token.clone().into()).ok()?;
                Some((text.value(), literal.span()))
            }
            _ => None,
        })
        .collect();
    let (path, span) = words.iter().find(|(text, _)| text.starts_with('/'))?;
    let is_method = |text: &str| {
        METHODS
            .iter()
            .find(|method| text.eq_ignore_ascii_case(method))
    };
    let method = is_method(word).or_else(|| words.iter().find_map(|(text, _)| is_method(text)))?;
    Some((format!("{method} {path:?}"), *span))
}

/// The one name in `id = "getThing"`, or alone in quotes.
fn single_name(tokens: &TokenStream) -> Option<String> {
    let parser = |input: syn::parse::ParseStream<'_>| {
        if input.peek2(syn::Token![=]) {
            input.parse::<syn::Ident>()?;
            input.parse::<syn::Token![=]>()?;
        }
        let name: super::WrittenName = input.parse()?;
        Ok(name.text)
    };
    let name = syn::parse::Parser::parse2(parser, tokens.clone()).ok()?;
    match syn::parse_str::<syn::Ident>(&name) {
        Ok(_) => Some(name),
        Err(_) => Some(format!("{name:?}")),
    }
}
