//! The forms that values of types take as text: single values, lists, objects.

use std::collections::{HashMap, HashSet};

use crate::api::{Style, Type, TypeDef, TypeId, TypeKind};

/// The form that a value takes as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WireForm {
    Scalar,
    List,
    Object,
    Nested,
}

/// The kinds of values of a type, besides single ones.
#[derive(Clone, Copy, Debug, Default)]
struct ItemKinds {
    lists: bool,
    objects: bool,
}

/// Unions in unions deeper than that are single values.
const KINDS_DEPTH_MAX: usize = 8;

/// The forms of types, worked out once each.
pub(super) struct WireForms<'t> {
    types: &'t [Option<TypeDef>],
    known: HashMap<TypeId, WireForm>,
}

impl<'t> WireForms<'t> {
    pub(super) fn new(types: &'t [Option<TypeDef>]) -> Self {
        Self {
            types,
            known: HashMap::new(),
        }
    }

    /// The form that values of a type take; of a union the most difficult one.
    pub(super) fn of(&mut self, ty: &Type) -> WireForm {
        match ty {
            Type::List(item) => container(self.of(item), WireForm::List),
            Type::Tuple(items) => container(self.most_difficult(items.iter()), WireForm::List),
            Type::Map(value) => container(self.of(value), WireForm::Object),
            Type::Nullable(ty) => self.of(ty),
            Type::Named(id) | Type::Boxed(id) => self.form_of_named(*id),
            _ => WireForm::Scalar,
        }
    }

    fn form_of_named(&mut self, id: TypeId) -> WireForm {
        if let Some(known) = self.known.get(&id) {
            return *known;
        }
        // A type that contains itself is nested.
        self.known.insert(id, WireForm::Nested);
        let def: Option<&'t TypeDef> = self.types.get(id.0).and_then(Option::as_ref);
        let form = match def.map(|def| &def.kind) {
            Some(TypeKind::Struct(object)) => {
                let members = self.most_difficult(object.fields.iter().map(|field| &field.ty));
                container(members, WireForm::Object)
            }
            Some(TypeKind::Union(union)) => {
                self.most_difficult(union.variants.iter().map(|variant| &variant.ty))
            }
            Some(TypeKind::Newtype(ty) | TypeKind::Alias(ty)) => self.of(ty),
            Some(TypeKind::Enum(_)) | None => WireForm::Scalar,
        };
        self.known.insert(id, form);
        form
    }

    /// Returns true if a part of a body, by its name or position, is more than single values.
    pub(super) fn has_members(&mut self, body: &Type, part: &str) -> bool {
        // Each item of a list is a part.
        let types = self.members(body, part);
        types
            .iter()
            .any(|ty| matches!(self.of(ty), WireForm::Object | WireForm::Nested))
    }

    /// The types of a part of a body, by its name or place.
    pub(super) fn members(&self, body: &Type, part: &str) -> Vec<Type> {
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
    pub(super) fn can_be_bracketed(&mut self, ty: &Type, style: Style) -> bool {
        let is_told = |item: ItemKinds| match style {
            Style::DeepEmpty => !item.lists,
            Style::DeepRepeated => !item.lists && !item.objects,
            _ => true,
        };
        let mut todo = vec![ty.clone()];
        let mut seen = HashSet::new();
        while let Some(ty) = todo.pop() {
            match ty {
                Type::List(item) => {
                    if !is_told(self.item_kinds(&item, 0)) {
                        return false;
                    }
                    todo.push(*item);
                }
                Type::Tuple(items) => {
                    if items.iter().any(|item| !is_told(self.item_kinds(item, 0))) {
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
    fn item_kinds(&self, ty: &Type, depth: usize) -> ItemKinds {
        let (lists, objects) = match ty {
            Type::List(_) | Type::Tuple(_) => (true, false),
            Type::Map(_) => (false, true),
            Type::Nullable(inner) => return self.item_kinds(inner, depth),
            Type::Named(id) | Type::Boxed(id) if depth < KINDS_DEPTH_MAX => match self.kind(*id) {
                Some(TypeKind::Struct(_)) => (false, true),
                Some(TypeKind::Union(union)) => {
                    let kinds = union
                        .variants
                        .iter()
                        .map(|variant| self.item_kinds(&variant.ty, depth + 1));
                    return kinds.fold(ItemKinds::default(), |all, kinds_of_item| ItemKinds {
                        lists: all.lists || kinds_of_item.lists,
                        objects: all.objects || kinds_of_item.objects,
                    });
                }
                Some(TypeKind::Newtype(ty) | TypeKind::Alias(ty)) => {
                    return self.item_kinds(ty, depth + 1);
                }
                Some(TypeKind::Enum(_)) | None => (false, false),
            },
            _ => (false, false),
        };
        ItemKinds { lists, objects }
    }

    pub(super) fn kind(&self, id: TypeId) -> Option<&'t TypeKind> {
        self.types.get(id.0)?.as_ref().map(|def| &def.kind)
    }

    pub(super) fn most_difficult<'a>(&mut self, types: impl Iterator<Item = &'a Type>) -> WireForm {
        types
            .map(|ty| self.of(ty))
            .max()
            .unwrap_or(WireForm::Scalar)
    }
}

/// The form of a list or an object of such values.
fn container(inner: WireForm, own: WireForm) -> WireForm {
    if inner == WireForm::Scalar {
        own
    } else {
        WireForm::Nested
    }
}
