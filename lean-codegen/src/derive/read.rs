//! The user's struct or enum and its `#[schema(..)]`.

use proc_macro2::{Ident, Span, TokenStream};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Fields, Item, LitStr, Meta, Type};

use super::member::read_member;
use crate::errors::Errors;
use crate::item::{Attribute, WrittenName, split_at_commas};

/// A user's type.
pub struct DerivedType {
    /// Its name.
    pub name: Ident,
    /// The place of the description.
    pub attribute: Attribute,
    /// The schema, and the members that lead to one without a name: `Transaction.merchant`.
    pub path: Vec<WrittenName>,
    /// True if it is for requests only: then every required member must be present.
    pub is_request: bool,
    /// Its shape.
    pub shape: Shape,
    /// True if it or one of its attributes had a mistake.
    pub is_broken: bool,
}

/// The shape of a type.
pub enum Shape {
    /// Named fields.
    Object(Vec<Member>),
    /// A single unnamed field.
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
    /// True if it is a variant without fields.
    pub is_unit: bool,
    /// Its name in the description, if it goes by another.
    pub rename: Option<LitStr>,
    /// The name given to serde, used in messages only.
    pub serde_name: Option<String>,
    /// True if it is for all others: `rest` of a struct, `other` of an enum.
    pub is_rest: bool,
    /// True if one of its attributes had a mistake: then its meaning is unknown.
    pub is_broken: bool,
}

impl Member {
    /// Its name as it is looked for.
    #[must_use]
    pub fn wire_name(&self) -> String {
        self.rename
            .as_ref()
            .map_or_else(|| self.name.unraw().to_string(), LitStr::value)
    }

    /// Its place.
    #[must_use]
    pub fn span(&self) -> Span {
        self.rename
            .as_ref()
            .map_or_else(|| self.name.span(), LitStr::span)
    }
}

impl DerivedType {
    /// Reads a derivation's input; none if it is nothing that a schema could describe.
    pub fn read(item: TokenStream, errors: &mut Errors) -> Option<DerivedType> {
        let before = errors.count();
        let (name, attributes, generics, shape) = match syn::parse2::<Item>(item) {
            Ok(Item::Struct(item)) => {
                let shape = read_fields(&item.ident, item.fields, errors)?;
                (item.ident, item.attrs, item.generics, shape)
            }
            Ok(Item::Enum(item)) => {
                let variants = item
                    .variants
                    .into_iter()
                    .filter_map(|variant| self::read_variant(variant, errors));
                (
                    item.ident,
                    item.attrs,
                    item.generics,
                    Shape::Choice(variants.collect()),
                )
            }
            Ok(other) => {
                let message = "`#[derive(lean::Schema)]` goes on a struct or an enum";
                match other {
                    Item::Union(item) => errors.push(item.union_token.span, message),
                    other => errors.push_spanned(&other, message),
                }
                return None;
            }
            Err(error) => {
                errors.push_syn(&error);
                return None;
            }
        };
        if let Some(parameter) = generics.params.first() {
            let message = "a type with `#[derive(lean::Schema)]` cannot have type parameters or lifetimes: remove them";
            errors.push_spanned(parameter, message);
            return None;
        }
        let mut own = DerivedType {
            name,
            attribute: Attribute::default(),
            path: Vec::new(),
            is_request: false,
            shape,
            is_broken: false,
        };
        let mut arguments = Vec::new();
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("schema"))
        {
            match &attribute.meta {
                Meta::List(list) => arguments.extend(split_at_commas(list.tokens.clone())),
                other => {
                    let message =
                        "expected arguments: `#[schema(spec = \"openapi.yaml\", name = Thing)]`";
                    errors.push(other.path().span(), message);
                }
            }
        }
        let whole = errors.count() == before;
        own.read_arguments(arguments, errors);
        own.attribute.is_broken |= !whole;
        own.is_broken = errors.count() > before;
        Some(own)
    }

    /// The schema's name, for messages.
    #[must_use]
    pub fn schema_name(&self) -> String {
        if self.path.is_empty() {
            return self.name.unraw().to_string();
        }
        self.path
            .iter()
            .map(|part| part.text.as_str())
            .collect::<Vec<_>>()
            .join(".")
    }

    /// Returns true if it contains itself without anything around it.
    #[must_use]
    pub fn contains_itself(&self) -> bool {
        match &self.shape {
            Shape::Object(members) => members.iter().any(|member| self.is_itself(&member.ty)),
            Shape::Newtype(member) => self.is_itself(&member.ty),
            Shape::Choice(_) => false,
        }
    }

    /// Returns true if a type is this one.
    #[must_use]
    pub fn is_itself(&self, ty: &Type) -> bool {
        matches!(ty, Type::Path(path) if path.path.is_ident(&self.name) || path.path.is_ident("Self"))
    }

    /// The place of its name.
    #[must_use]
    pub fn schema_span(&self) -> Span {
        self.path
            .first()
            .map_or_else(|| self.name.span(), |part| part.span)
    }
}

fn read_fields(name: &Ident, fields: Fields, errors: &mut Errors) -> Option<Shape> {
    match fields {
        Fields::Named(fields) => {
            let members = fields.named.into_iter().filter_map(|field| {
                let name = field.ident?;
                Some(read_member(name, field.ty, &field.attrs, "rest", errors))
            });
            Some(Shape::Object(members.collect()))
        }
        Fields::Unnamed(fields) if fields.unnamed.len() == 1 => {
            let field = fields.unnamed.into_iter().next()?;
            Some(Shape::Newtype(Box::new(read_member(
                name.clone(),
                field.ty,
                &field.attrs,
                "rest",
                errors,
            ))))
        }
        Fields::Unnamed(_) | Fields::Unit => {
            let message = format!(
                "a struct for a schema has named fields: write `struct {name} {{ .. }}`, or `struct {name}(..);` for a single value"
            );
            errors.push(name.span(), message);
            None
        }
    }
}

fn read_variant(variant: syn::Variant, errors: &mut Errors) -> Option<Member> {
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
        ..read_member(variant.ident, ty, &variant.attrs, "other", errors)
    })
}
