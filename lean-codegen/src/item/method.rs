//! The methods of a trait that name operations, and their attributes.

use proc_macro2::{Ident, Span};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Attribute, FnArg, LitStr, Meta, Pat, ReturnType, Signature, Token, TraitItemFn, Type};

use crate::document::{Wanted, closest};
use crate::errors::Errors;
use crate::resolve::PageRule;

/// A method for an operation.
#[derive(Clone)]
pub struct Method {
    /// The operation that it names.
    pub wanted: Wanted,
    /// The token that names it, to be underlined.
    pub span: Span,
    /// The identifier in `#[operation(..)]`, if one is there.
    pub named: Option<Ident>,
    /// The method as written, without our attributes.
    pub item: TraitItemFn,
    /// Its headers and deadline.
    pub options: Options,
    /// The rule that leads from one page to the next (`#[pages(..)]`).
    pub pages: Option<PageRule<Span>>,
    /// Its arguments, in the order of its signature, without the receiver.
    pub arguments: Vec<Argument>,
    /// True if only its beginning could be read.
    pub is_begun: bool,
}

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

/// Headers and the deadline of a method, or of all methods of a trait.
#[derive(Clone, Default)]
pub struct Options {
    /// Headers that are always sent.
    pub headers: Vec<HeaderDefault>,
    /// The deadline of the whole call, in seconds.
    pub timeout: Option<f64>,
    /// The header of an idempotency key that the description does not mention.
    pub idempotency: Option<LitStr>,
}

/// `#[header("name", "value")]`.
#[derive(Clone)]
pub struct HeaderDefault {
    /// Its name.
    pub name: LitStr,
    /// Its value.
    pub value: LitStr,
}

impl Method {
    /// Returns true if its signature is to be filled in: no arguments, no result.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.has_empty_signature() && self.item.sig.asyncness.is_none()
    }

    /// The `async` of what would be filled in but for it.
    #[must_use]
    pub fn lone_async(&self) -> Option<Span> {
        let asyncness = self.item.sig.asyncness?;
        let has_receiver = self.item.sig.receiver().is_some();
        (self.has_empty_signature() && !has_receiver).then_some(asyncness.span)
    }

    fn has_empty_signature(&self) -> bool {
        let signature = &self.item.sig;
        self.arguments.is_empty()
            && matches!(signature.output, ReturnType::Default)
            && signature.generics.params.is_empty()
    }

    /// Returns true if it has a `cfg`.
    pub(super) fn is_conditional(&self) -> bool {
        let attributes = self.item.attrs.iter();
        attributes
            .into_iter()
            .any(|attribute| attribute.path().is_ident("cfg"))
    }
}

impl Options {
    /// Takes `#[header(..)]`, `#[timeout(..)]` and `#[idempotency(..)]` off.
    pub(super) fn take(attributes: &mut Vec<Attribute>, errors: &mut Errors) -> Options {
        let mut options = Options::default();
        attributes.retain(|attribute| {
            let read = match () {
                () if attribute.path().is_ident("header") => options.read_header(attribute),
                () if attribute.path().is_ident("timeout") => options.read_timeout(attribute),
                () if attribute.path().is_ident("idempotency") => {
                    options.read_idempotency(attribute)
                }
                () => return true,
            };
            if let Err(error) = read {
                errors.push_syn(&error);
            }
            false
        });
        options
    }

    fn read_header(&mut self, attribute: &Attribute) -> syn::Result<()> {
        let message = "a header that is always sent has a name and a value, both in quotes: `#[header(\"x-client\", \"my-app\")]`";
        let Meta::List(list) = &attribute.meta else {
            return Err(syn::Error::new(attribute.meta.span(), message));
        };
        let header: HeaderDefault = list
            .parse_args()
            .map_err(|_| syn::Error::new(crate::errors::first_span(&list.tokens), message))?;
        check_header(&header)?;
        self.headers.push(header);
        Ok(())
    }

    fn read_idempotency(&mut self, attribute: &Attribute) -> syn::Result<()> {
        let message = "an idempotency key has the name of its header, in quotes: `#[idempotency(\"Idempotency-Key\")]`";
        let Meta::List(list) = &attribute.meta else {
            return Err(syn::Error::new(attribute.meta.span(), message));
        };
        let header: LitStr = list
            .parse_args()
            .map_err(|_| syn::Error::new(crate::errors::first_span(&list.tokens), message))?;
        check_key_header(&header)?;
        self.idempotency = Some(header);
        Ok(())
    }

    fn read_timeout(&mut self, attribute: &Attribute) -> syn::Result<()> {
        let message = "a deadline is a number of seconds: `#[timeout(30)]` or `#[timeout(0.5)]`";
        let Meta::List(list) = &attribute.meta else {
            return Err(syn::Error::new(attribute.meta.span(), message));
        };
        let wrong = || syn::Error::new(crate::errors::first_span(&list.tokens), message);
        let literal: syn::Lit = list.parse_args().map_err(|_| wrong())?;
        let digits = match &literal {
            syn::Lit::Int(digits) if digits.suffix().is_empty() => digits.base10_digits(),
            syn::Lit::Float(digits) if digits.suffix().is_empty() => digits.base10_digits(),
            _ => return Err(wrong()),
        };
        // A year: longer deadlines are mistakes, and would not fit a `Duration` some day.
        let seconds: f64 = digits.parse().map_err(|_| wrong())?;
        if seconds <= 0.0 || seconds > 31_536_000.0 {
            return Err(syn::Error::new(
                literal.span(),
                "a deadline is longer than zero and at most a year",
            ));
        }
        self.timeout = Some(seconds);
        Ok(())
    }
}

impl Parse for HeaderDefault {
    fn parse(input: ParseStream<'_>) -> syn::Result<HeaderDefault> {
        let name = input.parse()?;
        input.parse::<Token![,]>()?;
        let value = input.parse()?;
        let _ = input.parse::<Token![,]>();
        Ok(HeaderDefault { name, value })
    }
}

/// Refuses names that no header of a key can have.
pub(super) fn check_key_header(header: &LitStr) -> syn::Result<()> {
    match crate::resolve::not_a_key_header(&header.value()) {
        Some(wrong) => Err(syn::Error::new(
            header.span(),
            format!("the idempotency key {wrong}"),
        )),
        None => Ok(()),
    }
}

/// Reports a header that could not be sent.
fn check_header(header: &HeaderDefault) -> syn::Result<()> {
    let name = header.name.value();
    check_header_name(&header.name)?;
    if header
        .value
        .value()
        .chars()
        .any(|c| c.is_control() && c != '\t')
    {
        let message =
            "has a character that a header cannot carry: a line break or another control character";
        return Err(syn::Error::new(
            header.value.span(),
            format!("the value of header `{name}` {message}"),
        ));
    }
    Ok(())
}

/// Reports a name that no header of a call can have.
pub(crate) fn check_header_name(header: &LitStr) -> syn::Result<()> {
    let name = header.value();
    let legal = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
    if name.is_empty() || !name.chars().all(legal) {
        return Err(syn::Error::new(
            header.span(),
            format!("`{name}` is not the name of a header"),
        ));
    }
    let frames = [
        "host",
        "content-length",
        "transfer-encoding",
        "connection",
        "upgrade",
        "te",
    ];
    if frames.contains(&name.to_ascii_lowercase().as_str()) {
        return Err(syn::Error::new(
            header.span(),
            format!("header `{name}` is set by the client itself"),
        ));
    }
    Ok(())
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
