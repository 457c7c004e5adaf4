//! What an argument stands for: the parameter it is named after, the one that its attribute names, or the body.

use proc_macro2::Span;
use syn::LitStr;
use syn::ext::IdentExt;

use super::Check;
use super::message::place_of;
use super::written::{Written, bare, written};
use crate::api::{Body, Location, Media, Parameter, Type};
use crate::diagnostic::Mistake;
use crate::document::closest;
use crate::errors::Errors;
use crate::item::{Argument, Binding, Where};
use crate::name;

/// What an argument stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    Parameter(usize),
    Body,
}

impl Check<'_> {
    pub(super) fn meant(&self, argument: &Argument, errors: &mut Errors) -> Option<Meant> {
        match &argument.binding {
            Binding::Body(span) => self.meant_body(*span, errors),
            Binding::Parameter(place, wire, span) => {
                self.meant_bound(argument, *place, wire.as_ref(), *span, errors)
            }
            Binding::ByName => self.meant_by_name(argument, errors),
        }
    }

    /// The parameter that an argument is named after.
    pub(super) fn parameter_named(&self, argument: &Argument) -> Option<&Parameter> {
        let index = self.by_name(&plain(argument))?;
        self.operation.parameters.get(index)
    }

    pub(super) fn by_name(&self, name: &str) -> Option<usize> {
        let parameters = &self.operation.parameters;
        let exact = parameters
            .iter()
            .position(|each| each.name.rust == name || each.name.wire == name);
        exact.or_else(|| {
            parameters
                .iter()
                .position(|each| name::snake(&each.name.wire) == name::snake(name))
        })
    }

    fn meant_body(&self, span: Span, errors: &mut Errors) -> Option<Meant> {
        if self.operation.body.is_some() {
            return Some(Meant::Body);
        }
        let mistake =
            Mistake::new(format!("`{}` takes no body", self.called())).at(&self.operation.place);
        errors.push(span, mistake.render(self.description));
        None
    }

    fn meant_by_name(&self, argument: &Argument, errors: &mut Errors) -> Option<Meant> {
        let name = plain(argument);
        if let Some(index) = self.by_name(&name) {
            return Some(Meant::Parameter(index));
        }
        if self.operation.body.as_ref().is_some_and(|body| {
            name == "body" || name == "request_body" || self.is_of_type(argument, body)
        }) {
            return Some(Meant::Body);
        }
        errors.push(argument.name.span(), self.unknown(&name));
        None
    }

    /// Whether an argument of another name has the very type of the body.
    fn is_of_type(&self, argument: &Argument, body: &Body) -> bool {
        let mut ty = bare(&argument.ty);
        while let syn::Type::Reference(reference) = ty {
            ty = bare(&reference.elem);
        }
        let Written::Named(path) = written(ty) else {
            return false;
        };
        let last = path
            .path
            .segments
            .last()
            .map(|last| last.ident.to_string())
            .unwrap_or_default();
        let is = |media: &Media| matches!(&media.ty, Type::Named(id) if self.spelling.def(*id).name.rust == last);
        body.media.iter().any(is) || last == format!("{}Body", self.operation.call)
    }

    fn unknown(&self, name: &str) -> String {
        let parameters = &self.operation.parameters;
        let called = self.called();
        let near = closest(name, parameters.iter().map(|each| each.name.rust.as_str()));
        if let Some(near) =
            near.and_then(|near| parameters.iter().find(|each| each.name.rust == near))
        {
            return Mistake::new(format!(
                "`{called}` has no parameter `{name}`; did you mean `{}`?",
                near.name.rust
            ))
            .at(&near.place)
            .render(self.description);
        }
        let mut takes: Vec<String> = parameters
            .iter()
            .map(|each| format!("`{}`", each.name.rust))
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
            .then_some("if it is the body: `#[body]` before it says so");
        Mistake::new(format!("`{called}` has no parameter `{name}`"))
            .at(&self.operation.place)
            .help(takes)
            .maybe_help(body)
            .render(self.description)
    }

    fn meant_bound(
        &self,
        argument: &Argument,
        place: Where,
        wire: Option<&LitStr>,
        span: Span,
        errors: &mut Errors,
    ) -> Option<Meant> {
        let name = wire.map_or_else(|| plain(argument), LitStr::value);
        let at = wire.map_or(argument.name.span(), LitStr::span);
        let same = |each: &Parameter| {
            each.name.wire == name
                || each.name.wire.eq_ignore_ascii_case(&name)
                || (wire.is_none() && each.name.rust == name)
        };
        let fitting = |each: &Parameter| locations(place).contains(&each.location);
        let parameters = &self.operation.parameters;
        if let Some(index) = parameters
            .iter()
            .position(|each| same(each) && fitting(each))
        {
            return Some(Meant::Parameter(index));
        }
        if let Some(elsewhere) = parameters.iter().find(|each| same(each)) {
            let mut attribute = attribute_of(elsewhere.location).to_owned();
            if wire.is_some() {
                attribute = format!("{attribute}(name = \"{}\")", elsewhere.name.wire);
            }
            let mistake = Mistake::new(format!(
                "`{name}` goes {}: write `#[{attribute}]`",
                place_of(elsewhere.location)
            ))
            .at(&elsewhere.place);
            errors.push(span, mistake.render(self.description));
            return None;
        }
        errors.push(at, self.unknown_bound(&name, place));
        None
    }

    fn unknown_bound(&self, name: &str, place: Where) -> String {
        let kind = match place {
            Where::Path => "path parameter",
            Where::Query => "query parameter",
            Where::Header => "header",
            Where::Cookie => "cookie",
        };
        let of_kind = self
            .operation
            .parameters
            .iter()
            .filter(|each| locations(place).contains(&each.location));
        let near = closest(name, of_kind.map(|each| each.name.wire.as_str()));
        let suffix = near
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default();
        let place = near.and_then(|near| {
            self.operation
                .parameters
                .iter()
                .find(|each| each.name.wire == near)
        });
        let own = (kind == "header" && near.is_none())
            .then(|| format!("a header that the description does not know is set on the method: `#[header(\"{name}\", \"value\")]`"));
        Mistake::new(format!(
            "`{}` has no {kind} `{name}`{suffix}",
            self.called()
        ))
        .at(place.map_or(&self.operation.place, |parameter| &parameter.place))
        .maybe_help(own)
        .render(self.description)
    }
}

/// An argument's name without `r#` or a leading underscore.
pub(super) fn plain(argument: &Argument) -> String {
    let name = argument.name.unraw().to_string();
    name.trim_start_matches('_').to_owned()
}

fn locations(place: Where) -> &'static [Location] {
    match place {
        Where::Path => &[Location::Path],
        Where::Query => &[Location::Query, Location::QueryString],
        Where::Header => &[Location::Header],
        Where::Cookie => &[Location::Cookie],
    }
}

fn attribute_of(location: Location) -> &'static str {
    match location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}
