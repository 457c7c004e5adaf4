//! The items next to a trait: checks that the name of its module of models is free.
//!
//! The compiler reports this too, but also every name in the module that it then cannot find.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Item, ItemTrait, Meta};

use super::{Attribute, split_at_commas};
use crate::errors::Errors;
use crate::expand::models_module;
use crate::name;
use crate::setting::ident;

/// The place of the attribute: the text of the file, and its line in it.
pub struct Source {
    /// The text.
    pub text: String,
    /// The line, counted from 1.
    pub line: usize,
}

/// The trait with another module of models where the name is taken; none: nothing is to be made of it.
pub(crate) fn avoid_clash(
    item: TokenStream,
    attribute: &mut Attribute,
    source: &Source,
    errors: &mut Errors,
) -> Option<TokenStream> {
    let Some(name) = trait_name(&item) else {
        return Some(item);
    };
    let module = attribute.module.clone();
    let module = module.unwrap_or_else(|| models_module(&name, &attribute.facade));
    let at = attribute.module.as_ref().unwrap_or(&name).span();
    let Some(taken) = find_clash(&source.text, &name, &module, source.line) else {
        return Some(item);
    };
    let (message, free) = match taken {
        Clash::Twice => {
            let message = format!(
                "the trait `{name}` is declared twice: put the methods of both into one trait"
            );
            errors.push(name.span(), message);
            return None;
        }
        Clash::By(what) => {
            let free = match &attribute.module {
                Some(_) => name::module(&name.to_string()),
                None => format!("{module}_models"),
            };
            let message = format!(
                "`{module}` is {what} already: the models of `{name}` need another module, `#[lean::api(.., module = {free})]`"
            );
            (message, ident(&free))
        }
    };
    errors.push(at, message);
    attribute.module = Some(free.clone());
    Some(rename_module(item, &module, &free))
}

enum Clash {
    /// By another trait of that name under the attribute.
    Twice,
    /// By something else.
    By(String),
}

/// The name of a trait.
fn trait_name(item: &TokenStream) -> Option<Ident> {
    let tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    tokens.windows(2).find_map(|pair| match pair {
        [TokenTree::Ident(word), TokenTree::Ident(name)] if word == "trait" => Some(name.clone()),
        _ => None,
    })
}

fn find_clash(text: &str, name: &Ident, module: &Ident, line: usize) -> Option<Clash> {
    let (plain, module) = (name.to_string(), module.to_string());
    if !may_clash(text, &plain, &module) {
        return None;
    }
    let file = syn::parse_file(text).ok()?;
    let items = items_around(&file.items, &plain)?;
    let twins: Vec<String> = items
        .iter()
        .filter_map(annotated_trait)
        .filter(|candidate| models_module_of(candidate) == module)
        .map(|candidate| candidate.ident.to_string())
        .collect();
    match twins.iter().position(|twin| *twin == plain) {
        Some(0) if twins.iter().filter(|twin| **twin == plain).count() > 1 => {
            let declares = |candidate: &str| candidate.contains(&format!("trait {plain}"));
            let first = text.lines().position(declares)? + 1;
            if line > first {
                return Some(Clash::Twice);
            }
        }
        Some(0) => {}
        Some(_) => return Some(Clash::By(format!("the module of `{}`", twins[0]))),
        None => return None,
    }
    items
        .iter()
        .find_map(|item| kind_of_item(item, &module))
        .map(|what| Clash::By(what.to_owned()))
}

/// Returns true if the words of a file leave a doubt: most of the time no such name is declared twice.
fn may_clash(text: &str, name: &str, module: &str) -> bool {
    let (mut declared, mut chosen, mut traits, mut by_name) = (0, 0, 0, 0);
    let mut before = "";
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
        if word.is_empty() {
            continue;
        }
        match before {
            "mod" | "struct" | "enum" | "type" => declared += usize::from(word == module),
            "module" => chosen += usize::from(word == module),
            "trait" => {
                traits += usize::from(word == name);
                by_name += usize::from(name::module(word) == module);
            }
            _ => {}
        }
        before = word;
    }
    declared > 0 || traits > 1 || chosen > 1 || chosen > 0 && by_name > 0
}

