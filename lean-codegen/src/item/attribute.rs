use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, bracketed};

use super::names::{Named, Spelled};
use crate::api::Type;
use crate::errors::Errors;

/// The arguments of `#[lean::api(..)]`.
#[derive(Clone)]
pub struct Attribute {
    /// The description.
    pub spec: Option<Spec>,
    /// Overlay documents, applied in turn.
    pub overlays: Vec<LitStr>,
    /// What is chosen beside the methods of the trait.
    pub chosen: Chosen,
    /// Schemas that stay raw JSON.
    pub opaque: Vec<(String, Span)>,
    /// Types for formats: `formats("date-time" = String)`.
    pub formats: Vec<(String, Type)>,
    /// The path of the facade crate.
    pub facade: TokenStream,
    /// The name of the module of models; none: made of the trait's.
    pub module: Option<Ident>,
    /// Whether payloads of webhooks are emitted too.
    pub webhooks: bool,
    /// Which servers want a client certificate, as documents before 3.1 cannot say.
    pub mutual_tls: Certificates,
    /// Whether something was wrong with it: then what it lacks may be what was meant.
    pub is_broken: bool,
    /// Where it stands, as something that the user wrote and no macro.
    pub here: Option<Span>,
}

/// Which servers want a client certificate.
#[derive(Clone, Default)]
pub enum Certificates {
    /// Those of which the description says so.
    #[default]
    AsDescribed,
    /// All: `mutual_tls`.
    Everywhere,
    /// These as well: `mutual_tls = [Production]`.
    Of(Vec<(String, Span)>),
}

/// Where the description is.
#[derive(Clone)]
pub struct Spec {
    /// The path as written.
    pub path: LitStr,
    /// What it is relative to.
    pub base: Base,
}

/// What a description's path is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base {
    /// The directory of the package's manifest.
    Package,
    /// The directory of the source file.
    File,
    /// The directory that a build script writes to.
    OutDir,
}

/// What is chosen beside the methods of the trait.
#[derive(Clone, Default)]
pub enum Chosen {
    /// Nothing.
    #[default]
    Methods,
    /// Every operation.
    All,
    /// These operations.
    Operations(Vec<Named>),
    /// The operations of these tags.
    Tags(Vec<(String, Span)>),
}

impl Default for Attribute {
    fn default() -> Attribute {
        Attribute {
            spec: None,
            overlays: Vec::new(),
            chosen: Chosen::default(),
            opaque: Vec::new(),
            formats: Vec::new(),
            facade: quote!(::lean),
            module: None,
            webhooks: false,
            mutual_tls: Certificates::AsDescribed,
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
        for piece in pieces(tokens) {
            let parser = |input: ParseStream<'_>| {
                let key = key(input)?;
                let name = key.unraw().to_string();
                if let Some(clash) = clash(&name, &given) {
                    input.parse::<TokenStream>()?;
                    return Err(syn::Error::new(key.span(), clash));
                }
                given.push(name);
                attribute.argument(&key, input, &mut base)?;
                ended(input)
            };
            if let Err(error) = parser.parse2(piece) {
                attribute.is_broken = true;
                errors.push_syn(&error);
            }
        }
        if let (Some(spec), Some(base)) = (&mut attribute.spec, base) {
            spec.base = base;
        }
        attribute
    }

    /// Reads `#[api(..)]` of a trait in a module: what it chooses; all else is said once, of the module.
    pub(super) fn read_choice(tokens: TokenStream, errors: &mut Errors) -> Chosen {
        let mut attribute = Attribute::default();
        for piece in pieces(tokens) {
            let parser = |input: ParseStream<'_>| {
                let key = key(input)?;
                if key != "operations" && key != "tags" {
                    let message = "a trait in a module says what it chooses, `operations = ..` or `tags = ..`; the rest is said of the module";
                    input.parse::<TokenStream>()?;
                    return Err(syn::Error::new(key.span(), message));
                }
                attribute.argument(&key, input, &mut None)?;
                ended(input)
            };
            if let Err(error) = parser.parse2(piece) {
                errors.push_syn(&error);
            }
        }
        attribute.chosen
    }

    /// Reads what `#[schema(..)]` says of the description.
    pub(crate) fn read_of_schema(tokens: TokenStream, errors: &mut Errors) -> Attribute {
        let mut known = TokenStream::new();
        for piece in pieces(tokens) {
            let key = |input: ParseStream<'_>| {
                let key = key(input)?;
                input.parse::<TokenStream>()?;
                Ok(key)
            };
            match key.parse2(piece.clone()) {
                Ok(key) if OF_SCHEMAS.contains(&key.unraw().to_string().as_str()) => {
                    known.extend(quote!(#piece,))
                }
                Ok(key) => errors.push(
                    key.span(),
                    no_argument(
                        &key.to_string(),
                        &[&OF_SCHEMAS[..], &["name", "request", "response"]].concat(),
                    ),
                ),
                Err(error) => errors.push_syn(&error),
            }
        }
        Attribute::read(known, errors)
    }

    fn argument(
        &mut self,
        key: &Ident,
        input: ParseStream<'_>,
        base: &mut Option<Base>,
    ) -> syn::Result<()> {
        match key.unraw().to_string().as_str() {
            "spec" => {
                self.spec = Some(Spec {
                    path: value(input, key, "\"openapi.yaml\"")?,
                    base: Base::Package,
                })
            }
            "relative_to" => *base = Some(self::base(input)?),
            "overlay" => self.overlays.push(value(input, key, "\"overlay.yaml\"")?),
            "overlays" => self.overlays = list(input)?,
            "operations" => self.chosen = operations(input)?,
            "tags" => self.chosen = Chosen::Tags(names(input)?),
            "opaque" => self.opaque = names(input)?,
            "formats" => self.formats = formats(input)?,
            "crate" => {
                input.parse::<Token![=]>()?;
                self.facade = facade(input)?;
            }
            "module" => self.module = Some(value(input, key, "models")?),
            "webhooks" => self.webhooks = true,
            "mutual_tls" if input.is_empty() => self.mutual_tls = Certificates::Everywhere,
            "mutual_tls" => self.mutual_tls = Certificates::Of(names(input)?),
            other => return Err(unknown(key, other)),
        }
        Ok(())
    }
}

