//! Emitted tokens as formatted text.
//!
//! The printer leaves what stands inside macros as it is, and every operation is one: they are taken out, printed in
//! parts, and put back.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Expr, Ident, Token, Type, Visibility};

use crate::doc_lines;

/// The tokens of a file, formatted.
///
/// # Errors
/// If they are not Rust.
pub(crate) fn printed(tokens: TokenStream) -> syn::Result<String> {
    let mut operations = Vec::new();
    let file = syn::parse2::<syn::File>(taken_out(doc_lines::split(tokens), &mut operations))?;
    let mut text = String::new();
    for line in prettyplease::unparse(&file).lines() {
        match operation_at(line, &operations) {
            Some(operation) => text.push_str(&operation.text()),
            None => text.push_str(line),
        }
        text.push('\n');
    }
    Ok(text)
}

const PLACEHOLDER: &str = "__operation_";

/// What `__lean::operation!` holds.
struct Operation {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    name: Ident,
    table: Expr,
    success: Type,
    failure: Type,
}

impl Parse for Operation {
    fn parse(input: ParseStream<'_>) -> syn::Result<Operation> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        input.parse::<Token![struct]>()?;
        let name = input.parse()?;
        input.parse::<Token![:]>()?;
        let table = input.parse()?;
        input.parse::<Token![=>]>()?;
        let success = input.parse()?;
        input.parse::<Token![,]>()?;
        let failure = input.parse()?;
        input.parse::<Token![;]>()?;
        Ok(Operation {
            attributes,
            visibility,
            name,
            table,
            success,
            failure,
        })
    }
}

impl Operation {
    fn text(&self) -> String {
        let Operation {
            attributes,
            visibility,
            name,
            table,
            success,
            failure,
        } = self;
        let head = part(quote!(#(#attributes)* #visibility struct #name;));
        let table = value(&part(quote!(const T: T = #table;)));
        let success = value(&part(quote!(type T = #success;)));
        let failure = value(&part(quote!(type T = #failure;)));
        let head = head.trim_end().trim_end_matches(';');
        let inside = format!("{head}: {table}\n    => {success}, {failure};");
        let lines = inside.lines().map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!("        {line}")
            }
        });
        format!(
            "    __lean::operation! {{\n{}\n    }}",
            lines.collect::<Vec<_>>().join("\n")
        )
    }
}

/// What stands between the equals sign and the semicolon.
fn value(item: &str) -> String {
    let from = item.find('=').map_or(0, |at| at + 1);
    item[from..].trim().trim_end_matches(';').to_owned()
}

fn part(tokens: TokenStream) -> String {
    // The parts were parsed before; together they are an item again.
    syn::parse2::<syn::File>(tokens)
        .map(|file| prettyplease::unparse(&file))
        .unwrap_or_default()
}

/// The operation that a line stands for.
fn operation_at<'o>(line: &str, operations: &'o [Operation]) -> Option<&'o Operation> {
    let number = line
        .trim_start()
        .strip_prefix(PLACEHOLDER)?
        .split('!')
        .next()?;
    operations.get(number.parse::<usize>().ok()?)
}

/// Puts a numbered macro in the place of every operation.
fn taken_out(tokens: TokenStream, operations: &mut Vec<Operation>) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = TokenStream::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(operation) = tokens.get(at..at + 6).and_then(operation) {
            let name = format_ident!("{}{}", PLACEHOLDER, operations.len());
            operations.push(operation);
            out.extend(quote!(#name! {}));
            at += 6;
            continue;
        }
        match &tokens[at] {
            TokenTree::Group(group) => {
                let inside = taken_out(group.stream(), operations);
                out.extend([TokenTree::Group(Group::new(group.delimiter(), inside))]);
            }
            other => out.extend([other.clone()]),
        }
        at += 1;
    }
    out
}

/// `__lean::operation! { .. }`: six tokens.
fn operation(tokens: &[TokenTree]) -> Option<Operation> {
    let [
        TokenTree::Ident(lean),
        TokenTree::Punct(_),
        TokenTree::Punct(_),
        TokenTree::Ident(name),
        TokenTree::Punct(bang),
        TokenTree::Group(group),
    ] = tokens
    else {
        return None;
    };
    let ours = lean == "__lean"
        && name == "operation"
        && bang.as_char() == '!'
        && group.delimiter() == Delimiter::Brace;
    ours.then(|| syn::parse2(group.stream()).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::printed;

    #[test]
    fn operations_are_formatted_like_everything_else() {
        let tokens = quote! {
            pub mod api {
                __lean::operation! {
                    #[doc = " One.\nTwo."]
                    pub struct GetOrder: __lean::Operation::new("getOrder", "GET", "/orders/{id}")
                        => __lean::Decoded<Order>, __lean::Empty;
                }
            }
        };
        let expected = "\
pub mod api {
    __lean::operation! {
        /// One.
        /// Two.
        pub struct GetOrder: __lean::Operation::new(\"getOrder\", \"GET\", \"/orders/{id}\")
            => __lean::Decoded<Order>, __lean::Empty;
    }
}
";
        assert_eq!(printed(tokens).expect("Rust"), expected);
    }

    #[test]
    fn what_is_not_rust_is_an_error() {
        assert!(printed(quote!(pub mod)).is_err());
    }
}
