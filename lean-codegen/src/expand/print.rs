//! Prints a whole model for the command line.

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Api;
use crate::check::CheckedMethod;
use crate::dedup;
use crate::emit;
use crate::select::{self, BoundOperation};
use crate::setting::Setting;

/// A part of the file that the command line prints.
pub enum PrintedPart {
    /// Items of the file.
    Items(TokenStream),
    /// The module of models, as far as its brace.
    Open(TokenStream),
    /// Items of that module.
    Inside(TokenStream),
    /// Its end.
    Close,
}

/// Prints the whole model for the command line: a trait of all operations, and the models. It works
/// part by part, so that only one part is in memory.
///
/// # Errors
/// The first of `print`.
pub fn print<E>(
    api: Api,
    setting: &Setting,
    trait_name: &str,
    mut print: impl FnMut(PrintedPart) -> Result<(), E>,
) -> Result<(), E> {
    let (traits, mut selection) = select::select_all(api, trait_name);
    dedup::join(&mut selection.api.types);
    let checked_methods: Vec<Vec<CheckedMethod>> = selection
        .traits
        .iter()
        .map(|bound| {
            let operations = bound.iter().filter_map(BoundOperation::operation);
            operations
                .map(|operation| CheckedMethod::Described {
                    method: None,
                    operation,
                })
                .collect()
        })
        .collect();
    print(PrintedPart::Items(emit::emit_traits(
        &traits,
        &checked_methods,
        &selection,
        setting,
    )))?;
    let models = emit::Module::new(&traits, &selection, setting);
    print(PrintedPart::Open(models.head()))?;
    for part in models.parts() {
        print(PrintedPart::Inside(part))?;
    }
    print(PrintedPart::Close)?;
    let module = &setting.module;
    print(PrintedPart::Items(quote!(pub use #module::*;)))
}
