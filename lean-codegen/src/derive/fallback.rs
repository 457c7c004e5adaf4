//! The values and variants that a user's enum leaves out, and the variant that keeps them.

use super::{Member, Prover};
use crate::api::TypeId;
use crate::check::{UserType, parse_type};
use crate::diagnostic::{Mistake, list_some};
use crate::errors::Errors;

impl Prover<'_> {
    /// Reports listed values without a variant, if the type has no fallback either.
    pub(super) fn report_left_out(
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
            list_some(&names, 6),
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
    pub(super) fn check_fallback(&self, variant: &Member, holds: &str, errors: &mut Errors) {
        let fits = variant.is_unit
            || matches!(parse_type(&variant.ty), UserType::Scalar(name) if name == holds || name == "Json");
        if !fits {
            let message = format!(
                "the variant with `#[schema(other)]` keeps the other values: write `{}({})`",
                variant.name,
                self.fallback_type(holds)
            );
            errors.push(crate::check::type_span(&variant.ty), message);
        }
    }

    /// Requires that only one variant keeps the unlisted values.
    pub(super) fn check_single_fallback(
        &self,
        variant: &Member,
        given: &[Option<String>],
        errors: &mut Errors,
    ) {
        if given.iter().any(Option::is_none) {
            let message = "`#[schema(other)]` is given twice: only one variant can keep the values that are not listed";
            errors.push(variant.name.span(), message);
        }
    }
}
