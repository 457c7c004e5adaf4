//! The plan for one method: its receiver and type parameters, its arguments, and its result.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ReceiverKind;

use super::{Check, Plan, UserType, find_use_as_type, type_text, user_type};
use crate::api::Type;
use crate::diagnostic::Mistake;
use crate::errors::Errors;
use crate::item::Argument;

impl Check<'_> {
    /// Reports all errors of the method, not only the first.
    pub(super) fn plan(&self, errors: &mut Errors) -> Option<Plan> {
        let before = errors.count();
        if let Some(at) = self.find_trait_as_type() {
            errors.push(at, self.trait_as_type_error());
            return None;
        }
        if let Some(at) = self.method.lone_async() {
            let name = &self.method.item.sig.ident;
            let message = format!(
                "remove `async`: without arguments and result, `{name}` has the signature of the description"
            );
            errors.push(at, message);
            return None;
        }
        self.check_receiver(errors);
        let mut proofs = Vec::new();
        let arguments = self.pass_arguments(&mut proofs, errors);
        let returned = self.check_result(&mut proofs, errors);
        if errors.count() > before {
            return None;
        }
        Some(Plan {
            arguments,
            proofs,
            returned: returned?,
        })
    }

    /// The place in which the trait itself is used as a type.
    fn find_trait_as_type(&self) -> Option<proc_macro2::Span> {
        let signature = &self.method.item.sig;
        let inputs = signature.inputs.to_token_stream();
        let output = signature.output.to_token_stream();
        find_use_as_type(&inputs, self.trait_name)
            .or_else(|| find_use_as_type(&output, self.trait_name))
    }

    fn trait_as_type_error(&self) -> String {
        let (name, module) = (self.trait_name, self.module);
        let is_model = |def: &&crate::api::TypeDef| *name == def.name.rust;
        let message = match self.spelling.api.types.iter().find(is_model) {
            Some(_) => format!("`{name}` is the trait itself: write `{module}::{name}`"),
            None => format!("`{name}` is the trait itself, not a type"),
        };
        Mistake::new(message).render(self.description)
    }

    fn check_receiver(&self, errors: &mut Errors) {
        let signature = &self.method.item.sig;
        let name = &signature.ident;
        match signature.receiver() {
            None => errors.push(
                name.span(),
                format!("`{name}` needs a receiver: begin its arguments with `&self`"),
            ),
            Some(receiver) if !matches!(receiver.kind, ReceiverKind::Reference(_, _, None)) => {
                errors.push(
                    receiver.self_token.span,
                    "write `&self`: a call only borrows the client",
                );
            }
            Some(_) => {}
        }
        for parameter in signature.generics.type_params() {
            let ident = &parameter.ident;
            if mentions(&signature.output.to_token_stream(), ident) {
                errors.push(ident.span(), self.generic_result_error(ident));
            } else if matches!(user_type::parse_bounds(&parameter.bounds), UserType::Other) {
                errors.push(ident.span(), self.missing_bound_error(ident));
            }
        }
    }

    /// Returns the message that the description, not the caller, chooses the result.
    fn generic_result_error(&self, ident: &Ident) -> String {
        Mistake::new(format!(
            "callers cannot choose the result of `{}`: replace `{ident}` with `{}` or your own type",
            self.operation_label(),
            self.success_type()
        ))
        .at(self.success_place())
        .render(self.description)
    }

    /// A bound for a type parameter without one.
    fn missing_bound_error(&self, ident: &Ident) -> String {
        let of_type = |argument: &&Argument| *ident == type_text(&argument.ty);
        let borrowed = format!("&{ident}");
        let is_body = |argument: &&Argument| {
            (*ident == type_text(&argument.ty) || borrowed == type_text(&argument.ty))
                && self.parameter_of_same_name(argument).is_none()
        };
        if let (Some(body), Some(argument)) = (
            &self.operation.body,
            self.method.arguments.iter().find(is_body),
        ) {
            let (name, ty) = (&argument.name, self.body_type(body));
            return Mistake::new(format!(
                "`{ident}` has no bound: write `{name}: {ty}`, and remove `{ident}`"
            ))
            .at(&body.place)
            .render(self.description);
        }
        let argument = self.method.arguments.iter().find(of_type);
        let parameter = argument.and_then(|argument| self.parameter_of_same_name(argument));
        let bound = match parameter.map(|parameter| self.spelling.resolve_alias(&parameter.ty)) {
            Some(Type::Text | Type::Uri) => "AsRef<str>".to_owned(),
            Some(ty) => format!("Into<{}>", self.spelling.spell(ty)),
            None => "Into<..>".to_owned(),
        };
        let mistake = Mistake::new(format!("`{ident}` has no bound: write `{ident}: {bound}`"));
        match parameter {
            Some(parameter) => mistake.at(&parameter.place).render(self.description),
            None => mistake.render(self.description),
        }
    }
}

/// Returns true if a name occurs in tokens.
fn mentions(tokens: &TokenStream, name: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}
