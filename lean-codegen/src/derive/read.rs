//! What the user wrote: a struct or enum and its `#[schema(..)]`.

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{Fields, Item, LitStr, Meta, Token, Type};

use crate::errors::Errors;
use crate::item::{Attribute, Spelled, pieces};

/// A type of one's own.
pub struct Own {
    /// Its name.
    pub name: Ident,
    /// Where the description is.
    pub attribute: Attribute,
    /// The schema, and the members that lead to one without a name: `Transaction.merchant`.
    pub path: Vec<Spelled>,
    /// Whether it is for requests alone: then everything required must be there.
    pub is_request: bool,
    /// What it is made of.
    pub shape: Shape,
}

/// What a type is made of.
pub enum Shape {
    /// Named fields.
    Object(Vec<Member>),
    /// One field without a name.
    Newtype(Box<Member>),
    /// Variants.
    Choice(Vec<Member>),
}

/// A field or variant.
pub struct Member {
    /// Its name.
    pub name: Ident,
    /// Its type; of a variant without one: `()`.
    pub ty: Type,
    /// Whether it is a variant that holds nothing.
    pub is_unit: bool,
    /// Its name in the description, if it goes by another.
    pub rename: Option<LitStr>,
    /// The name that serde is told, which is not looked at but in messages.
    pub of_serde: Option<String>,
    /// Whether it stands for all others: `rest` of a struct, `other` of an enum.
    pub is_rest: bool,
}

impl Member {
    /// Its name as it is looked for.
    #[must_use]
    pub fn wanted(&self) -> String {
        self.rename
            .as_ref()
            .map_or_else(|| self.name.unraw().to_string(), LitStr::value)
    }

    /// Where that stands.
    #[must_use]
    pub fn span(&self) -> Span {
        self.rename
            .as_ref()
            .map_or_else(|| self.name.span(), LitStr::span)
    }
}

