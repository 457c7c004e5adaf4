//! Messages about the results of signatures.

use super::result::split_response;
use super::user_type::{split_generics, type_text};
use super::{Check, user_type};
use crate::diagnostic::Mistake;
use crate::errors::Errors;

impl Check<'_> {
    /// The message about the missing parameters of one of our types.
    pub(super) fn missing_generics_error(&self, name: &str) -> String {
        let facade = &self.spelling.facade;
        let (what, of) = match name {
            "Call" => (
                "the type of the operation",
                format!("{}::{}", self.module, self.operation.call),
            ),
            "CallError" => ("the type of the error body", self.failure_type()),
            "Pages" => (
                "the type of its items",
                self.operation
                    .pagination
                    .as_ref()
                    .map(|pages| self.spelling.spell(&pages.item))
                    .unwrap_or_default(),
            ),
            "Response" => ("the type of its content", self.success_type()),
            _ => {
                let whole = self.success_type();
                let message =
                    format!("`{facade}::{name}` needs the type of its items: write `{whole}`");
                return Mistake::new(message)
                    .at(self.success_place())
                    .render(self.description);
            }
        };
        Mistake::new(format!(
            "`{facade}::{name}` needs {what}: write `{facade}::{name}<{of}>`"
        ))
        .render(self.description)
    }

    /// Returns the message about calls or pages inside `async` or `Result`: both exist at once and
    /// cannot fail before they run.
    pub(super) fn not_awaitable_error(&self, ty: &syn::Type, awaited: bool) -> Option<String> {
        let ready = |ty: &syn::Type| {
            split_generics(ty).is_some_and(|(name, items)| {
                let is = name == "Call" || name == "Pages" && self.operation.pagination.is_some();
                is && !items.is_empty()
            })
        };
        let within = match split_generics(ty) {
            Some((name, items)) if name.ends_with("Result") => {
                items.first().copied().filter(|item| ready(item))
            }
            _ if awaited && ready(ty) => Some(ty),
            _ => None,
        }?;
        let (drop, found) = match (awaited, std::ptr::eq(within, ty)) {
            (true, true) => ("`async`", "as a future"),
            (true, false) => ("`async` and `Result`", "as a future"),
            (false, _) => ("`Result`", "a `Result`"),
        };
        let ready = type_text(within);
        let mistake = Mistake::new(format!(
            "`{ready}` is returned at once, not {found}: remove {drop}, and write `fn {}(..) -> {ready}`",
            self.method.item.sig.ident
        ));
        Some(mistake.render(self.description))
    }

    /// A signature with arguments and no result.
    pub(super) fn no_result_error(&self) -> String {
        let name = &self.method.item.sig.ident;
        Mistake::new(format!(
            "`{name}` has no result, but a call can fail: write its result"
        ))
        .help(format!(
            "for instance `-> Result<{}, {}::Error>`",
            self.success_type(),
            self.spelling.facade
        ))
        .help(format!(
            "or leave the whole signature to the description: `fn {name}();`"
        ))
        .render(self.description)
    }

    pub(super) fn infallible_result_error(&self, ty: &syn::Type) -> String {
        let facade = &self.spelling.facade;
        let found = type_text(ty);
        if split_generics(ty).is_some_and(|(name, _)| name == self.operation.call) {
            let call = format!("{facade}::Call<{}::{}>", self.module, self.operation.call);
            return Mistake::new(format!(
                "`{found}` is an operation, not a result: write `{call}`, without `async`"
            ))
            .render(self.description);
        }
        let sensible = matches!(super::parse_type(ty), user_type::UserType::Other)
            || split_generics(ty).is_some_and(|(name, _)| name == "Result" || name == "Future");
        // A type that is a mistake in a `Result` too does not help.
        let mut ignored_errors = Errors::default();
        let (content, _) = split_response(ty);
        let fits = self
            .check_success(content, false, &mut Vec::new(), &mut ignored_errors)
            .is_some();
        let value = if sensible || !fits {
            self.success_type()
        } else {
            found.clone()
        };
        Mistake::new(format!("a call can fail, so it cannot return only `{found}`: write `Result<{value}, {facade}::Error>`"))
            .help(format!("other results: `Result<.., {facade}::CallError<..>>` for the typed error, `Result<{facade}::Response<..>, ..>` for status and headers"))
            .help(format!("or return the call itself, to be changed and awaited later: `-> {facade}::Call<{}::{}>` without `async`", self.module, self.operation.call))
            .render(self.description)
    }
}
