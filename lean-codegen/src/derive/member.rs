//! The attribute `#[schema(..)]` of a field or variant.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned;
use syn::{LitStr, Meta, Token, Type};

use super::read::Member;
use crate::document::closest;
use crate::errors::Errors;
use crate::item::split_at_commas;

/// The words of other libraries for the name on the wire.
const NAMES: [&str; 3] = ["name", "alias", "field"];

/// The words of other libraries for the place of all other members.
const RESTS: [&str; 4] = ["flatten", "extra", "rest", "other"];

/// A field or variant; `rest` is what the argument for all others is called there.
pub(super) fn read_member(
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
        serde_name: serde_rename(attributes),
        is_rest: false,
        is_broken: false,
    };
    let before = errors.count();
    let ours = |attribute: &&syn::Attribute| attribute.path().is_ident("schema");
    for attribute in attributes.iter().filter(ours) {
        let Meta::List(list) = &attribute.meta else {
            errors.push(
                attribute.path().span(),
                format!("expected `#[schema(rename = \"..\")]` or `#[schema({rest})]`"),
            );
            continue;
        };
        for piece in split_at_commas(list.tokens.clone()) {
            let parser = |input: ParseStream<'_>| read_argument(&mut member, rest, input);
            if let Err(error) = parser.parse2(piece) {
                errors.push_syn(&error);
            }
        }
    }
    member.is_broken = errors.count() > before;
    member
}

fn read_argument(member: &mut Member, rest: &str, input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(LitStr) {
        let name: LitStr = input.parse()?;
        let message = format!(
            "the text needs the name of its argument: write `rename = {:?}`",
            name.value()
        );
        return Err(syn::Error::new(name.span(), message));
    }
    let wrong = |at, message: String| Err(syn::Error::new(at, message));
    let key = input.call(Ident::parse_any)?;
    let word = key.unraw().to_string();
    let found: TokenStream = input.parse()?;
    let value = found
        .clone()
        .into_iter()
        .find(|token| token.to_string() != "=");
    let at = value.map_or(key.span(), |value| value.span());
    if word == rest {
        if !found.is_empty() {
            return wrong(at, format!("`{rest}` takes no value: write it alone"));
        }
        member.is_rest = true;
        return Ok(());
    }
    let text = first_text(&found);
    let shown = text.clone().unwrap_or_else(|| "wire-name".to_owned());
    if word == "rename" {
        if member.rename.is_some() {
            return wrong(key.span(), "`rename` is given twice".to_owned());
        }
        let parser = |input: ParseStream<'_>| {
            input.parse::<Token![=]>()?;
            input.parse::<LitStr>()
        };
        let Ok(name) = parser.parse2(found) else {
            let message = format!("`rename` takes a name in quotes: `rename = {shown:?}`");
            return wrong(at, message);
        };
        member.rename = Some(name);
        return Ok(());
    }
    let is_name = NAMES.contains(&word.as_str()) && text.is_some();
    let help = match word.as_str() {
        _ if is_name => format!("write `rename = {shown:?}`"),
        "other" if rest == "rest" => {
            "`other` marks a variant; `rest` marks the field that keeps all other members"
                .to_owned()
        }
        other if RESTS.contains(&other) => format!("did you mean `{rest}`?"),
        "default" => "it is not needed: a member that may be absent is an `Option`".to_owned(),
        "skip" => "every field is a member of the schema: remove this field".to_owned(),
        other => match closest(other, ["rename", rest]) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are `rename = \"..\"` and `{rest}`"),
        },
    };
    wrong(key.span(), format!("no argument `{word}`; {help}"))
}

/// The one text or name after a key.
fn first_text(tokens: &TokenStream) -> Option<String> {
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Literal(_) => Some(syn::parse2::<LitStr>(token.into()).ok()?.value()),
        TokenTree::Ident(name) => Some(name.to_string()),
        TokenTree::Group(group) => first_text(&group.stream()),
        TokenTree::Punct(_) => None,
    })
}

/// The name in `#[serde(rename = "..")]`.
fn serde_rename(attributes: &[syn::Attribute]) -> Option<String> {
    let lists = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) if list.path.is_ident("serde") => Some(list.tokens.clone()),
            _ => None,
        });
    let mut pieces = lists.flat_map(split_at_commas);
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
