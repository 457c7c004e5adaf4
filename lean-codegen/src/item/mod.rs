//! What the user wrote: the attribute, and the trait or module that it stands on.
//!
//! Nothing is looked up here. What does not parse is an error on its own tokens, and everything else goes on.

mod attribute;
mod traits;

pub use attribute::{Attribute, Base, Chosen, Spec};
pub use traits::{ApiTrait, Method, Named};

use proc_macro2::TokenStream;
use syn::{Item, ItemMod, ItemTrait};

use crate::errors::Errors;

/// The annotated item.
pub enum Annotated {
    /// A trait: models go into a module beside it.
    Trait(ItemTrait),
    /// A module of traits, which share the models that go into it.
    Mod(ItemMod),
}

/// Reads the annotated item; none if it is neither a trait nor a module with a body.
pub fn annotated(item: TokenStream, errors: &mut Errors) -> Option<Annotated> {
    match syn::parse2::<Item>(item.clone()) {
        Ok(Item::Trait(item)) => Some(Annotated::Trait(item)),
        Ok(Item::Mod(item)) if item.content.is_some() => Some(Annotated::Mod(item)),
        Ok(other) => {
            errors.push_spanned(&other, "`#[lean::api]` goes on a trait, or on a module of traits with a body");
            None
        }
        Err(error) => {
            errors.push_syn(&error);
            None
        }
    }
}
