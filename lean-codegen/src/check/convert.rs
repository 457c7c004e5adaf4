//! Conversion of arguments from the user's type to the type of the model.

use super::argument::{Form, Put, Target};
use super::judge::{Claim, Judge, Proof, Way};
use super::scalars;
use super::user_type::{Written, bare, bounds, written};
use super::{Check, Mismatch};
use crate::api::{EnumWire, Type, TypeKind};
use crate::item::Argument;

/// The conversion of a value.
pub(super) struct Handed {
    pub(super) form: Form,
    pub(super) ty: syn::Type,
    pub(super) into: Option<syn::Type>,
}

impl Handed {
    pub(super) fn plainly(form: Form, ty: &syn::Type) -> Handed {
        Handed {
            form,
            ty: ty.clone(),
            into: None,
        }
    }

    pub(super) fn put(self, argument: &Argument, optional: bool, target: Target) -> Put {
        let Handed { form, ty, into } = self;
        Put {
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
    pub(super) fn handed(
        &self,
        user: &syn::Type,
        model: &Type,
        claims: &mut Vec<Claim>,
    ) -> Result<Handed, Mismatch> {
        let target = match self.form_of(user) {
            Written::Into(target) => Some(target),
            _ => None,
        };
        let form = self.form(target.unwrap_or(user), model, claims)?;
        let lists = matches!(form, Form::List | Form::Texts);
        let ty = within(target.unwrap_or(user), lists).clone();
        Ok(Handed {
            form,
            ty,
            into: target.cloned(),
        })
    }

    fn form(
        &self,
        user: &syn::Type,
        model: &Type,
        claims: &mut Vec<Claim>,
    ) -> Result<Form, Mismatch> {
        let mut judge = Judge::new(self.spelling, Some(self.module), Way::Sent);
        let (inner, borrowed) = match written(user) {
            Written::Reference(inner) => (inner, true),
            _ => (user, false),
        };
        let scalar = self.underlying(model);
        let form = match self.form_of(inner) {
            Written::Str | Written::AsText if self.is_text(scalar) => return Ok(Form::Text),
            Written::Scalar(name) if name == "String" && self.is_text(scalar) => {
                return Ok(Form::Text);
            }
            Written::Str | Written::AsText => {
                let why = scalars::reason(scalar, "String", true);
                return Err(judge.mismatch(user, model, why));
            }
            Written::Slice(item) | Written::List(item)
                if matches!(self.spelling.unaliased(model), Type::List(_)) =>
            {
                return self.list(item, model, claims);
            }
            Written::Scalar(name) if !borrowed => match scalars::widened(scalar, &name) {
                Some(wide) => return Ok(Form::Widened(wide)),
                None => Form::Value,
            },
            _ if borrowed => Form::Borrowed,
            _ => Form::Value,
        };
        judge.judge(inner, model)?;
        claims.extend(judge.claims);
        Ok(form)
    }

    fn list(
        &self,
        user: &syn::Type,
        model: &Type,
        claims: &mut Vec<Claim>,
    ) -> Result<Form, Mismatch> {
        let Type::List(item) = self.spelling.unaliased(model) else {
            return Ok(Form::List);
        };
        let mut judge = Judge::new(self.spelling, Some(self.module), Way::Sent);
        if let Written::Reference(inner) = written(user) {
            if matches!(written(inner), Written::Str) && self.is_text(self.underlying(item)) {
                return Ok(Form::Texts);
            }
            return Err(judge.mismatch(user, model, None));
        }
        judge.judge(user, item)?;
        claims.extend(judge.claims);
        Ok(Form::List)
    }

    pub(super) fn stamp(
        &self,
        asked: Vec<Claim>,
        what: &str,
        handed: &Handed,
        proofs: &mut Vec<Proof>,
    ) {
        let what = format!("{what} of `{}`", self.called());
        let asker = &self.method.item.sig.ident;
        for claim in asked {
            let advice = self.advice(&claim);
            proofs.push(claim.of(&what, advice, &handed.ty, asker));
        }
    }

    /// A type's form; the bounds of a type parameter are as good as `impl`.
    fn form_of<'t>(&'t self, user: &'t syn::Type) -> Written<'t> {
        let form = written(user);
        let Written::Named(path) = &form else {
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
        parameter.map_or(form, |parameter| bounds(&parameter.bounds))
    }

    /// The content of a newtype.
    fn underlying<'t>(&'t self, model: &'t Type) -> &'t Type {
        match self.spelling.unaliased(model) {
            Type::Named(id) => match &self.spelling.def(*id).kind {
                TypeKind::Newtype(inner) => self.underlying(inner),
                _ => model,
            },
            Type::Nullable(inner) => self.underlying(inner),
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
fn within(ty: &syn::Type, lists: bool) -> &syn::Type {
    match written(ty) {
        Written::Reference(inner) => within(inner, lists),
        Written::Slice(item) | Written::List(item) if lists => item,
        _ => bare(ty),
    }
}
