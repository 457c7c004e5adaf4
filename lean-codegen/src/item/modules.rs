//! A module of traits that share a description.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Item, Token, Visibility};

use super::{ApiTrait, Inherited};
use crate::errors::Errors;

/// A module of traits, taken apart.
pub struct ApiMod {
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Its visibility.
    pub visibility: Visibility,
    /// Its name.
    pub name: Ident,
    /// Its traits.
    pub traits: Vec<ApiTrait>,
    /// The other items in it.
    pub others: TokenStream,
}

impl ApiMod {
    /// Takes a module apart; none if it has no body yet.
    pub(crate) fn read(
        tokens: TokenStream,
        inherited: &Inherited,
        errors: &mut Errors,
    ) -> Option<ApiMod> {
        match parse_outside.parse2(tokens) {
            Ok((attributes, visibility, name, body)) => {
                let mut module = ApiMod {
                    attributes,
                    visibility,
                    name,
                    traits: Vec::new(),
                    others: TokenStream::new(),
                };
                let items = |input: ParseStream<'_>| {
                    module.read_items(input, inherited, errors);
                    Ok(())
                };
                // An item that does not parse is reported, and kept as it is.
                let _ = items.parse2(body);
                if module.traits.is_empty() && errors.is_empty() {
                    let message = "there is no trait in this module yet: `pub trait Things { fn get_thing(); }`";
                    errors.push(module.name.span(), message);
                }
                Some(module)
            }
            Err(error) => {
                errors.push_syn(&error);
                None
            }
        }
    }

    /// Returns true if a trait of that name is present, and no `cfg` separates the two.
    fn has_trait(&self, item: &ApiTrait) -> bool {
        let conditional = |api_trait: &ApiTrait| {
            let mut attributes = api_trait.rest.attrs.iter();
            attributes.any(|attribute| attribute.path().is_ident("cfg"))
        };
        let same = |known: &&ApiTrait| known.rest.ident == item.rest.ident;
        let known = self.traits.iter().find(same);
        known.is_some_and(|known| !conditional(known) && !conditional(item))
    }

    fn read_items(&mut self, input: ParseStream<'_>, inherited: &Inherited, errors: &mut Errors) {
        while !input.is_empty() {
            if is_trait(input) {
                let tokens = take_item(input);
                match ApiTrait::read(tokens.clone(), errors) {
                    Some(item) if self.has_trait(&item) => {
                        let name = &item.rest.ident;
                        let message = format!(
                            "the trait `{name}` is declared twice: put the methods of both into one trait"
                        );
                        errors.push(name.span(), message);
                    }
                    Some(item) => self.traits.push(item),
                    None => self.others.extend(tokens),
                }
                continue;
            }
            let fork = input.fork();
            match fork.parse::<Item>() {
                Ok(Item::Verbatim(tokens)) if is_bodiless_function(&tokens) => {
                    input.advance_to(&fork);
                    let message = "put methods into a trait: `pub trait Bank { fn get_thing(); }`";
                    errors.push_spanned(&tokens, message);
                }
                Ok(mut item) => {
                    input.advance_to(&fork);
                    inherited.add_to(&mut item);
                    self.others.extend(item.to_token_stream());
                }
                Err(error) => {
                    errors.push_syn(&error);
                    take_item(input);
                }
            }
        }
    }
}

type Outside = (Vec<Attribute>, Visibility, Ident, TokenStream);

fn parse_outside(input: ParseStream<'_>) -> syn::Result<Outside> {
    let attributes = input.call(Attribute::parse_outer)?;
    let visibility = input.parse()?;
    input.parse::<Token![mod]>()?;
    let name: Ident = input.parse()?;
    if !input.peek(syn::token::Brace) {
        let message = format!(
            "`#[lean::api]` goes on a module with its body: `mod {name} {{ pub trait Bank {{ .. }} }}`"
        );
        return Err(syn::Error::new(name.span(), message));
    }
    let body;
    syn::braced!(body in input);
    Ok((attributes, visibility, name, body.parse()?))
}

/// Returns true if a trait follows, perhaps a half-typed one.
fn is_trait(input: ParseStream<'_>) -> bool {
    let ahead = input.fork();
    if ahead.call(Attribute::parse_outer).is_err() || ahead.parse::<Visibility>().is_err() {
        return false;
    }
    let _ = ahead.parse::<Token![unsafe]>();
    ahead.peek(Token![trait])
}

/// Returns true if it is a function without a body.
fn is_bodiless_function(tokens: &TokenStream) -> bool {
    let is_fn = |token: TokenTree| matches!(token, TokenTree::Ident(word) if word == "fn");
    tokens.clone().into_iter().any(is_fn) && tokens.to_string().ends_with(';')
}

/// Everything up to the end of an item: its braces or semicolon.
fn take_item(input: ParseStream<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while let Ok(token) = input.parse::<TokenTree>() {
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => group.delimiter() == proc_macro2::Delimiter::Brace,
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        tokens.extend(quote!(#token));
        if ends {
            break;
        }
    }
    tokens
}
