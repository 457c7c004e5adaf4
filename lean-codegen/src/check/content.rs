//! The content of a response or of an error response.

use super::claim::Proof;
use super::judge::{Direction, Judge, type_span};
use super::result::{ContentForm, FailureForm};
use super::user_type::{split_generics, type_text};
use super::{Check, user_type};
use crate::api::{Case, Codec, Place, Statuses, Type};
use crate::diagnostic::Mistake;
use crate::errors::Errors;

impl Check<'_> {
    pub(super) fn check_success(
        &self,
        ty: &syn::Type,
        response: bool,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<ContentForm> {
        let is_unit = matches!(super::parse_type(ty), user_type::UserType::Unit);
        if is_unit && !self.operation.success.cases.is_empty() {
            return Some(ContentForm::Nothing);
        }
        if response && split_generics(ty).is_some_and(|(name, _)| name == "Bytes") {
            return Some(ContentForm::Raw);
        }
        let what = "the result";
        match self.operation.success.cases.as_slice() {
            [] if is_unit => Some(ContentForm::Described),
            [] => {
                errors.push(type_span(ty), self.no_content_error(ty));
                None
            }
            [case] => self.check_case(ty, case, what, proofs, errors),
            _ => {
                let name = self.reply_name();
                self.check_cases_enum(ty, &name, what, errors)
                    .then_some(ContentForm::Described)
            }
        }
    }

    fn no_content_error(&self, ty: &syn::Type) -> String {
        Mistake::new(format!(
            "`{}` returns no content: write `()`, not `{}`",
            self.operation_label(),
            type_text(ty)
        ))
        .at(self.success_place())
        .render(self.description)
    }

    pub(super) fn check_failure(
        &self,
        ty: &syn::Type,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> FailureForm {
        let Some((name, items)) = split_generics(ty) else {
            return FailureForm::Plain(Some(Box::new(ty.clone())));
        };
        let ([body], "CallError") = (items.as_slice(), name.as_str()) else {
            return FailureForm::Plain(Some(Box::new(ty.clone())));
        };
        let what = "the error";
        match self.operation.failure_cases().as_slice() {
            [] => {
                if !matches!(super::parse_type(body), user_type::UserType::Unit) {
                    let facade = &self.spelling.facade;
                    let message = format!(
                        "the error responses of `{}` have no content: write `{facade}::Error`, or `{facade}::CallError<()>`",
                        self.operation_label()
                    );
                    errors.push(
                        type_span(body),
                        Mistake::new(message)
                            .at(&self.operation.place)
                            .render(self.description),
                    );
                }
                FailureForm::Described
            }
            [case] => match self.check_case(body, case, what, proofs, errors) {
                Some(ContentForm::Own(ty)) => FailureForm::Own(ty),
                _ => FailureForm::Described,
            },
            _ => {
                self.check_cases_enum(body, &self.error_name(), what, errors);
                FailureForm::Described
            }
        }
    }

    fn check_case(
        &self,
        ty: &syn::Type,
        case: &Case,
        what: &str,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<ContentForm> {
        let facade = &self.spelling.facade;
        let streamed = |name: &str, item: &Type| -> (String, String) {
            (
                name.to_owned(),
                format!("{facade}::{name}<{}>", self.spelling.spell(item)),
            )
        };
        let (name, expected) = match case.codec {
            None => return Some(ContentForm::Described),
            Some(Codec::Json | Codec::Form | Codec::Xml) => {
                return self
                    .check_value(ty, (&case.ty, self.place_of(case)), what, proofs, errors)
                    .then(|| ContentForm::Own(Box::new(ty.clone())));
            }
            Some(Codec::Text) => ("String".to_owned(), "String".to_owned()),
            Some(Codec::Bytes | Codec::Multipart) => {
                ("Incoming".to_owned(), format!("{facade}::body::Incoming"))
            }
            Some(Codec::JsonLines) => streamed("Lines", &case.ty),
            Some(Codec::Events) => streamed("Events", &case.ty),
        };
        if split_generics(ty).is_some_and(|(written, _)| written == name) {
            return Some(ContentForm::Described);
        }
        let message = Mistake::new(format!(
            "{what} of `{}` is `{}`: write `{expected}`, not `{}`",
            self.operation_label(),
            case.media,
            type_text(ty)
        ))
        .at(self.place_of(case))
        .render(self.description);
        errors.push(type_span(ty), message);
        None
    }

    pub(super) fn check_value(
        &self,
        ty: &syn::Type,
        (model, place): (&Type, &Place),
        what: &str,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> bool {
        let mut judge = Judge::new(self.spelling, Some(self.module), Direction::Received);
        match judge.judge(ty, model) {
            Ok(()) => {
                let what = format!("{what} of `{}`", self.operation_label());
                let origin = &self.method.item.sig.ident;
                for claim in judge.claims {
                    let advice = self.advice(&claim);
                    proofs.push(claim.into_proof(&what, advice, ty, origin));
                }
                true
            }
            Err(mut mismatch) => {
                mismatch.why = mismatch.why.or_else(|| self.alternative_hint(ty));
                errors.push(
                    mismatch.span,
                    self.mismatch_error(what, &mismatch, &mismatch.expected, Some(place)),
                );
                false
            }
        }
    }

    /// Another way to get the requested type, if there is one.
    fn alternative_hint(&self, ty: &syn::Type) -> Option<String> {
        let facade = &self.spelling.facade;
        match (super::parse_type(ty), &self.operation.pagination) {
            (user_type::UserType::List(item), Some(pages)) => {
                let mut judge = Judge::new(self.spelling, Some(self.module), Direction::Received);
                judge.judge(item, &pages.item).ok()?;
                let item = type_text(item);
                Some(format!(
                    "the items of all pages: `fn {}(..) -> {facade}::Pages<{item}>`, without `async`",
                    self.method.item.sig.ident
                ))
            }
            (user_type::UserType::Tuple(_), _) => Some(format!(
                "status and headers come with `{facade}::Response<{}>`",
                self.success_type()
            )),
            _ => None,
        }
    }

    /// Several cases are an enum of the module.
    fn check_cases_enum(
        &self,
        ty: &syn::Type,
        name: &str,
        what: &str,
        errors: &mut Errors,
    ) -> bool {
        if split_generics(ty).is_some_and(|(written, _)| written == *name) {
            return true;
        }
        let module = self.module;
        let message = Mistake::new(format!(
            "{what} of `{}` is one of several: write `{module}::{name}`, not `{}`",
            self.operation_label(),
            type_text(ty)
        ))
        .at(&self.operation.place)
        .render(self.description);
        errors.push(type_span(ty), message);
        false
    }

    /// The result of a call, as a user writes it.
    pub(super) fn success_type(&self) -> String {
        let facade = &self.spelling.facade;
        match self.operation.success.cases.as_slice() {
            [] => "()".to_owned(),
            [case] => match case.codec {
                None => "()".to_owned(),
                Some(Codec::Json | Codec::Form | Codec::Xml) => self.spelling.spell(&case.ty),
                Some(Codec::Text) => "String".to_owned(),
                Some(Codec::Bytes | Codec::Multipart) => format!("{facade}::body::Incoming"),
                Some(Codec::JsonLines) => {
                    format!("{facade}::Lines<{}>", self.spelling.spell(&case.ty))
                }
                Some(Codec::Events) => {
                    format!("{facade}::Events<{}>", self.spelling.spell(&case.ty))
                }
            },
            _ => format!("{}::{}", self.module, self.reply_name()),
        }
    }

    /// The body of a refusal, as a user writes it.
    pub(super) fn failure_type(&self) -> String {
        match self.operation.failure_cases().as_slice() {
            [] => "()".to_owned(),
            [case] => self.spelling.spell(&case.ty),
            _ => format!("{}::{}", self.module, self.error_name()),
        }
    }

    fn reply_name(&self) -> String {
        let name = &self.operation.success.name;
        if name.is_empty() {
            format!("{}Reply", self.operation.call)
        } else {
            name.clone()
        }
    }

    fn error_name(&self) -> String {
        let name = &self.operation.failure.name;
        if name.is_empty() {
            format!("{}Error", self.operation.call)
        } else {
            name.clone()
        }
    }

    pub(super) fn success_place(&self) -> &Place {
        let good = |statuses: Statuses| {
            matches!(statuses, Statuses::Exact(200..=299) | Statuses::Range(2))
        };
        let response = self
            .operation
            .responses
            .iter()
            .find(|response| good(response.statuses));
        response.map_or(&self.operation.place, |response| &response.place)
    }

    fn place_of(&self, case: &Case) -> &Place {
        let response = self
            .operation
            .responses
            .iter()
            .find(|response| case.statuses.contains(&response.statuses));
        response.map_or(&self.operation.place, |response| &response.place)
    }
}
