//! `#[pages(..)]`: how the pages of an operation follow each other, said on its method.

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Ident, Lit, Meta, Token};

use crate::errors::Errors;
use crate::resolve::PageRule;

const USE: &str = "describe pages by names and values, as in `#[pages(page = \"page_number\", items = \"/data\")]` or `#[pages(cursor = \"after\", items = \"/data\", next = \"/next\")]`";

/// Takes the attribute off.
pub(super) fn take(attributes: &mut Vec<Attribute>, errors: &mut Errors) -> Option<PageRule<Span>> {
    let mut rule = None;
    attributes.retain(|attribute| {
        if !attribute.path().is_ident("pages") {
            return true;
        }
        match read_rule(attribute) {
            Ok(_) if rule.is_some() => {
                let message = "`#[pages(..)]` is given twice: remove one of them";
                errors.push(attribute.path().span(), message);
            }
            Ok(read) => rule = Some(read),
            Err(error) => errors.push_syn(&error),
        }
        false
    });
    rule
}

fn read_rule(attribute: &Attribute) -> syn::Result<PageRule<Span>> {
    let Meta::List(list) = &attribute.meta else {
        return Err(syn::Error::new(attribute.meta.span(), USE));
    };
    let members = list.parse_args_with(Punctuated::<PageMember, Token![,]>::parse_terminated)?;
    let mut rule = PageRule::new("#[pages(..)]", attribute.path().span());
    for PageMember { name, value, span } in members {
        if rule.get(&name).is_some() {
            let message = format!("`{name}` is given twice");
            return Err(syn::Error::new(span, message));
        }
        rule = rule.with(&name, value, span);
    }
    Ok(rule)
}

/// `name = \"value\"`, `first = 1` or `style = link_header`.
struct PageMember {
    name: String,
    value: String,
    span: Span,
}

impl Parse for PageMember {
    fn parse(input: ParseStream<'_>) -> syn::Result<PageMember> {
        let wrong = |span| syn::Error::new(span, USE);
        let name = Ident::parse_any(input).map_err(|error| wrong(error.span()))?;
        input
            .parse::<Token![=]>()
            .map_err(|error| wrong(error.span()))?;
        let minus: Option<Token![-]> = input.parse()?;
        let sign = if minus.is_some() { "-" } else { "" };
        if input.peek(Ident::peek_any) && minus.is_none() {
            let word = Ident::parse_any(input)?;
            return Ok(PageMember {
                name: with_dashes(&name),
                value: word.unraw().to_string(),
                span: word.span(),
            });
        }
        let literal: Lit = input.parse().map_err(|error| wrong(error.span()))?;
        let value = match &literal {
            Lit::Str(text) if minus.is_none() => text.value(),
            Lit::Int(digits) => format!("{sign}{}", digits.base10_digits()),
            _ => return Err(wrong(literal.span())),
        };
        Ok(PageMember {
            name: with_dashes(&name),
            value,
            span: literal.span(),
        })
    }
}

/// The name as descriptions have it: `total-pages`.
fn with_dashes(name: &Ident) -> String {
    name.unraw().to_string().replace('_', "-")
}
