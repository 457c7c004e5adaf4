use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::spanned::Spanned;
use syn::{Attribute, Ident, ItemTrait, LitStr, Meta, TraitItem, TraitItemFn};

use super::attribute::Chosen;
use crate::document::Wanted;
use crate::errors::Errors;

/// A trait, taken apart: the methods that stand for operations, and whatever else it holds.
pub struct ApiTrait {
    /// The trait without the methods that stand for operations.
    pub rest: ItemTrait,
    /// Those methods, in order.
    pub methods: Vec<Method>,
    /// What `#[api(..)]` on it chooses beside them, where it stands in a module.
    pub chosen: Chosen,
}

/// A method that stands for an operation.
pub struct Method {
    /// The operation that it names.
    pub wanted: Wanted,
    /// The token that names it, to be underlined.
    pub span: Span,
    /// The method as written, without our attributes.
    pub item: TraitItemFn,
}

impl Method {
    /// Whether its signature is to be filled in: no receiver, no arguments, no result.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        let signature = &self.item.sig;
        signature.inputs.is_empty() && matches!(signature.output, syn::ReturnType::Default)
    }
}

impl ApiTrait {
    /// Takes a trait apart.
    pub fn read(mut item: ItemTrait, errors: &mut Errors) -> ApiTrait {
        let (functions, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut item.items).into_iter().partition(|item| matches!(item, TraitItem::Fn(_)));
        item.items = others;
        let chosen = chosen(&mut item, errors);
        let mut methods = Vec::new();
        for function in functions {
            let TraitItem::Fn(function) = function else { continue };
            methods.push(method(function, errors));
        }
        ApiTrait { rest: item, methods, chosen }
    }
}

/// Takes `#[api(..)]` off a trait inside an annotated module.
fn chosen(item: &mut ItemTrait, errors: &mut Errors) -> Chosen {
    let Some(at) = item.attrs.iter().position(|attribute| attribute.path().is_ident("api")) else {
        return Chosen::Methods;
    };
    match item.attrs.remove(at).meta {
        Meta::List(list) => super::Attribute::read(list.tokens, errors).chosen,
        other => {
            errors.push(other.span(), "say what to choose: `#[api(operations = all)]` or `#[api(tags = [Things])]`");
            Chosen::Methods
        }
    }
}

fn method(mut item: TraitItemFn, errors: &mut Errors) -> Method {
    let span = item.sig.ident.span();
    let by_name = Wanted::Name(item.sig.ident.unraw().to_string());
    let Some(at) = item.attrs.iter().position(|attribute| attribute.path().is_ident("operation")) else {
        return Method { wanted: by_name, span, item };
    };
    let attribute = item.attrs.remove(at);
    match named(&attribute) {
        Ok(named) => {
            let span = named.span;
            Method { wanted: named.wanted(), span, item }
        }
        Err(error) => {
            errors.push_syn(&error);
            Method { wanted: by_name, span, item }
        }
    }
}

fn named(attribute: &Attribute) -> syn::Result<Named> {
    let Meta::List(list) = &attribute.meta else {
        let message = "name the operation: `#[operation(getThing)]` or `#[operation(GET \"/things/{id}\")]`";
        return Err(syn::Error::new(attribute.span(), message));
    };
    syn::parse2(list.tokens.clone())
}

/// An operation as a user names it: `getThing`, `"get-thing"`, or `GET "/things"`.
#[derive(Clone)]
pub struct Named {
    name: String,
    path: Option<String>,
    /// Where.
    pub span: Span,
}

impl Named {
    /// What is looked for.
    #[must_use]
    pub fn wanted(&self) -> Wanted {
        match &self.path {
            Some(path) => Wanted::Route { method: self.name.clone(), path: path.clone() },
            None => Wanted::Name(self.name.clone()),
        }
    }
}

impl Parse for Named {
    fn parse(input: ParseStream<'_>) -> syn::Result<Named> {
        if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            let text = literal.value();
            let (name, path) = match text.split_once(' ') {
                Some((method, path)) if path.starts_with('/') => (method.to_owned(), Some(path.to_owned())),
                _ => (text, None),
            };
            return Ok(Named { name, path, span: literal.span() });
        }
        let ident = input.call(Ident::parse_any)?;
        if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            return Ok(Named { name: ident.to_string(), path: Some(literal.value()), span: literal.span() });
        }
        Ok(Named { name: ident.unraw().to_string(), path: None, span: ident.span() })
    }
}
