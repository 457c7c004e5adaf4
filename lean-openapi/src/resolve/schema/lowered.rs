//! The result of lowering a schema: the type of a value, and the facts about this use of it.

use super::notes::Notes;
use super::null::make_nullable;
use crate::api::Type;

/// The type of a value, and the facts about this use of it.
pub(in crate::resolve) struct Lowered {
    pub(in crate::resolve) ty: Type,
    pub(in crate::resolve) nullable: bool,
    pub(in crate::resolve) docs: String,
    pub(in crate::resolve) deprecated: bool,
    pub(in crate::resolve) read_only: bool,
    pub(in crate::resolve) write_only: bool,
    pub(in crate::resolve) sensitive: bool,
    pub(in crate::resolve) default: Option<String>,
}

impl Lowered {
    /// The type with `null` worked into it.
    pub(in crate::resolve) fn with_null(self) -> Type {
        if self.nullable {
            make_nullable(self.ty)
        } else {
            self.ty
        }
    }
}

impl Lowered {
    pub(super) fn new(ty: Type, nullable: bool, notes: &Notes) -> Self {
        Self {
            nullable: nullable && !matches!(ty, Type::Json | Type::Null),
            ty,
            docs: notes.docs(""),
            deprecated: notes.deprecated,
            read_only: notes.read_only,
            write_only: notes.write_only,
            sensitive: notes.sensitive,
            default: notes.default.as_ref().map(|default| default.json()),
        }
    }
}
