//! The presence of members in generated structs, and members whose value is fixed.

use crate::api::{Field, Presence, Type, TypeDef};

/// Returns true if a member writes itself: its one value is known, and it is present or absent. A member that may be null
/// instead has something to say.
pub(super) fn is_fixed(field: &Field, def: &TypeDef) -> bool {
    let sure = matches!(
        presence(field, def),
        Presence::Required | Presence::Optional
    );
    matches!(field.ty, Type::Const(_)) && sure
}

/// A member that only one direction carries cannot be demanded of a type that goes both ways.
pub(super) fn presence(field: &Field, def: &TypeDef) -> Presence {
    let one_way = (field.read_only && def.sent) || (field.write_only && def.received);
    match field.presence {
        Presence::Required if one_way => Presence::Optional,
        Presence::Nullable if one_way => Presence::OptionalNullable,
        presence => presence,
    }
}
