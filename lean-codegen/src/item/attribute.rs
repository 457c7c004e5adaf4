use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Ident, LitStr, Token, bracketed};

use super::traits::Named;
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
    /// Whether every server wants a client certificate, as documents before 3.1 cannot say.
    pub mutual_tls: bool,
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
    Operations(Vec<(Named, Span)>),
    /// The operations of these tags.
    Tags(Vec<(String, Span)>),
}

impl Attribute {
    /// Reads the arguments; what does not parse is an error, and the rest counts.
    pub fn read(tokens: TokenStream, errors: &mut Errors) -> Attribute {
        let mut attribute = Attribute {
            spec: None,
            overlays: Vec::new(),
            chosen: Chosen::default(),
            opaque: Vec::new(),
            formats: Vec::new(),
            facade: quote!(::lean),
            module: None,
            webhooks: false,
            mutual_tls: false,
        };
        let mut base = None;
        let parser = |input: ParseStream<'_>| {
            while !input.is_empty() {
                attribute.argument(input, &mut base)?;
                if !input.is_empty() {
                    input.parse::<Token![,]>()?;
                }
            }
            Ok(())
        };
        if let Err(error) = syn::parse::Parser::parse2(parser, tokens) {
            errors.push_syn(&error);
        }
        if let (Some(spec), Some(base)) = (&mut attribute.spec, base) {
            spec.base = base;
        }
        attribute
    }

    fn argument(&mut self, input: ParseStream<'_>, base: &mut Option<Base>) -> syn::Result<()> {
        let key = input.call(Ident::parse_any)?;
        match key.to_string().as_str() {
            "spec" => {
                input.parse::<Token![=]>()?;
                self.spec = Some(Spec { path: input.parse()?, base: Base::Package });
            }
            "relative_to" => {
                input.parse::<Token![=]>()?;
                *base = Some(self::base(input)?);
            }
            "overlay" => {
                input.parse::<Token![=]>()?;
                self.overlays.push(input.parse()?);
            }
            "overlays" => self.overlays = list(input)?,
            "operations" => self.chosen = operations(input)?,
            "tags" => self.chosen = Chosen::Tags(names(input)?),
            "opaque" => self.opaque = names(input)?,
            "formats" => self.formats = formats(input)?,
            "crate" => {
                input.parse::<Token![=]>()?;
                self.facade = facade(input)?;
            }
            "module" => {
                input.parse::<Token![=]>()?;
                self.module = Some(input.parse()?);
            }
            "webhooks" => self.webhooks = true,
            "mutual_tls" => self.mutual_tls = true,
            other => return Err(unknown(&key, other)),
        }
        Ok(())
    }
}

/// The arguments that there are, for messages.
const ARGUMENTS: [&str; 12] = [
    "spec", "relative_to", "overlay", "overlays", "operations", "tags", "opaque", "formats", "crate", "module", "webhooks",
    "mutual_tls",
];

fn unknown(key: &Ident, name: &str) -> syn::Error {
    let near = crate::document::closest(name, ARGUMENTS);
    let help = near.map_or_else(
        || format!("; there are `{}`", ARGUMENTS.join("`, `")),
        |near| format!("; did you mean `{near}`?"),
    );
    syn::Error::new(key.span(), format!("no argument `{name}`{help}"))
}

fn base(input: ParseStream<'_>) -> syn::Result<Base> {
    let word = input.call(Ident::parse_any)?;
    match word.to_string().as_str() {
        "package" => Ok(Base::Package),
        "file" => Ok(Base::File),
        "out_dir" => Ok(Base::OutDir),
        _ => Err(syn::Error::new(word.span(), "a path is relative to `package`, `file` or `out_dir`")),
    }
}

fn list<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    input.parse::<Token![=]>()?;
    let content;
    bracketed!(content in input);
    Ok(Punctuated::<T, Token![,]>::parse_terminated(&content)?.into_iter().collect())
}

fn names(input: ParseStream<'_>) -> syn::Result<Vec<(String, Span)>> {
    Ok(list::<Name>(input)?.into_iter().map(|name| (name.text, name.span)).collect())
}

/// A name as an identifier, or as a string where it is none.
struct Name {
    text: String,
    span: Span,
}

impl Parse for Name {
    fn parse(input: ParseStream<'_>) -> syn::Result<Name> {
        if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            return Ok(Name { text: literal.value(), span: literal.span() });
        }
        let ident = input.call(Ident::parse_any)?;
        Ok(Name { text: ident.unraw().to_string(), span: ident.span() })
    }
}

fn operations(input: ParseStream<'_>) -> syn::Result<Chosen> {
    if input.peek2(Ident) {
        input.parse::<Token![=]>()?;
        let word: Ident = input.parse()?;
        return if word == "all" {
            Ok(Chosen::All)
        } else {
            Err(syn::Error::new(word.span(), "expected `all`, or a list: `operations = [listThings, GET \"/things\"]`"))
        };
    }
    let named = list::<Spanned>(input)?;
    Ok(Chosen::Operations(named.into_iter().map(|each| (each.named, each.span)).collect()))
}

struct Spanned {
    named: Named,
    span: Span,
}

impl Parse for Spanned {
    fn parse(input: ParseStream<'_>) -> syn::Result<Spanned> {
        let span = input.span();
        Ok(Spanned { named: input.parse()?, span })
    }
}

/// `crate = path`, or the path in quotes as serde has it.
fn facade(input: ParseStream<'_>) -> syn::Result<TokenStream> {
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
        let name: Name = input.parse()?;
        input.parse::<Token![=]>()?;
        let path: syn::Path = input.parse()?;
        let ty = known(&path).unwrap_or_else(|| Type::External(path.to_token_stream().to_string()));
        Ok(Format { name: name.text, ty })
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
