//! Reads the arguments of `#[lean::api(..)]`, and of the attributes that take some of them.

use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr};

use super::names::{
    ARGUMENTS, SCHEMA_ARGUMENTS, find_conflict, unknown_argument_error, unknown_argument_message,
};
use super::{Attribute, Base, Certificates, Chosen, Drift, Spec};
use crate::errors::Errors;
use crate::item::options::check_key_header;
use crate::item::values::{
    self, add_expected, expect_end, parse_formats, parse_key, parse_list, parse_names,
    parse_operations, parse_value, rest_span, split_at_commas,
};

impl Attribute {
    /// Reads the arguments; each that does not parse is an error of its own, and the others count.
    pub fn read(tokens: TokenStream, errors: &mut Errors) -> Attribute {
        let mut attribute = Attribute {
            written: tokens.clone(),
            ..Attribute::default()
        };
        let mut base = None;
        let mut given: Vec<String> = Vec::new();
        for piece in split_at_commas(tokens) {
            let parser = |input: ParseStream<'_>| {
                let key = parse_key(input)?;
                let name = key.unraw().to_string();
                if let Some(clash) = find_conflict(&name, &given) {
                    input.parse::<TokenStream>()?;
                    return Err(syn::Error::new(key.span(), clash));
                }
                given.push(name);
                attribute.read_argument(&key, input, &mut base)?;
                expect_end(input)
            };
            if let Err(error) = parser.parse2(piece) {
                attribute.is_broken = true;
                errors.push_syn(&error);
            }
        }
        if let Some(spec) = &mut attribute.spec {
            spec.base = base.unwrap_or(spec.base);
            spec.refs = std::mem::take(&mut attribute.refs);
        }
        attribute
    }

    /// Reads the selection and the policy in `#[api(..)]` of a trait in a module; all other
    /// arguments belong to the module.
    pub(in crate::item) fn read_choice(
        tokens: TokenStream,
        errors: &mut Errors,
    ) -> (Chosen, Option<Drift>) {
        let mut attribute = Attribute::default();
        let mut given: Vec<String> = Vec::new();
        for piece in split_at_commas(tokens) {
            let parser = |input: ParseStream<'_>| {
                let key = parse_key(input)?;
                let name = key.unraw().to_string();
                let wrong = match name.as_str() {
                    "operations" | "tags" | "drift" => find_conflict(&name, &given),
                    other if ARGUMENTS.contains(&other) => Some(format!(
                        "`{other}` belongs to the module, once for all its traits"
                    )),
                    other => Some(unknown_argument_message(
                        other,
                        &["operations", "tags", "drift"],
                    )),
                };
                if let Some(message) = wrong {
                    input.parse::<TokenStream>()?;
                    return Err(syn::Error::new(key.span(), message));
                }
                given.push(name);
                attribute.read_argument(&key, input, &mut None)?;
                expect_end(input)
            };
            if let Err(error) = parser.parse2(piece) {
                errors.push_syn(&error);
            }
        }
        let has_drift = given.iter().any(|given| given == "drift");
        (attribute.chosen, has_drift.then_some(attribute.drift))
    }

    /// Reads what `#[schema(..)]` says of the description.
    pub(crate) fn read_schema_arguments(tokens: TokenStream, errors: &mut Errors) -> Attribute {
        let mut known = TokenStream::new();
        for piece in split_at_commas(tokens) {
            let key = |input: ParseStream<'_>| {
                let key = parse_key(input)?;
                input.parse::<TokenStream>()?;
                Ok(key)
            };
            match key.parse2(piece.clone()) {
                Ok(key) if SCHEMA_ARGUMENTS.contains(&key.unraw().to_string().as_str()) => {
                    known.extend(quote!(#piece,))
                }
                Ok(key) => errors.push(
                    key.span(),
                    unknown_argument_message(
                        &key.to_string(),
                        &[&SCHEMA_ARGUMENTS[..], &["name", "request", "response"]].concat(),
                    ),
                ),
                Err(error) => errors.push_syn(&error),
            }
        }
        Attribute::read(known, errors)
    }

    fn read_argument(
        &mut self,
        key: &Ident,
        input: ParseStream<'_>,
        base: &mut Option<Base>,
    ) -> syn::Result<()> {
        match key.unraw().to_string().as_str() {
            "spec" => {
                self.spec = Some(Spec {
                    path: parse_value(input, key, "\"openapi.yaml\"")?,
                    base: Base::Package,
                    refs: Vec::new(),
                })
            }
            "relative_to" => {
                let base_of = values::parse_base(input);
                *base = Some(base_of.map_err(add_expected(key, "a word", "relative_to = file"))?);
            }
            "overlay" => self
                .overlays
                .push(parse_value(input, key, "\"overlay.yaml\"")?),
            "overlays" => {
                let example = "overlays = [\"overlay.yaml\"]";
                self.overlays = parse_list(input).map_err(add_expected(key, "a list", example))?;
            }
            "refs" if input.peek2(LitStr) => {
                self.refs.push(parse_value(input, key, "\"../shared\"")?)
            }
            "refs" => {
                let example = "refs = [\"../shared\"]";
                self.refs =
                    parse_list(input).map_err(add_expected(key, "a folder or a list", example))?;
            }
            "operations" => self.chosen = parse_operations(input, key)?,
            "tags" => {
                let example = "tags = [Things, \"Other things\"]";
                self.chosen =
                    Chosen::Tags(parse_names(input).map_err(add_expected(key, "a list", example))?);
            }
            "opaque" => {
                let example = "opaque = [Thing, \"other-thing\"]";
                self.opaque =
                    parse_names(input).map_err(add_expected(key, "a list of schemas", example))?;
            }
            "formats" => {
                let example = "formats(\"date-time\" = String)";
                let read = parse_formats(input);
                self.formats = read.map_err(add_expected(key, "types in parentheses", example))?;
            }
            "crate" => self.facade = values::parse_facade(input, key)?,
            "module" => self.module = Some(parse_value(input, key, "models")?),
            "webhooks" => {
                refuse_value(key, input)?;
                self.webhooks = true;
            }
            "drift" => {
                let drift = values::parse_drift(input);
                self.drift = drift.map_err(add_expected(key, "a word", "drift = warn"))?;
            }
            "mutual_tls" if input.is_empty() => self.mutual_tls = Certificates::Everywhere,
            "mutual_tls" => {
                let example = "mutual_tls = [Production]";
                let what = "a list of servers, or no value for all servers";
                let names = parse_names(input).map_err(add_expected(key, what, example))?;
                self.mutual_tls = Certificates::Of(names);
            }
            "idempotency" => {
                let header: LitStr = parse_value(input, key, "\"Idempotency-Key\"")?;
                check_key_header(&header)?;
                self.idempotency = Some(header);
            }
            other => return Err(unknown_argument_error(key, other)),
        }
        Ok(())
    }
}

fn refuse_value(key: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    let message = format!("`{key}` takes no value: write it alone");
    Err(syn::Error::new(rest_span(input)?, message))
}