/// The items among which the trait is.
fn items_around<'i>(items: &'i [Item], name: &str) -> Option<&'i [Item]> {
    let is_it =
        |item: &Item| annotated_trait(item).is_some_and(|candidate| candidate.ident == name);
    if items.iter().any(is_it) {
        return Some(items);
    }
    items.iter().find_map(|item| match item {
        Item::Mod(module) if is_unconditional(&module.attrs) => {
            items_around(&module.content.as_ref()?.1, name)
        }
        _ => None,
    })
}

/// A trait under the attribute, on no condition.
fn annotated_trait(item: &Item) -> Option<&ItemTrait> {
    let Item::Trait(item) = item else { return None };
    let is_ours = |attribute: &syn::Attribute| {
        let last = attribute.path().segments.last();
        last.is_some_and(|last| last.ident == "api")
    };
    (item.attrs.iter().any(is_ours) && is_unconditional(&item.attrs)).then_some(item)
}

fn is_unconditional(attributes: &[syn::Attribute]) -> bool {
    let is_condition = |attribute: &syn::Attribute| {
        attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr")
    };
    !attributes.iter().any(is_condition)
}

/// The module that a trait's models go to.
fn models_module_of(item: &ItemTrait) -> String {
    let lists = item
        .attrs
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) => Some(list.tokens.clone()),
            _ => None,
        });
    let chosen = lists.flat_map(split_at_commas).find_map(|piece| {
        let words: Vec<String> = piece.into_iter().map(|token| token.to_string()).collect();
        match words.as_slice() {
            [key, equals, module] if key == "module" && equals == "=" => Some(module.clone()),
            _ => None,
        }
    });
    chosen.unwrap_or_else(|| name::module(&item.ident.to_string()))
}

/// The kind of an item, if it has that name in the namespace of modules. (An import may be something else.)
fn kind_of_item(item: &Item, name: &str) -> Option<&'static str> {
    let (what, found, attributes) = match item {
        Item::Mod(item) => ("a module", item.ident == name, &item.attrs),
        Item::Struct(item) => ("a struct", item.ident == name, &item.attrs),
        Item::Enum(item) => ("an enum", item.ident == name, &item.attrs),
        Item::Type(item) => ("a type", item.ident == name, &item.attrs),
        _ => return None,
    };
    (found && is_unconditional(attributes)).then_some(what)
}

/// Replaces the name of one module by the name of another.
fn rename_module(tokens: TokenStream, from: &Ident, to: &Ident) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut out = TokenStream::new();
    while let Some(token) = tokens.next() {
        let leads =
            matches!(tokens.peek(), Some(TokenTree::Punct(colon)) if colon.as_char() == ':');
        match token {
            TokenTree::Ident(name) if leads && name == *from => {
                Ident::new(&to.to_string(), name.span()).to_tokens(&mut out);
            }
            TokenTree::Group(group) => {
                let mut inner =
                    Group::new(group.delimiter(), rename_module(group.stream(), from, to));
                inner.set_span(group.span());
                inner.to_tokens(&mut out);
            }
            other => other.to_tokens(&mut out),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::find_clash;
    use crate::setting::ident;

    fn is_taken(text: &str) -> bool {
        find_clash(text, &ident("Bank"), &ident("bank"), 9).is_some()
    }

    const TRAIT: &str = "#[lean::api(spec = \"a.yaml\")] pub trait Bank {}";

    #[test]
    fn only_items_of_the_same_module_clash() {
        assert!(is_taken(&format!("mod bank; {TRAIT}")));
        assert!(is_taken(&format!(
            "mod a {{ {TRAIT} pub type bank = u8; }}"
        )));
        assert!(is_taken(&format!("{TRAIT}\n{TRAIT}")));
        for other in [
            "mod a { mod bank {} }",
            "#[cfg(test)] mod bank {}",
            "fn bank() {}",
            "use a::bank;",
            "/* mod bank; */",
            "#[cfg(test)] mod a { mod bank {} #[lean::api()] trait Bank {} }",
            "mod a { #[lean::api()] trait Bank {} }",
            "#[lean::api(module = bank2)] trait Shop {}",
        ] {
            assert!(!is_taken(&format!("{TRAIT} {other}")), "{other}");
        }
        assert!(!is_taken(&format!("#[cfg(a)] {TRAIT} mod bank {{}}")));
    }
}
