//! A trait, split into methods for operations and other items.

use quote::ToTokens;
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Ident, ItemTrait, Meta, TraitItem, TraitItemFn};

use proc_macro2::TokenStream;

use super::arguments::read_arguments;
use super::attribute::{Chosen, Drift};
use super::named;
use super::tolerant::{self, SourceMember};
use super::{Method, Options};
use crate::document::{Wanted, find_correction};
use crate::errors::Errors;

/// A trait in parts: the methods for operations, and all other items.
pub struct ApiTrait {
    /// The trait without the methods for operations.
    pub rest: ItemTrait,
    /// The methods that represent operations, in order.
    pub methods: Vec<Method>,
    /// The choice of `#[api(..)]` on it, if it is in a module.
    pub chosen: Chosen,
    /// The policy of `#[api(..)]` on it, if it is in a module and has its own.
    pub drift: Option<Drift>,
    /// Headers and the deadline of all its methods.
    pub options: Options,
    /// The attributes, as written, on which the models depend.
    pub(crate) choosing: Vec<syn::Attribute>,
}

impl ApiTrait {
    /// Takes a trait apart. Returns none if it has no name yet.
    pub fn read(tokens: TokenStream, errors: &mut Errors) -> Option<ApiTrait> {
        let loose = tolerant::read(tokens, errors)?;
        let mut rest = loose.head;
        let choosing = choosing(&rest.attrs);
        let (chosen, drift) = take_choice(&mut rest, errors);
        let options = Options::take(&mut rest.attrs, errors);
        refuse_generics(&rest, errors);
        let mut methods = Vec::new();
        for member in loose.members {
            match member {
                SourceMember::Whole(TraitItem::Fn(function)) if is_own(&function, errors) => {
                    rest.items.push(TraitItem::Fn(function));
                }
                SourceMember::Whole(TraitItem::Fn(function)) => methods.push(read_method(function, errors)),
                SourceMember::Whole(other) => match undefinable_item(&other) {
                    Some(name) => errors.push(name.span(), format!(
                        "a trait of operations is implemented for every client at once, so it cannot declare `{name}`: remove it"
                    )),
                    None => rest.items.push(other),
                },
                SourceMember::Begun(function) => methods.push(Method {
                    is_begun: true,
                    ..read_method(function, errors)
                }),
            }
        }
        let methods = without_duplicates(methods, errors);
        Some(ApiTrait {
            rest,
            methods,
            chosen,
            drift,
            options,
            choosing,
        })
    }

    /// A trait without methods.
    #[must_use]
    pub fn new(rest: ItemTrait, chosen: Chosen) -> ApiTrait {
        ApiTrait {
            rest,
            methods: Vec::new(),
            chosen,
            drift: None,
            options: Options::default(),
            choosing: Vec::new(),
        }
    }
}

/// The methods without those whose name another had before, unless a condition tells them apart.
fn without_duplicates(methods: Vec<Method>, errors: &mut Errors) -> Vec<Method> {
    let mut kept: Vec<Method> = Vec::new();
    for method in methods {
        let name = &method.item.sig.ident;
        let is_same = |known: &Method| {
            known.item.sig.ident == *name && !known.is_conditional() && !method.is_conditional()
        };
        match kept.iter().find(|known| is_same(known)) {
            None => kept.push(method),
            // One of them is being typed, and was reported.
            Some(first) if first.is_begun || method.is_begun => {}
            Some(first) => {
                let message = match first.wanted == method.wanted {
                    true => format!("the method `{name}` is declared twice: remove one of them"),
                    false => format!(
                        "two methods are called `{name}`: rename this one, and name its operation with `#[operation(..)]`"
                    ),
                };
                errors.push(name.span(), message);
            }
        }
    }
    kept
}

/// An item that every implementation would have to define: a type, or a constant without a value.
fn undefinable_item(item: &TraitItem) -> Option<&Ident> {
    match item {
        TraitItem::Type(item) => Some(&item.ident),
        TraitItem::Const(item) if item.default.is_none() => Some(&item.ident),
        _ => None,
    }
}

