//! What a signature yields.

use syn::Type as Written;

use super::judge::{Judge, Proof, Way, smallest};
use super::written::{associated, generic, output, shown};
use super::{Check, written};
use crate::api::{Case, Codec, Place, Statuses, Type};
use crate::diagnostic::Mistake;
use crate::errors::Errors;

/// What a signature yields, and how.
pub struct Returned {
    /// How the call is run.
    pub running: Running,
    /// What its content becomes.
    pub content: Content,
    /// Whether status and headers come with it.
    pub response: bool,
    /// What a refusal becomes.
    pub failure: Failure,
}

/// How a call is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Running {
    /// Not at all: the call is returned.
    Returned,
    /// By awaiting it.
    Awaited,
    /// By waiting for it.
    Waited,
    /// Page by page.
    Pages,
}

/// What the content of a response becomes.
pub enum Content {
    /// What the description says.
    Described,
    /// A type of the user's choice, from JSON.
    Own(Box<Written>),
    /// Nothing: it is not read.
    Nothing,
    /// Its bytes, whatever the status.
    Raw,
}

/// What a refusal becomes.
pub enum Failure {
    /// `lean::Error`, or whatever is made of one; none: an alias says which.
    Plain(Option<Box<Written>>),
    /// `lean::CallError` with the described body.
    Described,
    /// `lean::CallError` with a body of the user's type.
    Own(Box<Written>),
}

