//! From a schema to the type of a value: the one place where all kinds part.

use super::super::naming_context::Site;
use super::super::resolver::Resolver;
use super::facts::Facts;
use super::key::TypeKey;
use super::lowered::Lowered;
use super::notes::Notes;
use super::null::make_nullable;
use crate::api::{Place, Rule, Type, TypeId, TypeKind};
use crate::document::{At, Target, Types};

/// The destination of a type: the slot of a component, or a slot that is reserved when
/// the type turns out to need a name.
pub(super) enum Destination {
    Slot(TypeId, Site),
    Inline(Site, Vec<TypeKey>),
}

/// The result of a schema.
pub(super) enum MadeType {
    /// A type with a name, in its slot.
    Named(TypeId),
    /// A type that needs none.
    Plain(Type),
}

/// Inline schemas deeper in each other than that are read as any value.
pub(super) const DEPTH_MAX: usize = 100;

impl Resolver<'_> {
    /// The type of a value that a schema describes.
    pub(in crate::resolve) fn lower(&mut self, at: &At, site: &Site) -> Lowered {
        self.lower_all(std::slice::from_ref(at), site)
    }

    /// The type of a value that several schemas describe together.
    pub(super) fn lower_all(&mut self, parts: &[At], site: &Site) -> Lowered {
        if !self.reader.budget.enter(DEPTH_MAX) {
            let place = parts
                .first()
                .map_or_else(Place::default, |at| at.node.place());
            self.reader.report.report_repaired(
                Rule::TooDeep,
                place,
                format!("schemas are nested deeper than {DEPTH_MAX} levels; read as any value"),
            );
            return Lowered::new(Type::Json, false, &Notes::default());
        }
        let lowered = self.lower_deeper(parts, site);
        self.reader.budget.leave();
        lowered
    }

    fn lower_deeper(&mut self, parts: &[At], site: &Site) -> Lowered {
        let gathered = self.reader.gather(parts);
        if let Some(target) = self.reader.only_ref(&gathered) {
            let inherited = self.reader.read(&target.at);
            let own = &gathered.own;
            let (ty, or_null) = self.type_of_target(&target, site);
            let mut lowered = Lowered::new(ty, own.nullable || or_null, &own.notes);
            lowered.read_only |= inherited.read_only;
            lowered.write_only |= inherited.write_only;
            lowered.sensitive |= inherited.sensitive;
            return lowered;
        }
        let keys = match parts {
            [part] => self.reader.keys(part),
            _ => Vec::new(),
        };
        if let Some(id) = self.types.first_of(&keys) {
            let or_null = parts.first().is_some_and(|at| self.reader.may_be_null(at));
            return Lowered::new(Type::Named(id), or_null, &gathered.own.notes);
        }
        let facts = self
            .reader
            .merge(gathered, parts.first().map(|at| at.node.id()));
        let place = parts.first().map(|at| at.node.place()).unwrap_or_default();
        let (made, or_null) =
            self.make_type(&facts, &Destination::Inline(site.clone(), keys), &place);
        let ty = match made {
            MadeType::Named(id) => Type::Named(id),
            MadeType::Plain(ty) => ty,
        };
        Lowered::new(ty, or_null, &facts.notes)
    }
}

