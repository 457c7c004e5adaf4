//! Objects: structs where members are listed, maps where they are not.

use super::super::naming_context::Site;
use super::super::resolver::Resolver;
use super::facts::{Facts, OtherMembers, Property};
use super::lower::{Destination, MadeType};
use crate::api::{Field, Finding, Name, Place, Presence, Rule, Struct, Type, TypeKind};
use crate::document::find_correction;
use crate::name::{self, Position, Taken, used_names};

impl Resolver<'_> {
    pub(super) fn make_object(
        &mut self,
        facts: &Facts,
        to: &Destination,
        place: &Place,
    ) -> MadeType {
        if let Some(parent) = facts.parent.clone()
            && let Destination::Slot(id, _) = to
            && let Some(kind) = self.make_inheritance(facts, &parent, *id)
        {
            return self.fill_slot(*id, kind);
        }
        let closed = matches!(facts.additional, OtherMembers::Closed) && facts.patterns.is_empty();
        if facts.properties.is_empty() && !closed {
            let value = self
                .rest_type(facts, &to.site().value())
                .unwrap_or(Type::Json);
            return MadeType::Plain(Type::Map(Box::new(value)));
        }
        let (id, site) = self.reserve_type(to, facts, place);
        let object = self.make_fields(facts, &site);
        self.fill_slot(id, TypeKind::Struct(object))
    }

    /// The members of an object.
    pub(super) fn make_fields(&mut self, facts: &Facts, site: &Site) -> Struct {
        let mut taken = Taken::default();
        let mut fields = Vec::new();
        if facts.keeps_others() {
            for name in used_names(Position::Member) {
                taken.take(name);
            }
        }
        // A member that is called as in Rust already keeps its name.
        for property in facts
            .properties
            .iter()
            .filter(|property| name::snake(&property.name) == *property.name)
            .filter(|property| !is_kept(facts, &property.name))
        {
            taken.take(&property.name);
        }
        for property in &facts.properties {
            fields.extend(self.make_field(facts, property, site, &mut taken));
        }
        for name in &facts.required {
            let known = name
                .as_str()
                .is_some_and(|name| facts.property(&name).is_some());
            if let Some(wanted) = name.as_str().filter(|_| !known) {
                let names = facts.properties.iter().map(|property| &*property.name);
                let place = name.place();
                let near = find_correction(&wanted, names, |near| facts.requires(near));
                let (rule, message) = (
                    Rule::UnknownRequired,
                    format!("`{wanted}` is required but no property"),
                );
                self.reader.report.add(match near {
                    Some(near) => Finding::repaired(rule, place, message).suggest(near),
                    None => Finding::repaired(rule, place, format!("{message}; left out")),
                });
            }
        }
        let rest = self.rest_type(facts, &site.with_suffix("Rest"));
        Struct {
            fields,
            rest,
            closed: matches!(facts.additional, OtherMembers::Closed),
        }
    }

    fn make_field(
        &mut self,
        facts: &Facts,
        property: &Property,
        site: &Site,
        taken: &mut Taken,
    ) -> Option<Field> {
        // `property: false` says that it is never there.
        if property
            .parts
            .iter()
            .any(|part| part.node.as_bool() == Some(false))
        {
            return None;
        }
        let owner = property
            .origin
            .as_ref()
            .filter(|_| property.parts.len() == 1);
        let site = owner
            .unwrap_or(site)
            .part(&property.name)
            .with_word("Member");
        let lowered = self.lower_all(&property.parts, &site);
        let required = facts.requires(&property.name) && !property.conditional;
        // A member that can be nothing but null still is there or is not.
        let nullable = lowered.nullable || lowered.ty == Type::Null;
        let presence = match (required, nullable) {
            (true, false) => Presence::Required,
            (true, true) => Presence::Nullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        };
        Some(Field {
            name: member_name(&property.name, is_kept(facts, &property.name), taken),
            docs: lowered.docs,
            presence,
            read_only: lowered.read_only,
            write_only: lowered.write_only,
            deprecated: lowered.deprecated,
            sensitive: lowered.sensitive || lowered.ty == Type::Secret,
            default: lowered.default,
            implied: None,
            ty: lowered.ty,
            place: property
                .parts
                .first()
                .map(|part| part.node.place())
                .unwrap_or_default(),
        })
    }

    /// The type of the members that are not listed, if the description allows them.
    fn rest_type(&mut self, facts: &Facts, site: &Site) -> Option<Type> {
        let mut types: Vec<Type> = Vec::new();
        for pattern in &facts.patterns {
            let ty = self.lower(pattern, site).with_null();
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        match &facts.additional {
            OtherMembers::Of(schema) => {
                let ty = self.lower(schema, site).with_null();
                if !types.contains(&ty) {
                    types.push(ty);
                }
            }
            OtherMembers::Open => types.push(Type::Json),
            OtherMembers::Unsaid | OtherMembers::Closed => {}
        }
        match <[Type; 1]>::try_from(types) {
            Ok([same]) => Some(same),
            Err(types) if types.is_empty() => None,
            Err(_) => Some(Type::Json),
        }
    }
}

/// Returns true if the struct itself needs the name of a member: for the members that are not listed.
fn is_kept(facts: &Facts, name: &str) -> bool {
    facts.keeps_others() && name::is_used(Position::Member, name)
}

impl Facts {
    /// The names of the members that are listed.
    pub(in crate::resolve) fn member_names(&self) -> impl Iterator<Item = &str> {
        self.properties.iter().map(|property| &*property.name)
    }

    /// Returns true if members that are not listed are kept.
    fn keeps_others(&self) -> bool {
        let described = matches!(self.additional, OtherMembers::Of(_) | OtherMembers::Open);
        described || !self.patterns.is_empty()
    }
}

/// A member's name in Rust; names that are such already have been taken.
fn member_name(wire: &str, is_kept: bool, taken: &mut Taken) -> Name {
    if is_kept {
        let rust = taken.free(&name::avoid_used(Position::Member, wire), "_");
        return Name {
            wire: wire.to_string(),
            rust,
        };
    }
    if name::snake(wire) == *wire {
        return Name {
            wire: wire.to_string(),
            rust: wire.to_string(),
        };
    }
    value_name(wire, taken)
}

/// A member's name in Rust: as it is, with its symbols spelt out if another is alike, or numbered.
pub(in crate::resolve) fn value_name(wire: &str, taken: &mut Taken) -> Name {
    let plain = name::snake(wire);
    let spelled = || name::join_snake(&name::words_with_symbols(wire));
    let rust = if taken.take(&plain) {
        plain
    } else {
        let spelled = Some(spelled()).filter(|spelled| !taken.has(spelled));
        taken.free(&spelled.map_or(plain, |spelled| name::snake(&spelled)), "_")
    };
    Name {
        wire: wire.to_string(),
        rust,
    }
}
