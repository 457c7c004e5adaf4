//! Documentation of several lines, as a line each: so it is read, and so it is printed.

use proc_macro2::{Delimiter, Group, Literal, Punct, Spacing, TokenStream, TokenTree};
use quote::quote;

/// Splits every `#[doc = ".."]` of several lines. The compiler takes both for the same.
pub(crate) fn split(tokens: TokenStream) -> TokenStream {
    let mut out = TokenStream::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        let hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        let lines = if hash {
            tokens.peek().and_then(lines_of)
        } else {
            None
        };
        match (lines, token) {
            (Some(lines), _) => {
                tokens.next();
                lines.iter().for_each(|line| out.extend(attribute(line)));
            }
            (None, TokenTree::Group(group)) => out.extend([TokenTree::Group(split_group(&group))]),
            (None, other) => out.extend([other]),
        }
    }
    out
}

fn split_group(group: &Group) -> Group {
    let mut split = Group::new(group.delimiter(), split(group.stream()));
    split.set_span(group.span());
    split
}

/// The lines of `[doc = ".."]`, if they are several.
fn lines_of(token: &TokenTree) -> Option<Vec<String>> {
    let TokenTree::Group(group) = token else {
        return None;
    };
    if group.delimiter() != Delimiter::Bracket {
        return None;
    }
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let [
        TokenTree::Ident(name),
        TokenTree::Punct(_),
        TokenTree::Literal(literal),
    ] = tokens.as_slice()
    else {
        return None;
    };
    let text = syn::parse2::<syn::LitStr>(quote!(#literal)).ok()?.value();
    if name != "doc" || !text.contains('\n') {
        return None;
    }
    // Only the first line has the space after the slashes.
    let spaced = |(index, line): (usize, &str)| {
        if index == 0 || line.is_empty() {
            line.to_owned()
        } else {
            format!(" {line}")
        }
    };
    Some(text.lines().enumerate().map(spaced).collect())
}

fn attribute(line: &str) -> TokenStream {
    let (hash, line) = (Punct::new('#', Spacing::Alone), Literal::string(line));
    quote!(#hash [doc = #line])
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::split;

    #[test]
    fn each_line_is_an_attribute_wherever_it_stands() {
        let written = quote!(
            mod m {
                #[doc = " One.\n\nTwo."]
                struct S;
                m! { #[doc = " A\nB"] }
            }
        );
        let lines = quote! {
            mod m { #[doc = " One."] #[doc = ""] #[doc = " Two."] struct S; m! { #[doc = " A"] #[doc = " B"] } }
        };
        assert_eq!(split(written).to_string(), lines.to_string());
    }

    #[test]
    fn one_line_and_other_attributes_stay() {
        let written = quote!(
            #[doc = " One."]
            #[allow(dead_code)]
            #[note = "a\nb"]
            struct S;
        );
        assert_eq!(split(written.clone()).to_string(), written.to_string());
    }
}
