//! Structs against objects.

use super::{MakeForm, Member, ModelForm, ObjectPart, Proven, Prover};
use crate::api::{Field, Place, Presence, Struct, Type, TypeId};
use crate::check::{Proof, UserType, parse_type};
use crate::diagnostic::Mistake;
use crate::emit::member_text;
use crate::errors::Errors;
use crate::name;

impl Prover<'_> {
    pub(super) fn prove_object(
        &self,
        id: TypeId,
        members: &[Member],
        object: &Struct,
        errors: &mut Errors,
    ) -> Option<Proven> {
        let mut proofs = Vec::new();
        let mut parts = Vec::new();
        let mut given: Vec<&str> = Vec::new();
        let mut is_complete = true;
        let mut rest: Option<&Member> = None;
        for member in members {
            if member.is_broken {
                continue;
            }
            if member.is_rest {
                if let Some(first) = rest.replace(member) {
                    let message = format!(
                        "`#[schema(rest)]` is given twice: `{}` keeps all that no other field reads",
                        first.name
                    );
                    errors.push(member.name.span(), message);
                    continue;
                }
                parts.extend(self.prove_rest(id, member, object, &mut proofs, errors));
                continue;
            }
            let Some(field) = self.check_field(id, member, object, errors) else {
                continue;
            };
            if given.contains(&field.name.wire.as_str()) {
                errors.push(
                    member.span(),
                    format!("`{}` is given twice", field.name.wire),
                );
                continue;
            }
            given.push(&field.name.wire);
            let Some((part, can_be_sent)) = self.prove_member(member, field, &mut proofs, errors)
            else {
                continue;
            };
            is_complete &= can_be_sent && !field.read_only;
            parts.push(part);
        }
        let missing = |field: &&Field| {
            matches!(field.presence, Presence::Required | Presence::Nullable)
                && !field.read_only
                && !given.contains(&field.name.wire.as_str())
        };
        for field in object.fields.iter().filter(missing) {
            is_complete = false;
            // A broken field may be the one that seems to be missing.
            if self.derived.is_request && !members.iter().any(|member| member.is_broken) {
                errors.push(self.derived.name.span(), self.missing_field_error(field));
            }
        }
        Some(Proven {
            id,
            form: ModelForm::Object(parts),
            proofs,
            is_complete,
        })
    }

    fn check_field<'f>(
        &self,
        id: TypeId,
        member: &Member,
        object: &'f Struct,
        errors: &mut Errors,
    ) -> Option<&'f Field> {
        let wanted = member.wire_name();
        let found = find_field(object, &wanted, member.rename.is_some());
        if found.is_none() {
            errors.push(
                member.span(),
                self.unknown_field_error(id, &wanted, object, member),
            );
        }
        let field = found?;
        let one_way = match self.derived.is_request {
            true if field.read_only => Some("responses"),
            false if field.write_only => Some("requests"),
            _ => None,
        };
        if let Some(way) = one_way {
            let message = Mistake::new(format!(
                "only {way} have `{}` of `{}`: remove this field",
                field.name.wire,
                self.derived.schema_name()
            ));
            errors.push(
                member.span(),
                message.at(&field.place).render(self.description),
            );
            return None;
        }
        if field.deprecated {
            errors.warn(
                member.span(),
                format!(
                    "`{}` of `{}` is deprecated",
                    field.name.wire,
                    self.derived.schema_name()
                ),
            );
        }
        Some(field)
    }

    /// Finds the member of a field, and checks if it may be sent.
    fn prove_member(
        &self,
        member: &Member,
        field: &Field,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<(ObjectPart, bool)> {
        let what = format!("`{}` of `{}`", field.name.wire, self.derived.schema_name());
        let (inner, presence) = match self.split_presence(member, field) {
            Ok(found) => found,
            Err(message) => {
                errors.push(crate::check::type_span(&member.ty), message);
                return None;
            }
        };
        if let (Type::Const(json), UserType::Scalar(name)) = (&field.ty, parse_type(inner))
            && name == "Fixed"
        {
            let (presence, made) = match presence {
                lean_abi::Presence::Optional | lean_abi::Presence::OptionalNullable => (
                    lean_abi::Presence::OptionalFixed(json),
                    MakeForm::FixedIfThere,
                ),
                _ => (lean_abi::Presence::Fixed(json), MakeForm::Fixed),
            };
            let mark = member_text(field, presence);
            return Some((ObjectPart { mark, made }, true));
        }
        let is_json = matches!(parse_type(inner), UserType::Scalar(name) if name == "Json");
        let can_be_sent = self.check_type(
            member,
            inner,
            &field.ty,
            (&what, &field.place),
            proofs,
            errors,
        )?;
        let mark = member_text(field, presence);
        // A required member that may be left out, or any JSON at all, is not complete.
        let may_be_missing = presence == lean_abi::Presence::Optional
            && matches!(field.presence, Presence::Required | Presence::Nullable);
        let can_be_sent = can_be_sent && !may_be_missing && (!is_json || field.ty == Type::Json);
        Some((
            ObjectPart {
                mark,
                made: MakeForm::Next,
            },
            can_be_sent,
        ))
    }

    /// The type without `Option`, and its presence; or the reason why it does not fit.
    fn split_presence<'t>(
        &self,
        member: &'t Member,
        field: &Field,
    ) -> Result<(&'t syn::Type, lean_abi::Presence<'static>), String> {
        let form = parse_type(&member.ty);
        let request = self.derived.is_request;
        Ok(match (field.presence, form) {
            (Presence::Required, UserType::Option(inner)) if !request => {
                (inner, lean_abi::Presence::Optional)
            }
            (Presence::Required, UserType::Option(_) | UserType::Maybe(_)) => {
                return Err(self.presence_error(member, field, "must always be there", ""));
            }
            (Presence::Optional | Presence::OptionalNullable, UserType::Option(inner)) => {
                (inner, lean_abi::Presence::Optional)
            }
            (Presence::Nullable, UserType::Option(inner)) => (inner, lean_abi::Presence::Nullable),
            (Presence::OptionalNullable, UserType::Maybe(inner)) => {
                (inner, lean_abi::Presence::OptionalNullable)
            }
            (Presence::Optional | Presence::Nullable, UserType::Maybe(_)) => {
                return Err(self.presence_error(member, field, "is either there or not", "Option"));
            }
            (Presence::Optional, _) if !request => {
                return Err(self.presence_error(member, field, "may be absent", "Option"));
            }
            (Presence::Nullable, _) if !request => {
                return Err(self.presence_error(member, field, "may be null", "Option"));
            }
            (Presence::OptionalNullable, _) if !request => {
                return Err(self.presence_error(member, field, "may be absent or null", "Option"));
            }
            _ => (&member.ty, lean_abi::Presence::Required),
        })
    }

    /// The map of all other members.
    fn prove_rest(
        &self,
        id: TypeId,
        member: &Member,
        object: &Struct,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<ObjectPart> {
        let place: &Place = &self.spelling.def(id).place;
        let schema = self.derived.schema_name();
        if object.closed {
            let message = Mistake::new(format!(
                "`{schema}` allows no other members: remove this field"
            ))
            .at(place);
            errors.push(member.name.span(), message.render(self.description));
            return None;
        }
        let value = object.rest.clone().unwrap_or(Type::Json);
        let map = Type::Map(Box::new(value));
        self.check_type(
            member,
            &member.ty,
            &map,
            (&format!("what `{schema}` holds besides"), place),
            proofs,
            errors,
        )?;
        Some(ObjectPart {
            mark: lean_abi::Member::REST.to_owned(),
            made: MakeForm::Rest,
        })
    }
}

/// Finds the field of a member.
pub(crate) fn field_of<'f>(object: &'f Struct, member: &Member) -> Option<&'f Field> {
    find_field(object, &member.wire_name(), member.rename.is_some())
}

/// The field that a name means: on the wire, in Rust, or in another way of writing.
fn find_field<'f>(object: &'f Struct, wanted: &str, exactly: bool) -> Option<&'f Field> {
    let fields = &object.fields;
    let exact = fields.iter().find(|field| field.name.wire == wanted);
    if exactly {
        return exact;
    }
    exact
        .or_else(|| fields.iter().find(|field| field.name.rust == wanted))
        .or_else(|| {
            fields
                .iter()
                .find(|field| name::snake(&field.name.wire) == name::snake(wanted))
        })
}
