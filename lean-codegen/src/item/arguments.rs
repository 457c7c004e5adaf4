//! The arguments of a method, and the attributes that say what they bind to.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, LitStr, Meta, Pat, Signature, Token, Type};

use crate::document::closest;
use crate::errors::Errors;

/// An argument of a signature.
#[derive(Clone)]
pub struct Argument {
    /// Its name.
    pub name: Ident,
    /// Its type.
    pub ty: Type,
    /// Its meaning.
    pub binding: Binding,
    /// True for `#[header("x-request-id")]`: sent under that name, also if the description does not know it.
    pub is_as_written: bool,
}

/// The meaning of an argument.
#[derive(Clone)]
pub enum Binding {
    /// The parameter of its name, or the body.
    ByName,
    /// A parameter of that kind, by another name if one is given.
    Parameter(ParameterPlace, Option<LitStr>, Span),
    /// The body.
    Body(Span),
    /// Unknown: its attribute has an error.
    Broken,
}

/// The kinds of parameters that an attribute can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// `#[path]`.
    Path,
    /// `#[query]`.
    Query,
    /// `#[header]`.
    Header,
    /// `#[cookie]`.
    Cookie,
}

/// Reads the arguments and takes our attributes off them.
pub(super) fn read_arguments(signature: &mut Signature, errors: &mut Errors) -> Vec<Argument> {
    let mut arguments = Vec::new();
    for input in &mut signature.inputs {
        let FnArg::Typed(input) = input else { continue };
        let is_as_written = input.attrs.iter().any(names_header_or_query);
        let binding = read_binding(&mut input.attrs, errors);
        match &*input.pat {
            Pat::Ident(name) if name.subpat.is_none() => {
                arguments.push(Argument {
                    name: name.ident.clone(),
                    ty: (*input.ty).clone(),
                    binding,
                    is_as_written,
                });
            }
            other => {
                let message =
                    "an argument must be a plain name: the name says which parameter it binds to";
                errors.push_spanned(other, message);
            }
        }
    }
    arguments
}

/// The attributes of arguments.
const BINDINGS: [&str; 5] = ["path", "query", "header", "cookie", "body"];

fn read_binding(attributes: &mut Vec<Attribute>, errors: &mut Errors) -> Binding {
    let mut binding = Binding::ByName;
    let mut previous: Option<String> = None;
    attributes.retain(|attribute| {
        let name = attribute
            .path()
            .get_ident()
            .map(|name| name.unraw().to_string())
            .unwrap_or_default();
        if ["cfg", "allow", "expect", "doc"].contains(&name.as_str()) {
            return true;
        }
        if let Some(first) = previous.replace(name.clone())
            && BINDINGS.contains(&first.as_str())
            && BINDINGS.contains(&name.as_str())
        {
            let message =
                format!("an argument binds to one thing: remove `#[{first}]` or `#[{name}]`");
            errors.push(attribute.path().span(), message);
            binding = Binding::Broken;
            return false;
        }
        let place = match name.as_str() {
            "path" => ParameterPlace::Path,
            "query" => ParameterPlace::Query,
            "header" => ParameterPlace::Header,
            "cookie" => ParameterPlace::Cookie,
            "body" => {
                binding = Binding::Body(attribute.path().span());
                return false;
            }
            other => {
                let near =
                    closest(other, BINDINGS).map(|near| format!("; did you mean `#[{near}]`?"));
                let near = near.unwrap_or_else(|| {
                    "; there are `#[path]`, `#[query]`, `#[header]`, `#[cookie]`, `#[body]`"
                        .to_owned()
                });
                errors.push(
                    attribute.path().span(),
                    format!("no attribute `{other}` for an argument{near}"),
                );
                binding = Binding::Broken;
                return false;
            }
        };
        match wire_name(attribute) {
            Ok(wire) => binding = Binding::Parameter(place, wire, attribute.path().span()),
            Err(error) => {
                errors.push_syn(&error);
                binding = Binding::Broken;
            }
        }
        false
    });
    binding
}

/// Returns true for `#[header("..")]` and `#[query("..")]`.
fn names_header_or_query(attribute: &Attribute) -> bool {
    let path = attribute.path();
    (path.is_ident("header") || path.is_ident("query")) && attribute.parse_args::<LitStr>().is_ok()
}

/// The name in `#[query(name = "..")]`, or in `#[query("..")]`.
fn wire_name(attribute: &Attribute) -> syn::Result<Option<LitStr>> {
    let kind = attribute.path().get_ident();
    let kind = kind.map(ToString::to_string).unwrap_or_default();
    let tokens = match &attribute.meta {
        Meta::Path(_) => return Ok(None),
        Meta::List(list) => list.tokens.clone(),
        Meta::NameValue(value) => value.value.to_token_stream(),
    };
    let parse = |input: ParseStream<'_>| {
        if input.peek(LitStr) {
            return input.parse().map(Some);
        }
        let key: Ident = input.parse()?;
        if key != "name" {
            return Err(syn::Error::new(key.span(), ""));
        }
        input.parse::<Token![=]>()?;
        input.parse().map(Some)
    };
    let read = match &attribute.meta {
        Meta::NameValue(_) => None,
        _ => parse.parse2(tokens.clone()).ok(),
    };
    read.ok_or_else(|| {
        // The last value is probably the name.
        let last = tokens.clone().into_iter().last();
        let name = last.map(|token| token.to_string().trim_matches('"').to_owned());
        let name = name.unwrap_or_else(|| "wire-name".to_owned());
        let message = format!("write its name in quotes: `#[{kind}(name = {name:?})]`");
        syn::Error::new(crate::errors::first_span(&tokens), message)
    })
}
