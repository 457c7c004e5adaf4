//! Messages about arguments without a meaning, and their probable meaning.

use super::Check;
use super::bind::{locations, plain_name};
use super::user_type::split_generics;
use crate::api::{Parameter, Presence, Struct, Type, TypeKind};
use crate::diagnostic::Mistake;
use crate::document::closest;
use crate::errors::Errors;
use crate::item::{Argument, Binding, ParameterPlace};
use crate::name;

impl Check<'_> {
    /// Returns the arguments that are named like members of the body, and reports them once.
    pub(super) fn report_body_members(&self, errors: &mut Errors) -> Vec<&Argument> {
        let Some((body, object)) = self.body_object() else {
            return Vec::new();
        };
        let strays = self.unbound_arguments().into_iter();
        let strays: Vec<_> = strays
            .filter(|argument| {
                object
                    .fields
                    .iter()
                    .any(|field| is_named(argument, &field.name.rust))
            })
            .collect();
        let Some(first) = strays.first() else {
            return strays;
        };
        let names: Vec<String> = strays
            .iter()
            .map(|argument| format!("`{}`", argument.name))
            .collect();
        let (are, place) = match names.len() {
            1 => ("is a member", "its"),
            _ => ("are members", "their"),
        };
        let required = object.fields.iter().filter(|field| {
            matches!(field.presence, Presence::Required | Presence::Nullable) && !field.read_only
        });
        let required: Vec<&str> = required.map(|field| field.name.rust.as_str()).collect();
        let ty = self.spelling.spell_argument(&body.media[0].ty);
        let message = Mistake::new(format!(
            "{} {are} of the body of `{}`: write `body: {ty}` in {place} place",
            names.join(", "),
            self.operation_label()
        ))
        .at(&body.place)
        .help(format!(
            "callers make it of what is required, `{}::new({})`; the rest are its fields",
            self.spelling.spell(&body.media[0].ty),
            required.join(", ")
        ));
        errors.push(first.name.span(), message.render(self.description));
        strays
    }

    fn body_object(&self) -> Option<(&crate::api::Body, &Struct)> {
        let body = self.operation.body.as_ref()?;
        let Type::Named(id) = self.spelling.resolve_alias(&body.media.first()?.ty) else {
            return None;
        };
        match &self.spelling.def(*id).kind {
            TypeKind::Struct(object) => Some((body, object)),
            _ => None,
        }
    }

    /// The arguments that are called like nothing that there is.
    fn unbound_arguments(&self) -> Vec<&Argument> {
        let arguments = self.method.arguments.iter();
        arguments
            .filter(|argument| {
                matches!(argument.binding, Binding::ByName)
                    && self.find_parameter(&plain_name(argument)).is_none()
                    && !self.is_body(argument)
            })
            .collect()
    }

    /// The parameter that an argument of another name was probably meant for: one of a similar name, or one that must be
    /// there, is not, and is of its type or the only one.
    pub(super) fn probable_parameter(&self, argument: &Argument) -> Option<&Parameter> {
        self.similar_parameter(argument)
            .or_else(|| self.missing_parameter_for(argument))
    }

    fn similar_parameter(&self, argument: &Argument) -> Option<&Parameter> {
        let parameters = &self.operation.parameters;
        let near = match &argument.binding {
            Binding::ByName if self.find_parameter(&plain_name(argument)).is_some() => return None,
            Binding::ByName => {
                let name = plain_name(argument);
                closest(
                    &name,
                    parameters
                        .iter()
                        .map(|parameter| parameter.name.rust.as_str()),
                )?
            }
            Binding::Parameter(place, wire, _) => {
                let name = wire
                    .as_ref()
                    .map_or_else(|| plain_name(argument), syn::LitStr::value);
                let of_kind = parameters
                    .iter()
                    .filter(|candidate| locations(*place).contains(&candidate.location));
                let near = closest(&name, of_kind.map(|candidate| candidate.name.wire.as_str()))?;
                let mut of_kind = parameters.iter();
                return of_kind.find(|candidate| candidate.name.wire == near && near != name);
            }
            Binding::Body(_) | Binding::Broken => return None,
        };
        parameters
            .iter()
            .find(|candidate| candidate.name.rust == near)
    }

    fn missing_parameter_for(&self, argument: &Argument) -> Option<&Parameter> {
        let strays = self.unbound_arguments();
        let unclear: Vec<_> = strays
            .into_iter()
            .filter(|stray| self.similar_parameter(stray).is_none())
            .collect();
        if !unclear.iter().any(|stray| stray.name == argument.name) {
            return None;
        }
        let missing = self.operation.parameters.iter().filter(|parameter| {
            let by_name = |argument: &Argument| {
                self.parameter_of_same_name(argument)
                    .or_else(|| self.similar_parameter(argument))
                    .is_some_and(|named| std::ptr::eq(named, *parameter))
            };
            parameter.required && !self.method.arguments.iter().any(by_name)
        });
        let missing: Vec<&Parameter> = missing.collect();
        let same_type = |candidate: &&&Parameter| {
            let mut ty = super::user_type::strip_parentheses(&argument.ty);
            while let syn::Type::Reference(reference) = ty {
                ty = super::user_type::strip_parentheses(&reference.elem);
            }
            matches!(&candidate.ty, Type::Named(id) if split_generics(ty).is_some_and(|(name, _)| name == self.spelling.def(*id).name.rust))
        };
        match missing.as_slice() {
            [only] if unclear.len() == 1 => Some(only),
            several => several.iter().find(same_type).copied(),
        }
    }

    pub(super) fn unknown_argument_error(&self, argument: &Argument) -> String {
        let name = plain_name(argument);
        let parameters = &self.operation.parameters;
        let called = self.operation_label();
        if let Some(probable) = self.probable_parameter(argument) {
            return Mistake::new(format!(
                "`{called}` has no parameter `{name}`; did you mean `{}`?",
                probable.name.rust
            ))
            .at(&probable.place)
            .render(self.description);
        }
        let mut takes: Vec<String> = parameters
            .iter()
            .map(|parameter| format!("`{}`", parameter.name.rust))
            .collect();
        if self.operation.body.is_some() {
            takes.push("`body`".to_owned());
        }
        let takes = if takes.is_empty() {
            "it takes nothing".to_owned()
        } else {
            format!("it takes {}", takes.join(", "))
        };
        let body = self
            .operation
            .body
            .is_some()
            .then_some("if the argument is the body, write `#[body]` before it");
        Mistake::new(format!("`{called}` has no parameter `{name}`"))
            .at(&self.operation.place)
            .help(takes)
            .maybe_help(body)
            .render(self.description)
    }

    pub(super) fn unknown_attribute_name_error(
        &self,
        argument: &Argument,
        name: &str,
        place: ParameterPlace,
    ) -> String {
        let kind = match place {
            ParameterPlace::Path => "path parameter",
            ParameterPlace::Query => "query parameter",
            ParameterPlace::Header => "header",
            ParameterPlace::Cookie => "cookie",
        };
        let near = self.similar_parameter(argument);
        let suffix = near
            .map(|near| format!("; did you mean `{}`?", near.name.wire))
            .unwrap_or_default();
        let own = (kind == "header" && near.is_none())
            .then(|| format!("to send a header that is not in the description, write `#[header(\"{name}\")]` on the argument, or `#[header(\"{name}\", \"value\")]` on the method if its value never changes"));
        Mistake::new(format!(
            "`{}` has no {kind} `{name}`{suffix}",
            self.operation_label()
        ))
        .at(near.map_or(&self.operation.place, |parameter| &parameter.place))
        .maybe_help(own)
        .render(self.description)
    }
}

fn is_named(argument: &Argument, name: &str) -> bool {
    name::snake(&plain_name(argument)) == name::snake(name)
}