/// Refuses generics: the implementation for clients knows only the client's types.
fn refuse_generics(item: &ItemTrait, errors: &mut Errors) {
    if let Some(parameter) = item.generics.params.first() {
        let message = "a trait of operations has no generic parameters: it is implemented for every client at once";
        errors.push_spanned(parameter, message);
    }
}

/// Returns true if a method is the user's own: it has a body.
fn is_own(function: &TraitItemFn, errors: &mut Errors) -> bool {
    let Some(body) = &function.default else {
        return false;
    };
    if function
        .attrs
        .iter()
        .any(|attribute| attribute.path().is_ident("operation"))
    {
        let message =
            "a method for an operation has no body: end it with `;`, or remove `#[operation]`";
        errors.push(body.brace_token.span.open(), message);
        return false;
    }
    true
}

/// Takes `#[api(..)]` off a trait inside an annotated module.
fn take_choice(item: &mut ItemTrait, errors: &mut Errors) -> (Chosen, Option<Drift>) {
    item.attrs.retain(|attribute| {
        let path = &attribute.path().segments;
        let is_ours = || path[0].ident == "lean" || attribute.meta.to_token_stream().to_string().contains("spec =");
        let again = path.len() > 1 && path.last().is_some_and(|last| last.ident == "api") && is_ours();
        if again {
            let message = "`#[lean::api(..)]` is needed once, on the module: on a trait in it, write `#[api(tags = [..])]` or nothing";
            errors.push(attribute.path().span(), message);
        }
        !again
    });
    let Some(at) = item
        .attrs
        .iter()
        .position(|attribute| attribute.path().is_ident("api"))
    else {
        return (Chosen::Methods, None);
    };
    match item.attrs.remove(at).meta {
        Meta::List(list) => super::Attribute::read_choice(list.tokens, errors),
        other => {
            errors.push(
                other.span(),
                "`#[api]` needs a choice: `#[api(operations = all)]` or `#[api(tags = [Things])]`",
            );
            (Chosen::Methods, None)
        }
    }
}

/// Removes and reports attributes that are probably ours, misspelt: the compiler could not say what was meant.
fn report_misspelt_attributes(attributes: &mut Vec<syn::Attribute>, errors: &mut Errors) {
    attributes.retain(|attribute| {
        let Some(word) = attribute.path().get_ident().map(Ident::to_string) else {
            return true;
        };
        let known = ["operation", "timeout", "header", "idempotency", "pages"];
        let Some(near) = find_correction(&word, known, |near| near == word) else {
            return true;
        };
        let message = format!("no attribute `{word}` for a method; did you mean `#[{near}]`?");
        errors.push(attribute.path().span(), message);
        false
    });
}

/// The attributes on which the models depend: the choice of operations, and the rules for them.
fn choosing(attributes: &[syn::Attribute]) -> Vec<syn::Attribute> {
    const NAMES: [&str; 5] = ["api", "operation", "pages", "idempotency", "cfg"];
    let is_choosing =
        |attribute: &&syn::Attribute| NAMES.iter().any(|name| attribute.path().is_ident(name));
    attributes.iter().filter(is_choosing).cloned().collect()
}

fn read_method(mut item: TraitItemFn, errors: &mut Errors) -> Method {
    item.default = None;
    if let Some(word) = item.sig.constness.take() {
        let message = "a call cannot be `const`: remove `const`";
        errors.push(word.span(), message);
    }
    let by_name = Wanted::Name(item.sig.ident.unraw().to_string());
    let before = errors.count();
    let choosing = choosing(&item.attrs);
    let named = named::take(&mut item.attrs, errors);
    report_misspelt_attributes(&mut item.attrs, errors);
    // A method without a clear operation was reported already.
    let is_begun = errors.count() > before && named.is_none();
    let (wanted, span) = match &named {
        Some(named) => (named.to_wanted(), named.span),
        None => (by_name, item.sig.ident.span()),
    };
    let options = Options::take(&mut item.attrs, errors);
    let pages = super::pages::take(&mut item.attrs, errors);
    let arguments = read_arguments(&mut item.sig, errors);
    Method {
        wanted,
        span,
        named: named.and_then(|named| named.ident),
        item,
        options,
        pages,
        arguments,
        is_begun,
        choosing,
    }
}
