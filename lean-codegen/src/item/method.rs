//! The methods of a trait that name operations, and their attributes.

use proc_macro2::{Ident, Span};
use syn::{ReturnType, TraitItemFn};

use super::{Argument, Options};
use crate::document::Wanted;
use crate::resolve::PageRule;

/// A method for an operation.
#[derive(Clone)]
pub struct Method {
    /// The operation that it names.
    pub wanted: Wanted,
    /// The token that names it, to be underlined.
    pub span: Span,
    /// The identifier in `#[operation(..)]`, if one is there.
    pub named: Option<Ident>,
    /// The method as written, without our attributes.
    pub item: TraitItemFn,
    /// Its headers and deadline.
    pub options: Options,
    /// The rule that leads from one page to the next (`#[pages(..)]`).
    pub pages: Option<PageRule<Span>>,
    /// Its arguments, in the order of its signature, without the receiver.
    pub arguments: Vec<Argument>,
    /// True if only its beginning could be read.
    pub is_begun: bool,
    /// The attributes, as written, on which the models depend.
    pub(crate) choosing: Vec<syn::Attribute>,
}

impl Method {
    /// Returns true if its signature is to be filled in: no arguments, no result.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.has_empty_signature() && self.item.sig.asyncness.is_none()
    }

    /// The `async` of what would be filled in but for it.
    #[must_use]
    pub fn lone_async(&self) -> Option<Span> {
        let asyncness = self.item.sig.asyncness?;
        let has_receiver = self.item.sig.receiver().is_some();
        (self.has_empty_signature() && !has_receiver).then_some(asyncness.span)
    }

    fn has_empty_signature(&self) -> bool {
        let signature = &self.item.sig;
        self.arguments.is_empty()
            && matches!(signature.output, ReturnType::Default)
            && signature.generics.params.is_empty()
    }

    /// Returns true if it has a `cfg`.
    pub(super) fn is_conditional(&self) -> bool {
        let attributes = self.item.attrs.iter();
        attributes
            .into_iter()
            .any(|attribute| attribute.path().is_ident("cfg"))
    }
}
