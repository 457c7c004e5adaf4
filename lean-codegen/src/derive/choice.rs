//! Enums against listed values and unions.

use super::{Member, ModelForm, Proven, Prover};
use crate::api::{Enum, EnumWire, Name, Type, TypeId, Union, UnionVariant};
use crate::check::{UserType, parse_type};
use crate::diagnostic::{Mistake, some_of};
use crate::document::closest;
use crate::errors::Errors;
use crate::name;

impl Prover<'_> {
    pub(super) fn prove_values(
        &self,
        id: TypeId,
        variants: &[Member],
        values: &Enum,
        errors: &mut Errors,
    ) -> Option<Proven> {
        let schema = self.derived.schema_name();
        let mut are_known = !self.derived.is_broken;
        let mut wires: Vec<Option<String>> = Vec::new();
        for variant in variants.iter().filter(|variant| !variant.is_broken) {
            if variant.is_rest {
                self.check_single_fallback(variant, &wires, errors);
                wires.push(None);
                self.check_fallback(
                    variant,
                    if values.wire == EnumWire::Text {
                        "String"
                    } else {
                        "Json"
                    },
                    errors,
                );
                continue;
            }
            if !variant.is_unit {
                let message = format!(
                    "the values of `{schema}` hold nothing: write `{}` alone, or `#[schema(other)]` on it for all other values",
                    variant.name
                );
                errors.push(variant.name.span(), message);
                are_known = false;
                continue;
            }
            let names = values
                .variants
                .iter()
                .map(|candidate| (&candidate.name, &[][..]));
            let Some(index) = find_name(names, variant) else {
                let known = values
                    .variants
                    .iter()
                    .map(|candidate| candidate.name.wire.as_str());
                let known = known.map(str::to_owned).collect();
                errors.push(
                    variant.span(),
                    self.unknown_variant_error(id, "value", variant, known),
                );
                are_known = false;
                continue;
            };
            let wire = values.variants[index].name.wire.clone();
            if wires.contains(&Some(wire.clone())) {
                errors.push(variant.span(), format!("`{wire}` is given twice"));
            }
            wires.push(Some(wire));
        }
        let known = values.variants.iter().map(|candidate| &candidate.name);
        let left: Vec<_> = known
            .filter(|name| !wires.contains(&Some(name.wire.clone())))
            .collect();
        // A variant that was not understood may be the one that seems to be missing.
        if are_known {
            self.report_left_out(id, &left, &wires, "value", errors);
        }
        let is_complete = wires.iter().all(Option::is_some) || values.wire == EnumWire::Text;
        let is_text = values.wire == EnumWire::Text;
        Some(Proven {
            id,
            form: ModelForm::Values { wires, is_text },
            proofs: Vec::new(),
            is_complete,
        })
    }

    pub(super) fn prove_union(
        &self,
        id: TypeId,
        variants: &[Member],
        union: &Union,
        errors: &mut Errors,
    ) -> Option<Proven> {
        let schema = self.derived.schema_name();
        let mut proofs = Vec::new();
        let mut tags: Vec<Option<String>> = Vec::new();
        let mut given = Vec::new();
        let mut is_complete = true;
        let mut default = None;
        let mut are_known = !self.derived.is_broken;
        for (position, variant) in variants.iter().enumerate() {
            if variant.is_broken {
                continue;
            }
            if variant.is_rest {
                self.check_single_fallback(variant, &tags, errors);
                tags.push(None);
                is_complete = false;
                self.check_fallback(variant, "Json", errors);
                continue;
            }
            let Some(index) = self.find_variant(id, variant, union, errors) else {
                are_known = false;
                continue;
            };
            let model = &union.variants[index];
            if given.contains(&index) {
                let message = format!("`{}` is given twice", model.name.wire);
                errors.push(variant.span(), message);
            }
            if variant.is_unit && model.ty != Type::Null {
                errors.push(
                    variant.name.span(),
                    self.missing_value_error(variant, model),
                );
                given.push(index);
                continue;
            }
            let what = format!("`{}` of `{schema}`", model.name.wire);
            let place = &self.spelling.def(id).place;
            let fits = self.check_type(
                variant,
                &variant.ty,
                &model.ty,
                (&what, place),
                &mut proofs,
                errors,
            );
            is_complete &= fits.unwrap_or(false);
            given.push(index);
            if union.default_variant == Some(index) {
                default = Some(position);
            }
            tags.push(Some(lean_abi::Tags::write(&model.tags)));
        }
        let left: Vec<_> = union
            .variants
            .iter()
            .enumerate()
            .filter(|(index, _)| !given.contains(index))
            .map(|(_, candidate)| &candidate.name)
            .collect();
        if are_known {
            self.report_left_out(id, &left, &tags, "variant", errors);
        }
        let tag = union
            .tag
            .as_ref()
            .map(|tag| tag.wire.clone())
            .unwrap_or_default();
        Some(Proven {
            id,
            form: ModelForm::Union { tag, tags, default },
            proofs,
            is_complete,
        })
    }

    /// The variant of the description for a variant of the user's.
    fn find_variant(
        &self,
        id: TypeId,
        variant: &Member,
        union: &Union,
        errors: &mut Errors,
    ) -> Option<usize> {
        let items = union.variants.iter();
        let found = find_name(
            items.map(|candidate| (&candidate.name, &candidate.tags[..])),
            variant,
        );
        if found.is_none() {
            let known = variant_names(union, variant.rename.is_some());
            let message = self.unknown_variant_error(id, "variant", variant, known);
            errors.push(variant.span(), message);
        }
        found
    }

    fn missing_value_error(&self, variant: &Member, model: &UnionVariant) -> String {
        format!(
            "`{}` of `{}` holds a value: write `{}({})`",
            model.name.wire,
            self.derived.schema_name(),
            variant.name,
            self.spelling.spell(&model.ty)
        )
    }

    /// Reports listed values without a variant, if the type has no fallback either.
    fn report_left_out(
        &self,
        id: TypeId,
        left: &[&crate::api::Name],
        given: &[Option<String>],
        kind: &str,
        errors: &mut Errors,
    ) {
        let has_other = given.iter().any(Option::is_none);
        if left.is_empty() || has_other || self.derived.is_request {
            return;
        }
        let names: Vec<&str> = left.iter().map(|name| name.wire.as_str()).collect();
        let holds = self.fallback_type(if kind == "value" { "String" } else { "Json" });
        let message = Mistake::new(format!(
            "the enum `{}` leaves out {} of the schema `{}`",
            self.derived.name,
            some_of(&names, 6),
            self.derived.schema_name()
        ))
        .at(&self.spelling.def(id).place)
        .help(format!(
            "list every {kind}, or keep all others: `#[schema(other)] Other({holds})`"
        ));
        errors.push(self.derived.name.span(), message.render(self.description));
    }

    /// The content of a fallback, as the user reaches it.
    fn fallback_type(&self, holds: &str) -> String {
        match holds {
            "Json" => format!("{}::Json", self.spelling.facade),
            prelude => prelude.to_owned(),
        }
    }

    /// The fallback holds what came, or nothing.
    fn check_fallback(&self, variant: &Member, holds: &str, errors: &mut Errors) {
        let fits = variant.is_unit
            || matches!(parse_type(&variant.ty), UserType::Scalar(name) if name == holds || name == "Json");
        if !fits {
            let message = format!(
                "this variant keeps all other values: write `{}({})`",
                variant.name,
                self.fallback_type(holds)
            );
            errors.push(crate::check::span_of(&variant.ty), message);
        }
    }

    /// Requires that only one variant keeps the unlisted values.
    fn check_single_fallback(
        &self,
        variant: &Member,
        given: &[Option<String>],
        errors: &mut Errors,
    ) {
        if given.iter().any(Option::is_none) {
            let message =
                "`#[schema(other)]` is given twice: one variant keeps all that is not listed";
            errors.push(variant.name.span(), message);
        }
    }

    fn unknown_variant_error(
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
fn variant_names(union: &Union, as_written: bool) -> Vec<String> {
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
fn find_name<'n>(
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
