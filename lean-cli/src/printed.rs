//! Emitted tokens as formatted text.

use lean_codegen::expand::PrintedPart;
use proc_macro2::TokenStream;
use quote::quote;

use crate::doc_lines;

/// Returns a part of a file, formatted as in the whole file.
///
/// # Errors
/// If it is not Rust.
pub(crate) fn print_part(part: PrintedPart) -> syn::Result<String> {
    match part {
        PrintedPart::Items(tokens) => format_tokens(tokens),
        PrintedPart::Open(head) => {
            let module = format_tokens(quote!(#head {}))?;
            Ok(module.trim_end().trim_end_matches('}').to_owned() + "\n")
        }
        PrintedPart::Inside(tokens) if tokens.is_empty() => Ok(String::new()),
        PrintedPart::Inside(tokens) => {
            // A module of its own, so that it is indented; less the lines of its braces.
            let module = format_tokens(quote!(mod inside { #tokens }))?;
            let lines = module.trim_end().trim_end_matches('}');
            Ok(lines
                .split_once('\n')
                .map(|(_, lines)| lines.to_owned())
                .unwrap_or_default())
        }
        PrintedPart::Close => Ok("}\n".to_owned()),
    }
}

/// The tokens of a file, formatted.
fn format_tokens(tokens: TokenStream) -> syn::Result<String> {
    let file = syn::parse2::<syn::File>(doc_lines::split(tokens))?;
    Ok(prettyplease::unparse(&file))
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use lean_codegen::expand::PrintedPart;

    use super::{format_tokens, print_part};

    #[test]
    fn in_parts_as_at_once() {
        let all = quote! {
            #[doc = " M."]
            pub mod api {
                use a::b;
                pub struct A { #[doc = " One.\nTwo."] pub a: String }
                fn f() {}
            }
            pub use api::*;
        };
        let parts = [
            PrintedPart::Open(quote!(#[doc = " M."] pub mod api)),
            PrintedPart::Inside(quote!(
                use a::b;
            )),
            PrintedPart::Inside(quote!()),
            PrintedPart::Inside(quote! {
                pub struct A { #[doc = " One.\nTwo."] pub a: String }
                fn f() {}
            }),
            PrintedPart::Close,
            PrintedPart::Items(quote!(
                pub use api::*;
            )),
        ];
        let parts: String = parts
            .map(|printed_part| print_part(printed_part).expect("Rust"))
            .concat();
        assert_eq!(parts, format_tokens(all).expect("Rust"));
    }

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
        assert_eq!(format_tokens(tokens).expect("Rust"), expected);
    }

    #[test]
    fn what_is_not_rust_is_an_error() {
        assert!(format_tokens(quote!(pub mod)).is_err());
    }
}
