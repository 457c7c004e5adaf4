//! The name of a schema in a derive.

use crate::api::{Api, Field, TypeId, TypeKind};

/// The value of `name = `: a schema's own name, or the member that leads to a schema without a name.
#[must_use]
pub fn schema_name(api: &Api, id: TypeId) -> String {
    let def = &api.types[id.0];
    match find_owner(api, id) {
        Some((owner, field)) if starts_before(api, owner, id) => {
            format!(
                "{}.{}",
                schema_name(api, owner),
                quote_if_needed(&field.name.wire)
            )
        }
        _ if def.name.rust == def.name.wire => def.name.wire.clone(),
        _ => format!("\"{}\"", def.name.wire),
    }
}

/// The object around whose member a type is described.
fn find_owner(api: &Api, id: TypeId) -> Option<(TypeId, &Field)> {
    let def = &api.types[id.0];
    api.types.iter().enumerate().find_map(|(owner, candidate)| {
        let TypeKind::Struct(object) = &candidate.kind else {
            return None;
        };
        let field = object.fields.iter().find(|field| {
            let (whole, part) = (&field.place, &def.place);
            field.ty.named_inside() == Some(id)
                && owner != id.0
                && whole.file == part.file
                && whole.range.start <= part.range.start
                && part.range.end <= whole.range.end
        })?;
        Some((TypeId(owner), field))
    })
}

/// The type with a name of its own by which a type is named.
pub(super) fn naming_root(api: &Api, id: TypeId) -> TypeId {
    match find_owner(api, id) {
        Some((owner, _)) if starts_before(api, owner, id) => naming_root(api, owner),
        _ => id,
    }
}

/// Returns true if the holder of a type is described around it, so that the search ends.
fn starts_before(api: &Api, owner: TypeId, id: TypeId) -> bool {
    let (owner, def) = (&api.types[owner.0].place, &api.types[id.0].place);
    (owner.line, owner.column) < (def.line, def.column)
}

fn quote_if_needed(name: &str) -> String {
    match syn::parse_str::<syn::Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("\"{name}\""),
    }
}
