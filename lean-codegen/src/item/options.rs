//! The headers, the deadline and the idempotency key of a method, or of all methods of a trait.

use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Meta, Token};

use crate::errors::Errors;

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
        let message = "`#[header]` on a method takes a name and a value, both in quotes: `#[header(\"x-client\", \"my-app\")]`";
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
        let message = "`#[idempotency]` takes the name of the header, in quotes: `#[idempotency(\"Idempotency-Key\")]`";
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
        let message =
            "`#[timeout]` takes a number of seconds: `#[timeout(30)]` or `#[timeout(0.5)]`";
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
                "a timeout is longer than zero and at most a year",
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
    match crate::resolve::key_header_fault(&header.value()) {
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
