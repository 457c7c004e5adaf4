//! The arguments of `#[schema(..)]` on a user's type.

use proc_macro2::{Ident, TokenStream};
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};

use super::DerivedType;
use crate::errors::Errors;
use crate::item::{Attribute, WrittenName};

impl DerivedType {
    /// Takes its own arguments; the others belong to `#[lean::api(..)]`.
    pub(super) fn read_arguments(&mut self, pieces: Vec<TokenStream>, errors: &mut Errors) {
        let before = errors.count();
        let mut others = TokenStream::new();
        for piece in pieces {
            let parser = |input: ParseStream<'_>| self.read_argument(input);
            match parser.parse2(piece.clone()) {
                Ok(true) => {}
                Ok(false) => others.extend(quote::quote!(#piece,)),
                Err(error) => errors.push_syn(&error),
            }
        }
        let is_unknown = self.attribute.is_broken;
        self.attribute = Attribute::read_schema_arguments(others, errors);
        self.attribute.is_broken |= is_unknown || errors.count() > before;
    }

    /// Reads an argument; returns true if it is one of ours.
    fn read_argument(&mut self, input: ParseStream<'_>) -> syn::Result<bool> {
        let ahead = input.fork();
        let key = ahead
            .call(Ident::parse_any)
            .map(|key| key.unraw().to_string())
            .unwrap_or_default();
        match key.as_str() {
            "name" => {
                let key = input.call(Ident::parse_any)?;
                let path = self::read_path(input, &key)?;
                if !self.path.is_empty() {
                    return Err(syn::Error::new(key.span(), "`name` is given twice"));
                }
                self.path = path;
            }
            "request" | "response" => {
                input.call(Ident::parse_any)?;
                if !input.is_empty() {
                    let at = input.span();
                    input.parse::<TokenStream>()?;
                    let message = format!("`{key}` takes no value: write it alone");
                    return Err(syn::Error::new(at, message));
                }
                self.is_request = key == "request";
            }
            // The module around the type misnames its description, and says so.
            "__unknown" => {
                input.parse::<TokenStream>()?;
                self.attribute.is_broken = true;
            }
            word if ahead.is_empty() && word.starts_with(char::is_uppercase) => {
                let at = input.call(Ident::parse_any)?.span();
                let message =
                    format!("`{word}` needs the name of its argument: write `name = {word}`");
                return Err(syn::Error::new(at, message));
            }
            "schema" | "schema_name" | "title" | "of" | "for" | "model" => {
                let at = input.call(Ident::parse_any)?.span();
                input.parse::<TokenStream>()?;
                let message = format!("no argument `{key}`; did you mean `name`?");
                return Err(syn::Error::new(at, message));
            }
            _ => {
                input.parse::<TokenStream>()?;
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// A schema's name, and the members that lead from there: `Transaction.merchant`.
fn read_path(input: ParseStream<'_>, key: &Ident) -> syn::Result<Vec<WrittenName>> {
    let example = "`name` takes a schema as the description names it: `name = ";
    let wrong = |_| syn::Error::new(key.span(), format!("{example}Thing`"));
    input.parse::<Token![=]>().map_err(wrong)?;
    let at = input.span();
    let mut path: Vec<WrittenName> = vec![input.parse().map_err(wrong)?];
    while input.peek(Token![.]) {
        input.parse::<Token![.]>()?;
        path.push(input.parse()?);
    }
    // The path of a type, or of a reference.
    let mut last = None;
    while input.peek(Token![::]) {
        input.parse::<Token![::]>()?;
        last = Some(input.call(Ident::parse_any)?.to_string());
    }
    let of_reference = |text: &str| Some(text.split_once("#/")?.1.rsplit('/').next()?.to_owned());
    let last = last.or_else(|| of_reference(&path[0].text));
    match last {
        Some(last) => Err(syn::Error::new(at, format!("{example}{last}`"))),
        None => Ok(path),
    }
}
