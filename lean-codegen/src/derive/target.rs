//! The schema of a user's type.

use super::DerivedType;
use crate::api::{Api, Type, TypeId, TypeKind};
use crate::diagnostic::Mistake;
use crate::document::{Description, closest};
use crate::errors::Errors;
use crate::item::WrittenName;
use crate::resolve::{Choice, Chosen, Options};

/// Resolves the schema that is named, and what it reaches.
pub(super) fn find_schema(
    derived: &DerivedType,
    description: &Description,
    errors: &mut Errors,
) -> Option<(Api, TypeId)> {
    let name = derived
        .path
        .first()
        .map_or_else(|| derived.name.to_string(), |part| part.text.clone());
    let choice = Choice {
        operations: Chosen::Names(Vec::new()),
        schemas: vec![name.clone()],
        webhooks: false,
    };
    let api = description.resolve(&choice, &Options::default());
    let by_wire = api.types.iter().position(|def| def.name.wire == name);
    let found = by_wire.or_else(|| api.types.iter().position(|def| def.name.rust == name));
    let Some(found) = found.map(TypeId) else {
        errors.push(
            derived.schema_span(),
            unknown_schema_error(&name, description),
        );
        return None;
    };
    let mut id = resolve_alias(&api, found);
    for part in derived.path.iter().skip(1) {
        id = find_member(&api, id, part, description, errors)?;
    }
    Some((api, id))
}

fn unknown_schema_error(name: &str, description: &Description) -> String {
    let known = description.schema_names();
    let Some(near) = closest(name, known.iter().map(String::as_str)) else {
        return Mistake::new(format!("the description has no schema `{name}`"))
            .help("`name = ..` says which schema it is: one under `components: schemas:`, or `Thing.member` for one without a name")
            .maybe_help(crate::select::broken_text_help(description))
            .render(description);
    };
    let mistake = Mistake::new(format!(
        "the description has no schema `{name}`; did you mean `{near}`?"
    ));
    match description.schema_place(near) {
        Some(place) => mistake.at(&place).render(description),
        None => mistake.render(description),
    }
}

/// The type behind names that are only aliases.
fn resolve_alias(api: &Api, id: TypeId) -> TypeId {
    match &api.types[id.0].kind {
        TypeKind::Alias(Type::Named(target)) if *target != id => resolve_alias(api, *target),
        _ => id,
    }
}

/// The type of a member, or of its items.
fn find_member(
    api: &Api,
    id: TypeId,
    part: &WrittenName,
    description: &Description,
    errors: &mut Errors,
) -> Option<TypeId> {
    let def = &api.types[id.0];
    let TypeKind::Struct(object) = &def.kind else {
        errors.push(part.span, format!("`{}` has no members", def.name.wire));
        return None;
    };
    let field = object
        .fields
        .iter()
        .find(|field| field.name.wire == part.text || field.name.rust == part.text);
    let Some(field) = field else {
        let names = object.fields.iter().map(|field| field.name.wire.as_str());
        let near = closest(&part.text, names)
            .and_then(|near| object.fields.iter().find(|field| field.name.wire == near));
        let suffix = near
            .map(|near| format!("; did you mean `{}`?", near.name.wire))
            .unwrap_or_default();
        let message = format!("`{}` has no member `{}`{suffix}", def.name.wire, part.text);
        let mistake = Mistake::new(message).at(near.map_or(&def.place, |near| &near.place));
        errors.push(part.span, mistake.render(description));
        return None;
    };
    let inner = field.ty.named_inside();
    if inner.is_none() {
        let message = format!(
            "`{}` of `{}` is not a separate type: its value goes into the field itself",
            part.text, def.name.wire
        );
        errors.push(
            part.span,
            Mistake::new(message).at(&field.place).render(description),
        );
    }
    inner.map(|id| resolve_alias(api, id))
}