impl Resolver<'_> {
    /// The type that a reference leads to, and whether it may be null.
    pub(in crate::resolve) fn type_of_target(
        &mut self,
        target: &Target,
        site: &Site,
    ) -> (Type, bool) {
        let target = self.reader.context.follow_handed_on(target);
        if let Some(component) = self.reader.context.component_of(&target) {
            if self
                .reader
                .context
                .options
                .is_opaque(&component.wire, &component.rust)
            {
                return (Type::Json, false);
            }
            let or_null =
                self.reader.may_be_null(&target.at) && !self.reader.is_anything(&target.at);
            return (Type::Named(self.component_id(&target, &component)), or_null);
        }
        let id = target.at.node.id();
        if !self.types.open.insert(id) {
            let key = self.reader.key(&target.at);
            if let Some(known) = self.types.by_key.get(&key) {
                return (Type::Named(*known), false);
            }
            self.reader.report.report_repaired(
                Rule::CircularSchema,
                target.at.node.place(),
                "this schema is its own part with nothing between; read as any value",
            );
            return (Type::Json, false);
        }
        let site = self.reader.context.site_of(&target, site);
        let lowered = self.lower(&target.at, &site);
        self.types.open.remove(&id);
        (lowered.ty, lowered.nullable)
    }

    /// Makes what the schema of a component describes.
    pub(in crate::resolve) fn component(&mut self, id: TypeId, at: &At) {
        let site = Site::owner(&self.types.slots[id.0].name.rust.clone());
        let gathered = self.reader.gather(std::slice::from_ref(at));
        let alias = self
            .reader
            .only_ref(&gathered)
            .filter(|target| !self.reader.inherits_from(at, target));
        let notes = gathered.own.notes.clone();
        let kind = if let Some(target) = alias {
            let (ty, or_null) = self.type_of_target(&target, &site);
            Some(TypeKind::Alias(
                if or_null && !self.reader.may_be_null(at) {
                    make_nullable(ty)
                } else {
                    ty
                },
            ))
        } else {
            let facts = self.reader.merge(gathered, Some(at.node.id()));
            match self
                .make_type(&facts, &Destination::Slot(id, site), &at.node.place())
                .0
            {
                MadeType::Named(_) => None,
                MadeType::Plain(ty) if is_scalar(&ty) => Some(TypeKind::Newtype(ty)),
                MadeType::Plain(ty) => Some(TypeKind::Alias(ty)),
            }
        };
        let slot = self.types.slot(id);
        slot.docs = notes.docs(&slot.name.rust);
        slot.deprecated = notes.deprecated;
        if kind.is_some() {
            slot.kind = kind;
        }
    }

    /// Makes the type that merged schemas describe; also says whether `null` will do.
    pub(super) fn make_type(
        &mut self,
        facts: &Facts,
        to: &Destination,
        place: &Place,
    ) -> (MadeType, bool) {
        if facts.types.contradicts {
            let message = "parts of this schema allow no type in common; the first one counts";
            self.reader.report.report_repaired(
                Rule::ContradictingTypes,
                place.clone(),
                message.to_string(),
            );
        }
        if facts.is_null() {
            return (MadeType::Plain(Type::Null), false);
        }
        if let Some(fixed) = &facts.fixed {
            return (
                MadeType::Plain(super::values::constant_type(fixed)),
                facts.nullable,
            );
        }
        if facts.values.is_some() {
            return self.make_enum(facts, to, place);
        }
        if !facts.groups.is_empty() {
            return self.make_union(facts, to, place);
        }
        let kinds = facts.kinds();
        if kinds.to_vec().len() > 1 {
            return self.make_union_of_kinds(facts, to, place);
        }
        let plain = |ty| (MadeType::Plain(ty), facts.nullable);
        match kinds {
            Types::OBJECT => (self.make_object(facts, to, place), facts.nullable),
            Types::LIST if self.reader.may_be_no_list(facts) => {
                (self.make_list_or_other(facts, to, place), facts.nullable)
            }
            Types::LIST => plain(self.make_list(facts, to)),
            Types::TEXT => plain(self.reader.context.text_type(facts)),
            Types::INTEGER => plain(self.reader.context.integer_type(facts)),
            Types::NUMBER => plain(self.reader.context.number_type(facts)),
            Types::BOOL => plain(
                self.reader
                    .context
                    .type_of_format("boolean", facts)
                    .unwrap_or(Type::Bool),
            ),
            _ => plain(self.reader.context.any_value_type(facts)),
        }
    }
}

impl Resolver<'_> {
    /// Reserves the slot of a type that needs a name, and says what its parts are named after.
    pub(super) fn reserve_type(
        &mut self,
        to: &Destination,
        facts: &Facts,
        place: &Place,
    ) -> (TypeId, Site) {
        match to {
            Destination::Slot(id, site) => (*id, site.clone()),
            Destination::Inline(site, keys) => {
                let rust = self.claim_name(site);
                let wire = facts.notes.title.as_deref().unwrap_or(&rust).to_string();
                let id = self.types.reserve(&wire, rust.clone(), place.clone());
                let slot = self.types.slot(id);
                slot.docs = facts.notes.docs(&rust);
                slot.deprecated = facts.notes.deprecated;
                slot.inline = true;
                for key in keys {
                    self.types.by_key.insert(key.clone(), id);
                }
                (id, site.with_name(&rust))
            }
        }
    }

    /// Gives a reserved slot back, where the type turned out to need no name.
    pub(super) fn release_slot(&mut self, to: &Destination, id: TypeId) {
        if let Destination::Inline(_, keys) = to {
            let name = self.types.name(id).rust.clone();
            self.types.claims.release(&name);
            for key in keys {
                self.types.by_key.remove(key);
            }
        }
    }

    pub(super) fn fill_slot(&mut self, id: TypeId, kind: TypeKind) -> MadeType {
        self.types.slot(id).kind = Some(kind);
        MadeType::Named(id)
    }
}

fn is_scalar(ty: &Type) -> bool {
    match ty {
        Type::Bool
        | Type::Integer(_)
        | Type::Float
        | Type::Number
        | Type::Decimal
        | Type::DecimalText
        | Type::Text
        | Type::Secret
        | Type::Date
        | Type::DateTime
        | Type::Time
        | Type::Duration
        | Type::Uuid
        | Type::Ipv4
        | Type::Ipv6
        | Type::Uri
        | Type::Base64 => true,
        Type::Json
        | Type::Binary
        | Type::Null
        | Type::Const(_)
        | Type::List(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::Named(_)
        | Type::Boxed(_)
        | Type::External(_) => false,
    }
}

impl Destination {
    pub(super) fn site(&self) -> &Site {
        match self {
            Self::Slot(_, site) | Self::Inline(site, _) => site,
        }
    }
}
