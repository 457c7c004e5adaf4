//! `#[derive(lean::Schema)]`: a user's type, checked against a schema of the description.
//!
//! In comes a struct or enum and the name of a schema; out goes the code by which the engine reads and writes it. A
//! field that the description lacks, or has with another type, is an error on that field. A claim that only the
//! compiler can check, such as one about another type of the user's, is emitted for the compiler.

mod choice;
mod emit;
mod member;
mod object;
mod read;
mod target;
mod variants;

pub(crate) use object::field_of;

use proc_macro2::TokenStream;

pub use self::read::{DerivedType, Member, Shape};

use crate::api::{Place, Type, TypeId, TypeKind};
use crate::check::{Direction, Judge, Mismatch, Proof, Spelling};
use crate::diagnostic::Mistake;
use crate::document::Description;
use crate::drift::{self, Expansion};
use crate::errors::Errors;
use crate::expand::{self, Host};

/// A proven type, for emission.
pub(crate) struct Proven {
    /// Its schema.
    pub(crate) id: TypeId,
    /// Its form for the engine.
    pub(crate) form: ModelForm,
    /// The claims for the compiler to check: types of fields.
    pub(crate) proofs: Vec<Proof>,
    /// True if it may be sent: no required member is left out.
    pub(crate) is_complete: bool,
}

/// The form of a user's type for the engine.
pub(crate) enum ModelForm {
    /// An object: marks and name of each member (see the runtime's `Shape`), in the order of the user's fields.
    Object(Vec<ObjectPart>),
    /// A single value.
    Newtype,
    /// Listed values: each variant's value on the wire, none for the fallback.
    Values {
        wires: Vec<Option<String>>,
        is_text: bool,
    },
    /// A choice of several types: each variant's tags, `None` for the fallback.
    Union {
        tag: String,
        tags: Vec<Option<String>>,
        default: Option<usize>,
    },
}

/// A member of an object.
pub(crate) struct ObjectPart {
    /// Marks and name.
    pub(crate) mark: String,
    /// The way to make it.
    pub(crate) made: MakeForm,
}

/// The way to make a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MakeForm {
    /// Read by its type.
    Next,
    /// All members without a name.
    Rest,
    /// A fixed value that is always there.
    Fixed,
    /// A fixed value that may be absent.
    FixedIfThere,
}

/// Expands the derivation.
pub fn schema(item: TokenStream, host: &dyn Host) -> TokenStream {
    let mut errors = Errors::default();
    let mut tokens = TokenStream::new();
    if let Some(own) = DerivedType::read(item, &mut errors) {
        tokens = expand_derive(&own, host, &mut errors);
    }
    errors.append_to(&mut tokens);
    expand::respect_prelude(tokens, host)
}

fn expand_derive(own: &DerivedType, host: &dyn Host, errors: &mut Errors) -> TokenStream {
    // Without a description nothing is proven, but the type is kept, so that no other error follows from this one.
    if own.attribute.spec.is_none() && !own.attribute.is_broken {
        let message = "which description? Add `#[schema(spec = \"openapi.yaml\")]` on the type, with a path relative to the package";
        errors.push(own.name.span(), message);
        return emit::emit_unproven(own);
    }
    let Some((spec, description)) = expand::open(&own.attribute, host, errors) else {
        return emit::emit_unproven(own);
    };
    // Which schema it is may be what was written wrongly.
    if own.attribute.is_broken && own.path.is_empty() {
        return emit::emit_unproven(own);
    }
    let found = target::find_schema(own, &description, errors);
    let tracked = expand::track_files(&description, spec, host);
    let Some((api, id)) = found else {
        let unproven = emit::emit_unproven(own);
        return quote::quote!(#unproven #tracked);
    };
    let spelling = Spelling::without_module(&api, &own.attribute.facade, &own.name);
    let prover = Prover {
        derived: own,
        spelling: &spelling,
        description: &description,
    };
    let tokens = match prover.prove(id, errors) {
        // The compiler reports that the type is infinite, and adds more errors for each impl.
        _ if own.contains_itself() => TokenStream::new(),
        Some(proven) => emit::emit_proven(own, &proven, &api),
        None => emit::emit_unproven(own),
    };
    let expansion = Expansion {
        attribute: &own.attribute,
        spec,
        description: &description,
        host,
    };
    let locked = drift::compare_type(own, (&api, id), &expansion, errors);
    quote::quote!(#tokens #tracked #locked)
}

/// A user's type and the schema to prove it against.
pub(crate) struct Prover<'a> {
    pub(crate) derived: &'a DerivedType,
    pub(crate) spelling: &'a Spelling<'a>,
    pub(crate) description: &'a Description,
}

impl Prover<'_> {
    fn prove(&self, id: TypeId, errors: &mut Errors) -> Option<Proven> {
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
