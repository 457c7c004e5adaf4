//! The content of a response or of an error response.

use super::judge::{Direction, Judge, Proof, smallest};
use super::result::{Content, FailureForm};
use super::user_type::{generic, type_text};
use super::{Check, user_type};
use crate::api::{Case, Codec, Place, Statuses, Type};
use crate::diagnostic::Mistake;
use crate::errors::Errors;

impl Check<'_> {
    pub(super) fn success(
        &self,
        ty: &syn::Type,
        response: bool,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<Content> {
        let is_unit = matches!(super::parse_type(ty), user_type::UserType::Unit);
        if is_unit && !self.operation.success.cases.is_empty() {
            return Some(Content::Nothing);
        }
        if response && generic(ty).is_some_and(|(name, _)| name == "Bytes") {
            return Some(Content::Raw);
        }
        let what = "the result";
        match self.operation.success.cases.as_slice() {
            [] if is_unit => Some(Content::Described),
            [] => {
                errors.push(smallest(ty), self.nothing(ty));
                None
            }
            [case] => self.single(ty, case, what, proofs, errors),
            _ => {
                let name = self.reply_name();
                self.one_of(ty, &name, what, errors)
                    .then_some(Content::Described)
            }
        }
    }

    fn nothing(&self, ty: &syn::Type) -> String {
        Mistake::new(format!(
            "`{}` returns no content: write `()`, not `{}`",
            self.operation_label(),
            type_text(ty)
        ))
        .at(self.success_place())
        .render(self.description)
    }

    pub(super) fn failure(
        &self,
        ty: &syn::Type,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> FailureForm {
        let Some((name, items)) = generic(ty) else {
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
                        "`{}` describes no errors with content: write `{facade}::Error`, or `{facade}::CallError<()>`",
                        self.operation_label()
                    );
                    errors.push(
                        smallest(body),
                        Mistake::new(message)
                            .at(&self.operation.place)
                            .render(self.description),
                    );
                }
                FailureForm::Described
            }
            [case] => match self.single(body, case, what, proofs, errors) {
                Some(Content::Own(ty)) => FailureForm::Own(ty),
                _ => FailureForm::Described,
            },
            _ => {
                self.one_of(body, &self.error_name(), what, errors);
                FailureForm::Described
            }
        }
    }

    fn single(
        &self,
        ty: &syn::Type,
        case: &Case,
        what: &str,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<Content> {
        let facade = &self.spelling.facade;
        let streamed = |name: &str, item: &Type| -> (String, String) {
            (
                name.to_owned(),
                format!("{facade}::{name}<{}>", self.spelling.of(item)),
            )
        };
        let (name, expected) = match case.codec {
            None => return Some(Content::Described),
            Some(Codec::Json | Codec::Form | Codec::Xml) => {
                return self
                    .value(ty, (&case.ty, self.place_of(case)), what, proofs, errors)
                    .then(|| Content::Own(Box::new(ty.clone())));
            }
            Some(Codec::Text) => ("String".to_owned(), "String".to_owned()),
            Some(Codec::Bytes | Codec::Multipart) => {
                ("Incoming".to_owned(), format!("{facade}::body::Incoming"))
            }
            Some(Codec::JsonLines) => streamed("Lines", &case.ty),
            Some(Codec::Events) => streamed("Events", &case.ty),
        };
        if generic(ty).is_some_and(|(written, _)| written == name) {
            return Some(Content::Described);
        }
        let message = Mistake::new(format!(
            "{what} of `{}` is `{}`: write `{expected}`, not `{}`",
            self.operation_label(),
            case.media,
            type_text(ty)
        ))
        .at(self.place_of(case))
        .render(self.description);
        errors.push(smallest(ty), message);
        None
    }

    pub(super) fn value(
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
                let asker = &self.method.item.sig.ident;
                for claim in judge.claims {
                    let advice = self.advice(&claim);
                    proofs.push(claim.of(&what, advice, ty, asker));
                }
                true
            }
            Err(mut mismatch) => {
                mismatch.why = mismatch.why.or_else(|| self.elsewhere(ty));
                errors.push(
                    mismatch.span,
                    self.unfit(what, &mismatch, &mismatch.expected, Some(place)),
                );
                false
            }
        }
    }

    /// Another way to get the requested type, if there is one.
    fn elsewhere(&self, ty: &syn::Type) -> Option<String> {
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
    fn one_of(&self, ty: &syn::Type, name: &str, what: &str, errors: &mut Errors) -> bool {
        if generic(ty).is_some_and(|(written, _)| written == *name) {
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
        errors.push(smallest(ty), message);
        false
    }

    /// The result of a call, as a user writes it.
    pub(super) fn success_type(&self) -> String {
        let facade = &self.spelling.facade;
        match self.operation.success.cases.as_slice() {
            [] => "()".to_owned(),
            [case] => match case.codec {
                None => "()".to_owned(),
                Some(Codec::Json | Codec::Form | Codec::Xml) => self.spelling.of(&case.ty),
                Some(Codec::Text) => "String".to_owned(),
                Some(Codec::Bytes | Codec::Multipart) => format!("{facade}::body::Incoming"),
                Some(Codec::JsonLines) => {
                    format!("{facade}::Lines<{}>", self.spelling.of(&case.ty))
                }
                Some(Codec::Events) => format!("{facade}::Events<{}>", self.spelling.of(&case.ty)),
            },
            _ => format!("{}::{}", self.module, self.reply_name()),
        }
    }

    /// The body of a refusal, as a user writes it.
    pub(super) fn failure_type(&self) -> String {
        match self.operation.failure_cases().as_slice() {
            [] => "()".to_owned(),
            [case] => self.spelling.of(&case.ty),
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
