//! Compares the user's signatures with their operations.
//!
//! In come the traits and what was selected for them; out goes, for each method, how its signature becomes a call.
//! Each mismatch is an error on its token, with the place in the description under it, and the method
//! is emitted as it was written.

mod argument;
mod arguments;
mod as_written;
mod bind;
mod bind_errors;
mod body;
mod claim;
mod content;
mod convert;
mod derive_hint;
mod judge;
mod message;
mod render_type;
mod result;
mod result_errors;
mod scalars;
mod signature;
mod user_type;

use proc_macro2::{Ident, TokenStream, TokenTree};

pub use self::argument::{ArgumentTarget, PassedArgument, PassingForm};
pub use self::claim::{Claim, Proof};
pub use self::derive_hint::schema_name;
pub use self::result::{ContentForm, FailureForm, ResultForm, RunForm};
pub use lean_openapi::key::{key, keys};

pub(crate) use self::judge::{Direction, Judge, Mismatch, type_span};
pub(crate) use self::render_type::{Spelling, facade_name};
pub(crate) use self::user_type::{UserType, find_missing_generics, parse_type, type_text};

use crate::api::{Api, Operation};
use crate::document::Description;
use crate::errors::Errors;
use crate::item::{ApiTrait, Method};
use crate::select::{BoundOperation, Selection};
use crate::setting::Setting;

/// The way to emit a method of a trait.
pub enum CheckedMethod {
    /// Its signature is the description's.
    Described {
        /// The method that the user wrote; none: chosen by tag or wholesale.
        method: Option<usize>,
        /// The index of the operation in the model.
        operation: usize,
    },
    /// Its signature is the user's, and holds.
    Own {
        /// The method.
        method: usize,
        /// The index of the operation in the model.
        operation: usize,
        /// The way to make it a call.
        plan: Plan,
    },
    /// It has a mistake: the user's code is kept, and does nothing.
    Broken {
        /// The method.
        method: usize,
    },
}

/// The way from a signature to a call.
pub struct Plan {
    /// The way of each argument into the call.
    pub arguments: Vec<PassedArgument>,
    /// The claims for the compiler to check.
    pub proofs: Vec<Proof>,
    /// The result.
    pub returned: ResultForm,
}

/// Checks all methods of all traits.
pub fn check(
    traits: &[ApiTrait],
    selection: &Selection,
    setting: &Setting,
    description: &Description,
    errors: &mut Errors,
) -> Vec<Vec<CheckedMethod>> {
    let spelling = Spelling::new(&selection.api, setting);
    let items = traits.iter().zip(&selection.traits);
    items
        .map(|(api_trait, bound)| {
            let fill = |bound: &BoundOperation| {
                check_method(api_trait, *bound, &spelling, setting, description, errors)
            };
            bound.iter().map(fill).collect()
        })
        .collect()
}

fn check_method(
    api_trait: &ApiTrait,
    bound: BoundOperation,
    spelling: &Spelling<'_>,
    setting: &Setting,
    description: &Description,
    errors: &mut Errors,
) -> CheckedMethod {
    let (index, operation) = match bound {
        BoundOperation::Lost { method } => return CheckedMethod::Broken { method },
        BoundOperation::Found {
            method: None,
            operation,
        } => {
            return CheckedMethod::Described {
                method: None,
                operation,
            };
        }
        BoundOperation::Found {
            method: Some(index),
            operation,
        } => (index, operation),
    };
    let method = &api_trait.methods[index];
    if method.is_bare() {
        return CheckedMethod::Described {
            method: Some(index),
            operation,
        };
    }
    let check = Check {
        method,
        operation: &spelling.api.operations[operation],
        spelling,
        module: &setting.module,
        trait_name: &api_trait.rest.ident,
        description,
    };
    match check.plan(errors) {
        Some(plan) => CheckedMethod::Own {
            method: index,
            operation,
            plan,
        },
        None => CheckedMethod::Broken { method: index },
    }
}

/// The derive for a user's type and the schema that it should match.
pub(crate) fn derive_advice(user: &str, api: &Api, claim: &Claim, spec: &str) -> String {
    let (named, request) = (
        schema_name(api, claim.model),
        if claim.sent { ", request" } else { "" },
    );
    format!(
        "add to `{user}`: `#[derive(lean::Schema)]` and `#[schema(spec = \"{spec}\", name = {named}{request})]`"
    )
}

/// The place in which a trait's name is used like a type.
pub(crate) fn find_use_as_type(tokens: &TokenStream, name: &Ident) -> Option<proc_macro2::Span> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens
        .iter()
        .enumerate()
        .find_map(|(index, token)| match token {
            TokenTree::Ident(ident) if ident == name => {
                let before = index.checked_sub(1).map(|index| tokens[index].to_string());
                let is_of =
                    before.is_some_and(|word| [":", "dyn", "impl", "+"].contains(&word.as_str()));
                (!is_of || ends_with_colon(&tokens[..index])).then(|| ident.span())
            }
            TokenTree::Group(group) => find_use_as_type(&group.stream(), name),
            _ => None,
        })
}

/// Returns true if the last token is a single colon, as between a name and its type.
fn ends_with_colon(tokens: &[TokenTree]) -> bool {
    let is = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ':');
    let mut last = tokens.iter().rev();
    last.next().is_some_and(is) && !last.next().is_some_and(is)
}

/// A method and its operation.
pub(crate) struct Check<'a> {
    pub(crate) method: &'a Method,
    pub(crate) operation: &'a Operation,
    pub(crate) spelling: &'a Spelling<'a>,
    pub(crate) module: &'a Ident,
    /// The trait that it is a method of.
    pub(crate) trait_name: &'a Ident,
    pub(crate) description: &'a Description,
}

impl Check<'_> {
    /// The name that the description gives the operation, for messages.
    pub(crate) fn operation_label(&self) -> String {
        if self.operation.named {
            self.operation.name.wire.clone()
        } else {
            format!("{} {}", self.operation.method, self.operation.path)
        }
    }
}
