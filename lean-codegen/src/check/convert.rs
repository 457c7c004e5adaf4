//! Conversion of arguments from the user's type to the type of the model.

use super::argument::{ArgumentTarget, PassedArgument, PassingForm};
use super::claim::{Claim, Proof};
use super::judge::{Direction, Judge};
use super::scalars;
use super::user_type::{UserType, parse_bounds, parse_type, strip_parentheses};
use super::{Check, Mismatch};
use crate::api::{EnumWire, Type, TypeKind};
use crate::item::Argument;

/// The conversion of a value.
pub(super) struct Conversion {
    pub(super) form: PassingForm,
    pub(super) ty: syn::Type,
    pub(super) into: Option<syn::Type>,
}

impl Conversion {
    pub(super) fn new(form: PassingForm, ty: &syn::Type) -> Conversion {
        Conversion {
            form,
            ty: ty.clone(),
            into: None,
        }
    }

    pub(super) fn pass(
        self,
        argument: &Argument,
        optional: bool,
        target: ArgumentTarget,
    ) -> PassedArgument {
        let Conversion { form, ty, into } = self;
        PassedArgument {
            argument: argument.name.clone(),
            optional,
            ty,
            into,
            target,
            form,
        }
    }
}

impl Check<'_> {
    /// Finds the conversion of an argument of that type to a value of the model's type.
    pub(super) fn find_conversion(
        &self,
        user: &syn::Type,
        model: &Type,
        claims: &mut Vec<Claim>,
    ) -> Result<Conversion, Mismatch> {
        let target = match self.parse_with_bounds(user) {
            UserType::Into(target) => Some(target),
            _ => None,
        };
        let form = self.passing_form(target.unwrap_or(user), model, claims)?;
        let lists = matches!(form, PassingForm::List | PassingForm::Texts);
        let ty = inner_type(target.unwrap_or(user), lists).clone();
        Ok(Conversion {
            form,
            ty,
            into: target.cloned(),
        })
    }

    fn passing_form(
        &self,
        user: &syn::Type,
        model: &Type,
        claims: &mut Vec<Claim>,
    ) -> Result<PassingForm, Mismatch> {
        let mut judge = Judge::new(self.spelling, Some(self.module), Direction::Sent);
        let (inner, borrowed) = match parse_type(user) {
            UserType::Reference(inner) => (inner, true),
            _ => (user, false),
        };
        let scalar = self.unwrap_newtype(model);
        let form = match self.parse_with_bounds(inner) {
            UserType::Str | UserType::AsText if self.is_text(scalar) => {
                return Ok(PassingForm::Text);
            }
            UserType::Scalar(name) if name == "String" && self.is_text(scalar) => {
                return Ok(PassingForm::Text);
            }
            UserType::Str | UserType::AsText => {
                let why = scalars::mismatch_reason(scalar, "String", true);
                return Err(judge.mismatch(user, model, why));
            }
            UserType::Slice(item) | UserType::List(item)
                if matches!(self.spelling.resolve_alias(model), Type::List(_)) =>
            {
                return self.list_form(item, model, claims);
            }
            UserType::Scalar(name) if !borrowed => match scalars::widened_type(scalar, &name) {
                Some(wide) => return Ok(PassingForm::Widened(wide)),
                None => PassingForm::Value,
            },
            _ if borrowed => PassingForm::Borrowed,
            _ => PassingForm::Value,
        };
        judge.judge(inner, model)?;
        claims.extend(judge.claims);
        Ok(form)
    }

    fn list_form(
        &self,
        user: &syn::Type,
        model: &Type,
        claims: &mut Vec<Claim>,
    ) -> Result<PassingForm, Mismatch> {
        let Type::List(item) = self.spelling.resolve_alias(model) else {
            return Ok(PassingForm::List);
        };
        let mut judge = Judge::new(self.spelling, Some(self.module), Direction::Sent);
        if let UserType::Reference(inner) = parse_type(user) {
            if matches!(parse_type(inner), UserType::Str) && self.is_text(self.unwrap_newtype(item))
            {
                return Ok(PassingForm::Texts);
            }
            return Err(judge.mismatch(user, model, None));
        }
        judge.judge(user, item)?;
        claims.extend(judge.claims);
        Ok(PassingForm::List)
    }

    pub(super) fn add_proofs(
        &self,
        claims: Vec<Claim>,
        what: &str,
        conversion: &Conversion,
        proofs: &mut Vec<Proof>,
    ) {
        let what = format!("{what} of `{}`", self.operation_label());
        let origin = &self.method.item.sig.ident;
        for claim in claims {
            let advice = self.advice(&claim);
            proofs.push(claim.into_proof(&what, advice, &conversion.ty, origin));
        }
    }

    /// A type's form; the bounds of a type parameter are as good as `impl`.
    fn parse_with_bounds<'t>(&'t self, user: &'t syn::Type) -> UserType<'t> {
        let form = parse_type(user);
        let UserType::Named(path) = &form else {
            return form;
        };
        let Some(ident) = path.path.get_ident() else {
            return form;
        };
        let parameter = self
            .method
            .item
            .sig
            .generics
            .type_params()
            .find(|parameter| parameter.ident == *ident);
        parameter.map_or(form, |parameter| parse_bounds(&parameter.bounds))
    }

    /// The content of a newtype.
    fn unwrap_newtype<'t>(&'t self, model: &'t Type) -> &'t Type {
        match self.spelling.resolve_alias(model) {
            Type::Named(id) => match &self.spelling.def(*id).kind {
                TypeKind::Newtype(inner) => self.unwrap_newtype(inner),
                _ => model,
            },
            Type::Nullable(inner) => self.unwrap_newtype(inner),
            other => other,
        }
    }

    fn is_text(&self, model: &Type) -> bool {
        match model {
            Type::Text | Type::Uri | Type::Secret => true,
            Type::Const(json) => json.starts_with('"'),
            Type::Named(id) => {
                matches!(&self.spelling.def(*id).kind, TypeKind::Enum(values) if values.wire == EnumWire::Text)
            }
            _ => false,
        }
    }
}

/// The type behind references, and of a list's items.
fn inner_type(ty: &syn::Type, lists: bool) -> &syn::Type {
    match parse_type(ty) {
        UserType::Reference(inner) => inner_type(inner, lists),
        UserType::Slice(item) | UserType::List(item) if lists => item,
        _ => strip_parentheses(ty),
    }
}