/// What an argument cannot stand beside.
fn clash(name: &str, given: &[String]) -> Option<String> {
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

/// The arguments, told apart by their commas, so that one that does not parse costs the others nothing.
pub(crate) fn pieces(tokens: TokenStream) -> Vec<TokenStream> {
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

fn key(input: ParseStream<'_>) -> syn::Result<Ident> {
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        let message = format!("say what it is: `spec = {}`", literal.to_token_stream());
        return Err(syn::Error::new(literal.span(), message));
    }
    input.call(Ident::parse_any).map_err(|error| {
        syn::Error::new(
            error.span(),
            "expected an argument such as `spec = \"openapi.yaml\"`",
        )
    })
}

/// The value after `=`.
fn value<T: Parse>(input: ParseStream<'_>, key: &Ident, example: &str) -> syn::Result<T> {
    let at = if input.is_empty() {
        key.span()
    } else {
        input.span()
    };
    let wrong = |_| syn::Error::new(at, format!("expected a value: `{key} = {example}`"));
    input.parse::<Token![=]>().map_err(wrong)?;
    let at = if input.is_empty() {
        key.span()
    } else {
        input.span()
    };
    input
        .parse()
        .map_err(|_| syn::Error::new(at, format!("expected a value: `{key} = {example}`")))
}

fn ended(input: ParseStream<'_>) -> syn::Result<()> {
    if input.is_empty() {
        return Ok(());
    }
    let error = input.error("expected a comma before this");
    input.parse::<TokenStream>()?;
    Err(error)
}

/// The arguments that there are, for messages.
const ARGUMENTS: [&str; 12] = [
    "spec",
    "relative_to",
    "overlay",
    "overlays",
    "operations",
    "tags",
    "opaque",
    "formats",
    "crate",
    "module",
    "webhooks",
    "mutual_tls",
];

/// Those of `#[schema(..)]` that are about the description.
const OF_SCHEMAS: [&str; 5] = ["spec", "relative_to", "overlay", "overlays", "crate"];

fn unknown(key: &Ident, name: &str) -> syn::Error {
    syn::Error::new(key.span(), no_argument(name, &ARGUMENTS))
}

fn no_argument(name: &str, known: &[&str]) -> String {
    let near = crate::document::closest(name, known.iter().copied());
    let help = near.map_or_else(
        || format!("; there are `{}`", known.join("`, `")),
        |near| format!("; did you mean `{near}`?"),
    );
    format!("no argument `{name}`{help}")
}

fn base(input: ParseStream<'_>) -> syn::Result<Base> {
    input.parse::<Token![=]>()?;
    let word = input.call(Ident::parse_any)?;
    match word.to_string().as_str() {
        "package" => Ok(Base::Package),
        "file" => Ok(Base::File),
        "out_dir" => Ok(Base::OutDir),
        _ => Err(syn::Error::new(
            word.span(),
            "a path is relative to `package`, `file` or `out_dir`",
        )),
    }
}

fn list<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    input.parse::<Token![=]>()?;
    let content;
    bracketed!(content in input);
    Ok(Punctuated::<T, Token![,]>::parse_terminated(&content)?
        .into_iter()
        .collect())
}

fn names(input: ParseStream<'_>) -> syn::Result<Vec<(String, Span)>> {
    Ok(list::<Spelled>(input)?
        .into_iter()
        .map(|name| (name.text, name.span))
        .collect())
}

fn operations(input: ParseStream<'_>) -> syn::Result<Chosen> {
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
    Ok(Chosen::Operations(list(input)?))
}

/// `crate = path`, or the path in quotes as serde has it.
pub(crate) fn facade(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        return Ok(literal.parse::<syn::Path>()?.into_token_stream());
    }
    Ok(input.call(syn::Path::parse_mod_style)?.into_token_stream())
}

fn formats(input: ParseStream<'_>) -> syn::Result<Vec<(String, Type)>> {
    let content;
    syn::parenthesized!(content in input);
    let pairs = Punctuated::<Format, Token![,]>::parse_terminated(&content)?;
    Ok(pairs.into_iter().map(|pair| (pair.name, pair.ty)).collect())
}

struct Format {
    name: String,
    ty: Type,
}

impl Parse for Format {
    fn parse(input: ParseStream<'_>) -> syn::Result<Format> {
        let name: Spelled = input.parse()?;
        input.parse::<Token![=]>()?;
        let path: syn::Path = input.parse()?;
        let ty = known(&path).unwrap_or_else(|| Type::External(path.to_token_stream().to_string()));
        Ok(Format {
            name: name.text,
            ty,
        })
    }
}

/// The types that the runtime has itself, by their plain name.
fn known(path: &syn::Path) -> Option<Type> {
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
