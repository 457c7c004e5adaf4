//! Names as users write them: identifiers, or strings where a name is not an identifier.

use proc_macro2::{Ident, Span};
use syn::LitStr;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};

use crate::document::Wanted;

/// A name as an identifier, or as a string if it is not one.
#[derive(Clone)]
pub struct WrittenName {
    /// The name.
    pub text: String,
    /// The place of the name.
    pub span: Span,
}

impl Parse for WrittenName {
    fn parse(input: ParseStream<'_>) -> syn::Result<WrittenName> {
        if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            return Ok(WrittenName {
                text: literal.value(),
                span: literal.span(),
            });
        }
        let ident = input.call(Ident::parse_any)?;
        Ok(WrittenName {
            text: ident.unraw().to_string(),
            span: ident.span(),
        })
    }
}

/// An operation as a user names it: `getThing`, `"get-thing"`, or `GET "/things"`.
#[derive(Clone)]
pub struct OperationName {
    name: String,
    path: Option<String>,
    /// The identifier, if it is one: editors show the operation's documentation on it.
    pub ident: Option<Ident>,
    /// The place of the name.
    pub span: Span,
}

impl OperationName {
    /// The same name, written there.
    pub(super) fn with_span(mut self, span: Span) -> OperationName {
        if let Some(ident) = &mut self.ident {
            ident.set_span(span);
        }
        OperationName { span, ..self }
    }

    /// The operation to find.
    #[must_use]
    pub fn to_wanted(&self) -> Wanted {
        match &self.path {
            Some(path) => Wanted::Route {
                method: self.name.clone(),
                path: path.clone(),
            },
            None => Wanted::Name(self.name.clone()),
        }
    }
}

impl Parse for OperationName {
    fn parse(input: ParseStream<'_>) -> syn::Result<OperationName> {
        if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            let text = literal.value();
            let (name, path) = match text.split_once(' ') {
                Some((method, path)) if path.starts_with('/') => {
                    (method.to_owned(), Some(path.to_owned()))
                }
                _ => (text, None),
            };
            return Ok(OperationName {
                name,
                path,
                ident: None,
                span: literal.span(),
            });
        }
        let ident = input.call(Ident::parse_any)?;
        if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            return Ok(OperationName {
                name: ident.to_string(),
                path: Some(literal.value()),
                ident: None,
                span: literal.span(),
            });
        }
        Ok(OperationName {
            name: ident.unraw().to_string(),
            path: None,
            span: ident.span(),
            ident: Some(ident),
        })
    }
}
