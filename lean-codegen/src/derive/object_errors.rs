//! Messages about the fields of a user's struct.

use super::{Member, Prover};
use crate::api::{Field, Struct, TypeId};
use crate::check::{UserType, parse_type};
use crate::diagnostic::Mistake;
use crate::document::closest;

impl Prover<'_> {
    pub(super) fn unknown_field_error(
        &self,
        id: TypeId,
        wanted: &str,
        object: &Struct,
        member: &Member,
    ) -> String {
        let renamed = member.rename.is_some();
        let renamed_by_serde = member.serde_name.as_ref().and_then(|name| {
            let field = object
                .fields
                .iter()
                .find(|field| field.name.wire == *name)?;
            Some((name, field))
        });
        if let (Some((name, field)), false) = (renamed_by_serde, renamed) {
            return Mistake::new(format!(
                "`{}` has no member `{wanted}`: serde's attributes are not read, so write `#[schema(rename = \"{name}\")]`",
                self.derived.schema_name()
            ))
            .at(&field.place)
            .render(self.description);
        }
        let schema = self.derived.schema_name();
        let names: Vec<&str> = object
            .fields
            .iter()
            .map(|field| {
                if renamed {
                    field.name.wire.as_str()
                } else {
                    field.name.rust.as_str()
                }
            })
            .collect();
        let near = closest(wanted, names.iter().copied());
        if let Some((near, field)) = near.and_then(|near| {
            let index = names.iter().position(|name| *name == near)?;
            Some((near, &object.fields[index]))
        }) {
            return Mistake::new(format!(
                "`{schema}` has no member `{wanted}`; did you mean `{near}`?"
            ))
            .at(&field.place)
            .render(self.description);
        }
        let known: Vec<String> = names
            .iter()
            .take(12)
            .map(|name| format!("`{name}`"))
            .collect();
        let more = if object.fields.len() > 12 { " ..." } else { "" };
        let has = if known.is_empty() {
            "it has none".to_owned()
        } else {
            format!("it has {}{more}", known.join(", "))
        };
        let is_map = matches!(parse_type(&member.ty), UserType::Map(_));
        let rest = is_map.then_some("`#[schema(rest)]` on it keeps what no other field reads");
        Mistake::new(format!("`{schema}` has no member `{wanted}`"))
            .at(&self.spelling.def(id).place)
            .help(has)
            .maybe_help(rest)
            .render(self.description)
    }

    pub(super) fn presence_error(
        &self,
        member: &Member,
        field: &Field,
        is: &str,
        around: &str,
    ) -> String {
        let inner = self.spelling.spell(&field.ty);
        let inner = match parse_type(&member.ty) {
            UserType::Option(_) | UserType::Maybe(_) => inner,
            _ if self.derived.is_itself(&member.ty) => {
                format!("Box<{}>", crate::check::type_text(&member.ty))
            }
            _ => crate::check::type_text(&member.ty),
        };
        let ty = if around.is_empty() {
            inner
        } else {
            format!("{around}<{inner}>")
        };
        Mistake::new(format!(
            "`{}` of `{}` {is}: write `{ty}`",
            field.name.wire,
            self.derived.schema_name()
        ))
        .at(&field.place)
        .render(self.description)
    }

    pub(super) fn missing_field_error(&self, field: &Field) -> String {
        let (name, schema) = (&self.derived.name, self.derived.schema_name());
        let ty = self.spelling.spell(&field.ty);
        Mistake::new(format!(
            "`{name}` leaves out `{}`, which `{schema}` requires",
            field.name.wire
        ))
        .at(&field.place)
        .label("required in requests")
        .help(format!("add the field `{}: {ty}`", field.name.rust))
        .render(self.description)
    }
}
