//! Checks that a user's type holds the values of the description without loss.
//!
//! A mismatch that the tokens show is reported at once, with its place. A type that only the compiler knows, such as a
//! user's struct, becomes a [`Proof`] for the compiler to check.

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::{Ident, TypePath};

use super::claim::Claim;
use super::render_type::Spelling;
use super::scalars;
use super::user_type::{UserType, parse_type, type_text};
use crate::api::{EnumWire, Type, TypeId, TypeKind};
use crate::document::find_correction;

/// The direction of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// To the server: every value of the user's type must be one of the description's.
    Sent,
    /// From the server: the user's type must hold every value of the description's.
    Received,
}

/// The reason why a type does not fit.
pub(crate) struct Mismatch {
    /// The token that can be fixed.
    pub(crate) span: Span,
    /// The value, in words.
    pub(crate) is: String,
    /// The type to write in that place.
    pub(crate) expected: String,
    /// The type that was written.
    pub(crate) found: String,
    /// The reason why it does not fit, if that is not obvious.
    pub(crate) why: Option<String>,
}

/// Judges types.
pub(crate) struct Judge<'a> {
    pub(crate) spelling: &'a Spelling<'a>,
    /// The module of models; none: every name is the user's own.
    pub(crate) module: Option<&'a Ident>,
    pub(crate) direction: Direction,
    pub(crate) claims: Vec<Claim>,
}

/// Crates whose types are never the user's own, even if the names match.
const OTHERS: [&str; 8] = [
    "std",
    "core",
    "alloc",
    "serde_json",
    "chrono",
    "rust_decimal",
    "reqwest",
    "bson",
];

type Verdict = Result<(), Mismatch>;

