//! Finds the parameters and parts that can be written: the specification leaves nested values undefined.

use std::collections::{HashMap, HashSet};

use crate::api::{
    Body, Codec, Finding, Location, Media, Operation, Parameter, PartEncoding, Rule, Style, Type,
    TypeDef, TypeId, TypeKind,
};

/// The form that a value takes as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Form {
    Scalar,
    List,
    Object,
    Nested,
}

/// The kinds of values of a type, besides single ones.
#[derive(Clone, Copy, Debug, Default)]
struct Kinds {
    lists: bool,
    objects: bool,
}

/// Unions in unions deeper than that are single values.
const KINDS_DEPTH_MAX: usize = 8;

/// Takes optional parameters out that no style can write, and says so, also in the documentation.
///
/// # Errors
/// A required one, or a part of the body: the operation cannot be called.
pub(super) fn fit(
    operation: &mut Operation,
    forms: &mut Forms<'_>,
) -> Result<Vec<Finding>, Finding> {
    let mut left_out = Vec::new();
    for parameter in std::mem::take(&mut operation.parameters) {
        let Some(why) = why_unwritable(&parameter, forms) else {
            operation.parameters.push(parameter);
            continue;
        };
        let message = format!(
            "the parameter `{}` cannot be written: {why}",
            parameter.name.wire
        );
        let finding = Finding::refused(Rule::UnwritableValue, parameter.place.clone(), message).help(
            "give the parameter `x-brackets`, `content` with a media type, or another style, by an overlay",
        );
        if parameter.required {
            return Err(finding);
        }
        let remark = format!(
            "Not here: the optional parameter `{}`, because {why}; `.query(..)` adds to the query.",
            parameter.name.wire
        );
        operation.docs = format!("{}\n\n{remark}", operation.docs).trim().to_string();
        let message = format!(
            "{}; `{}` goes without it",
            finding.message, operation.name.rust
        );
        left_out.push(Finding { message, ..finding });
    }
    match operation
        .body
        .as_ref()
        .and_then(|body| unwritable_part(body, forms))
    {
        Some(finding) => Err(finding),
        None => Ok(left_out),
    }
}

/// A part of a multipart body that has members and is to be written as something else than JSON.
fn unwritable_part(body: &Body, forms: &mut Forms<'_>) -> Option<Finding> {
    for media in &body.media {
        if !matches!(media.codec, Codec::Multipart | Codec::Form) {
            continue;
        }
        for part in media.encoding.iter().chain(&media.positions) {
            let content_type = part.content_type.as_deref().unwrap_or_default();
            let other = media.codec == Codec::Multipart
                && !content_type.is_empty()
                && content_type.split(',').all(|each| is_of_parts(each.trim()));
            if let Some(finding) = part_unwritable_by_style(part, media, body, forms) {
                return Some(finding);
            }
            if part.style.is_some() || !other || !forms.has_members(&media.ty, &part.name) {
                continue;
            }
            let message = format!(
                "the part `{}` cannot be written: lists and objects in a part are JSON, not `{content_type}`",
                part.name
            );
            let finding = Finding::refused(Rule::UnwritableValue, body.place.clone(), message);
            return Some(finding.help(
                "make it a file (`type: string, format: binary`), or its `contentType` JSON, by an overlay",
            ));
        }
    }
    None
}

/// A part with a style that has no form for it.
fn part_unwritable_by_style(
    part: &PartEncoding,
    media: &Media,
    body: &Body,
    forms: &mut Forms<'_>,
) -> Option<Finding> {
    let style = part.style?;
    let types = forms.members(&media.ty, &part.name);
    let why = types
        .iter()
        .find_map(|ty| why_unwritable_in_style(style, part.explode, ty, forms))?;
    let message = format!("the part `{}` cannot be written: {why}", part.name);
    let finding = Finding::refused(Rule::UnwritableValue, body.place.clone(), message);
    Some(finding.help("give its encoding `x-brackets`, or another style, by an overlay"))
}

/// Returns true if a media type has its own form for members, which nothing writes within a part.
fn is_of_parts(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or(media).trim();
    let essence = essence.to_ascii_lowercase();
    essence.starts_with("multipart/")
        || essence.ends_with("/xml")
        || essence.ends_with("+xml")
        || essence.ends_with("/x-www-form-urlencoded")
}

