//! The value or variant of the description that a user's variant names.

use super::{Member, Prover};
use crate::api::{Name, TypeId, Union, UnionVariant};
use crate::diagnostic::Mistake;
use crate::document::closest;
use crate::name;

impl Prover<'_> {
    pub(super) fn unknown_variant_error(
        &self,
        id: TypeId,
        kind: &str,
        variant: &Member,
        known: Vec<String>,
    ) -> String {
        let wanted = variant.wire_name();
        let near = closest(&wanted, known.iter().map(String::as_str))
            .map(|near| format!("; did you mean `{near}`?"));
        let listed: Vec<String> = known
            .iter()
            .take(12)
            .map(|name| format!("`{name}`"))
            .collect();
        let help = near.is_none().then(|| {
            format!(
                "it has {}{}; `#[schema(other)]` over a variant keeps all that are not listed",
                listed.join(", "),
                if known.len() > 12 { " ..." } else { "" }
            )
        });
        Mistake::new(format!(
            "`{}` has no {kind} `{wanted}`{}",
            self.derived.schema_name(),
            near.unwrap_or_default()
        ))
        .at(&self.spelling.def(id).place)
        .maybe_help(help)
        .render(self.description)
    }
}

/// The possible names of the variants of a union: of their schemas, or the values of the tag.
pub(super) fn variant_names(union: &Union, as_written: bool) -> Vec<String> {
    let called = |variant: &UnionVariant| {
        let schema = if as_written {
            &variant.name.wire
        } else {
            &variant.name.rust
        };
        let tags = variant.tags.iter().map(|tag| match as_written {
            true => tag.clone(),
            false => name::pascal(tag),
        });
        let mut names: Vec<String> = tags.collect();
        names.push(schema.clone());
        names.dedup();
        names
    };
    union.variants.iter().flat_map(called).collect()
}

/// The variant that a name means: its own, else a value of the tag.
pub(super) fn find_name<'n>(
    names: impl Iterator<Item = (&'n Name, &'n [String])>,
    variant: &Member,
) -> Option<usize> {
    let names: Vec<_> = names.collect();
    let wanted = variant.wire_name();
    let exact = names.iter().position(|(name, _)| {
        name.wire == wanted || (variant.rename.is_none() && name.rust == wanted)
    });
    let by_tag = || names.iter().position(|(_, tags)| tags.contains(&wanted));
    let exact = exact.or_else(by_tag);
    if variant.rename.is_some() {
        return exact;
    }
    let same = |text: &str| name::snake(text) == name::snake(&wanted);
    exact
        .or_else(|| names.iter().position(|(name, _)| same(&name.wire)))
        .or_else(|| {
            names
                .iter()
                .position(|(_, tags)| tags.iter().any(|tag| same(tag)))
        })
}