impl<'a> Judge<'a> {
    pub(crate) fn new(
        spelling: &'a Spelling<'a>,
        module: Option<&'a Ident>,
        direction: Direction,
    ) -> Judge<'a> {
        Judge {
            spelling,
            module,
            direction,
            claims: Vec::new(),
        }
    }

    /// Checks that `user` can be written where the description has `model`.
    pub(crate) fn judge(&mut self, user: &syn::Type, model: &Type) -> Verdict {
        let model = self.spelling.resolve_alias(model);
        let form = parse_type(user);
        if let (UserType::Boxed(inner), _) = (&form, model) {
            return self.judge(inner, model);
        }
        if matches!(&form, UserType::Scalar(name) if name == "Json")
            && self.direction == Direction::Received
        {
            return Ok(());
        }
        match model {
            Type::Nullable(inner) => match form {
                UserType::Option(user) | UserType::Maybe(user) => self.judge(user, inner),
                _ if self.direction == Direction::Sent => self.judge(user, inner),
                _ => Err(self.mismatch(user, model, Some("it may be null"))),
            },
            Type::List(item) => match form {
                UserType::List(user) => self.judge(user, item),
                // A type of the user's that holds one item.
                UserType::Named(_)
                    if self.module.is_none()
                        && matches!(self.spelling.resolve_alias(item), Type::Named(_)) =>
                {
                    Err(Mismatch {
                        expected: format!("Vec<{}>", type_text(user)),
                        ..self.mismatch(user, model, None)
                    })
                }
                _ => Err(self.mismatch(user, model, None)),
            },
            Type::Map(value) => match form {
                UserType::Map(user) => self.judge(user, value),
                _ => Err(self.mismatch(user, model, None)),
            },
            Type::Tuple(items) => match form {
                UserType::Tuple(users) if users.len() == items.len() => users
                    .iter()
                    .zip(items)
                    .try_for_each(|(user, item)| self.judge(user, item)),
                _ => Err(self.mismatch(user, model, None)),
            },
            Type::Named(id) | Type::Boxed(id) => self.judge_named(user, *id, model),
            // The user chose the type in the attribute: the compiler compares.
            Type::External(path) if type_text(user).replace(' ', "") == path.replace(' ', "") => {
                Ok(())
            }
            Type::Null if matches!(form, UserType::Unit) => Ok(()),
            scalar => self.judge_scalar(user, scalar),
        }
    }

    fn judge_scalar(&self, user: &syn::Type, model: &Type) -> Verdict {
        let fitting = if self.direction == Direction::Sent {
            scalars::types_to_send(model)
        } else {
            scalars::types_that_hold(model)
        };
        match parse_type(user) {
            UserType::Scalar(name) if fitting.contains(&name.as_str()) => Ok(()),
            UserType::Scalar(name) => Err(self.mismatch(
                user,
                model,
                scalars::mismatch_reason(model, &name, self.direction == Direction::Sent),
            )),
            UserType::Option(_) | UserType::Maybe(_) if self.direction == Direction::Received => {
                Err(self.mismatch(user, model, Some("it is never null")))
            }
            UserType::Named(path) if path.path.segments.len() == 1 && self.module.is_none() => {
                Err(self.mismatch(
                    user,
                    model,
                    Some("only objects, enums, unions and named values can have your own type"),
                ))
            }
            _ => Err(self.mismatch(user, model, None)),
        }
    }

    fn judge_named(&mut self, user: &syn::Type, id: TypeId, model: &Type) -> Verdict {
        let def = self.spelling.def(id);
        match parse_type(user) {
            UserType::Named(path) => self.judge_path(user, path, id, model),
            UserType::Scalar(name) => match &def.kind {
                // An identity given up knowingly: the text of a `CustomerId`.
                TypeKind::Newtype(inner) => {
                    let fits = self.judge(user, inner);
                    fits.map_err(|why| self.mismatch(user, model, why.why.as_deref()))
                }
                TypeKind::Enum(values) if values.wire == EnumWire::Text && name == "String" => {
                    Ok(())
                }
                _ => Err(self.mismatch(user, model, None)),
            },
            UserType::Map(value)
                if self.direction == Direction::Received
                    && matches!(def.kind, TypeKind::Struct(_)) =>
            {
                match parse_type(value) {
                    UserType::Scalar(name) if name == "Json" => Ok(()),
                    _ => {
                        Err(self.mismatch(user, model, Some("its members are of different types")))
                    }
                }
            }
            UserType::List(_) | UserType::Map(_) | UserType::Tuple(_) => match &def.kind {
                TypeKind::Newtype(inner) => self.judge(user, inner),
                _ => Err(self.mismatch(user, model, None)),
            },
            UserType::Option(_) | UserType::Maybe(_) if self.direction == Direction::Received => {
                Err(self.mismatch(user, model, Some("it is never null")))
            }
            _ => Err(self.mismatch(user, model, None)),
        }
    }

    /// A path: a model's own where it says so, else something for the compiler to prove.
    fn judge_path(
        &mut self,
        user: &syn::Type,
        path: &TypePath,
        id: TypeId,
        model: &Type,
    ) -> Verdict {
        let segments = &path.path.segments;
        let last = segments.last().expect("a path has segments");
        let parent = segments.iter().rev().nth(1);
        let of_models = self
            .module
            .is_some_and(|module| parent.is_some_and(|parent| parent.ident == *module));
        if of_models && last.arguments.is_empty() {
            let expected = &self.spelling.def(id).name.rust;
            let name = last.ident.to_string();
            if *name.trim_start_matches("r#") == **expected {
                return Ok(());
            }
            return Err(Mismatch {
                span: last.ident.span(),
                ..self.mismatch(user, model, None)
            });
        }
        if self.is_of_other_crate(path) {
            let is_bytes = last.ident == "Bytes" && self.direction == Direction::Received;
            let facade = &self.spelling.facade;
            let raw = format!(
                "for the bytes as they came, with any status: `{facade}::Response<{facade}::Bytes>`"
            );
            let any = format!("`{facade}::Json` holds any JSON, with every digit");
            let is_any = last.ident == "Value" && self.direction == Direction::Received;
            let near = find_correction(&last.ident.to_string(), ["Response"], |near| {
                last.ident == near
            });
            let why = match (is_bytes && self.module.is_some(), is_any) {
                (true, _) => Some(raw),
                (_, true) => Some(any),
                _ => near.map(|near| format!("did you mean `{facade}::{near}`?")),
            };
            return Err(self.mismatch(user, model, why.as_deref()));
        }
        self.claims.push(Claim {
            user: user.clone(),
            model: id,
            sent: self.direction == Direction::Sent,
        });
        Ok(())
    }

    /// Returns true if a type is of a crate for whose types nobody can derive anything.
    fn is_of_other_crate(&self, path: &TypePath) -> bool {
        let written: Vec<String> = path
            .path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect();
        let facade: Vec<&str> = self.spelling.facade.split("::").collect();
        // Modules of the facade have generated types: `lean::uae::models::Customer`.
        let of_facade = facade != ["crate"]
            && written.len() == facade.len() + 1
            && written
                .iter()
                .zip(&facade)
                .all(|(word, other)| word == other);
        of_facade || written.len() > 1 && OTHERS.contains(&written[0].as_str())
    }

    pub(crate) fn mismatch(&self, user: &syn::Type, model: &Type, why: Option<&str>) -> Mismatch {
        Mismatch {
            span: type_span(user),
            is: self.spelling.describe(model),
            expected: self.spelling.spell(model),
            found: type_text(user),
            why: why.map(str::to_owned),
        }
    }
}

/// The span of a type as one token can have it: the whole where spans can be joined, else its telling part.
pub(crate) fn type_span(ty: &syn::Type) -> Span {
    match super::user_type::strip_parentheses(ty) {
        syn::Type::Path(path) => path
            .path
            .segments
            .last()
            .map_or_else(|| path.span(), |last| last.ident.span()),
        syn::Type::Reference(reference) => type_span(&reference.elem),
        other => crate::errors::first_span(&other.to_token_stream()),
    }
}
