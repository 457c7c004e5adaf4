//! The arguments of `#[lean::api(..)]`.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, LitStr};

use super::method::check_key_header;
use super::names::OperationName;
use super::values::{
    self, FormatType, add_expected, expect_end, parse_formats, parse_key, parse_list, parse_names,
    parse_operations, parse_value, rest_span,
};
use crate::errors::Errors;

/// The arguments of `#[lean::api(..)]`.
#[derive(Clone)]
pub struct Attribute {
    /// The description.
    pub spec: Option<Spec>,
    /// Overlay documents, applied in turn.
    pub overlays: Vec<LitStr>,
    /// Folders that references may lead into besides the description's own, until that one is known.
    pub refs: Vec<LitStr>,
    /// The operations chosen besides the methods of the trait.
    pub chosen: Chosen,
    /// Schemas that stay raw JSON.
    pub opaque: Vec<(String, Span)>,
    /// Types for formats, and how they are written: `formats("date-time" = String)`.
    pub formats: Vec<FormatType>,
    /// The path of the facade crate.
    pub facade: TokenStream,
    /// The name of the module of models; none: made of the trait's.
    pub module: Option<Ident>,
    /// True if payloads of webhooks are emitted too.
    pub webhooks: bool,
    /// The policy for changes of the description since it was locked.
    pub drift: Drift,
    /// The servers that require a client certificate, which documents before 3.1 cannot say.
    pub mutual_tls: Certificates,
    /// The header of an idempotency key that the description does not mention.
    pub idempotency: Option<LitStr>,
    /// True if it had a mistake: then a missing argument may have been meant.
    pub is_broken: bool,
    /// Its place, as written by the user and not by a macro.
    pub here: Option<Span>,
}

/// The servers that require a client certificate.
#[derive(Clone, Default)]
pub enum Certificates {
    /// The servers for which the description says so.
    #[default]
    AsDescribed,
    /// All: `mutual_tls`.
    Everywhere,
    /// These as well: `mutual_tls = [Production]`.
    Of(Vec<(String, Span)>),
}

/// The policy for changes of the description since it was locked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Drift {
    /// An error if it breaks, a warning if it may break.
    #[default]
    Deny,
    /// A warning.
    Warn,
    /// Nothing.
    Off,
}

/// The place of the description.
#[derive(Clone)]
pub struct Spec {
    /// The path as written.
    pub path: LitStr,
    /// The base of its path.
    pub base: Base,
    /// Further folders, relative to the same, that its references may lead into.
    pub refs: Vec<LitStr>,
}

/// The base of a description's path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base {
    /// The directory of the package's manifest.
    Package,
    /// The directory of the source file.
    File,
    /// The directory that a build script writes to.
    OutDir,
}

/// The operations chosen besides the methods of the trait.
#[derive(Clone, Default)]
pub enum Chosen {
    /// Nothing.
    #[default]
    Methods,
    /// Every operation.
    All,
    /// These operations.
    Operations(Vec<OperationName>),
    /// The operations of these tags.
    Tags(Vec<(String, Span)>),
}

impl Default for Attribute {
    fn default() -> Attribute {
        Attribute {
            spec: None,
            overlays: Vec::new(),
            refs: Vec::new(),
            chosen: Chosen::default(),
            opaque: Vec::new(),
            formats: Vec::new(),
            facade: quote!(::lean),
            module: None,
            webhooks: false,
            drift: Drift::default(),
            mutual_tls: Certificates::AsDescribed,
            idempotency: None,
            is_broken: false,
            here: None,
        }
    }
}

impl Attribute {
    /// Reads the arguments; each that does not parse is an error of its own, and the others count.
    pub fn read(tokens: TokenStream, errors: &mut Errors) -> Attribute {
        let mut attribute = Attribute::default();
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

    /// The types that are chosen for formats, where they were written.
    #[must_use]
    pub fn format_types(&self) -> Vec<TokenStream> {
        self.formats
            .iter()
            .map(|format| format.path.clone())
            .collect()
    }

    /// Reads the selection and the policy in `#[api(..)]` of a trait in a module; all other
    /// arguments belong to the module.
    pub(super) fn read_choice(tokens: TokenStream, errors: &mut Errors) -> (Chosen, Option<Drift>) {
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
            "webhooks" if !input.is_empty() => {
                let at = rest_span(input)?;
                return Err(syn::Error::new(
                    at,
                    "`webhooks` takes no value: write it alone",
                ));
            }
            "webhooks" => self.webhooks = true,
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

/// The conflict of an argument with the given ones.
fn find_conflict(name: &str, given: &[String]) -> Option<String> {
    let has = |other: &str| given.iter().any(|given| given == other);
    match name {
        "operations" if has("tags") => {
            Some("choose by `operations` or by `tags`, not by both".to_owned())
        }
        "tags" if has("operations") => {
            Some("choose by `operations` or by `tags`, not by both".to_owned())
        }
        "overlay" => None,
        _ => has(name).then(|| format!("`{name}` is given twice")),
    }
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

/// The arguments that there are, for messages.
const ARGUMENTS: [&str; 15] = [
    "spec",
    "relative_to",
    "overlay",
    "overlays",
    "refs",
    "operations",
    "tags",
    "opaque",
    "formats",
    "crate",
    "module",
    "webhooks",
    "mutual_tls",
    "idempotency",
    "drift",
];

/// The arguments of `#[schema(..)]` that are about the description.
pub(super) const SCHEMA_ARGUMENTS: [&str; 7] = [
    "spec",
    "relative_to",
    "overlay",
    "overlays",
    "refs",
    "crate",
    "drift",
];

/// Other words for an argument, and its right spelling.
const ALIASES: [(&str, &[&str]); 6] = [
    (
        "spec = \"..\"",
        &[
            "file",
            "path",
            "openapi",
            "description",
            "document",
            "schema",
            "url",
        ],
    ),
    ("operations = all", &["all"]),
    ("operations = [..]", &["only", "methods", "select"]),
    ("module = ..", &["mod", "models", "name", "types"]),
    (
        "idempotency = \"Idempotency-Key\"",
        &["idempotency_key", "idempotency_header", "idempotent"],
    ),
    ("mutual_tls", &["mtls", "tls", "certificate", "identity"]),
];

fn unknown_argument_error(key: &Ident, name: &str) -> syn::Error {
    let alias = ALIASES.iter().find(|(_, words)| words.contains(&name));
    let message = match alias {
        Some((written, _)) => format!("no argument `{name}`; write `{written}`"),
        None => unknown_argument_message(name, &ARGUMENTS),
    };
    syn::Error::new(key.span(), message)
}

fn unknown_argument_message(name: &str, known: &[&str]) -> String {
    let near = crate::document::closest(name, known.iter().copied());
    let help = near.map_or_else(
        || format!("; there are `{}`", known.join("`, `")),
        |near| format!("; did you mean `{near}`?"),
    );
    format!("no argument `{name}`{help}")
}
