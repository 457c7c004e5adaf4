//! The result of a signature.

use super::Check;
use super::claim::Proof;
use super::judge::type_span;
use super::user_type::{
    find_associated, find_missing_generics, return_type, split_generics, type_text,
};
use crate::diagnostic::Mistake;
use crate::errors::Errors;
use crate::resolve::{CURSOR, PAGES};

/// The result of a signature.
pub struct ResultForm {
    /// The way to run the call.
    pub running: RunForm,
    /// The form of its content.
    pub content: ContentForm,
    /// True if it includes status and headers.
    pub response: bool,
    /// The form of an error response.
    pub failure: FailureForm,
}

/// The way to run a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunForm {
    /// Not at all: the call is returned.
    Returned,
    /// By awaiting it.
    Awaited,
    /// By waiting for it.
    Waited,
    /// Page by page.
    Pages,
}

/// The form of the content of a response.
pub enum ContentForm {
    /// The type of the description.
    Described,
    /// A type of the user's choice, from JSON.
    Own(Box<syn::Type>),
    /// Nothing: it is not read.
    Nothing,
    /// The bytes, for any status.
    Raw,
}

/// The form of an error response.
pub enum FailureForm {
    /// `lean::Error`, or a type made from it; `None` if an alias names the type.
    Plain(Option<Box<syn::Type>>),
    /// `lean::CallError` with the described body.
    Described,
    /// `lean::CallError` with a body of the user's type.
    Own(Box<syn::Type>),
}

impl Check<'_> {
    pub(super) fn check_result(
        &self,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<ResultForm> {
        let signature = &self.method.item.sig;
        let Some(ty) = return_type(&signature.output) else {
            errors.push(signature.ident.span(), self.no_result_error());
            return None;
        };
        if let Some((name, at)) = find_missing_generics(ty, &self.spelling.facade)
            && (name != "Pages" || self.operation.pagination.is_some())
        {
            errors.push(type_span(at), self.missing_generics_error(name));
            return None;
        }
        let awaited = signature.asyncness.is_some();
        if let Some(message) = self.not_awaitable_error(ty, awaited) {
            errors.push(type_span(ty), message);
            return None;
        }
        if let (Some(future), false) = (find_associated(ty, "Future", "Output"), awaited) {
            return self.check_outcome(future, RunForm::Awaited, proofs, errors);
        }
        if let Some(item) = find_associated(ty, "Stream", "Item") {
            return self.check_stream(item, proofs, errors);
        }
        match split_generics(ty) {
            Some((name, items))
                if name == "Pages" && (!awaited || self.operation.pagination.is_none()) =>
            {
                self.check_pages(ty, items.first().copied(), proofs, errors)
            }
            Some((name, items)) if name == "Call" && !awaited => {
                self.check_call(ty, items.first().copied(), errors)
            }
            _ => {
                let running = if awaited {
                    RunForm::Awaited
                } else {
                    RunForm::Waited
                };
                self.check_outcome(ty, running, proofs, errors)
            }
        }
    }

    fn check_outcome(
        &self,
        ty: &syn::Type,
        running: RunForm,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<ResultForm> {
        let parts = split_generics(ty)
            .filter(|(name, items)| name.ends_with("Result") && !items.is_empty());
        let Some((_, parts)) = parts else {
            errors.push(type_span(ty), self.infallible_result_error(ty));
            return None;
        };
        if self.operation.pagination.is_none()
            && let Some((name, items)) = split_generics(parts[0])
            && name == "Pages"
        {
            return self.check_pages(parts[0], items.first().copied(), proofs, errors);
        }
        let before = errors.count();
        let (ok, response) = split_response(parts[0]);
        let content = self.check_success(ok, response, proofs, errors);
        let failure = match parts.get(1) {
            Some(error) => self.check_failure(error, proofs, errors),
            None => FailureForm::Plain(None),
        };
        if errors.count() > before {
            return None;
        }
        Some(ResultForm {
            running,
            content: content?,
            response,
            failure,
        })
    }

    fn check_call(
        &self,
        ty: &syn::Type,
        item: Option<&syn::Type>,
        errors: &mut Errors,
    ) -> Option<ResultForm> {
        let expected = &self.operation.call;
        let named = item
            .and_then(split_generics)
            .filter(|(name, _)| name.trim_start_matches("r#") == expected);
        if named.is_none() {
            let message = Mistake::new(format!(
                "a call of `{}` is `{}::Call<{}::{expected}>`, not `{}`",
                self.operation_label(),
                self.spelling.facade,
                self.module,
                type_text(ty)
            ))
            .at(&self.operation.place)
            .render(self.description);
            errors.push(item.map_or_else(|| type_span(ty), type_span), message);
            return None;
        }
        Some(ResultForm {
            running: RunForm::Returned,
            content: ContentForm::Described,
            response: false,
            failure: FailureForm::Plain(None),
        })
    }

    /// `impl Stream<Item = Result<T, E>>`.
    fn check_stream(
        &self,
        item: &syn::Type,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<ResultForm> {
        let item_of = split_generics(item)
            .filter(|(name, items)| name.ends_with("Result") && !items.is_empty());
        let Some((_, items)) = item_of else {
            let message = format!(
                "fetching a page can fail: write `Item = Result<{}, {}::Error>`",
                type_text(item),
                self.spelling.facade
            );
            errors.push(type_span(item), message);
            return None;
        };
        self.check_pages(item, items.first().copied(), proofs, errors)
    }

    fn check_pages(
        &self,
        ty: &syn::Type,
        item: Option<&syn::Type>,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<ResultForm> {
        let Some(pages) = &self.operation.pagination else {
            let message = Mistake::new(format!(
                "the description does not say how pages of `{}` follow each other",
                self.operation_label()
            ))
            .at(&self.operation.place)
            .help("describe it on the method: `#[pages(page = \"page_number\", items = \"/data\")]`, or `#[pages(cursor = \"after\", items = \"/data\", next = \"/next\")]`")
            .help(format!(
                "or describe it on the operation, in an overlay: {PAGES}, or {CURSOR}"
            ))
            .help(format!(
                "without it, a call returns one answer: `Result<{}, {}::Error>`",
                self.success_type(),
                self.spelling.facade
            ))
            .render(self.description);
            errors.push(type_span(ty), message);
            return None;
        };
        let item = item?;
        let fits = self.check_value(
            item,
            (&pages.item, self.success_place()),
            "an item",
            proofs,
            errors,
        );
        let content = ContentForm::Own(Box::new(item.clone()));
        fits.then_some(ResultForm {
            running: RunForm::Pages,
            content,
            response: false,
            failure: FailureForm::Plain(None),
        })
    }
}

/// The content of a result, and true if a response is around it.
pub(super) fn split_response(ty: &syn::Type) -> (&syn::Type, bool) {
    match split_generics(ty) {
        Some((name, items)) if name == "Response" && items.len() == 1 => (items[0], true),
        _ => (ty, false),
    }
}