impl Own {
    /// Reads a derivation's input; none if it is nothing that a schema could describe.
    pub fn read(item: TokenStream, errors: &mut Errors) -> Option<Own> {
        let (name, attributes, generics, shape) = match syn::parse2::<Item>(item) {
            Ok(Item::Struct(item)) => {
                let shape = fields(&item.ident, item.fields, errors)?;
                (item.ident, item.attrs, item.generics, shape)
            }
            Ok(Item::Enum(item)) => {
                let variants = item
                    .variants
                    .into_iter()
                    .filter_map(|variant| self::variant(variant, errors));
                (
                    item.ident,
                    item.attrs,
                    item.generics,
                    Shape::Choice(variants.collect()),
                )
            }
            Ok(other) => {
                errors.push_spanned(
                    &other,
                    "`#[derive(lean::Schema)]` goes on a struct or an enum",
                );
                return None;
            }
            Err(error) => {
                errors.push_syn(&error);
                return None;
            }
        };
        if let Some(parameter) = generics.params.first() {
            let message = "a type that stands for a schema owns what it holds: it has no parameters or lifetimes";
            errors.push_spanned(parameter, message);
            return None;
        }
        let mut own = Own {
            name,
            attribute: Attribute::default(),
            path: Vec::new(),
            is_request: false,
            shape,
        };
        let mut arguments = Vec::new();
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("schema"))
        {
            match &attribute.meta {
                Meta::List(list) => arguments.extend(pieces(list.tokens.clone())),
                other => errors.push(
                    other.span(),
                    "expected arguments: `#[schema(spec = \"..\", name = ..)]`",
                ),
            }
        }
        own.arguments(arguments, errors);
        Some(own)
    }

    /// The schema's name, for messages.
    #[must_use]
    pub fn schema(&self) -> String {
        if self.path.is_empty() {
            return self.name.unraw().to_string();
        }
        self.path
            .iter()
            .map(|part| part.text.as_str())
            .collect::<Vec<_>>()
            .join(".")
    }

    /// Whether it stands in itself without anything around it.
    #[must_use]
    pub fn is_endless(&self) -> bool {
        match &self.shape {
            Shape::Object(members) => members.iter().any(|member| self.is_itself(&member.ty)),
            Shape::Newtype(member) => self.is_itself(&member.ty),
            Shape::Choice(_) => false,
        }
    }

    /// Whether a type is this one.
    #[must_use]
    pub fn is_itself(&self, ty: &Type) -> bool {
        matches!(ty, Type::Path(path) if path.path.is_ident(&self.name) || path.path.is_ident("Self"))
    }

    /// Where it is named.
    #[must_use]
    pub fn schema_span(&self) -> Span {
        self.path
            .first()
            .map_or_else(|| self.name.span(), |part| part.span)
    }

    /// Its own arguments are taken out, the others are those of `#[lean::api(..)]`.
    fn arguments(&mut self, pieces: Vec<TokenStream>, errors: &mut Errors) {
        let mut others = TokenStream::new();
        for piece in pieces {
            let parser = |input: ParseStream<'_>| self.argument(input);
            match parser.parse2(piece.clone()) {
                Ok(true) => {}
                Ok(false) => others.extend(quote::quote!(#piece,)),
                Err(error) => errors.push_syn(&error),
            }
        }
        self.attribute = Attribute::read_of_schema(others, errors);
    }

    /// Whether an argument is one of ours.
    fn argument(&mut self, input: ParseStream<'_>) -> syn::Result<bool> {
        let ahead = input.fork();
        let key = ahead
            .call(Ident::parse_any)
            .map(|key| key.unraw().to_string())
            .unwrap_or_default();
        match key.as_str() {
            "name" => {
                input.call(Ident::parse_any)?;
                input.parse::<Token![=]>()?;
                self.path = vec![input.parse()?];
                while input.peek(Token![.]) {
                    input.parse::<Token![.]>()?;
                    self.path.push(input.parse()?);
                }
            }
            "request" | "response" => {
                input.call(Ident::parse_any)?;
                self.is_request = key == "request";
            }
            _ => {
                input.parse::<TokenStream>()?;
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn fields(name: &Ident, fields: Fields, errors: &mut Errors) -> Option<Shape> {
    match fields {
        Fields::Named(fields) => {
            let members = fields.named.into_iter().filter_map(|field| {
                let name = field.ident?;
                Some(member(name, field.ty, &field.attrs, "rest", errors))
            });
            Some(Shape::Object(members.collect()))
        }
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            let field = fields.unnamed.into_iter().next()?;
            Some(Shape::Newtype(Box::new(member(
                name.clone(),
                field.ty,
                &field.attrs,
                "rest",
                errors,
            ))))
        }
        Fields::Unnamed(_) | Fields::Unit => {
            let message = "a schema has named members: write `struct .. { .. }`, or `struct ..(..);` around a single value";
            errors.push(name.span(), message);
            None
        }
    }
}

fn variant(variant: syn::Variant, errors: &mut Errors) -> Option<Member> {
    let (ty, is_unit) = match variant.fields {
        Fields::Unit => (syn::parse_quote!(()), true),
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            (fields.unnamed.into_iter().next()?.ty, false)
        }
        Fields::Named(_) | Fields::Unnamed(_) => {
            let message = "a variant is a value, or holds one type: `Booked`, or `Card(Card)`";
            errors.push(variant.ident.span(), message);
            return None;
        }
    };
    Some(Member {
        is_unit,
        ..member(variant.ident, ty, &variant.attrs, "other", errors)
    })
}

fn member(
    name: Ident,
    ty: Type,
    attributes: &[syn::Attribute],
    rest: &str,
    errors: &mut Errors,
) -> Member {
    let mut member = Member {
        name,
        ty,
        is_unit: false,
        rename: None,
        of_serde: of_serde(attributes),
        is_rest: false,
    };
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("schema"))
    {
        let Meta::List(list) = &attribute.meta else {
            errors.push(
                attribute.span(),
                format!("expected `#[schema(rename = \"..\")]` or `#[schema({rest})]`"),
            );
            continue;
        };
        let parser = |input: ParseStream<'_>| {
            let key: Ident = input.parse()?;
            if key == rest {
                member.is_rest = true;
            } else if key == "rename" {
                input.parse::<Token![=]>()?;
                member.rename = Some(input.parse()?);
            } else {
                let message =
                    format!("no argument `{key}`; there are `rename = \"..\"` and `{rest}`");
                input.parse::<TokenStream>()?;
                return Err(syn::Error::new(key.span(), message));
            }
            Ok(())
        };
        if let Err(error) = parser.parse2(list.tokens.clone()) {
            errors.push_syn(&error);
        }
    }
    member
}

/// The name in `#[serde(rename = "..")]`.
fn of_serde(attributes: &[syn::Attribute]) -> Option<String> {
    let lists = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) if list.path.is_ident("serde") => Some(list.tokens.clone()),
            _ => None,
        });
    let mut pieces = lists.flat_map(pieces);
    pieces.find_map(|piece| {
        let parser = |input: ParseStream<'_>| {
            let key: Ident = input.parse()?;
            input.parse::<Token![=]>()?;
            let name: LitStr = input.parse()?;
            Ok((key == "rename").then(|| name.value()))
        };
        parser.parse2(piece).ok().flatten()
    })
}
