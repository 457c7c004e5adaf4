//! The facts of a schema after merging: `allOf`, and keywords next to references.

use std::sync::Arc;

use super::super::naming_context::Site;
use super::notes::Notes;
use crate::document::{At, Bound, Target, Tree, Types};

/// The facts of a schema, with its `allOf` parts and references merged. Children are not visited.
#[derive(Clone, Default)]
pub(in crate::resolve) struct Facts {
    /// The schema that this was first made of.
    pub(super) here: Option<At>,
    pub(super) notes: Notes,
    pub(super) nullable: bool,
    pub(super) types: TypeSet,
    pub(super) format: Option<Arc<str>>,
    pub(super) content_encoding: Option<Arc<str>>,
    pub(super) content_media: Option<Arc<str>>,
    pub(super) values: Option<Vec<EnumValue>>,
    pub(super) fixed: Option<Tree>,
    pub(super) minimum: Option<Bound>,
    pub(super) maximum: Option<Bound>,
    pub(super) multiple_of: Option<Arc<str>>,
    /// Limits of sizes, all of which hold.
    pub(super) sizes: Vec<(&'static str, usize)>,
    pub(super) properties: Vec<Property>,
    pub(super) required: Vec<Tree>,
    pub(super) additional: OtherMembers,
    pub(super) patterns: Vec<At>,
    pub(super) items: Vec<At>,
    pub(super) prefix: Vec<At>,
    pub(super) items_min: Option<usize>,
    pub(super) items_max: Option<usize>,
    pub(super) groups: Vec<Group>,
    /// A discriminator without a union next to it: the parent of an inheritance.
    pub(super) parent: Option<At>,
    /// The discriminator of the parent that this was merged with.
    pub(super) inherited: Option<At>,
    /// The schema `false` is among the parts.
    pub(super) never: bool,
}

/// The types that are allowed, and what keywords hint at where none is written.
#[derive(Clone, Copy)]
pub(super) struct TypeSet {
    pub(super) stated: Types,
    pub(super) hinted: Types,
    /// Parts that have to hold together allow different types.
    pub(super) contradicts: bool,
}

impl Default for TypeSet {
    fn default() -> Self {
        Self {
            stated: Types::NONE,
            hinted: Types::NONE,
            contradicts: false,
        }
    }
}

/// A listed value and what it is to be called.
#[derive(Clone)]
pub(super) struct EnumValue {
    pub(super) value: Tree,
    pub(super) name: Option<String>,
    pub(super) docs: String,
}

/// A member of an object: every schema that some part gives it.
#[derive(Clone)]
pub(super) struct Property {
    pub(super) name: Arc<str>,
    pub(super) parts: Vec<At>,
    /// Some part holds only under a condition, so nothing can require the member.
    pub(super) conditional: bool,
    /// The place that it was inherited from: its parts are named after that.
    pub(super) origin: Option<Site>,
}

/// The members that are not listed.
#[derive(Clone, Default)]
pub(super) enum OtherMembers {
    #[default]
    Unsaid,
    Open,
    Closed,
    Of(At),
}

/// A `oneOf` or an `anyOf`.
#[derive(Clone)]
pub(super) struct Group {
    pub(super) members: Vec<At>,
    pub(super) any_of: bool,
    pub(super) discriminator: Option<At>,
}

/// A schema before its references are followed.
#[derive(Clone, Default)]
pub(super) struct Gathered {
    pub(super) own: Facts,
    pub(super) refs: Vec<Target>,
}

impl Facts {
    /// Returns true if it defines a type, so that it is more than a remark next to a reference.
    pub(super) fn is_structural(&self) -> bool {
        !self.properties.is_empty()
            || !self.patterns.is_empty()
            || !self.items.is_empty()
            || !self.prefix.is_empty()
            || self.values.is_some()
            || self.fixed.is_some()
            || !self.groups.is_empty()
            || matches!(self.additional, OtherMembers::Of(_))
    }

    /// Returns true if it only lists required members, and nothing else distinguishes a value.
    pub(super) fn is_constraint(&self) -> bool {
        !self.is_structural() && self.types.stated.is_empty() && self.format.is_none()
    }

    /// Returns true if it allows values of every type.
    pub(super) fn is_anything(&self) -> bool {
        self.is_constraint() && self.kinds().is_empty() && !self.never && self.parent.is_none()
    }

    pub(super) fn requires(&self, name: &str) -> bool {
        self.required
            .iter()
            .any(|required| required.as_str().is_some_and(|required| *required == *name))
    }

    pub(super) fn property(&self, name: &str) -> Option<&Property> {
        self.properties
            .iter()
            .find(|property| *property.name == *name)
    }

    /// The types that are allowed, `null` aside: as written, or as keywords hint at.
    pub(in crate::resolve) fn kinds(&self) -> Types {
        let stated = self.types.stated.without(Types::NULL);
        if !stated.is_empty() || self.types.stated.has(Types::NULL) {
            return stated;
        }
        if !self.properties.is_empty()
            || !self.patterns.is_empty()
            || !matches!(self.additional, OtherMembers::Unsaid)
        {
            return Types::OBJECT;
        }
        if !self.items.is_empty() || !self.prefix.is_empty() {
            return Types::LIST;
        }
        if self.content_encoding.is_some() || self.content_media.is_some() {
            return Types::TEXT;
        }
        self.types.hinted
    }

    /// Returns true if it allows only `null`.
    pub(super) fn is_null(&self) -> bool {
        let fixed = self.fixed.as_ref().is_some_and(is_null);
        let listed = self.values.as_ref().is_some_and(|values| {
            !values.is_empty() && values.iter().all(|value| is_null(&value.value))
        });
        self.types.stated == Types::NULL || fixed || listed
    }
}

pub(super) fn is_null(tree: &Tree) -> bool {
    tree.kind() == crate::read::Kind::Null
}
