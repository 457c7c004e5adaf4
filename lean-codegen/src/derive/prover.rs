//! Compares a user's type with its schema.

use super::{DerivedType, Member, ModelForm, Proven, Shape};
use crate::api::{Place, Type, TypeId, TypeKind};
use crate::check::{Direction, Judge, Mismatch, Proof, Spelling};
use crate::diagnostic::Mistake;
use crate::document::Description;
use crate::errors::Errors;

/// A user's type and the schema to prove it against.
pub(crate) struct Prover<'a> {
    pub(crate) derived: &'a DerivedType,
    pub(crate) spelling: &'a Spelling<'a>,
    pub(crate) description: &'a Description,
}

impl Prover<'_> {
    pub(super) fn prove(&self, id: TypeId, errors: &mut Errors) -> Option<Proven> {
        let def = self.spelling.def(id);
        let before = errors.count();
        let proven = match (&self.derived.shape, &def.kind) {
            (Shape::Object(members), TypeKind::Struct(object)) => {
                self.prove_object(id, members, object, errors)
            }
            (Shape::Newtype(member), TypeKind::Newtype(inner) | TypeKind::Alias(inner)) => {
                self.prove_newtype(id, member, inner, errors)
            }
            (Shape::Newtype(member), TypeKind::Enum(_)) => {
                self.prove_newtype(id, member, &Type::Named(id), errors)
            }
            (Shape::Choice(variants), TypeKind::Enum(values)) => {
                self.prove_values(id, variants, values, errors)
            }
            (Shape::Choice(variants), TypeKind::Union(union)) => {
                self.prove_union(id, variants, union, errors)
            }
            (_, kind) => {
                errors.push(self.derived.name.span(), self.wrong_kind_error(id, kind));
                None
            }
        };
        proven.filter(|_| errors.count() == before && !self.derived.is_broken)
    }

    fn prove_newtype(
        &self,
        id: TypeId,
        member: &Member,
        inner: &Type,
        errors: &mut Errors,
    ) -> Option<Proven> {
        let mut proofs = Vec::new();
        let what = format!("`{}`", self.derived.schema_name());
        let is_complete = self.check_type(
            member,
            &member.ty,
            inner,
            (&what, &self.spelling.def(id).place),
            &mut proofs,
            errors,
        )?;
        Some(Proven {
            id,
            form: ModelForm::Newtype,
            proofs,
            is_complete,
        })
    }

    /// Checks that a type fits; returns true if it may be sent as well.
    pub(crate) fn check_type(
        &self,
        member: &Member,
        user: &syn::Type,
        model: &Type,
        (what, place): (&str, &Place),
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<bool> {
        let direction = if self.derived.is_request {
            Direction::Sent
        } else {
            Direction::Received
        };
        let mut judge = Judge::new(self.spelling, None, direction);
        if let Err(mismatch) = judge.judge(user, model) {
            errors.push(
                mismatch.span,
                self.mismatch_error(&mismatch, what, (model, place)),
            );
            return None;
        }
        for claim in judge.claims {
            let (user, spec) = (crate::check::type_text(&claim.user), self.spec_path());
            let advice = crate::check::derive_advice(&user, self.spelling.api, &claim, &spec);
            proofs.push(claim.into_proof(what, advice, &member.ty, &member.name));
        }
        Some(
            Judge::new(self.spelling, None, Direction::Sent)
                .judge(user, model)
                .is_ok(),
        )
    }

    /// The description, as the attribute names it.
    fn spec_path(&self) -> String {
        let spec = self.derived.attribute.spec.as_ref();
        spec.map_or_else(|| "..".to_owned(), |spec| spec.path.value())
    }

    fn mismatch_error(
        &self,
        mismatch: &Mismatch,
        what: &str,
        (model, place): (&Type, &Place),
    ) -> String {
        let Mismatch {
            is,
            expected,
            found,
            why,
            ..
        } = mismatch;
        Mistake::new(format!("{what} is {is}: write `{expected}`, not `{found}`"))
            .at(place)
            .maybe_help(why.as_ref())
            .maybe_help(match expected.contains(found) {
                true => None,
                false => self.declaration_hint(model),
            })
            .render(self.description)
    }

    /// The declaration of the named value of a member: no module has one here.
    fn declaration_hint(&self, model: &Type) -> Option<String> {
        match self.spelling.resolve_alias(model) {
            Type::Named(id) | Type::Boxed(id) => {
                let def = self.spelling.def(*id);
                let name = &def.name.rust;
                if self.derived.name == *name {
                    return None;
                }
                let TypeKind::Newtype(inner) = &def.kind else {
                    let form = match &def.kind {
                        TypeKind::Struct(_) => format!("struct {name} {{ .. }}"),
                        _ => format!("enum {name} {{ .. }}"),
                    };
                    let schema = crate::check::schema_name(self.spelling.api, *id);
                    let called = match schema == *name {
                        true => String::new(),
                        false => format!(", name = {schema}"),
                    };
                    let spec = self.spec_path();
                    return Some(format!(
                        "declare it, `{form}`, with `#[derive(lean::Schema)]` and `#[schema(spec = \"{spec}\"{called})]` on it"
                    ));
                };
                let inner = self.spelling.spell(inner);
                Some(format!(
                    "declare it, `struct {name}({inner});`, with its own `#[derive(lean::Schema)]`; or write `{inner}`"
                ))
            }
            Type::Nullable(inner) | Type::List(inner) | Type::Map(inner) => {
                self.declaration_hint(inner)
            }
            _ => None,
        }
    }

    fn wrong_kind_error(&self, id: TypeId, kind: &TypeKind) -> String {
        let def = self.spelling.def(id);
        let name = &self.derived.name;
        let (is, write) = match kind {
            TypeKind::Struct(_) => ("an object", format!("struct {name} {{ .. }}")),
            TypeKind::Enum(_) => ("one of several values", format!("enum {name} {{ .. }}")),
            TypeKind::Union(_) => (
                "one of several types",
                format!("enum {name} {{ One(One), Other(Other) }}"),
            ),
            TypeKind::Newtype(inner) | TypeKind::Alias(inner) => (
                "a single value",
                format!("struct {name}({});", self.spelling.spell(inner)),
            ),
        };
        Mistake::new(format!(
            "the schema `{}` is {is}: write `{write}`",
            def.name.wire
        ))
        .at(&def.place)
        .render(self.description)
    }
}
