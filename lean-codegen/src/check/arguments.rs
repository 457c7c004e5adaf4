//! Pairs the arguments of a signature with parameters and body.

use proc_macro2::Span;
use syn::LitStr;
use syn::ext::IdentExt;

use super::judge::{Claim, Judge, Proof, Way};
use super::message::place_of;
use super::put::{Form, Put, Target};
use super::scalars;
use super::written::{Written, bare, bounds, shown, written};
use super::{Check, Mismatch};
use crate::api::{Body, Codec, EnumWire, Location, Media, Parameter, Type, TypeKind};
use crate::diagnostic::Mistake;
use crate::document::closest;
use crate::errors::Errors;
use crate::item::{Argument, Binding, Where};
use crate::name;

/// What an argument stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meant {
    Parameter(usize),
    Body,
}

impl Check<'_> {
    pub(super) fn puts(&self, proofs: &mut Vec<Proof>, errors: &mut Errors) -> Vec<Put> {
        let mut puts = Vec::new();
        let mut given: Vec<Meant> = Vec::new();
        let mut given_by: Vec<(Meant, &syn::Ident)> = Vec::new();
        for argument in &self.method.arguments {
            let Some(meant) = self.meant(argument, errors) else {
                continue;
            };
            if let Some((_, first)) = given_by.iter().find(|(known, _)| *known == meant) {
                errors.push(argument.name.span(), self.twice(argument, meant, first));
                continue;
            }
            given_by.push((meant, &argument.name));
            given.push(meant);
            puts.extend(match meant {
                Meant::Parameter(index) => self.parameter(argument, index, proofs, errors),
                Meant::Body => self.body(argument, proofs, errors),
            });
        }
        self.complete(&given, errors);
        puts
    }

    fn twice(&self, argument: &Argument, meant: Meant, first: &syn::Ident) -> String {
        let (what, place) = match meant {
            Meant::Parameter(index) => {
                let parameter = &self.operation.parameters[index];
                (
                    format!("the parameter `{}`", parameter.name.wire),
                    &parameter.place,
                )
            }
            Meant::Body => ("the body".to_owned(), &self.operation.place),
        };
        Mistake::new(format!(
            "`{}` stands for {what} of `{}`, which `{first}` stands for already",
            argument.name,
            self.called()
        ))
        .at(place)
        .help(format!("drop one of `{first}` and `{}`", argument.name))
        .render(self.description)
    }

    /// What must be given and is not.
    fn complete(&self, given: &[Meant], errors: &mut Errors) {
        let span = self.method.item.sig.ident.span();
        // What an argument could not be told to mean may be what seems to be left out.
        let unknown = self.method.arguments.len() > given.len();
        for (index, parameter) in self.operation.parameters.iter().enumerate() {
            if parameter.required
                && !given.contains(&Meant::Parameter(index))
                && !(unknown && self.is_meant_by_mistake(parameter))
            {
                errors.push(span, self.left_out(parameter));
            }
        }
        if let Some(body) = self.operation.body.as_ref().filter(|body| body.required)
            && !given.contains(&Meant::Body)
            && !unknown
        {
            errors.push(span, self.bodiless(body));
        }
    }

    /// Whether an argument that means nothing was told to mean this: one mistake is enough.
    fn is_meant_by_mistake(&self, parameter: &Parameter) -> bool {
        let names = || {
            self.operation
                .parameters
                .iter()
                .map(|each| each.name.rust.as_str())
        };
        let near = |argument: &Argument| {
            closest(&plain(argument), names()).is_some_and(|near| near == parameter.name.rust)
        };
        self.method
            .arguments
            .iter()
            .any(|argument| self.by_name(&plain(argument)).is_none() && near(argument))
    }

    fn bodiless(&self, body: &Body) -> String {
        let ty = self.body_type(body);
        Mistake::new(format!(
            "`{}` leaves out the body, which `{}` requires",
            self.method.item.sig.ident,
            self.called()
        ))
        .at(&body.place)
        .help(format!("add the argument `body: {ty}`"))
        .render(self.description)
    }

    /// The type of a body as an argument.
    fn body_type(&self, body: &Body) -> String {
        if crate::emit::several(body) {
            return format!("{}::{}Body", self.module, self.operation.call);
        }
        match body.media[0].codec {
            Codec::Bytes => format!("{}::File", self.spelling.facade),
            Codec::Text => "&str".to_owned(),
            Codec::JsonLines | Codec::Events => {
                format!("&[{}]", self.spelling.of(&body.media[0].ty))
            }
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
                self.spelling.argument(&body.media[0].ty)
            }
        }
    }

    /// The parameter that an argument is named after.
    pub(super) fn parameter_named(&self, argument: &Argument) -> Option<&Parameter> {
        let index = self.by_name(&plain(argument))?;
        self.operation.parameters.get(index)
    }

    fn by_name(&self, name: &str) -> Option<usize> {
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

    fn meant(&self, argument: &Argument, errors: &mut Errors) -> Option<Meant> {
        match &argument.binding {
            Binding::Body(span) => self.meant_body(*span, errors),
            Binding::Parameter(place, wire, span) => {
                self.meant_bound(argument, *place, wire.as_ref(), *span, errors)
            }
            Binding::ByName => self.meant_by_name(argument, errors),
        }
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
            let attribute = attribute_of(elsewhere.location);
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

    fn parameter(
        &self,
        argument: &Argument,
        index: usize,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<Put> {
        let parameter = &self.operation.parameters[index];
        if parameter.deprecated {
            errors.warn(
                argument.name.span(),
                format!(
                    "parameter `{}` of `{}` is deprecated",
                    parameter.name.wire,
                    self.called()
                ),
            );
        }
        let (ty, optional) = match self.spelling.unaliased(&parameter.ty) {
            Type::Nullable(_) if parameter.required => (&argument.ty, false),
            _ => self.optional(argument),
        };
        if optional && parameter.required {
            let message = Mistake::new(format!(
                "`{}` must always be given to `{}`: drop the `Option`",
                parameter.name.wire,
                self.called()
            ))
            .at(&parameter.place)
            .label(format!("required, {}", place_of(parameter.location)))
            .help(format!(
                "write `{}: {}`",
                argument.name,
                self.spelling.argument(&parameter.ty)
            ));
            errors.push(
                super::smallest(&argument.ty),
                message.render(self.description),
            );
            return None;
        }
        let what = format!("`{}`", parameter.name.wire);
        let mut asked = Vec::new();
        let handed = self.handed(ty, &parameter.ty, &mut asked);
        match handed {
            Ok(handed) => {
                self.stamp(asked, &what, &handed, proofs);
                Some(handed.put(argument, optional, Target::Parameter(index)))
            }
            Err(mut mismatch) => {
                let mut expected = self.spelling.argument(&parameter.ty);
                if optional {
                    expected = format!("Option<{expected}>");
                    mismatch.found = format!("Option<{}>", mismatch.found);
                }
                errors.push(
                    mismatch.span,
                    self.unfit(&what, &mismatch, &expected, Some(&parameter.place)),
                );
                None
            }
        }
    }

    fn body(
        &self,
        argument: &Argument,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<Put> {
        let body = self.operation.body.as_ref()?;
        let (ty, optional) = self.optional(argument);
        if optional && body.required {
            let message = Mistake::new(format!(
                "the body must always be given to `{}`: drop the `Option`",
                self.called()
            ))
            .at(&body.place);
            errors.push(
                super::smallest(&argument.ty),
                message.render(self.description),
            );
            return None;
        }
        let put = |handed: Handed, media| Some(handed.put(argument, optional, Target::Body(media)));
        if self.is_choice(ty) && crate::emit::several(body) {
            return put(Handed::plainly(Form::Choice, ty), 0);
        }
        let mut first = None;
        for (index, media) in body.media.iter().enumerate() {
            let mut asked = Vec::new();
            match self.content(ty, media, &mut asked) {
                Ok(handed) if asked.is_empty() || !crate::emit::several(body) => {
                    self.stamp(asked, "the body", &handed, proofs);
                    return put(handed, index);
                }
                Ok(_) => {}
                Err(mismatch) => drop(first.get_or_insert(mismatch)),
            }
        }
        let mismatch = first.unwrap_or_else(|| {
            Judge::new(self.spelling, Some(self.module), Way::Sent).mismatch(
                ty,
                &body.media[0].ty,
                None,
            )
        });
        errors.push(
            mismatch.span,
            self.unfit(
                "the body",
                &mismatch,
                &self.body_type(body),
                Some(&body.place),
            ),
        );
        None
    }

    /// The enum by which one of several bodies is chosen.
    fn is_choice(&self, ty: &syn::Type) -> bool {
        let name = format!("{}Body", self.operation.call);
        matches!(written(ty), Written::Named(path) if path.path.segments.last().is_some_and(|last| last.ident == name))
    }

    fn content(
        &self,
        ty: &syn::Type,
        media: &Media,
        claims: &mut Vec<Claim>,
    ) -> Result<Handed, Mismatch> {
        let judge = Judge::new(self.spelling, Some(self.module), Way::Sent);
        match media.codec {
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
                self.handed(ty, &media.ty, claims)
            }
            Codec::Bytes => match written(ty) {
                Written::Scalar(name) if name == "File" => Ok(Handed::plainly(Form::File, ty)),
                Written::Into(target) if shown(target).ends_with("File") => Ok(Handed {
                    into: Some(target.clone()),
                    ..Handed::plainly(Form::File, ty)
                }),
                _ => Err(judge.mismatch(ty, &Type::Binary, None)),
            },
            Codec::Text => {
                let handed = self.handed(ty, &Type::Text, claims)?;
                let form = if handed.form == Form::Text {
                    Form::Plain
                } else {
                    handed.form
                };
                Ok(Handed { form, ..handed })
            }
            Codec::JsonLines | Codec::Events => {
                let list = Type::List(Box::new(media.ty.clone()));
                let handed = self.handed(ty, &list, claims)?;
                match handed.form {
                    Form::List | Form::Texts => Ok(Handed {
                        form: Form::Lines,
                        ..handed
                    }),
                    _ => Err(judge.mismatch(ty, &list, None)),
                }
            }
        }
    }

    /// The type without `Option`.
    fn optional<'t>(&self, argument: &'t Argument) -> (&'t syn::Type, bool) {
        match written(&argument.ty) {
            Written::Option(inner) => (inner, true),
            _ => (&argument.ty, false),
        }
    }

    /// How an argument of that type is handed over for a value of the model's.
    fn handed(
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

    fn stamp(&self, asked: Vec<Claim>, what: &str, handed: &Handed, proofs: &mut Vec<Proof>) {
        let what = format!("{what} of `{}`", self.called());
        let asker = &self.method.item.sig.ident;
        proofs.extend(
            asked
                .into_iter()
                .map(|claim| claim.of(&what, &handed.ty, asker)),
        );
    }

    /// What a newtype holds.
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
}

/// How a value is handed over.
struct Handed {
    form: Form,
    ty: syn::Type,
    into: Option<syn::Type>,
}

impl Handed {
    fn plainly(form: Form, ty: &syn::Type) -> Handed {
        Handed {
            form,
            ty: ty.clone(),
            into: None,
        }
    }

    fn put(self, argument: &Argument, optional: bool, target: Target) -> Put {
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

/// The type behind references, and of a list's items.
fn within(ty: &syn::Type, lists: bool) -> &syn::Type {
    match written(ty) {
        Written::Reference(inner) => within(inner, lists),
        Written::Slice(item) | Written::List(item) if lists => item,
        _ => bare(ty),
    }
}

/// An argument's name without `r#` or a leading underscore.
fn plain(argument: &Argument) -> String {
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