fn why_unwritable(parameter: &Parameter, forms: &mut Forms<'_>) -> Option<String> {
    let form = forms.of(&parameter.ty);
    if parameter.style.is_content() || parameter.location == Location::QueryString {
        let media = parameter.media.as_deref().unwrap_or_default();
        let is_form = media.contains("x-www-form-urlencoded");
        let is_whole = parameter.location == Location::QueryString;
        let written = media.is_empty() || media.contains("json") || is_form && is_whole;
        return (!written && form != Form::Scalar)
            .then(|| format!("nothing writes lists or objects as `{media}` there"));
    }
    why_unwritable_in_style(parameter.style, parameter.explode, &parameter.ty, forms)
}

/// Why a style has no form for values of a type, if it has none.
fn why_unwritable_in_style(
    style: Style,
    explode: bool,
    ty: &Type,
    forms: &mut Forms<'_>,
) -> Option<String> {
    let name = style_name(style);
    if style.is_deep() {
        return (!forms.can_be_bracketed(ty, style)).then(|| {
            format!("`x-brackets: {name}` does not tell the items of a list apart that are lists or objects")
        });
    }
    match (style, forms.of(ty)) {
        (_, Form::Nested) => Some(format!(
            "the style `{name}` is not defined for lists or objects inside others"
        )),
        (Style::SpaceDelimited | Style::PipeDelimited, Form::List | Form::Object) if explode => {
            Some(format!(
                "the style `{name}` is not defined with `explode: true`"
            ))
        }
        _ => None,
    }
}

/// The forms of types, worked out once each.
pub(super) struct Forms<'t> {
    types: &'t [Option<TypeDef>],
    known: HashMap<TypeId, Form>,
}

impl<'t> Forms<'t> {
    pub(super) fn new(types: &'t [Option<TypeDef>]) -> Self {
        Self {
            types,
            known: HashMap::new(),
        }
    }

    /// The form that values of a type take; of a union the most difficult one.
    fn of(&mut self, ty: &Type) -> Form {
        match ty {
            Type::List(item) => container(self.of(item), Form::List),
            Type::Tuple(items) => container(self.most(items.iter()), Form::List),
            Type::Map(value) => container(self.of(value), Form::Object),
            Type::Nullable(ty) => self.of(ty),
            Type::Named(id) | Type::Boxed(id) => self.of_type_id(*id),
            _ => Form::Scalar,
        }
    }

    fn of_type_id(&mut self, id: TypeId) -> Form {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        // A type that contains itself is nested.
        self.known.insert(id, Form::Nested);
        let def: Option<&'t TypeDef> = self.types.get(id.0).and_then(Option::as_ref);
        let form = match def.map(|def| &def.kind) {
            Some(TypeKind::Struct(object)) => {
                let members = self.most(object.fields.iter().map(|field| &field.ty));
                container(members, Form::Object)
            }
            Some(TypeKind::Union(union)) => {
                self.most(union.variants.iter().map(|variant| &variant.ty))
            }
            Some(TypeKind::Newtype(ty) | TypeKind::Alias(ty)) => self.of(ty),
            Some(TypeKind::Enum(_)) | None => Form::Scalar,
        };
        self.known.insert(id, form);
        form
    }

    /// Returns true if a part of a body, by its name or position, is more than single values.
    fn has_members(&mut self, body: &Type, part: &str) -> bool {
        // Each item of a list is a part.
        let types = self.members(body, part);
        types
            .iter()
            .any(|ty| matches!(self.of(ty), Form::Object | Form::Nested))
    }

    /// The types of a part of a body, by its name or place.
    fn members(&self, body: &Type, part: &str) -> Vec<Type> {
        match body {
            Type::Named(id) | Type::Boxed(id) => match self.kind(*id) {
                Some(TypeKind::Struct(object)) => {
                    let fields = object.fields.iter();
                    let named = fields.filter(|field| field.name.wire == part);
                    named.map(|field| field.ty.clone()).collect()
                }
                Some(TypeKind::Newtype(ty) | TypeKind::Alias(ty)) => self.members(ty, part),
                Some(TypeKind::Union(_) | TypeKind::Enum(_)) | None => Vec::new(),
            },
            Type::Nullable(ty) => self.members(ty, part),
            Type::List(item) => vec![(**item).clone()],
            Type::Tuple(items) => match part.parse::<usize>() {
                Ok(index) => items.get(index).cloned().into_iter().collect(),
                Err(_) => items.clone(),
            },
            _ => Vec::new(),
        }
    }

