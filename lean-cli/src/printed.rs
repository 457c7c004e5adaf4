//! Emitted tokens as formatted text.

use proc_macro2::TokenStream;

use crate::doc_lines;

/// The tokens of a file, formatted.
///
/// # Errors
/// If they are not Rust.
pub(crate) fn printed(tokens: TokenStream) -> syn::Result<String> {
    let file = syn::parse2::<syn::File>(doc_lines::split(tokens))?;
    Ok(prettyplease::unparse(&file))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::printed;

    #[test]
    fn documentation_is_a_line_each() {
        let tokens = quote! {
            pub mod api {
                #[doc = " One.\nTwo."]
                pub struct GetOrder(__lean::Given);
            }
        };
        let expected = "\
pub mod api {
    /// One.
    /// Two.
    pub struct GetOrder(__lean::Given);
}
";
        assert_eq!(printed(tokens).expect("Rust"), expected);
    }

    #[test]
    fn what_is_not_rust_is_an_error() {
        assert!(printed(quote!(pub mod)).is_err());
    }
}
