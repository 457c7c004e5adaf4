//! Enums against listed values and unions.

use super::variant_names::{find_name, variant_names};
use super::{Member, ModelForm, Proven, Prover};
use crate::api::{Enum, EnumWire, Name, Type, TypeId, Union, UnionVariant};
use crate::errors::Errors;

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
                    "the values of `{schema}` have no content: write `{}` without fields, or `#[schema(other)]` on it for all other values",
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
        if are_known {
            let left = names_left_out(union, &given);
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
}

/// The variants of `union` that none of the user's variants takes.
fn names_left_out<'u>(union: &'u Union, given: &[usize]) -> Vec<&'u Name> {
    let variants = union.variants.iter().enumerate();
    variants
        .filter(|(index, _)| !given.contains(index))
        .map(|(_, variant)| &variant.name)
        .collect()
}
