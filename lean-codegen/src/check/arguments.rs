//! Pairs the arguments of a signature with parameters and body: each once, and all that are required.

use super::argument::{ArgumentTarget, PassedArgument};
use super::bind::BindingTarget;
use super::message::location_in_words;
use super::user_type::{UserType, parse_type, type_text};
use super::{Check, Proof, type_span};
use crate::api::{Parameter, Type};
use crate::diagnostic::Mistake;
use crate::errors::Errors;
use crate::item::{Argument, Binding};

impl Check<'_> {
    pub(super) fn pass_arguments(
        &self,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Vec<PassedArgument> {
        let mut passed = Vec::new();
        let mut bound: Vec<BindingTarget> = Vec::new();
        let mut bound_by: Vec<(BindingTarget, &syn::Ident)> = Vec::new();
        let members = self.report_body_members(errors);
        for argument in &self.method.arguments {
            if members.iter().any(|member| member.name == argument.name) {
                continue;
            }
            if let Some((name, place)) = self.find_undescribed_name(argument) {
                passed.extend(self.pass_as_written(argument, name, place, errors));
                continue;
            }
            let Some(target) = self.bind_argument(argument, errors) else {
                continue;
            };
            if let Some((_, first)) = bound_by.iter().find(|(known, _)| *known == target) {
                errors.push(
                    argument.name.span(),
                    self.bound_twice_error(argument, target, first),
                );
                continue;
            }
            bound_by.push((target, &argument.name));
            bound.push(target);
            passed.extend(match target {
                BindingTarget::Parameter(index) => {
                    self.pass_parameter(argument, index, proofs, errors)
                }
                BindingTarget::Body => self.pass_body(argument, proofs, errors),
            });
        }
        self.report_missing(&bound, errors);
        passed
    }

    fn bound_twice_error(
        &self,
        argument: &Argument,
        target: BindingTarget,
        first: &syn::Ident,
    ) -> String {
        let (what, place) = match target {
            BindingTarget::Parameter(index) => {
                let parameter = &self.operation.parameters[index];
                (
                    format!("the parameter `{}`", parameter.name.wire),
                    &parameter.place,
                )
            }
            BindingTarget::Body => ("the body".to_owned(), &self.operation.place),
        };
        Mistake::new(format!(
            "`{}` binds to {what} of `{}`, but `{first}` already binds to it",
            argument.name,
            self.operation_label()
        ))
        .at(place)
        .help(format!("remove one of `{first}` and `{}`", argument.name))
        .render(self.description)
    }

    /// Reports required arguments that are missing.
    fn report_missing(&self, bound: &[BindingTarget], errors: &mut Errors) {
        let span = self.method.item.sig.ident.span();
        // An argument that was not understood may be the one that seems to be missing.
        let is_typed = |input: &&syn::FnArg| matches!(input, syn::FnArg::Typed(_));
        let written = self.method.item.sig.inputs.iter().filter(is_typed).count();
        let is_broken = |argument: &Argument| matches!(argument.binding, Binding::Broken);
        let unnamed =
            written > self.method.arguments.len() || self.method.arguments.iter().any(is_broken);
        let unknown = written > bound.len();
        for (index, parameter) in self.operation.parameters.iter().enumerate() {
            if parameter.required
                && parameter.fixed().is_none()
                && !bound.contains(&BindingTarget::Parameter(index))
                && !(unnamed || unknown && self.is_probably_meant(parameter))
            {
                errors.push(span, self.missing_parameter_error(parameter));
            }
        }
        if let Some(body) = self.operation.body.as_ref().filter(|body| body.required)
            && !bound.contains(&BindingTarget::Body)
            && !unknown
        {
            errors.push(span, self.missing_body_error(body));
        }
    }

    /// Returns true if an argument without a meaning was reported to mean this: one error is enough.
    fn is_probably_meant(&self, parameter: &Parameter) -> bool {
        let arguments = self.method.arguments.iter();
        arguments
            .filter_map(|argument| self.probable_parameter(argument))
            .any(|target| std::ptr::eq(target, parameter))
    }

    fn pass_parameter(
        &self,
        argument: &Argument,
        index: usize,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<PassedArgument> {
        let parameter = &self.operation.parameters[index];
        if parameter.deprecated {
            errors.warn(
                argument.name.span(),
                format!(
                    "parameter `{}` of `{}` is deprecated",
                    parameter.name.wire,
                    self.operation_label()
                ),
            );
        }
        let (ty, optional) = match self.spelling.resolve_alias(&parameter.ty) {
            Type::Nullable(_) if parameter.required => (&argument.ty, false),
            _ => self.strip_option(argument),
        };
        if optional && parameter.required {
            let message = Mistake::new(format!(
                "`{}` is required by `{}`: remove the `Option`",
                parameter.name.wire,
                self.operation_label()
            ))
            .at(&parameter.place)
            .label(format!(
                "required, {}",
                location_in_words(parameter.location)
            ))
            .help(format!(
                "write `{}: {}`",
                argument.name,
                self.spelling.spell_argument(&parameter.ty)
            ));
            errors.push(type_span(&argument.ty), message.render(self.description));
            return None;
        }
        let what = format!("`{}`", parameter.name.wire);
        let mut claims = Vec::new();
        let conversion = self.find_conversion(ty, &parameter.ty, &mut claims);
        match conversion {
            Ok(conversion) => {
                self.add_proofs(claims, &what, &conversion, proofs);
                Some(conversion.pass(argument, optional, ArgumentTarget::Parameter(index)))
            }
            Err(mut mismatch) => {
                let mut expected = self.spelling.spell_argument(&parameter.ty);
                // For a list, the message shows the whole type, even if only a part does not fit.
                if matches!(self.spelling.resolve_alias(&parameter.ty), Type::List(_)) {
                    mismatch.is = self.spelling.describe(&parameter.ty);
                    mismatch.found = type_text(ty);
                }
                if optional {
                    expected = format!("Option<{expected}>");
                    mismatch.found = format!("Option<{}>", mismatch.found);
                }
                errors.push(
                    mismatch.span,
                    self.mismatch_error(&what, &mismatch, &expected, Some(&parameter.place)),
                );
                None
            }
        }
    }

    /// The type without `Option`.
    pub(super) fn strip_option<'t>(&self, argument: &'t Argument) -> (&'t syn::Type, bool) {
        match parse_type(&argument.ty) {
            UserType::Option(inner) => (inner, true),
            _ => (&argument.ty, false),
        }
    }
}
