//! The user's code: the attribute, and the trait or module below it.
//!
//! Nothing is looked up here. Code that does not parse is an error on its own tokens, and the rest continues: most of
//! the time somebody is typing.

mod arguments;
mod attribute;
mod inherited;
mod method;
mod module_clash;
mod modules;
mod named;
mod names;
mod options;
mod pages;
mod tolerant;
mod traits;
mod values;

pub use arguments::{Argument, Binding, ParameterPlace};
pub use attribute::{Attribute, Base, Certificates, Chosen, Drift, Spec};
pub use method::Method;
pub use module_clash::Source;
pub use modules::ApiMod;
pub use names::{OperationName, WrittenName};
pub use options::{HeaderDefault, Options};
pub use traits::ApiTrait;
pub use values::FormatType;

pub(crate) use inherited::Inherited;
pub(crate) use module_clash::avoid_clash;
pub(crate) use options::check_header_name;
pub(crate) use values::split_at_commas;

use proc_macro2::{TokenStream, TokenTree};
use syn::ItemImpl;

use crate::errors::Errors;

/// The annotated item.
pub enum Annotated {
    /// A trait: models go into a module next to it.
    Trait(ApiTrait),
    /// A module of traits, which share the models that go into it.
    Mod(ApiMod),
    /// An implementation of such a trait: its `async fn` become what the trait has.
    Impl(ItemImpl),
}

/// Reads the annotated item; none if it is nothing that can be annotated.
pub(crate) fn read_item(
    item: TokenStream,
    inherited: &Inherited,
    errors: &mut Errors,
) -> Option<Annotated> {
    match item_keyword(&item).as_deref() {
        Some("trait") => ApiTrait::read(item, errors).map(Annotated::Trait),
        Some("mod") => ApiMod::read(item, inherited, errors).map(Annotated::Mod),
        Some("impl") => match syn::parse2::<ItemImpl>(item) {
            Ok(item) => {
                if item.trait_.is_none() {
                    let message = "`#[lean::api]` goes on an implementation of a trait of operations: `impl Bank for ..`";
                    errors.push_spanned(&item.self_ty, message);
                }
                Some(Annotated::Impl(item))
            }
            Err(error) => {
                errors.push_syn(&error);
                None
            }
        },
        _ => {
            let message = "`#[lean::api]` goes on a trait, or on a module of traits with a body";
            errors.push(crate::errors::first_span(&item), message);
            None
        }
    }
}

/// Tokens on one line, as they are written.
fn token_text(tokens: &TokenStream) -> String {
    tokens.to_string().replace(" :: ", "::")
}

/// The word that says what kind of item it is.
fn item_keyword(item: &TokenStream) -> Option<String> {
    let kinds = [
        "trait",
        "mod",
        "impl",
        "struct",
        "enum",
        "fn",
        "union",
        "type",
        "const",
        "static",
        "use",
        "extern",
        "macro_rules",
    ];
    item.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(word) if kinds.iter().any(|kind| word == kind) => Some(word.to_string()),
        _ => None,
    })
}