    /// Returns true if brackets of a style tell all items of lists in a type apart.
    fn can_be_bracketed(&mut self, ty: &Type, style: Style) -> bool {
        let is_told = |item: Kinds| match style {
            Style::DeepEmpty => !item.lists,
            Style::DeepRepeated => !item.lists && !item.objects,
            _ => true,
        };
        let mut todo = vec![ty.clone()];
        let mut seen = HashSet::new();
        while let Some(ty) = todo.pop() {
            match ty {
                Type::List(item) => {
                    if !is_told(self.kinds(&item, 0)) {
                        return false;
                    }
                    todo.push(*item);
                }
                Type::Tuple(items) => {
                    if items.iter().any(|item| !is_told(self.kinds(item, 0))) {
                        return false;
                    }
                    todo.extend(items);
                }
                Type::Map(inner) | Type::Nullable(inner) => todo.push(*inner),
                Type::Named(id) | Type::Boxed(id) if seen.insert(id) => match self.kind(id) {
                    Some(TypeKind::Struct(object)) => {
                        todo.extend(object.fields.iter().map(|field| field.ty.clone()));
                        todo.extend(object.rest.clone());
                    }
                    Some(TypeKind::Union(union)) => {
                        todo.extend(union.variants.iter().map(|variant| variant.ty.clone()));
                    }
                    Some(TypeKind::Newtype(ty) | TypeKind::Alias(ty)) => todo.push(ty.clone()),
                    Some(TypeKind::Enum(_)) | None => {}
                },
                _ => {}
            }
        }
        true
    }

    /// Returns the kinds that the values of a type may have.
    fn kinds(&self, ty: &Type, depth: usize) -> Kinds {
        let (lists, objects) = match ty {
            Type::List(_) | Type::Tuple(_) => (true, false),
            Type::Map(_) => (false, true),
            Type::Nullable(inner) => return self.kinds(inner, depth),
            Type::Named(id) | Type::Boxed(id) if depth < KINDS_DEPTH_MAX => match self.kind(*id) {
                Some(TypeKind::Struct(_)) => (false, true),
                Some(TypeKind::Union(union)) => {
                    let each = union
                        .variants
                        .iter()
                        .map(|variant| self.kinds(&variant.ty, depth + 1));
                    return each.fold(Kinds::default(), |all, one| Kinds {
                        lists: all.lists || one.lists,
                        objects: all.objects || one.objects,
                    });
                }
                Some(TypeKind::Newtype(ty) | TypeKind::Alias(ty)) => {
                    return self.kinds(ty, depth + 1);
                }
                Some(TypeKind::Enum(_)) | None => (false, false),
            },
            _ => (false, false),
        };
        Kinds { lists, objects }
    }

    fn kind(&self, id: TypeId) -> Option<&'t TypeKind> {
        self.types.get(id.0)?.as_ref().map(|def| &def.kind)
    }

    fn most<'a>(&mut self, types: impl Iterator<Item = &'a Type>) -> Form {
        types.map(|ty| self.of(ty)).max().unwrap_or(Form::Scalar)
    }
}

/// The form of a list or an object of such values.
fn container(inner: Form, own: Form) -> Form {
    if inner == Form::Scalar {
        own
    } else {
        Form::Nested
    }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Simple => "simple",
        Style::Label => "label",
        Style::Matrix => "matrix",
        Style::Form => "form",
        Style::SpaceDelimited => "spaceDelimited",
        Style::PipeDelimited => "pipeDelimited",
        Style::DeepObject => "deepObject",
        Style::DeepEmpty => "empty",
        Style::DeepIndexed => "index",
        Style::DeepRepeated => "repeat",
        Style::Cookie => "cookie",
        Style::Json | Style::FormContent | Style::Text => "content",
    }
}
