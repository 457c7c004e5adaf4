//! The meaning of an argument: the parameter with its name, the parameter in its attribute, or the body.

use proc_macro2::Span;
use syn::LitStr;
use syn::ext::IdentExt;

use super::Check;
use super::message::location_in_words;
use super::user_type::{UserType, parse_type, strip_parentheses};
use crate::api::{Body, Location, Media, Parameter, Type};
use crate::diagnostic::Mistake;
use crate::errors::Errors;
use crate::item::{Argument, Binding, ParameterPlace};
use crate::name;

/// The meaning of an argument.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BindingTarget {
    Parameter(usize),
    Body,
}

impl Check<'_> {
    pub(super) fn bind_argument(
        &self,
        argument: &Argument,
        errors: &mut Errors,
    ) -> Option<BindingTarget> {
        match &argument.binding {
            Binding::Body(span) => self.bind_body(*span, errors),
            Binding::Parameter(place, wire, span) => {
                self.bind_by_attribute(argument, *place, wire.as_ref(), *span, errors)
            }
            Binding::ByName => self.bind_by_name(argument, errors),
            Binding::Broken => None,
        }
    }

    /// The parameter that an argument is named after.
    pub(super) fn parameter_of_same_name(&self, argument: &Argument) -> Option<&Parameter> {
        let index = self.find_parameter(&plain_name(argument))?;
        self.operation.parameters.get(index)
    }

    pub(super) fn find_parameter(&self, name: &str) -> Option<usize> {
        let parameters = &self.operation.parameters;
        let exact = parameters
            .iter()
            .position(|parameter| parameter.name.rust == name || parameter.name.wire == name);
        exact.or_else(|| {
            parameters
                .iter()
                .position(|candidate| name::snake(&candidate.name.wire) == name::snake(name))
        })
    }

    fn bind_body(&self, span: Span, errors: &mut Errors) -> Option<BindingTarget> {
        if self.operation.body.is_some() {
            return Some(BindingTarget::Body);
        }
        let mistake = Mistake::new(format!("`{}` takes no body", self.operation_label()))
            .at(&self.operation.place);
        errors.push(span, mistake.render(self.description));
        None
    }

    fn bind_by_name(&self, argument: &Argument, errors: &mut Errors) -> Option<BindingTarget> {
        if let Some(index) = self.find_parameter(&plain_name(argument)) {
            return Some(BindingTarget::Parameter(index));
        }
        if self.is_body(argument) {
            return Some(BindingTarget::Body);
        }
        errors.push(argument.name.span(), self.unknown_argument_error(argument));
        None
    }

    /// Returns true if an argument without a parameter of its name is the body, by its name or type.
    pub(super) fn is_body(&self, argument: &Argument) -> bool {
        let name = plain_name(argument);
        self.operation.body.as_ref().is_some_and(|body| {
            name == "body" || name == "request_body" || self.has_body_type(argument, body)
        })
    }

    /// Returns true if an argument of another name has the type of the body.
    fn has_body_type(&self, argument: &Argument, body: &Body) -> bool {
        let mut ty = strip_parentheses(&argument.ty);
        while let syn::Type::Reference(reference) = ty {
            ty = strip_parentheses(&reference.elem);
        }
        let UserType::Named(path) = parse_type(ty) else {
            return false;
        };
        let last = path
            .path
            .segments
            .last()
            .map(|last| last.ident.to_string())
            .unwrap_or_default();
        let is = |media: &Media| matches!(&media.ty, Type::Named(id) if self.spelling.def(*id).name.rust == last);
        body.media.iter().any(is) || last == body.name
    }

    fn bind_by_attribute(
        &self,
        argument: &Argument,
        place: ParameterPlace,
        wire: Option<&LitStr>,
        span: Span,
        errors: &mut Errors,
    ) -> Option<BindingTarget> {
        let name = wire.map_or_else(|| plain_name(argument), LitStr::value);
        let at = wire.map_or(argument.name.span(), LitStr::span);
        let same = |parameter: &Parameter| {
            parameter.name.wire == name
                || parameter.name.wire.eq_ignore_ascii_case(&name)
                || (wire.is_none() && parameter.name.rust == name)
        };
        let fitting = |candidate: &Parameter| locations(place).contains(&candidate.location);
        let parameters = &self.operation.parameters;
        if let Some(index) = parameters
            .iter()
            .position(|candidate| same(candidate) && fitting(candidate))
        {
            return Some(BindingTarget::Parameter(index));
        }
        if let Some(elsewhere) = parameters.iter().find(|candidate| same(candidate)) {
            let mut attribute = attribute_name(elsewhere.location).to_owned();
            if wire.is_some() {
                attribute = format!("{attribute}(name = \"{}\")", elsewhere.name.wire);
            }
            let mistake = Mistake::new(format!(
                "`{name}` goes {}: write `#[{attribute}]`",
                location_in_words(elsewhere.location)
            ))
            .at(&elsewhere.place);
            errors.push(span, mistake.render(self.description));
            return None;
        }
        errors.push(
            at,
            self.unknown_attribute_name_error(argument, &name, place),
        );
        None
    }
}

/// An argument's name without `r#` or a leading underscore.
pub(super) fn plain_name(argument: &Argument) -> String {
    let name = argument.name.unraw().to_string();
    name.trim_start_matches('_').to_owned()
}

pub(super) fn locations(place: ParameterPlace) -> &'static [Location] {
    match place {
        ParameterPlace::Path => &[Location::Path],
        ParameterPlace::Query => &[Location::Query, Location::QueryString],
        ParameterPlace::Header => &[Location::Header],
        ParameterPlace::Cookie => &[Location::Cookie],
    }
}

fn attribute_name(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