impl Check<'_> {
    pub(super) fn returned(
        &self,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<Returned> {
        let signature = &self.method.item.sig;
        let Some(ty) = output(&signature.output) else {
            errors.push(signature.ident.span(), self.silent());
            return None;
        };
        let awaited = signature.asyncness.is_some();
        if let (Some(future), false) = (associated(ty, "Future", "Output"), awaited) {
            return self.result(future, Running::Awaited, proofs, errors);
        }
        if let Some(item) = associated(ty, "Stream", "Item") {
            return self.stream(item, proofs, errors);
        }
        match generic(ty) {
            Some((name, items)) if name == "Pages" && !awaited => {
                self.pages(ty, items.first().copied(), proofs, errors)
            }
            Some((name, items)) if name == "Call" && !awaited => {
                self.call(ty, items.first().copied(), errors)
            }
            _ => {
                let running = if awaited {
                    Running::Awaited
                } else {
                    Running::Waited
                };
                self.result(ty, running, proofs, errors)
            }
        }
    }

    /// A signature with arguments and no result.
    fn silent(&self) -> String {
        let name = &self.method.item.sig.ident;
        Mistake::new(format!(
            "`{name}` yields nothing, but a call can fail: say what it yields"
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

    fn result(
        &self,
        ty: &Written,
        running: Running,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<Returned> {
        let parts =
            generic(ty).filter(|(name, items)| name.ends_with("Result") && !items.is_empty());
        let Some((_, parts)) = parts else {
            errors.push(smallest(ty), self.cannot_fail(ty));
            return None;
        };
        let before = errors.count();
        let (ok, response) = match generic(parts[0]) {
            Some((name, items)) if name == "Response" && items.len() == 1 => (items[0], true),
            _ => (parts[0], false),
        };
        let content = self.success(ok, response, proofs, errors);
        let failure = match parts.get(1) {
            Some(error) => self.failure(error, proofs, errors),
            None => Failure::Plain(None),
        };
        if errors.count() > before {
            return None;
        }
        Some(Returned {
            running,
            content: content?,
            response,
            failure,
        })
    }

    fn cannot_fail(&self, ty: &Written) -> String {
        let facade = &self.spelling.facade;
        let found = shown(ty);
        let sensible = matches!(super::written(ty), written::Written::Other)
            || generic(ty).is_some_and(|(name, _)| name == "Result" || name == "Future");
        let value = if sensible {
            self.success_type()
        } else {
            found.clone()
        };
        Mistake::new(format!("a call can fail, so it cannot yield `{found}` alone: write `Result<{value}, {facade}::Error>`"))
            .help(format!("other results: `Result<.., {facade}::CallError<..>>` for the typed error, `Result<{facade}::Response<..>, ..>` for status and headers"))
            .help(format!("or return the call itself, to be changed and awaited later: `-> {facade}::Call<{}::{}>` without `async`", self.module, self.operation.call))
            .render(self.description)
    }

    fn success(
        &self,
        ty: &Written,
        response: bool,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<Content> {
        let is_unit = matches!(super::written(ty), written::Written::Unit);
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

    fn nothing(&self, ty: &Written) -> String {
        Mistake::new(format!(
            "`{}` yields no content: write `()`, not `{}`",
            self.called(),
            shown(ty)
        ))
        .at(self.success_place())
        .render(self.description)
    }

    fn single(
        &self,
        ty: &Written,
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
            self.called(),
            case.media,
            shown(ty)
        ))
        .at(self.place_of(case))
        .render(self.description);
        errors.push(smallest(ty), message);
        None
    }

    fn value(
        &self,
        ty: &Written,
        (model, place): (&Type, &Place),
        what: &str,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> bool {
        let mut judge = Judge::new(self.spelling, Some(self.module), Way::Received);
        match judge.judge(ty, model) {
            Ok(()) => {
                let what = format!("{what} of `{}`", self.called());
                let asker = &self.method.item.sig.ident;
                let claims = judge.claims.into_iter();
                proofs.extend(claims.map(|claim| claim.of(&what, ty, asker)));
                true
            }
            Err(mismatch) => {
                errors.push(
                    mismatch.span,
                    self.unfit(what, &mismatch, &mismatch.expected, Some(place)),
                );
                false
            }
        }
    }

    /// Several cases are an enum of the module.
    fn one_of(&self, ty: &Written, name: &str, what: &str, errors: &mut Errors) -> bool {
        if generic(ty).is_some_and(|(written, _)| written == *name) {
            return true;
        }
        let module = self.module;
        let message = Mistake::new(format!(
            "{what} of `{}` is one of several: write `{module}::{name}`, not `{}`",
            self.called(),
            shown(ty)
        ))
        .at(&self.operation.place)
        .render(self.description);
        errors.push(smallest(ty), message);
        false
    }

    fn failure(&self, ty: &Written, proofs: &mut Vec<Proof>, errors: &mut Errors) -> Failure {
        let Some((name, items)) = generic(ty) else {
            return Failure::Plain(Some(Box::new(ty.clone())));
        };
        let ([body], "CallError") = (items.as_slice(), name.as_str()) else {
            return Failure::Plain(Some(Box::new(ty.clone())));
        };
        let what = "the error";
        match crate::emit::failure_cases(self.operation).as_slice() {
            [] => {
                if !matches!(super::written(body), written::Written::Unit) {
                    let facade = &self.spelling.facade;
                    let message = format!(
                        "`{}` describes no errors with content: write `{facade}::Error`, or `{facade}::CallError<()>`",
                        self.called()
                    );
                    errors.push(
                        smallest(body),
                        Mistake::new(message)
                            .at(&self.operation.place)
                            .render(self.description),
                    );
                }
                Failure::Described
            }
            [case] => match self.single(body, case, what, proofs, errors) {
                Some(Content::Own(ty)) => Failure::Own(ty),
                _ => Failure::Described,
            },
            _ => {
                self.one_of(body, &self.error_name(), what, errors);
                Failure::Described
            }
        }
    }

    fn call(&self, ty: &Written, item: Option<&Written>, errors: &mut Errors) -> Option<Returned> {
        let expected = &self.operation.call;
        let named = item
            .and_then(generic)
            .filter(|(name, _)| name.trim_start_matches("r#") == expected);
        if named.is_none() {
            let message = Mistake::new(format!(
                "a call of `{}` is `{}::Call<{}::{expected}>`, not `{}`",
                self.called(),
                self.spelling.facade,
                self.module,
                shown(ty)
            ))
            .at(&self.operation.place)
            .render(self.description);
            errors.push(item.map_or_else(|| smallest(ty), smallest), message);
            return None;
        }
        Some(Returned {
            running: Running::Returned,
            content: Content::Described,
            response: false,
            failure: Failure::Plain(None),
        })
    }

    /// `impl Stream<Item = Result<T, E>>`.
    fn stream(
        &self,
        item: &Written,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<Returned> {
        let item_of =
            generic(item).filter(|(name, items)| name.ends_with("Result") && !items.is_empty());
        let Some((_, items)) = item_of else {
            let message = format!(
                "a page can fail to come: write `Item = Result<{}, {}::Error>`",
                shown(item),
                self.spelling.facade
            );
            errors.push(smallest(item), message);
            return None;
        };
        self.pages(item, items.first().copied(), proofs, errors)
    }

    fn pages(
        &self,
        ty: &Written,
        item: Option<&Written>,
        proofs: &mut Vec<Proof>,
        errors: &mut Errors,
    ) -> Option<Returned> {
        let Some(pages) = &self.operation.pagination else {
            let message = Mistake::new(format!(
                "the description does not say how pages of `{}` follow each other",
                self.called()
            ))
            .at(&self.operation.place)
            .help("an overlay can say it: `x-pagination` on the operation")
            .render(self.description);
            errors.push(smallest(ty), message);
            return None;
        };
        let item = item?;
        let fits = self.value(
            item,
            (&pages.item, self.success_place()),
            "an item",
            proofs,
            errors,
        );
        let content = Content::Own(Box::new(item.clone()));
        fits.then_some(Returned {
            running: Running::Pages,
            content,
            response: false,
            failure: Failure::Plain(None),
        })
    }

    /// What a call yields, as a user writes it.
    fn success_type(&self) -> String {
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

    fn success_place(&self) -> &Place {
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
