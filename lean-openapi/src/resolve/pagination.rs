//! How pages follow each other: `x-pagination`.

use super::resolver::Resolver;
use crate::api::{Api, Finding, Outcome, Pagination, Parameter, Severity, Type, TypeDef, TypeKind};
use crate::document::{OperationHead, closest};

/// Pages by number, as an example.
pub const PAGES: &str = "`x-pagination: { page: page_number, items: /data, total-pages: /pages }`";
/// Pages by cursor, as an example.
pub const CURSOR: &str = "`x-pagination: { cursor: cursor, items: /data, next: /next_cursor }`";

impl Resolver<'_> {
    /// Reads `x-pagination`; the type of an item is found when all types are made.
    pub(super) fn pagination(
        &mut self,
        head: &OperationHead,
        parameters: &[Parameter],
    ) -> Option<Pagination> {
        let rule = head.at.get("x-pagination")?;
        let text = |key: &str| rule.node.text(key).map(|text| text.to_string());
        let (Some(page), Some(items)) = (text("page").or_else(|| text("cursor")), text("items"))
        else {
            self.note(Finding {
                severity: Severity::Mended,
                message: "`x-pagination` needs `page` or `cursor`, and `items`; left out"
                    .to_string(),
                help: Some(format!("write {PAGES}, or {CURSOR}")),
                place: rule.node.place(),
            });
            return None;
        };
        // Where a list is named by its member alone, that member is meant.
        let pointer = |text: String| match text.is_empty() || text.starts_with('/') {
            true => text,
            false => format!("/{text}"),
        };
        let items = pointer(items);
        let name = head.id.as_ref().unwrap_or(&head.name);
        let known = || parameters.iter().map(|one| one.name.wire.as_str());
        let mut size = text("size");
        for (key, wanted) in [("size", size.clone()), ("page", Some(page.clone()))] {
            let Some(wanted) = wanted.filter(|wanted| !known().any(|one| one == wanted)) else {
                continue;
            };
            let near = closest(&wanted, known());
            let near = near.map_or("; left out".to_string(), |near| {
                format!("; did you mean `{near}`?")
            });
            let message = format!("`x-pagination`: `{name}` has no parameter `{wanted}`{near}");
            let written = rule.node.get(key).or_else(|| rule.node.get("cursor"));
            let place = written.map_or_else(|| rule.node.place(), |written| written.place());
            self.mend(place, message);
            if key == "page" {
                return None;
            }
            size = None;
        }
        let first = rule.node.get("first").and_then(|first| first.as_number());
        Some(Pagination {
            page,
            size,
            items,
            item: Type::Json,
            total_pages: text("total-pages").map(pointer),
            next: text("next").map(pointer),
            first: first.and_then(|first| first.parse().ok()).unwrap_or(0),
        })
    }
}

/// Finds the types of the items that pages hold.
pub(super) fn settle(api: &mut Api) {
    let types = &api.types;
    for operation in &mut api.operations {
        let Some(pages) = &mut operation.pagination else {
            continue;
        };
        let found = success(&operation.success).and_then(|ty| within(types, ty, &pages.items));
        match found.map(|ty| through(types, ty)) {
            Some(Type::List(item)) => pages.item = Type::clone(item),
            Some(_) | None => {
                let message = format!(
                    "`x-pagination`: there is no list at `{}` of the response; left out",
                    pages.items
                );
                let place = operation.place.clone();
                api.findings.push(Finding {
                    severity: Severity::Mended,
                    message,
                    help: None,
                    place,
                });
                operation.pagination = None;
            }
        }
    }
}

fn success(outcome: &Outcome) -> Option<&Type> {
    outcome
        .cases
        .iter()
        .find(|case| case.codec.is_some())
        .map(|case| &case.ty)
}

fn within<'t>(types: &'t [TypeDef], ty: &'t Type, pointer: &str) -> Option<&'t Type> {
    let mut ty = ty;
    for token in pointer.split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        ty = match through(types, ty) {
            Type::Named(id) | Type::Boxed(id) => match &types[id.0].kind {
                TypeKind::Struct(object) => {
                    &object
                        .fields
                        .iter()
                        .find(|field| field.name.wire == token)?
                        .ty
                }
                TypeKind::Enum(_)
                | TypeKind::Union(_)
                | TypeKind::Newtype(_)
                | TypeKind::Alias(_) => return None,
            },
            Type::Map(value) => value,
            _ => return None,
        };
    }
    Some(ty)
}

/// The type behind aliases and `null`.
fn through<'t>(types: &'t [TypeDef], ty: &'t Type) -> &'t Type {
    let mut ty = ty;
    for _ in 0..64 {
        ty = match ty {
            Type::Nullable(inner) => inner,
            Type::Named(id) | Type::Boxed(id) => match &types[id.0].kind {
                TypeKind::Alias(inner) => inner,
                TypeKind::Struct(_)
                | TypeKind::Enum(_)
                | TypeKind::Union(_)
                | TypeKind::Newtype(_) => return ty,
            },
            _ => return ty,
        };
    }
    ty
}
