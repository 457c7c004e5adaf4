//! All mistakes at once, each on the smallest token that can be fixed.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

/// More are only counted.
const SHOWN_MAX: usize = 10;

/// The mistakes found so far.
#[derive(Default)]
pub struct Errors {
    found: Vec<(Span, String)>,
}

impl Errors {
    /// Notes a mistake on a token.
    pub fn push(&mut self, span: Span, message: impl Into<String>) {
        self.found.push((span, message.into()));
    }

    /// Notes a mistake on the first of several tokens.
    pub fn push_spanned(&mut self, tokens: &impl ToTokens, message: impl Into<String>) {
        let span = tokens.to_token_stream().into_iter().next().map_or_else(Span::call_site, |token| token.span());
        self.push(span, message);
    }

    /// Notes what syn found.
    pub fn push_syn(&mut self, error: &syn::Error) {
        for each in error {
            self.push(each.span(), each.to_string());
        }
    }

    /// Whether nothing was wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The messages, for those who test them.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        self.found.iter().map(|(_, message)| message.as_str())
    }

    /// Adds them to what is emitted.
    pub fn append_to(&self, tokens: &mut TokenStream) {
        for (span, message) in self.found.iter().take(SHOWN_MAX) {
            tokens.extend(quote_spanned!(*span=> ::core::compile_error!(#message);));
        }
        if let Some((span, _)) = self.found.get(SHOWN_MAX) {
            let message = format!("and {} more mistakes", self.found.len() - SHOWN_MAX);
            tokens.extend(quote_spanned!(*span=> ::core::compile_error!(#message);));
        }
    }
}
